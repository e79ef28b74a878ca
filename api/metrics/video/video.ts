import { isEnough } from '../kit/privacy/smallGroups';
import { type BlockHead, type None, type Video, WITHHELD, definitionsOf, isNumber, none } from '@marginalia/contract';
import type { Fact } from '../../facts/types';
import { commonestLength } from '../../facts/video';
import { timeOfGroup } from '../kit/privacy/moments';
import type { ReportContext } from '../kit/population';
import type { Stated } from '../kit/panel';
import { NO_SHAPE } from '../kit/undisclosed';
import { leavingReport } from './videoLeaving';
import { REWATCH_LEARNERS, REWATCH_VIEWERS, rewatchedPassages } from './videoRewatched';
import { curveOf, distributionOf, skippedPassages } from './videoSeconds';
import captions from './captions.metric';
import completion from './completion.metric';
import coverage from './coverage.metric';
import faster from './faster.metric';
import imputed from './imputed.metric';
import imputedPlays from './imputedPlays.metric';
import { IN_FULL, LANDING_BIN } from './passages';
import rewinds from './rewinds.metric';
import slower from './slower.metric';
import type { VideoSums } from './videoSums';
import viewers from './viewers.metric';
import watchedSeconds from './watchedSeconds.metric';

const DEFINITIONS = definitionsOf('video');

/** At most so many moments of each kind are disclosed. */
const MOMENTS = 3;

/**
 * The commonest length that events state; null: none states any. Seconds.
 * @param facts of everybody, whether they count or not: the length is a property of the video
 */
export const durationOf = (facts: readonly Pick<Fact, 'video'>[]): number | null => {
  const times = new Map<number, number>();
  for (const { video } of facts)
    for (const [length, n] of video?.lengths ?? []) times.set(length, (times.get(length) ?? 0) + n);
  return commonestLength([...times]);
};

/**
 * How learners watched one video.
 * @param stated its metrics, as far as they may be disclosed
 * @param sums what else is counted of its viewers
 */
export const videoReport = (
  block: BlockHead,
  stated: Stated,
  sums: VideoSums,
  duration: number | null,
  context: ReportContext,
): Video => {
  const { minLearners } = context;
  const { viewers: n, seconds } = sums;
  const isKnown = Number.isFinite(seconds) && seconds > 0;
  /** What is a share of the length: nothing where that is not known. */
  const ofLength = <T>(value: T): T | None => (isKnown ? value : none(n === 0 ? 'no_viewers' : 'no_duration'));
  return {
    asOf: timeOfGroup(sums.asOf, n, minLearners),
    definitions: DEFINITIONS,
    minLearners,
    window: context.window,
    block,
    duration,
    viewers: stated(viewers).value,
    watchedSeconds: stated(watchedSeconds).value,
    imputed: imputedOf(n, stated),
    coverage: ofLength(stated(coverage).value),
    completion: ofLength(stated(completion).value),
    ...(isKnown && isEnough(n, minLearners) ? shapeOf(sums, minLearners) : NO_SHAPE),
    ...habitsOf(n, stated, sums, minLearners),
  };
};

/** How viewers went about the video. */
type Habits = Pick<Video, 'rewinds' | 'speed' | 'captions'>;

const habitsOf = (n: number, stated: Stated, sums: VideoSums, minLearners: number): Habits => {
  const { of, value } = stated(rewinds);
  return {
    rewinds: { learners: of, events: value, landings: !isEnough(n, minLearners) ? [] : landingsOf(sums, minLearners) },
    speed: { faster: stated(faster).value, slower: stated(slower).value },
    captions: { learners: stated(captions).value },
  };
};

const imputedOf = (n: number, stated: Stated): Video['imputed'] => {
  const [plays, seconds] = [stated(imputedPlays).value, stated(imputed).value];
  if (n === 0) return { plays: 0, seconds: 0 };
  return isNumber(plays) && isNumber(seconds) ? { plays, seconds } : WITHHELD;
};

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
      IN_FULL,
      minLearners,
    ),
    ...leavingReport(sums.ends, seconds, minLearners, MOMENTS),
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
