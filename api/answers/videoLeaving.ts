import type { Video } from '../../src/contract';
import type { Range } from '../facts/types';
import { median } from './stats';

/** Leaving is looked at in bins of this many seconds. */
const BIN = 10;
/** A learner who leaves out at most this many seconds at a stretch goes on watching: players jump by five or ten. */
const LEFT_OUT = 10;
/** Whoever first played before this second began at the beginning. */
const BEGINNING = 10;
/** The last tenth is where a video ends, and leaving it is no loss. */
const BEFORE_THE_END = 0.9;
const STANDS_OUT = 3;

/**
 * How far a learner watched on from where they first started, without leaving out more than ten seconds at a stretch,
 * in whatever order and however often they came back. Somebody who jumps to the end has not got there by this; the
 * furthest second would say so.
 * @param watched in the order of watching
 * @returns null where the learner did not begin at the beginning, so that it cannot be told how far they got
 */
export const watchedOnTo = (watched: readonly Range[], seconds: number): number | null => {
  const begin = watched[0]?.[0];
  if (begin === undefined || begin >= Math.min(BEGINNING, seconds)) return null;
  let end = begin;
  for (const [from, to] of [...watched].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (from < begin) continue;
    if (from - end > LEFT_OUT) break;
    end = Math.max(end, to);
  }
  return Math.min(end, seconds);
};

/** Where those who began at the beginning leave: their number by bin, and how many were still there. */
interface Leaving {
  readonly second: number;
  readonly learners: number;
  readonly there: number;
}

const leavingOf = (ends: readonly (number | null)[], seconds: number): Leaving[] => {
  const bins = Math.ceil(seconds / BIN);
  const counts = new Array<number>(bins).fill(0);
  let there = 0;
  // leaving the last bin is reaching the end
  for (const end of ends) {
    if (end === null) continue;
    there += 1;
    const bin = Math.ceil(end / BIN) - 1;
    if (end < seconds && bin < bins - 1) counts[Math.max(0, bin)] = (counts[Math.max(0, bin)] ?? 0) + 1;
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
 * `survival` tells how many viewers watched on from the beginning to some seconds: all viewers at 0, and then wherever
 * so many are gone since the last point that the difference is no small group. `dropOff` has the bins that lose the
 * largest share of those still there, where that is three times what bins of this video usually lose; whoever else is
 * lost between two points of `survival` is no small group either.
 * @param ends per viewer the second to which they watched on; null: did not begin at the beginning
 */
export const leavingAnswer = (
  ends: readonly (number | null)[],
  seconds: number,
  minLearners: number,
  moments: number,
): Pick<Video, 'survival' | 'dropOff'> => {
  if (ends.length < minLearners) return { survival: [], dropOff: [] };
  const bins = leavingOf(ends, seconds);
  const usual = median(bins.map(({ learners, there }) => (there === 0 ? 0 : learners / there)));
  const steepest = bins
    .filter(
      ({ second, learners, there }) =>
        learners >= minLearners && learners / there > STANDS_OUT * usual && second + BIN <= seconds * BEFORE_THE_END,
    )
    .sort((a, b) => b.learners / b.there - a.learners / a.there || a.second - b.second)
    .slice(0, moments);
  const told = new Set(steepest.map(({ second }) => second));

  const survival = [{ second: 0, learners: ends.length }];
  let others = ends.filter((end) => end === null).length;
  let moved = false;
  for (const { second, learners, there } of bins) {
    if (told.has(second)) moved = true;
    else others += learners;
    const left = there - learners;
    const isSmall = (n: number): boolean => n > 0 && n < minLearners;
    if (isSmall(others) || isSmall(left) || (others === 0 && !moved)) continue;
    survival.push({ second: Math.min(second + BIN, seconds), learners: left });
    others = 0;
    moved = false;
  }
  return {
    survival,
    dropOff: steepest.map(({ second, learners }) => ({ second, learners, of: ends.length })),
  };
};
