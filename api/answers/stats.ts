import { type Rate, WITHHELD, none } from '../../src/contract';

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
  if (learners < minLearners) return WITHHELD;
  return { kind: 'value', value: count / of, count, of, ...wilson(count, of) };
};

/** The middle value; of an even number, the mean of the middle two. 0 of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

/**
 * Pearson's correlation of pairs with a 95 % interval by Fisher's z: tanh(atanh(r) ± z/√(n-3)).
 * @returns null where it is not defined: fewer than four pairs, or one side does not vary
 */
export const correlation = (
  pairs: readonly (readonly [number, number])[],
): { value: number; low: number; high: number } | null => {
  const n = pairs.length;
  if (n < 4) return null;
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / n;
  const [mx, my] = [mean(0), mean(1)];
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (const [x, y] of pairs) {
    sxx += (x - mx) ** 2;
    syy += (y - my) ** 2;
    sxy += (x - mx) * (y - my);
  }
  if (sxx < 1e-12 || syy < 1e-12) return null;
  const value = clamp(sxy / Math.sqrt(sxx * syy), -1, 1);
  const z = Math.atanh(clamp(value, -1 + 1e-12, 1 - 1e-12));
  const half = Z / Math.sqrt(n - 3);
  return { value, low: Math.tanh(z - half), high: Math.tanh(z + half) };
};
