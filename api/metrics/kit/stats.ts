import { isEnough } from './privacy/smallGroups';
import { type Rate, WITHHELD, none } from '@marginalia/contract';

/** 95 %, two-sided. */
const Z = 1.959963984540054;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * Wilson's score interval of k of n at 95 %: centre (p + z²/2n) / (1 + z²/n), half width
 * z √(p(1-p)/n + z²/4n²) / (1 + z²/n). Both ends lie in 0..1; n must be positive.
 */
export const wilson = (k: number, n: number): { low: number; high: number } => {
  const p = k / n;
  const z2 = Z * Z;
  const scale = 1 + z2 / n;
  const centre = (p + z2 / (2 * n)) / scale;
  const half = (Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / scale;
  return { low: k === 0 ? 0 : clamp(centre - half, 0, 1), high: k === n ? 1 : clamp(centre + half, 0, 1) };
};

/**
 * `count` of `of` as a rate.
 * @param learners how many learners it is about: the group that is withheld when small
 * @param reason why there is nothing, where `of` is 0
 */
export const rate = (count: number, of: number, learners: number, minLearners: number, reason: string): Rate => {
  if (of === 0) return none(reason);
  if (!isEnough(learners, minLearners)) return WITHHELD;
  return { kind: 'value', value: count / of, count, of, ...wilson(count, of) };
};

/** How often a value occurs. */
export type Count = readonly [value: number, times: number];

/** The middle value; of an even number, the mean of the middle two. 0 of nothing. */
export const median = (values: readonly number[]): number => medianOf(values.map((value): Count => [value, 1]));

/** The same of values that occur so many times each. */
export const medianOf = (counts: readonly Count[]): number => {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const n = sorted.reduce((sum, [, times]) => sum + times, 0);
  const at = (index: number): number => {
    let before = 0;
    return sorted.find(([, times]) => (before += times) > index)?.[0] ?? 0;
  };
  return n === 0 ? 0 : (at((n - 1) >> 1) + at(n >> 1)) / 2;
};

/** The 95 % interval of a correlation of n pairs, by Fisher's z: tanh(atanh(r) ± z/√(n-3)). */
export const correlationInterval = (r: number, n: number): { low: number; high: number } => {
  const z = Math.atanh(clamp(r, -1 + 1e-12, 1 - 1e-12));
  const half = Z / Math.sqrt(n - 3);
  return { low: Math.tanh(z - half), high: Math.tanh(z + half) };
};
