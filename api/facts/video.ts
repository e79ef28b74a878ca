import { byTimeThenId } from './order';
import { LAST_SECOND, distinct, lacking, secondsOf, seenTwice } from './ranges';
import { type Viewing, believed, most, statedSeconds, without } from './segments';
import type { LearnerEvent, Micros, Range, VideoFact } from './types';

/** An open play is believed only where the learner's next event comes this soon. */
const NEXT_EVENT_WITHIN: Micros = 30 * 60 * 1_000_000;

/** Seconds in a week: a video that is longer has no length, for answers hold an entry a second. */
const LONGEST = 7 * 24 * 3600;

const CLOSING = new Set(['paused', 'terminated', 'seeked']);

/** At equal times closings come before `played`. */
const rank = (event: LearnerEvent): number => (CLOSING.has(event.verb) ? 0 : event.verb === 'played' ? 2 : 1);
const byPlayback = (a: LearnerEvent, b: LearnerEvent): number =>
  a.time - b.time || rank(a) - rank(b) || byTimeThenId(a, b);

/** A play that is under way: from which position, since when. */
interface OpenPlay {
  readonly position: number;
  readonly time: Micros;
  /** Index of the event that opened it. */
  readonly index: number;
}

/**
 * What one learner watched of one video.
 *
 * `played` opens an interval at its position; `paused`, `terminated` and `seeked` (at time-from) close it; after a seek
 * while playing it goes on from time-to; `completed` and `interacted` change nothing; `initialized` or another `played`
 * ends what was open without a position. An interval without a closing position is imputed (see `imputeEnd`).
 *
 * Where the player states what was played, that is believed until its last such statement in a viewing, which begins at
 * `initialized` (see `believed`); the rules above hold for what comes after it, and for all players that state nothing.
 * @param events this learner's statements on this video, in any order
 * @param nextEvent the learner's first event in the course after a moment, whatever it is about
 */
export const videoFact = (events: readonly LearnerEvent[], nextEvent: (time: Micros) => Micros | null): VideoFact => {
  const ordered = [...events].sort(byPlayback);
  const watching = new Watching();
  let open: OpenPlay | null = null;

  const closeAt = (position: number): void => {
    const range = open && secondsOf(open.position, position);
    if (range) watching.add(range);
    open = null;
  };
  const closeUnknown = (): void => {
    if (!open) return;
    // Players repeat `played` after a seek: such a play holds no second, and is not told as imputed.
    const range = secondsOf(open.position, imputeEnd(open, ordered, nextEvent));
    if (range) watching.addImputed(range);
    open = null;
  };
  const close = (position: number | null): void => {
    if (position === null) closeUnknown();
    else closeAt(position);
  };

  ordered.forEach((event, index) => {
    const { position, positionTo, time } = event;
    const wasOpen = open;
    const stated = statedSeconds(event.segments);
    switch (event.verb) {
      case 'played':
        closeUnknown();
        if (position !== null) open = { position, time, index };
        break;
      case 'paused':
      case 'terminated':
        close(position);
        break;
      case 'seeked':
        close(position);
        if (wasOpen && positionTo !== null) open = { position: positionTo, time, index };
        break;
      case 'initialized':
        closeUnknown();
        watching.endViewing();
        break;
      default:
        // A statement of what was played also says where the play is: it goes on from there.
        if (stated.length > 0 && wasOpen && position !== null && position >= wasOpen.position) {
          closeAt(position);
          open = { position, time, index };
        }
    }
    if (stated.length > 0) watching.state(stated, isSkip(event) ? secondsOf(position ?? 0, positionTo ?? 0) : null);
  });
  closeUnknown();
  watching.endViewing();

  const seen = distinct(watching.watched);
  const passed = ordered.filter(isSkip).flatMap((event) => {
    const range = secondsOf(event.position ?? 0, event.positionTo ?? 0);
    return range ? [range] : [];
  });
  return {
    plays: ordered.filter((event) => event.verb === 'played').length,
    watched: watching.watched,
    seen,
    twice: seenTwice(watching.watched),
    imputed: watching.imputed,
    imputedPlays: watching.imputed.length,
    lengths: lengthsOf(ordered),
    rewinds: ordered.filter(isRewind).length,
    landings: ordered.filter(isRewind).map((event) => wholeSecond(event.positionTo ?? 0)),
    skipped: lacking(distinct(passed), seen),
    faster: ordered.some((event) => speedOf(event) > 1),
    slower: ordered.some((event) => speedOf(event) < 1),
    captions: ordered.some((event) => event.verb === 'interacted' && event.captions === true),
  };
};

