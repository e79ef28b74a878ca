/** Comparisons that somebody looks at again and again while learners come. */

/** Moments of numbers between 0 and 1, one a learner. */
export interface SampleMoments {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** The standard deviation of differences that are expected; stated before anybody looks. 0.1: ten points. */
const MIXTURE = 0.1;

/** Variance as if one more had 0 and one more 1: where all have the same, it is not nothing. */
const varianceOf = ({ n, sum, squares }: SampleMoments): number => {
  const mean = (sum + 1) / (n + 2);
  return (squares + 1) / (n + 2) - mean * mean;
};

/**
 * b - a with an interval that holds the true difference at every moment at once with a probability of 1 - alpha, so that
 * looking often, and stopping when one likes, does no harm. The likelihood ratio of the difference d against 0, mixed over
 * effects that are normal with variance t = MIXTURE², reaches 1 / alpha at
 *
 *   d² = V (V + t) / t · (2 log(1 / alpha) + log((V + t) / V)),   V = var a / n a + var b / n b
 *
 * (Robbins 1970; for two groups Johari, Koomen, Pekelis and Walsh, "Always valid inference", Operations Research 70, 2022). It
 * rests on the means being about normal, so it is asked of groups of some dozens only.
 */
export const alwaysValidDifference = (
  a: SampleMoments,
  b: SampleMoments,
  alpha: number,
): { value: number; low: number; high: number } => {
  const value = b.sum / b.n - a.sum / a.n;
  const v = varianceOf(a) / a.n + varianceOf(b) / b.n;
  const t = MIXTURE * MIXTURE;
  const width = Math.sqrt(((v * (v + t)) / t) * (2 * Math.log(1 / alpha) + Math.log((v + t) / v)));
  return { value, low: Math.max(-1, value - width), high: Math.min(1, value + width) };
};
