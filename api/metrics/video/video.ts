import { type BlockHead, type Video, WITHHELD, definitionsOf, none } from '@marginalia/contract';
import type { Fact } from '../../facts/types';
import { timeOfGroup } from '../kit/privacy/moments';
import { aboutGroup, quantity } from '../kit/privacy/suppress';
import type { AnswerContext } from '../kit/population';
import { rate } from '../kit/stats';
import { NO_HABITS, NO_SHAPE } from '../kit/undisclosed';
import { leavingAnswer } from './videoLeaving';
import { REWATCH_LEARNERS, REWATCH_VIEWERS, rewatchedPassages } from './videoRewatched';
import { curveOf, distributionOf, skippedPassages } from './videoSeconds';
import { LANDING_BIN, type VideoSums } from './videoSums';

const DEFINITIONS = definitionsOf('video');

/** Distinct seconds, as a share of the length, from which a viewer has finished. */
const FINISHED = 0.95;

/** At most so many moments of each kind are disclosed. */
const MOMENTS = 3;

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

/** How learners watched one video, from the sums over its viewers. */
export const videoAnswer = (
  block: BlockHead,
  sums: VideoSums,
  duration: number | null,
  context: AnswerContext,
): Video => {
  const { minLearners } = context;
  const { viewers: n, seconds } = sums;
  const isKnown = Number.isFinite(seconds) && seconds > 0;
  const seenSeconds = sums.seen.reduce((total, [seen, viewers]) => total + seen * viewers, 0);
  const finished = sums.seen.reduce((total, [seen, viewers]) => total + (seen / seconds >= FINISHED ? viewers : 0), 0);
  return {
    asOf: timeOfGroup(sums.asOf, n, minLearners),
    definitions: DEFINITIONS,
    minLearners,
    window: context.window,
    block,
    duration,
    viewers: quantity(n, minLearners),
    watchedSeconds: n === 0 ? 0 : aboutGroup(sums.watchedSeconds, n, minLearners),
    imputed: imputedOf(sums, minLearners),
    coverage:
      n === 0
        ? none('no_viewers')
        : isKnown
          ? aboutGroup(seenSeconds / (n * seconds), n, minLearners)
          : none('no_duration'),
    completion: isKnown
      ? rate(finished, n, n, minLearners, 'no_viewers')
      : none(n === 0 ? 'no_viewers' : 'no_duration'),
    ...(isKnown && n >= minLearners ? shapeOf(sums, minLearners) : NO_SHAPE),
    ...(quantity(n, minLearners) === WITHHELD ? NO_HABITS : habitsOf(sums, minLearners)),
  };
};

const habitsOf = (sums: VideoSums, minLearners: number): typeof NO_HABITS => ({
  rewinds: {
    learners: quantity(sums.rewinders, minLearners),
    events: sums.rewinders === 0 ? 0 : aboutGroup(sums.rewinds, sums.rewinders, minLearners),
    landings: landingsOf(sums, minLearners),
  },
  speed: { faster: quantity(sums.faster, minLearners), slower: quantity(sums.slower, minLearners) },
  captions: { learners: quantity(sums.captions, minLearners) },
});

const imputedOf = (
  { viewers, imputedLearners, imputedPlays, imputedSeconds }: VideoSums,
  minLearners: number,
): Video['imputed'] =>
  [viewers, imputedLearners].some((learners) => quantity(learners, minLearners) === WITHHELD)
    ? WITHHELD
    : { plays: imputedPlays, seconds: imputedSeconds };

type Shape = Pick<Video, keyof typeof NO_SHAPE>;

/** What needs a known length and enough viewers. */
const shapeOf = (sums: VideoSums, minLearners: number): Shape => {
  const { seconds, viewers: of } = sums;
  const least = Math.max(minLearners, REWATCH_LEARNERS);
  const disclosed = (passages: readonly { from: number; to: number; learners: number }[]): Shape['rewatched'] =>
    of < REWATCH_VIEWERS ? [] : passages.slice(0, MOMENTS).map((passage) => ({ ...passage, of }));
  return {
    curve: curveOf(sums, minLearners),
    distribution: distributionOf(
      sums.seen.map(([seen, viewers]) => [seen / seconds, viewers]),
      FINISHED,
      minLearners,
    ),
    ...leavingAnswer(sums.ends, seconds, minLearners, MOMENTS),
    rewatched: disclosed(rewatchedPassages(sums.rewatch, seconds, least)),
    skipped: disclosed(skippedPassages(sums.skipped, least)),
  };
};

/** The ten seconds in which the seeks backwards of most learners land. */
const landingsOf = ({ landings }: VideoSums, minLearners: number): Video['rewinds']['landings'] =>
  landings
    .filter(([, n]) => n >= Math.max(minLearners, REWATCH_LEARNERS))
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, MOMENTS)
    .map(([bin, n]) => ({ second: bin * LANDING_BIN, learners: n }));
