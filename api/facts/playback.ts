import type { Clock } from './clock';
import { secondsOf } from './ranges';
import type { Micros } from '../lib/time';
import type { Watching } from './watching';

/** An open play is believed only where the learner's next event comes this soon. */
const NEXT_EVENT_WITHIN: Micros = 30 * 60 * 1_000_000;

/**
 * Players round and land near where they were sent, and statements are timed when they arrive: positions this close,
 * in seconds of the video, contradict neither each other nor the clock.
 */
const NEAR = 1;

/** So soon after a seek a position of before it may still be reported. */
const STALE_WITHIN: Micros = 10 * 1_000_000;

/** Where and when a play may have begun. */
export interface Start {
  /** Seconds of the video, 0 or more. */
  readonly position: number;
  readonly time: Micros;
}

/** A play that is under way. */
interface OpenPlay extends Start {
  /** Begun by a seek, or by a play whose position the seek before it contradicts. */
  readonly isSought: boolean;
  /** What a play says that the seek before it contradicts: players report the position that was left. */
  readonly other: Start | null;
  /** When it was last heard of: it was under way then. */
  readonly heard: Micros;
  /** How much more than `Clock.playable` it may hold, seconds: what was left of the clock when it began. */
  readonly spare: number;
}

/** A seek of which no event has shown yet where it led. */
interface Seek {
  readonly to: number;
  readonly from: number | null;
  readonly time: Micros;
}

/** What ended a play without saying where. */
interface Ending {
  readonly time: Micros;
  /** It stood still from then on. */
  readonly isStop?: boolean;
  /** The play that ended it, where that says where it begins. */
  readonly resumed?: Start | null;
}

/**
 * One learner's player of one video, event by event: where it stands, and which stretches it played. No stretch holds
 * more than elapsed time x speed, and all together do not either: each takes its part of the time from the first event
 * on, and no time is taken twice. Positions are seconds of the video; null where a statement has none.
 */
export class Playback {
  private open: OpenPlay | null = null;
  private sought: Seek | null = null;
  /** How much of the clock no stretch has taken, seconds of video (up to what statements may be late), and when. */
  private spare = 0;
  private spareAt: Micros | null = null;

  /**
   * @param plays where and when each `played` with a position begins, in the order of playback
   * @param nextEvent the learner's first event in the course after a moment, whatever it is about
   * @param statesSegments the player states what was played: its plays are believed where they say they begin
   */
  constructor(
    private readonly watching: Watching,
    private readonly clock: Clock,
    private readonly plays: Start[],
    private readonly nextEvent: (time: Micros) => Micros | null,
    private readonly statesSegments: boolean,
  ) {}

  /** Where the play under way began; null: none is. */
  get playsFrom(): number | null {
    return this.open?.position ?? null;
  }

  /** To be called for every event before the others. */
  advance(time: Micros): void {
    this.spareAt ??= time;
    // What a play under way may take of the clock is settled when that ends.
    if (this.open || time <= this.spareAt) return;
    this.spare = Math.min(NEAR, this.spare + this.clock.playable(this.spareAt, time));
    this.spareAt = time;
  }

  play(time: Micros, position: number | null): void {
    const { open } = this;
    const said = position === null ? null : { position, time };
    const isThere = position !== null && open !== null && this.fits(open, position, time);
    if (open?.isSought && !open.other && !isThere && this.isStale(position, time)) {
      // The next closing shows which of the two it was; until then the player is where the seek went.
      this.open = { ...open, heard: time, other: said };
    } else {
      if (open) {
        this.closeOpen({ time, resumed: said });
        this.sought = null;
      }
      this.begin(said, time);
    }
    if (said) this.plays.shift();
  }

  /** The player stopped, or a seek left this position. */
  stop(time: Micros, position: number | null): void {
    const { open } = this;
    if (position === null) this.closeOpen({ time, isStop: true });
    if (!open || position === null) return;
    const start = [open, open.other].find((one) => one && this.fits(one, position, time));
    if (start) {
      // Standing where it is said to have begun shows nothing: players report that position once more.
      if (start === open || position - start.position > NEAR) this.sought = null;
      this.close(time, start, Math.min(position, start.position + this.most(start, open, time)), position, false);
    } else if (position > open.position) {
      this.sought = null;
      this.close(time, open, open.position + this.clock.playable(open.time, time), position, true);
    } else {
      if (!this.isStale(position, time)) this.sought = null;
      this.close(time, open, open.position, position, false);
    }
  }

  seek(time: Micros, from: number | null, to: number | null): void {
    const wasOpen = this.open !== null;
    this.stop(time, from);
    this.sought = to === null ? null : { to, from, time };
    if (wasOpen && to !== null) this.openAt({ position: to, time }, true);
  }