/** The seconds found so far, in the order in which they were watched. */
class Watching {
  readonly watched: Range[] = [];
  readonly imputed: Range[] = [];
  /** Since the last statement of what was played, or since the viewing began. */
  private since: { range: Range; isImputed: boolean }[] = [];
  private viewing: Viewing | null = null;
  /** The second at which the viewing's first list begins: lists are in the order of watching. */
  private begun = 0;

  add(range: Range): void {
    this.since.push({ range, isImputed: false });
  }

  addImputed(range: Range): void {
    this.since.push({ range, isImputed: true });
  }

  /** The player says what was played in this viewing; `passed`: what the same statement says was passed over. */
  state(stated: readonly Range[], passed: Range | null): void {
    if (!this.viewing) this.begun = stated[0]?.[0] ?? 0;
    const before = this.viewing ?? { stated: [], closed: [], doubtful: [] };
    const isCounted = passed !== null && without([passed], stated).length === 0;
    this.viewing = {
      stated: most(before.stated, stated),
      closed: [...before.closed, ...this.since.filter(({ isImputed }) => !isImputed).map(({ range }) => range)],
      doubtful: isCounted ? [...before.doubtful, ...without([passed], before.stated)] : before.doubtful,
    };
    this.since = [];
  }

  endViewing(): void {
    if (this.viewing) {
      const isFirst = ([from, to]: Range): boolean => from <= this.begun && this.begun < to;
      const ranges = believed(this.viewing);
      this.watched.push(...ranges.filter(isFirst), ...ranges.filter((range) => !isFirst(range)));
    }
    for (const { range, isImputed } of this.since) {
      this.watched.push(range);
      if (isImputed) this.imputed.push(range);
    }
    this.since = [];
    this.viewing = null;
  }
}

/**
 * Where an open play ended. Up to where the learner's next `played` on the video starts, if that lies ahead and within
 * elapsed time x speed (the player resumes where one left); otherwise up to elapsed time x speed, where elapsed ends at
 * the learner's next event in the course, and only if that comes within 30 minutes; otherwise where it began.
 * @returns the position in seconds
 */
const imputeEnd = (
  open: OpenPlay,
  ordered: readonly LearnerEvent[],
  nextEvent: (time: Micros) => Micros | null,
): number => {
  const next = ordered.slice(open.index + 1).find((event) => event.verb === 'played');
  if (next && next.position !== null && next.position > open.position) {
    if (next.position - open.position <= playable(open, next.time, ordered)) return next.position;
  }
  const nextTime = nextEvent(open.time);
  if (nextTime === null || nextTime - open.time > NEXT_EVENT_WITHIN) return open.position;
  return open.position + playable(open, nextTime, ordered);
};

/** Seconds of video that fit between the opening and `until`, at the speeds chosen on this video. */
const playable = (open: OpenPlay, until: Micros, ordered: readonly LearnerEvent[]): number => {
  let speed = 1;
  let since = open.time;
  let seconds = 0;
  for (const event of ordered) {
    if (event.time >= until) break;
    const chosen = speedOf(event);
    if (chosen === 1 && event.speedTo === '') continue;
    if (event.time > since) {
      seconds += ((event.time - since) / 1e6) * speed;
      since = event.time;
    }
    speed = chosen;
  }
  return seconds + ((until - since) / 1e6) * speed;
};

/** The speed an event switches to, such as 1.5 for `1.5x`; 1 where it switches none. */
const speedOf = (event: LearnerEvent): number => {
  const speed = event.verb === 'interacted' ? Number.parseFloat(event.speedTo) : NaN;
  return Number.isFinite(speed) && speed > 0 ? speed : 1;
};

const isRewind = (event: LearnerEvent): boolean =>
  event.verb === 'seeked' && event.position !== null && event.positionTo !== null && event.positionTo < event.position;

const isSkip = (event: LearnerEvent): boolean =>
  event.verb === 'seeked' && event.position !== null && event.positionTo !== null && event.positionTo > event.position;

/** A position as it is stored. */
const wholeSecond = (position: number): number => Math.min(LAST_SECOND, Math.max(0, Math.floor(position)));

const lengthsOf = (events: readonly LearnerEvent[]): [number, number][] => {
  const times = new Map<number, number>();
  for (const { length } of events)
    if (length !== null && length > 0 && length <= LONGEST) times.set(length, (times.get(length) ?? 0) + 1);
  return [...times].sort(([a], [b]) => a - b);
};
