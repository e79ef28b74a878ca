import { distinct } from '../facts/ranges';
import type { Range } from '../facts/types';
import { suppress } from '../privacy/suppress';
import { type CurvePoint, type Video, WITHHELD } from '../../src/contract';
import { median } from './stats';

/** How many of all these ranges cover each second below `seconds`. */
export const countCover = (lists: readonly (readonly Range[])[], seconds: number): number[] => {
  const steps = new Int32Array(seconds + 1);
  for (const ranges of lists) {
    for (const range of ranges) {
      if (range[0] >= seconds) continue;
      const end = Math.min(range[1], seconds);
      steps[range[0]] = (steps[range[0]] ?? 0) + 1;
      steps[end] = (steps[end] ?? 0) - 1;
    }
  }
  let running = 0;
  return Array.from(steps.subarray(0, seconds), (step) => (running += step));
};

/** Where one learner's ranges overlap: seconds watched twice or more, once each. */
export const seenTwice = (ranges: readonly Range[]): Range[] => {
  const found: Range[] = [];
  let end = 0;
  for (const range of [...ranges].sort(byStart)) {
    if (range[0] < end) found.push([range[0], Math.min(range[1], end)]);
    end = Math.max(end, range[1]);
  }
  return found.length > 1 ? distinct(found) : found;
};

const byStart = (a: Range, b: Range): number => a[0] - b[0] || a[1] - b[1];

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

/**
 * @param watched per viewer the ranges as often as watched
 * @param seen the same without repeats
 */
export const curveOf = (
  watched: readonly (readonly Range[])[],
  seen: readonly (readonly Range[])[],
  seconds: number,
  minLearners: number,
): CurvePoint[] => {
  const people = countCover(seen, seconds);
  const views = countCover(watched, seconds);
  const hidden = suppress(people, minLearners);
  return people.map((count, second) => ({
    second,
    viewers: hidden[second] ? WITHHELD : count,
    views: hidden[second] ? WITHHELD : (views[second] ?? 0),
  }));
};

const TENTHS = 10;

/**
 * Viewers by how much of the video they saw: in tenths, the last of them cut where a viewer has finished. How many
 * finished is told elsewhere, so that the others are a breakdown of a known number too: cells are hidden so that
 * neither sum gives a small group away.
 * @param shares per viewer, 0 to 1
 * @param finished the share from which a viewer has finished, in the last tenth
 */
export const distributionOf = (
  shares: readonly number[],
  finished: number,
  minLearners: number,
): Video['distribution'] => {
  const ends = [...Array.from({ length: TENTHS - 1 }, (_, tenth) => (tenth + 1) / TENTHS), finished, 1];
  const cells = ends.map(() => 0);
  for (const share of shares) {
    const cell = ends.findIndex((end) => share < end);
    const at = cell < 0 ? ends.length - 1 : cell;
    cells[at] = (cells[at] ?? 0) + 1;
  }
  const hidden = suppress(cells, minLearners);
  const hiddenBelow = suppress(cells.slice(0, -1), minLearners);
  return cells.map((learners, cell) => ({
    from: cell === 0 ? 0 : (ends[cell - 1] ?? 0),
    to: ends[cell] ?? 1,
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
  const counts = countCover(skipped, seconds);
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
