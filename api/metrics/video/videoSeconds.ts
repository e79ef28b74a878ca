import { isEnough, showsAll } from '../kit/privacy/smallGroups';
import { suppress } from '../kit/privacy/suppress';
import { type CurvePoint, type Video, WITHHELD } from '@marginalia/contract';
import { median } from '../kit/stats';

/** How the number of those who cover a second changes there: [second, change]. */
export type Steps = readonly (readonly [second: number, change: number])[];

/** How many cover each second below `seconds`. */
export const coverOf = (steps: Steps, seconds: number): number[] => {
  const changes = new Array<number>(seconds).fill(0);
  for (const [second, change] of steps) if (second < seconds) changes[second] = (changes[second] ?? 0) + change;
  let running = 0;
  return changes.map((change) => (running += change));
};

/** Per second, who watched it and how often; and who watched it twice or more. */
interface Watched {
  readonly viewers: number;
  readonly people: readonly number[];
  readonly views: readonly number[];
  readonly rewatch: { readonly perSecond: readonly number[] };
}

/**
 * Who saw each second, and how often it was watched. With a threshold both are disclosed in steps, rounded down: viewers from all
 * of them down by the threshold each, so that by neighbouring seconds nobody, or enough, are lost; views beyond the first of
 * each viewer only where enough watched the second again, the same for all seconds with as many steps of these.
 */
export const curveOf = ({ people, views, viewers, rewatch }: Watched, minLearners: number): CurvePoint[] => {
  const viewsOf = (second: number): number => views[second] ?? 0;
  if (showsAll(minLearners)) return people.map((count, second) => ({ second, viewers: count, views: viewsOf(second) }));
  const again = people.map((_, second) => stepBelow(rewatch.perSecond[second] ?? 0, minLearners));
  const more = new Map<number, number>();
  people.forEach((count, second) => {
    const step = again[second] ?? 0;
    more.set(step, Math.min(more.get(step) ?? Infinity, viewsOf(second) - count));
  });
  more.set(0, 0);
  return people.map((count, second) => {
    const step = count === 0 ? 0 : viewers - stepAbove(viewers - count, minLearners);
    if (count > 0 && !isEnough(step, minLearners)) return { second, viewers: WITHHELD, views: WITHHELD };
    return { second, viewers: step, views: step + (more.get(again[second] ?? 0) ?? 0) };
  });
};

const stepBelow = (count: number, step: number): number => Math.floor(count / step) * step;
const stepAbove = (count: number, step: number): number => Math.ceil(count / step) * step;

/** Ends of the parts of a video that are told apart. Finer ones have so few viewers that most of them would be hidden. */
const QUARTERS = [0.25, 0.5, 0.75];

/**
 * Viewers by how much of the video they saw: in quarters, the last of them cut where a viewer has finished. How many
 * finished is disclosed elsewhere, so that the others are a breakdown of a known number too: cells are hidden so that
 * neither sum gives a small group away.
 * @param shares 0 to 1, and how many viewers have each
 * @param finished the share from which a viewer has finished, in the last quarter
 */
export const distributionOf = (
  shares: readonly (readonly [share: number, viewers: number])[],
  finished: number,
  minLearners: number,
): Video['distribution'] => {
  const ends = [...QUARTERS, finished, 1];
  const cells = ends.map(() => 0);
  for (const [share, viewers] of shares) {
    const cell = ends.findIndex((end) => share < end);
    const at = cell < 0 ? ends.length - 1 : cell;
    cells[at] = (cells[at] ?? 0) + viewers;
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
 * @param counts per second, how many viewers passed it over and never watched it
 */
export const skippedPassages = (
  counts: readonly number[],
  least: number,
): { from: number; to: number; learners: number }[] => {
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
