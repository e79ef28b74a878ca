import { LAST_SECOND, countSeconds } from '../../facts/ranges';
import type { Fact, VideoFact } from '../../facts/types';
import type { Micros } from '../../lib/time';
import { tally } from '../../lib/tally';
import { type AnswerContext, counted } from '../kit/population';
import { type Ends, watchedOnTo } from './videoLeaving';
import { type RewatchCounts, binCount, rewatchCounts } from './videoRewatched';
import { type Steps, countCover, coverOf } from './videoSeconds';

/** Seconds of a bin in which seeks backwards land. */
export const LANDING_BIN = 10;

/** What an answer about a video is made of that is one number each. */
export interface VideoTotals {
  /** The newest event; null where there is none. */
  readonly asOf: Micros | null;
  /** Learners who played it. */
  readonly viewers: number;
  /** Seconds inside the video, as often as watched. */
  readonly watchedSeconds: number;
  /** Viewers with plays that have no recorded end; how many such plays, and the seconds given to them. */
  readonly imputedLearners: number;
  readonly imputedPlays: number;
  readonly imputedSeconds: number;
  readonly rewinders: number;
  readonly rewinds: number;
  readonly faster: number;
  readonly slower: number;
  readonly captions: number;
}

/**
 * Sums over the viewers of a video who count, all of whole numbers. The database makes them for all time, `videoSums`
 * for a window. What is disclosed per second or by bins is empty where no length is known.
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
export interface VideoSteps extends VideoTotals {
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

/** The sums of these facts about one video of so many whole seconds (Infinity: not known). */
export const videoSums = (facts: readonly Fact[], seconds: number, context: AnswerContext): VideoSums => {
  const mine = counted(facts, context);
  const viewers = mine.flatMap(({ video }): VideoFact[] => (video && video.plays > 0 ? [video] : []));
  const sum = (of: (viewer: VideoFact) => number): number => viewers.reduce((total, one) => total + of(one), 0);
  const group = (test: (viewer: VideoFact) => boolean): number => viewers.filter(test).length;
  const known = countable(seconds);
  const limit = Math.min(seconds, LAST_SECOND);
  const seen = viewers.map((viewer) => viewer.seen);
  return {
    asOf: mine.length === 0 ? null : mine.reduce((latest, fact) => Math.max(latest, fact.lastAt), -Infinity),
    seconds,
    viewers: viewers.length,
    watchedSeconds: sum((viewer) => countSeconds(viewer.watched, limit)),
    imputedLearners: group((viewer) => viewer.imputedPlays > 0),
    imputedPlays: sum((viewer) => viewer.imputedPlays),
    imputedSeconds: sum((viewer) => countSeconds(viewer.imputed, limit)),
    rewinders: group((viewer) => viewer.rewinds > 0),
    rewinds: sum((viewer) => viewer.rewinds),
    faster: group((viewer) => viewer.faster),
    slower: group((viewer) => viewer.slower),
    captions: group((viewer) => viewer.captions),
    seen: tally(seen.map((ranges) => countSeconds(ranges, limit))),
    views: countCover(
      viewers.map((viewer) => viewer.watched),
      known,
    ),
    people: countCover(seen, known),
    skipped: countCover(
      viewers.map((viewer) => viewer.skipped),
      known,
    ),
    rewatch: rewatchCounts(
      seen,
      viewers.map((viewer) => viewer.twice),
      known,
    ),
    ends: tally(viewers.map((viewer) => watchedOnTo(viewer.watched[0]?.[0], viewer.seen, limit))),
    landings: tally(
      viewers.flatMap(({ landings }) => [
        ...new Set(landings.filter((second) => second < limit).map((second) => Math.floor(second / LANDING_BIN))),
      ]),
    ),
  };
};
