import type { Range } from './types';

/** What a stored second can be at most. */
export const LAST_SECOND = 0xffff_ffff;

/**
 * The whole seconds of a half-open interval of positions: second s is in it where the interval contains its middle,
 * s + 0.5. Null where it contains none.
 */
export const secondsOf = (from: number, to: number): Range | null => {
  const first = Math.max(0, Math.ceil(from - 0.5));
  const end = Math.min(LAST_SECOND, Math.ceil(to - 0.5));
  return end > first ? [first, end] : null;
};

/** The same seconds without repeats, as few ranges in order. */
export const distinct = (ranges: readonly Range[]): Range[] => {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged[merged.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
};

/** How many seconds below `limit` the ranges hold, each as often as it is in them. */
export const countSeconds = (ranges: readonly Range[], limit = Infinity): number =>
  ranges.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, limit) - from), 0);

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