  /** The page was loaded anew. */
  load(time: Micros): void {
    this.closeOpen({ time });
    this.sought = null;
  }

  /** The player says how far it came, and plays on. */
  pass(time: Micros, position: number): void {
    this.stop(time, position);
    this.openAt({ position, time }, false);
  }

  /** Nothing comes any more. */
  end(): void {
    this.closeOpen(null);
  }

  private begin(said: Start | null, time: Micros): void {
    const { sought } = this;
    if (sought && this.isStale(said?.position ?? null, time)) {
      if (said === null || Math.abs(said.position - sought.to) > NEAR) {
        this.openAt({ position: sought.to, time }, true, said);
        return;
      }
    }
    this.sought = null;
    if (said) this.openAt(said, false);
  }

  private openAt({ position, time }: Start, isSought: boolean, other: Start | null = null): void {
    // The play before may already count as watched up to a later moment: no time counts twice.
    const since = Math.max(time, this.spareAt ?? time);
    this.open = { position, time: since, isSought, other, heard: time, spare: this.spare };
  }

  /** Whether a position may be that of before the last seek, or there is none. */
  private isStale(position: number | null, time: Micros): boolean {
    const { sought } = this;
    if (sought === null || this.statesSegments) return false;
    if (position === null || time - sought.time <= STALE_WITHIN) return true;
    return sought.from !== null && Math.abs(position - sought.from) <= NEAR;
  }

  /** How much video fits between a start of the open play and a moment. */
  private most(start: Start, open: OpenPlay, until: Micros): number {
    return open.spare + this.clock.playable(start.time, until);
  }

  private fits(start: Start, position: number, at: Micros): boolean {
    const played = position - start.position;
    return played >= -NEAR && played <= this.clock.playable(start.time, at) + NEAR;
  }

  /**
   * Ends what is open where nothing says at which position.
   * @param by null: nothing comes any more
   */
  private closeOpen(by: Ending | null): void {
    const { open } = this;
    if (!open) return;
    const { other } = open;
    const resumed = by?.resumed;
    const wasElsewhere =
      other !== null &&
      resumed &&
      !this.fits(open, resumed.position, resumed.time) &&
      this.fits(other, resumed.position, resumed.time);
    const start = wasElsewhere ? other : open;
    const { end, until } = this.imputeEnd(start, open, by);
    this.close(Math.max(until, by?.time ?? open.heard), start, end, null, true);
  }

  /** @param told the position that the closing statement says; null: none */
  private close(time: Micros, start: Start, end: number, stated: number | null, isImputed: boolean): void {
    const { open } = this;
    if (!open) return;
    const said = open.other ?? open;
    this.watching.add({
      range: secondsOf(start.position, end),
      stated: stated === null ? null : secondsOf(said.position, stated),
      isImputed,
    });
    this.spare = Math.max(0, Math.min(NEAR, this.most(open, open, time) - Math.max(0, end - start.position)));
    this.spareAt = time;
    this.open = null;
  }

  /** Whether a play only repeats the open one: players send it again after a seek, and when they had to wait. */
  private isRepeated(start: Start, open: OpenPlay, play: Start): boolean {
    if (this.statesSegments || Math.abs(play.position - start.position) > NEAR) return false;
    return open.isSought || this.clock.playable(start.time, play.time) <= 2 * NEAR;
  }

  /**
   * Where an open play ended. Up to where the learner's next `played` on the video begins, if that lies ahead and within elapsed time x speed (the player resumes where one left); otherwise
   * up to elapsed time x speed, where elapsed ends at the learner's next event in the course, and only if that comes
   * within 30 minutes; otherwise where it began.
   * @param by what ended it; null: nothing comes any more
   * @returns a position, and until when that takes the clock
   */
  private imputeEnd(start: Start, open: OpenPlay, by: Ending | null): { end: number; until: Micros } {
    const [next] = this.plays;
    if (next && by?.resumed && this.isRepeated(start, open, next)) return { end: start.position, until: next.time };
    if (next && next.position > start.position) {
      const until = by?.isStop ? Math.min(next.time, by.time) : next.time;
      if (next.position - start.position <= this.clock.playable(start.time, until))
        return { end: next.position, until };
    }
    const nextTime = by && by.time <= open.heard ? by.time : this.nextEvent(open.heard);
    if (nextTime === null || nextTime - open.heard > NEXT_EVENT_WITHIN)
      return { end: start.position, until: open.heard };
    return { end: start.position + this.clock.playable(start.time, nextTime), until: nextTime };
  }
}
