import { type BlockHead, type CurvePoint, type MetricId, type Video, WITHHELD, none } from '../../src/contract';
import { countSeconds, distinct } from '../facts/ranges';
import type { Fact, Range, VideoFact } from '../facts/types';
import { aboutGroup, quantity, suppress } from '../privacy/suppress';
import { type AnswerContext, counted, newest } from './counted';
import { median, rate } from './stats';

const DEFINITIONS: MetricId[] = ['viewers', 'watchedSeconds', 'coverage', 'completion', 'curve'];

/** Distinct seconds, as a share of the length, from which a viewer has finished. */
const FINISHED = 0.95;

/** Moments are looked for in bins of this many seconds, and at most so many are told. */
const BIN = 10;
const MOMENTS = 3;
/** A moment stands out at this many times the video's own median, ... */
const STANDS_OUT = 3;
/** ... and a re-watched passage only where enough people saw the video at all. */
const REWATCH_VIEWERS = 50;
const REWATCH_LEARNERS = 5;

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
  const share = (viewer: Viewer): number => countSeconds(viewer.seen, seconds) / seconds;
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
      n === 0 ? none('no_viewers') : isKnown ? aboutGroup(total(share) / n, n, minLearners) : none('no_duration'),
    completion: isKnown
      ? rate(
          group((viewer) => share(viewer) >= FINISHED),
          n,
          n,
          minLearners,
          'no_viewers',
        )
      : none(n === 0 ? 'no_viewers' : 'no_duration'),
    curve: isKnown && n >= minLearners ? curveOf(viewers, seconds, minLearners) : [],
    dropOff: isKnown && n >= minLearners ? dropOffOf(viewers, seconds, minLearners) : [],
    rewatched: isKnown && n >= Math.max(minLearners, REWATCH_VIEWERS) ? rewatchedOf(viewers, seconds, minLearners) : [],
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

/** How many ranges cover each second, by running sum over where they begin and end. */
const coverCounts = (ranges: Iterable<Range>, seconds: number): number[] => {
  const steps = new Array<number>(seconds + 1).fill(0);
  for (const [from, to] of ranges) {
    if (from >= seconds) continue;
    const end = Math.min(to, seconds);
    steps[from] = (steps[from] ?? 0) + 1;
    steps[end] = (steps[end] ?? 0) - 1;
  }
  let running = 0;
  return steps.slice(0, seconds).map((step) => (running += step));
};

const curveOf = (viewers: readonly Viewer[], seconds: number, minLearners: number): CurvePoint[] => {
  const people = coverCounts(
    viewers.flatMap((viewer) => viewer.seen),
    seconds,
  );
  const views = coverCounts(
    viewers.flatMap((viewer) => viewer.watched),
    seconds,
  );
  const hidden = suppress(people, minLearners);
  return people.map((count, second) => ({
    second,
    viewers: hidden[second] ? WITHHELD : count,
    views: hidden[second] ? WITHHELD : (views[second] ?? 0),
  }));
};

/** The bins in which the largest share of those still watching saw their furthest second; not the last tenth. */
const dropOffOf = (viewers: readonly Viewer[], seconds: number, minLearners: number): Video['dropOff'] => {
  const furthest = viewers.map((viewer) => Math.min(viewer.seen[viewer.seen.length - 1]?.[1] ?? 0, seconds));
  const bins = Math.floor((seconds * 0.9) / BIN);
  const leaving = Array.from({ length: bins }, (_, bin) => {
    const second = bin * BIN;
    const of = furthest.filter((end) => end > second).length;
    const learners = furthest.filter((end) => end > second && end <= second + BIN).length;
    return { second, learners, of, hazard: of === 0 ? 0 : learners / of };
  });
  const usual = median(leaving.map((bin) => bin.hazard));
  return leaving
    .filter((bin) => bin.learners >= minLearners && bin.hazard > STANDS_OUT * usual)
    .sort((a, b) => b.hazard - a.hazard || a.second - b.second)
    .slice(0, MOMENTS)
    .map(({ second, learners, of }) => ({ second, learners, of }));
};

/** Passages in which the share of viewers who watched a second at least twice stands out from the video's own median. */
const rewatchedOf = (viewers: readonly Viewer[], seconds: number, minLearners: number): Video['rewatched'] => {
  const again = viewers.map((viewer) => distinct(seenTwice(viewer.watched)));
  const twice = coverCounts(again.flat(), seconds);
  const people = coverCounts(
    viewers.flatMap((viewer) => viewer.seen),
    seconds,
  );
  const share = twice.map((count, second) => count / Math.max(1, people[second] ?? 0));
  const bar = STANDS_OUT * median(share);
  const least = Math.max(minLearners, REWATCH_LEARNERS);
  const passages: { from: number; to: number; peak: number }[] = [];
  twice.forEach((count, second) => {
    if (count < least || (share[second] ?? 0) <= bar) return;
    const last = passages[passages.length - 1];
    if (last && last.to === second) {
      last.to = second + 1;
      last.peak = Math.max(last.peak, count);
    } else passages.push({ from: second, to: second + 1, peak: count });
  });
  return passages
    .filter(({ from, to }) => to - from >= 2)
    .sort((a, b) => b.peak - a.peak || a.from - b.from)
    .slice(0, MOMENTS)
    .map(({ from, to, peak }) => ({ from, to, learners: peak, of: viewers.length }));
};

/** Where one learner's ranges overlap: seconds watched twice or more. */
const seenTwice = (ranges: readonly Range[]): Range[] => {
  const found: Range[] = [];
  let end = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (from < end) found.push([from, Math.min(to, end)]);
    end = Math.max(end, to);
  }
  return found;
};
