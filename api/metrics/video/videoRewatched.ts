import { EVIDENCE_GATES } from '@marginalia/contract';
import { benjaminiHochberg, binomialUpperTail } from '../kit/falseDiscovery';
import { median } from '../kit/stats';
import { REWATCH_BIN } from './passages';

/** A bin is compared with this many on either side (a minute), without itself and its next two on either side. */
const NEIGHBOURS = 12;
const NEXT = 2;
/** With fewer bins to compare with, nothing follows. */
const LEAST_NEIGHBOURS = 6;

/** Only where so many people saw the video; and a moment only with so many re-watchers, and so many times its surroundings. */
export const REWATCH_VIEWERS = EVIDENCE_GATES.full;
export const REWATCH_LEARNERS = 5;
const TIMES = 3;
/** Benjamini and Hochberg's share of false ones among those listed. */
const FALSE_SHARE = 0.1;

/** One bin of a video: how many learners saw any second of it, and how many saw one of its seconds twice or more. */
export interface Bin {
  readonly people: number;
  readonly again: number;
}

/**
 * Which bins are watched again by more learners than their surroundings make likely. All of these must hold:
 * at least `least` re-watchers; at least three times the share of the surroundings; and, of the chance that as many or
 * more re-watch where the surroundings' share holds (exact binomial tail), significant over all bins of the video by
 * Benjamini and Hochberg's procedure. The surroundings' share is the median of the bins around, or their mean where that
 * is larger: the median of small counts is too often 0. docs/rewatched.md has the rate of false alarms.
 */
export const standsOut = (bins: readonly Bin[], least: number): boolean[] => {
  const usual = bins.map((bin, index) => surroundings(bins, index, bin.people));
  const tails = bins.map(({ people, again }, index) => {
    const share = usual[index] ?? null;
    return share === null || again === 0 ? 1 : binomialUpperTail(again, people, share);
  });
  const adjusted = benjaminiHochberg(tails);
  return bins.map(
    ({ people, again }, index) =>
      again >= least && again >= TIMES * (usual[index] ?? 1) * people && (adjusted[index] ?? 1) <= FALSE_SHARE,
  );
};

/** The share of re-watchers around a bin, never quite 0 or 1; null where there is too little around it. */
const surroundings = (bins: readonly Bin[], index: number, people: number): number | null => {
  const around = [
    ...bins.slice(Math.max(0, index - NEXT - NEIGHBOURS), Math.max(0, index - NEXT)),
    ...bins.slice(index + NEXT + 1, index + NEXT + NEIGHBOURS + 1),
  ].filter((bin) => bin.people > 0);
  if (around.length < LEAST_NEIGHBOURS || people === 0) return null;
  const sum = (of: (bin: Bin) => number): number => around.reduce((total, bin) => total + of(bin), 0);
  const mean = (sum((bin) => bin.again) + 0.5) / (sum((bin) => bin.people) + 1);
  return Math.min(1 - 1e-9, Math.max(median(around.map((bin) => bin.again / bin.people)), mean));
};

interface Passage {
  readonly from: number;
  readonly to: number;
  readonly learners: number;
}

/** How many watched each bin, how many of them twice or more, and the latter per second. */
export interface RewatchCounts {
  readonly people: readonly number[];
  readonly again: readonly number[];
  readonly perSecond: readonly number[];
}

/** How many bins a video has. */
export const binCount = (seconds: number): number => Math.ceil(seconds / REWATCH_BIN);

/**
 * The passages most re-watched, most first: bins that stand out and touch, without the seconds at either end that fewer
 * than half as many watched again.
 */
export const rewatchedPassages = (
  { people, again, perSecond }: RewatchCounts,
  seconds: number,
  least: number,
): Passage[] => {
  const bins = people.map((n, bin): Bin => ({ people: n, again: again[bin] ?? 0 }));

  const found: { from: number; to: number; learners: number }[] = [];
  standsOut(bins, least).forEach((isDisclosed, bin) => {
    if (!isDisclosed) return;
    const last = found[found.length - 1];
    const to = Math.min(seconds, (bin + 1) * REWATCH_BIN);
    if (last && last.to === bin * REWATCH_BIN) {
      last.to = to;
      last.learners = Math.max(last.learners, again[bin] ?? 0);
    } else found.push({ from: bin * REWATCH_BIN, to, learners: again[bin] ?? 0 });
  });
  return found.map((passage) => trimmed(passage, perSecond)).sort((a, b) => b.learners - a.learners || a.from - b.from);
};

const trimmed = ({ from, to, learners }: Passage, perSecond: readonly number[]): Passage => {
  const least = Math.max(...perSecond.slice(from, to)) / 2;
  const isWatched = (second: number): boolean => (perSecond[second] ?? 0) >= least;
  let [first, end] = [from, to];
  while (first < end && !isWatched(first)) first += 1;
  while (end > first && !isWatched(end - 1)) end -= 1;
  return { from: first, to: end, learners };
};
