import { type BlockHead, type MetricId, type Video, WITHHELD, none } from '../../src/contract';
import { countSeconds, distinct } from '../facts/ranges';
import type { Fact, Range, VideoFact } from '../facts/types';
import { aboutGroup, quantity } from '../privacy/suppress';
import { type AnswerContext, counted, newest } from './counted';
import { rate } from './stats';
import { leavingAnswer, watchedOnTo } from './videoLeaving';
import { REWATCH_LEARNERS, REWATCH_VIEWERS, rewatchedPassages } from './videoRewatched';
import { curveOf, distributionOf, lacking, skippedPassages } from './videoSeconds';

const DEFINITIONS: MetricId[] = ['viewers', 'watchedSeconds', 'coverage', 'completion', 'curve'];

/** Distinct seconds, as a share of the length, from which a viewer has finished. */
const FINISHED = 0.95;

/** At most so many moments of each kind are told, ... */
const MOMENTS = 3;
/** ... those of leaving and of going back in so many seconds. */
const BIN = 10;

/**
 * The commonest positive length that events state (ties: the largest), else what the structure says. Seconds.
 * @param facts of everybody, whether they count or not: the length is a property of the video
 */
export const durationOf = (facts: readonly Pick<Fact, 'video'>[], fromStructure: number | null): number | null => {
  const times = new Map<number, number>();
  for (const { video } of facts)
    for (const [length, n] of video?.lengths ?? []) times.set(length, (times.get(length) ?? 0) + n);
  const [best] = [...times].sort(([a, x], [b, y]) => y - x || b - a);
  return best?.[0] ?? fromStructure;
};

interface Viewer extends VideoFact {
  readonly seen: readonly Range[];
}

/** How learners watched one video, from each learner's fact about it. */
export const videoAnswer = (
  block: BlockHead,
  facts: readonly Fact[],
  fromStructure: number | null,
  context: AnswerContext,
): Video => {
  const { minLearners } = context;
  const mine = counted(facts, context);
  const duration = durationOf(facts, fromStructure);
  const seconds = duration === null ? Infinity : Math.floor(duration);
  const viewers = mine.flatMap((fact): Viewer[] =>
    fact.video && fact.video.plays > 0 ? [{ ...fact.video, seen: distinct(fact.video.watched) }] : [],
  );
  const n = viewers.length;
  const isKnown = Number.isFinite(seconds) && seconds > 0;
  const total = (count: (viewer: Viewer) => number): number => viewers.reduce((sum, viewer) => sum + count(viewer), 0);
  // whole seconds are summed up, so that the order of learners cannot show in the last digit
  const seenSeconds = (viewer: Viewer): number => countSeconds(viewer.seen, seconds);
  const group = (test: (viewer: Viewer) => boolean): number => viewers.filter(test).length;
  const rewinders = group((viewer) => viewer.rewinds > 0);
  return {
    asOf: newest(mine.map((fact) => fact.lastAt)),
    definitions: DEFINITIONS,
    minLearners,
    window: context.window,
    block,
    duration,
    viewers: quantity(n, minLearners),
    watchedSeconds:
      n === 0
        ? 0
        : aboutGroup(
            total((viewer) => countSeconds(viewer.watched, seconds)),
            n,
            minLearners,
          ),
    imputed: imputedOf(viewers, seconds, minLearners),
    coverage:
      n === 0
        ? none('no_viewers')
        : isKnown
          ? aboutGroup(total(seenSeconds) / (n * seconds), n, minLearners)
          : none('no_duration'),
    completion: isKnown
      ? rate(
          group((viewer) => seenSeconds(viewer) / seconds >= FINISHED),
          n,
          n,
          minLearners,
          'no_viewers',
        )
      : none(n === 0 ? 'no_viewers' : 'no_duration'),
    ...(isKnown && n >= minLearners ? shapeOf(viewers, seconds, minLearners) : NO_SHAPE),
    rewinds: {
      learners: quantity(rewinders, minLearners),
      events:
        rewinders === 0
          ? 0
          : aboutGroup(
              total((viewer) => viewer.rewinds),
              rewinders,
              minLearners,
            ),
      landings: landingsOf(viewers, seconds, minLearners),
    },
    speed: {
      faster: quantity(
        group((viewer) => viewer.faster),
        minLearners,
      ),
      slower: quantity(
        group((viewer) => viewer.slower),
        minLearners,
      ),
    },
    captions: {
      learners: quantity(
        group((viewer) => viewer.captions),
        minLearners,
      ),
    },
  };
};

const imputedOf = (viewers: readonly Viewer[], seconds: number, minLearners: number): Video['imputed'] => {
  if (viewers.length === 0) return { plays: 0, seconds: 0 };
  if (viewers.length < minLearners) return WITHHELD;
  return {
    plays: viewers.reduce((sum, viewer) => sum + viewer.imputedPlays, 0),
    seconds: viewers.reduce((sum, viewer) => sum + countSeconds(viewer.imputed, seconds), 0),
  };
};

type Shape = Pick<Video, 'curve' | 'distribution' | 'survival' | 'dropOff' | 'rewatched' | 'skipped'>;
const NO_SHAPE: Shape = { curve: [], distribution: [], survival: [], dropOff: [], rewatched: [], skipped: [] };

/** What needs a known length and enough viewers. */
const shapeOf = (viewers: readonly Viewer[], seconds: number, minLearners: number): Shape => {
  const watched = viewers.map((viewer) => viewer.watched);
  const seen = viewers.map((viewer) => viewer.seen);
  const of = viewers.length;
  const least = Math.max(minLearners, REWATCH_LEARNERS);
  const told = (passages: readonly { from: number; to: number; learners: number }[]): Shape['rewatched'] =>
    of < REWATCH_VIEWERS ? [] : passages.slice(0, MOMENTS).map((passage) => ({ ...passage, of }));
  return {
    curve: curveOf(watched, seen, seconds, minLearners),
    distribution: distributionOf(
      viewers.map((viewer) => countSeconds(viewer.seen, seconds) / seconds),
      FINISHED,
      minLearners,
    ),
    ...leavingAnswer(
      viewers.map((viewer) => watchedOnTo(viewer.watched[0]?.[0], viewer.seen, seconds)),
      seconds,
      minLearners,
      MOMENTS,
    ),
    rewatched: told(rewatchedPassages(watched, seen, seconds, least)),
    skipped: told(
      skippedPassages(
        viewers.map((viewer) => (viewer.skipped.length === 0 ? [] : lacking(distinct(viewer.skipped), viewer.seen))),
        seconds,
        least,
      ),
    ),
  };
};

/** The ten seconds in which the seeks backwards of most learners land. */
const landingsOf = (viewers: readonly Viewer[], seconds: number, minLearners: number): Video['rewinds']['landings'] => {
  const learners = new Map<number, number>();
  for (const { landings } of viewers)
    for (const bin of new Set(landings.filter((second) => second < seconds).map((second) => Math.floor(second / BIN))))
      learners.set(bin, (learners.get(bin) ?? 0) + 1);
  return [...learners]
    .filter(([, n]) => n >= Math.max(minLearners, REWATCH_LEARNERS))
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, MOMENTS)
    .map(([bin, n]) => ({ second: bin * BIN, learners: n }));
};
