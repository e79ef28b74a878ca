import { Clock, chosenSpeed } from './clock';
import { byTimeThenId } from './order';
import { Playback } from './playback';
import { LAST_SECOND, distinct, lacking, secondsOf, seenTwice } from './ranges';
import { statedSeconds } from './segments';
import type { LearnerEvent, VideoFact } from './types';
import type { Micros } from '../lib/time';
import { Watching } from './watching';

/** Seconds in a week: a video that is longer has no length, for reports hold an entry a second. */
const LONGEST = 7 * 24 * 3600;

/** Positions may lie this far beyond the length, seconds: both are rounded. */
const ROUNDING = 1;

const CLOSING = new Set(['paused', 'terminated', 'seeked']);

/** At equal times closings come before `played`. */
const rank = (event: LearnerEvent): number => (CLOSING.has(event.verb) ? 0 : event.verb === 'played' ? 2 : 1);
const byPlayback = (a: LearnerEvent, b: LearnerEvent): number =>
  a.time - b.time || rank(a) - rank(b) || byTimeThenId(a, b);

/** What a video's events ask of the learner's other ones. */
export interface Beside {
  /** The learner's first event in the course after a moment, whatever it is about; null: there is none. */
  readonly next: (time: Micros) => Micros | null;
  /** The speed that held on the video at a moment, as far as these events do not say; 1 where nothing does. */
  readonly speed: (time: Micros) => number;
}

/**
 * What one learner watched of one video.
 *
 * `played` opens an interval at its position; `paused`, `terminated` and `seeked` (at time-from) close it; after a seek
 * while playing it goes on from time-to; `completed` and `interacted` change nothing; `initialized` or another `played`
 * ends what was open without a position. An interval without a closing position is imputed.
 *
 * No interval holds more than elapsed time x speed. After a seek the player is at time-to until an event contradicts
 * that by more than the clock allows, whatever the play after it says; a closing position that the clock contradicts is
 * cut to what the clock allows, and is imputed (see `Playback`). What lies before the beginning is the beginning, and
 * what lies beyond the end is no position.
 *
 * Where the player states what was played, that is believed until its last such statement in a viewing, which begins at
 * `initialized` (see `believed`); the rules above hold for what comes after it, and for all players that state nothing.
 * @param events this learner's statements on this video, in any order
 */
export const videoFact = (events: readonly LearnerEvent[], beside: Beside): VideoFact => {
  const ordered = [...events].sort(byPlayback);
  const watching = new Watching();
  const lengths = lengthsOf(ordered);
  const end = lengths.length > 0 ? Math.max(...lengths.map(([length]) => length)) + ROUNDING : Infinity;
  const inVideo = (position: number | null): number | null =>
    position === null || Number.isNaN(position) || position > end || position === Infinity
      ? null
      : Math.max(0, position);
  const plays = ordered.flatMap((event) => {
    const position = event.verb === 'played' ? inVideo(event.position) : null;
    return position === null ? [] : [{ position, time: event.time }];
  });
  const statesSegments = ordered.some((event) => statedSeconds(event.segments).length > 0);
  const playback = new Playback(watching, new Clock(ordered, beside.speed), plays, beside.next, statesSegments);

  for (const event of ordered) {
    const { time } = event;
    const position = inVideo(event.position);
    const stated = statedSeconds(event.segments);
    playback.advance(time);
    switch (event.verb) {
      case 'played':
        playback.play(time, position);
        break;
      case 'paused':
      case 'terminated':
        playback.stop(time, position);
        break;
      case 'seeked':
        playback.seek(time, position, inVideo(event.positionTo));
        break;
      case 'initialized':
        playback.load(time);
        watching.endViewing();
        break;
      default: {
        // A statement of what was played also says where the play is: it goes on from there.
        const from = playback.playsFrom;
        if (stated.length > 0 && from !== null && position !== null && position >= from) playback.pass(time, position);
      }
    }
    if (stated.length > 0)
      watching.state(stated, isSkip(event) ? secondsOf(event.position ?? 0, event.positionTo ?? 0) : null);
  }
  playback.end();
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
    lengths,
    rewinds: ordered.filter(isRewind).length,
    landings: ordered.filter(isRewind).map((event) => wholeSecond(event.positionTo ?? 0)),
    skipped: lacking(distinct(passed), seen),
    faster: ordered.some((event) => (chosenSpeed(event) ?? 1) > 1),
    slower: ordered.some((event) => (chosenSpeed(event) ?? 1) < 1),
    captions: ordered.some((event) => event.verb === 'interacted' && event.captions === true),
  };
};

const isRewind = (event: LearnerEvent): boolean =>
  event.verb === 'seeked' && event.position !== null && event.positionTo !== null && event.positionTo < event.position;

const isSkip = (event: LearnerEvent): boolean =>
  event.verb === 'seeked' && event.position !== null && event.positionTo !== null && event.positionTo > event.position;

/** A position as it is stored. */
const wholeSecond = (position: number): number => Math.min(LAST_SECOND, Math.max(0, Math.floor(position)));

/** The commonest of the lengths that events state, of equally common ones the longest; null: none states any. Seconds. */
export const commonestLength = (lengths: VideoFact['lengths']): number | null =>
  [...lengths].sort(([a, n], [b, m]) => m - n || b - a)[0]?.[0] ?? null;

const lengthsOf = (events: readonly LearnerEvent[]): [number, number][] => {
  const times = new Map<number, number>();
  for (const { length } of events)
    if (length !== null && length > 0 && length <= LONGEST) times.set(length, (times.get(length) ?? 0) + 1);
  return [...times].sort(([a], [b]) => a - b);
};
