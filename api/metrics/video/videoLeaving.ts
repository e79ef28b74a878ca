import { isEnough, isSmall } from '../kit/privacy/smallGroups';
import type { Video } from '@marginalia/contract';
import { median } from '../kit/stats';

/** Leaving is looked at in bins of this many seconds. */
const BIN = 10;
/** The last tenth is where a video ends, and leaving it is no loss. */
const BEFORE_THE_END = 0.9;
const STANDS_OUT = 3;

/** The seconds to which viewers watched on (null: did not begin at the beginning), and how many each. */
export type Ends = readonly (readonly [second: number | null, viewers: number])[];

/** Where those who began at the beginning leave: their number by bin, and how many were still there. */
interface Leaving {
  readonly second: number;
  readonly learners: number;
  readonly there: number;
}

const leavingOf = (ends: Ends, seconds: number): Leaving[] => {
  const bins = Math.ceil(seconds / BIN);
  const counts = new Array<number>(bins).fill(0);
  let there = 0;
  // leaving the last bin is reaching the end
  for (const [end, viewers] of ends) {
    if (end === null) continue;
    there += viewers;
    const bin = Math.ceil(end / BIN) - 1;
    if (end < seconds && bin < bins - 1) counts[Math.max(0, bin)] = (counts[Math.max(0, bin)] ?? 0) + viewers;
  }
  return counts.map((learners, bin) => {
    const before = there;
    there -= learners;
    return { second: bin * BIN, learners, there: before };
  });
};

/**
 * How many watch on, and where most of them leave.
 *
 * `survival` is how many viewers watched on from the beginning to some seconds: all viewers at 0, and then wherever
 * so many are gone since the last point that the difference is no small group. `dropOff` has the bins that lose the
 * largest share of those still there, where that is three times what bins of this video usually lose; whoever else is
 * lost between two points of `survival` is no small group either.
 */
export const leavingReport = (
  ends: Ends,
  seconds: number,
  minLearners: number,
  moments: number,
): Pick<Video, 'survival' | 'dropOff'> => {
  const all = ends.reduce((sum, [, viewers]) => sum + viewers, 0);
  if (!isEnough(all, minLearners)) return { survival: [], dropOff: [] };
  const bins = leavingOf(ends, seconds);
  const usual = median(bins.map(({ learners, there }) => (there === 0 ? 0 : learners / there)));
  const steepest = bins
    .filter(
      ({ second, learners, there }) =>
        isEnough(learners, minLearners) &&
        learners / there > STANDS_OUT * usual &&
        second + BIN <= seconds * BEFORE_THE_END,
    )
    .sort((a, b) => b.learners / b.there - a.learners / a.there || a.second - b.second)
    .slice(0, moments);
  const disclosed = new Set(steepest.map(({ second }) => second));

  const survival = [{ second: 0, learners: all }];
  let others = ends.reduce((sum, [end, viewers]) => sum + (end === null ? viewers : 0), 0);
  let moved = false;
  for (const { second, learners, there } of bins) {
    if (disclosed.has(second)) moved = true;
    else others += learners;
    const left = there - learners;
    if (isSmall(others, minLearners) || isSmall(left, minLearners) || (others === 0 && !moved)) continue;
    survival.push({ second: Math.min(second + BIN, seconds), learners: left });
    others = 0;
    moved = false;
  }
  return {
    survival,
    dropOff: steepest.map(({ second, learners }) => ({ second, learners, of: all })),
  };
};
