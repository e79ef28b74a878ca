import { distinct } from '../facts/ranges';
import type { Range } from '../facts/types';
import { suppress } from '../privacy/suppress';
import { type CurvePoint, type Video, WITHHELD } from '../../src/contract';
import { median } from './stats';

/** How many ranges cover each second below `seconds`. */
export const countCover = (ranges: Iterable<Range>, seconds: number): number[] => {
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

/** Where one learner's ranges overlap: seconds watched twice or more, once each. */
export const seenTwice = (ranges: readonly Range[]): Range[] => {
  const found: Range[] = [];
  let end = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (from < end) found.push([from, Math.min(to, end)]);
    end = Math.max(end, to);
  }
  return distinct(found);
};

/** What of the ranges of `all` no range of `taken` holds; both without overlaps and in order. */
export const lacking = (all: readonly Range[], taken: readonly Range[]): Range[] =>
  all.flatMap(([from, to]) => {
    const left: Range[] = [];
    let at = from;
    for (const [start, end] of taken) {
      if (end <= at) continue;
      if (start >= to) break;
      if (start > at) left.push([at, start]);
      at = end;
    }
    if (at < to) left.push([at, to]);
    return left;
  });

/** @param watched per viewer the ranges as often as watched */
export const curveOf = (watched: readonly (readonly Range[])[], seconds: number, minLearners: number): CurvePoint[] => {
  const people = countCover(
    watched.flatMap((ranges) => distinct(ranges)),
    seconds,
  );
  const views = countCover(watched.flat(), seconds);
  const hidden = suppress(people, minLearners);
  return people.map((count, second) => ({
    second,
    viewers: hidden[second] ? WITHHELD : count,
    views: hidden[second] ? WITHHELD : (views[second] ?? 0),
  }));
};

const TENTHS = 10;

/**
 * Viewers by how much of the video they saw, in tenths. How many finished is told elsewhere, so that those below that
 * mark are a breakdown of a known number too: cells are hidden so that neither sum gives a small group away.
 * @param shares per viewer, 0 to 1
 * @param finished the share from which a viewer has finished
 */
export const distributionOf = (
  shares: readonly number[],
  finished: number,
  minLearners: number,
): Video['distribution'] => {
  const tenth = (share: number): number => Math.min(TENTHS - 1, Math.floor(share * TENTHS + 1e-9));
  const cells = (some: readonly number[]): number[] =>
    Array.from({ length: TENTHS }, (_, cell) => some.filter((share) => tenth(share) === cell).length);
  const all = cells(shares);
  const hidden = suppress(all, minLearners);
  const hiddenBelow = suppress(cells(shares.filter((share) => share < finished)), minLearners);
  return all.map((learners, cell) => ({
    from: cell / TENTHS,
    to: (cell + 1) / TENTHS,
    learners: hidden[cell] || hiddenBelow[cell] ? WITHHELD : learners,
  }));
};

/** A passage is skipped where this many times the usual share of viewers passed over it, ... */
const STANDS_OUT = 3;
/** ... in so many seconds on end at least. */
const LEAST_SECONDS = 5;

/**
 * Passages that more viewers than usual passed over by seeking forwards and never watched, most first. `learners` is of
 * the second that most of them left out.
 * @param skipped per viewer the seconds passed over and never watched
 */
export const skippedPassages = (
  skipped: readonly (readonly Range[])[],
  seconds: number,
  least: number,
): { from: number; to: number; learners: number }[] => {
  const counts = countCover(skipped.flat(), seconds);
  const bar = STANDS_OUT * median(counts);
  const passages: { from: number; to: number; learners: number }[] = [];
  counts.forEach((count, second) => {
    if (count < least || count <= bar) return;
    const last = passages[passages.length - 1];
    if (last && last.to === second) {
      last.to = second + 1;
      last.learners = Math.max(last.learners, count);
    } else passages.push({ from: second, to: second + 1, learners: count });
  });
  return passages
    .filter(({ from, to }) => to - from >= LEAST_SECONDS)
    .sort((a, b) => b.learners - a.learners || a.from - b.from);
};
