import type { Micros } from '../../lib/time';
import type { Ends } from './videoLeaving';
import { type RewatchCounts, binCount } from './videoRewatched';
import { type Steps, coverOf } from './videoSeconds';

/** Who was there, and when last. */
export interface VideoTotals {
  /** The newest event; null where there is none. */
  readonly asOf: Micros | null;
  /** Learners who played it. */
  readonly viewers: number;
}

/**
 * Sums over the viewers of a video who count, all of whole numbers. What is per second or by bins is empty where no length
 * is known.
 */
export interface VideoSums extends VideoTotals {
  /** Whole seconds of the video; Infinity where its length is not known. */
  readonly seconds: number;
  /** Viewers by their distinct seconds inside the video. */
  readonly seen: readonly (readonly [seconds: number, viewers: number])[];
  readonly views: readonly number[];
  readonly people: readonly number[];
  /** Per second, viewers who passed it over and never watched it. */
  readonly skipped: readonly number[];
  readonly rewatch: RewatchCounts;
  readonly ends: Ends;
  /** Viewers by bins of ten seconds in which their seeks backwards landed. */
  readonly landings: readonly (readonly [bin: number, viewers: number])[];
}

/** The same as the database has it: how counts change from one second or bin to the next. */
interface VideoSteps extends VideoTotals {
  readonly seen: VideoSums['seen'];
  readonly views: Steps;
  readonly people: Steps;
  readonly skipped: Steps;
  readonly twice: Steps;
  readonly peopleBins: Steps;
  readonly twiceBins: Steps;
  readonly ends: Ends;
  readonly landings: VideoSums['landings'];
}

/** How many seconds can have counts of their own. */
const countable = (seconds: number): number => (Number.isFinite(seconds) ? seconds : 0);

export const sumsOfSteps = (steps: VideoSteps, seconds: number): VideoSums => {
  const known = countable(seconds);
  const { views, people, skipped, twice, peopleBins, twiceBins, ...totals } = steps;
  return {
    ...totals,
    seconds,
    views: coverOf(views, known),
    people: coverOf(people, known),
    skipped: coverOf(skipped, known),
    rewatch: {
      people: coverOf(peopleBins, binCount(known)),
      again: coverOf(twiceBins, binCount(known)),
      perSecond: coverOf(twice, known),
    },
  };
};
