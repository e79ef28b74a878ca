/** Tail probabilities, and the control of false discoveries. */

/** P(Z >= z) of the standard normal distribution, to about twelve digits. */
export const normalUpperTail = (z: number): number => {
  if (z < 0) return 1 - normalUpperTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    // P(0 < Z < z) = density (z + z³/3 + z⁵/15 + ...)
    let term = z;
    let sum = z;
    for (let k = 3; term > sum * 1e-16; k += 2) sum += term *= (z * z) / k;
    return 0.5 - density * sum;
  }
  // continued fraction: density / (z + 1/(z + 2/(z + 3/(z + ...))))
  let inner = z;
  for (let k = 60; k > 0; k -= 1) inner = z + k / inner;
  return density / inner;
};

/** The z with P(Z >= z) = p, by bisection; 0 < p < 1. */
export const normalUpperQuantile = (p: number): number => {
  let [low, high] = [-40, 40];
  while (high - low > 1e-9) {
    const z = (low + high) / 2;
    if (normalUpperTail(z) > p) low = z;
    else high = z;
  }
  return (low + high) / 2;
};

/** log(n!): exact sums for small n, Stirling's series with three terms above (error below 1e-12). */
const logFactorial = (n: number): number => {
  if (n < 30) {
    let sum = 0;
    for (let k = 2; k <= n; k += 1) sum += Math.log(k);
    return sum;
  }
  const x = n + 1;
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
};

/** P(X >= k) for X binomial with n trials of chance p, 0 < p < 1. */
export const binomialUpperTail = (k: number, n: number, p: number): number => {
  if (k <= 0) return 1;
  if (k > n) return 0;
  if (k <= n * p) return 1 - binomialUpperTail(n - k + 1, n, 1 - p);
  let term = Math.exp(
    logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log(1 - p),
  );
  let sum = term;
  for (let i = k; i < n && term > sum * 1e-17; i += 1) sum += term *= ((n - i) / (i + 1)) * (p / (1 - p));
  return Math.min(1, sum);
};

/** P(X <= k) for X binomial with n trials of chance p. */
export const binomialLowerTail = (k: number, n: number, p: number): number => binomialUpperTail(n - k, n, 1 - p);

/**
 * Benjamini and Hochberg's adjusted p-values (1995): for the i-th smallest of m, the least of p(j) m / j over j >= i.
 * Whoever accepts all with an adjusted value of at most q has, on average, at most a share q of false ones among them.
 * @returns in the order given
 */
export const benjaminiHochberg = (ps: readonly number[]): number[] => {
  const m = ps.length;
  const adjusted = new Array<number>(m).fill(1);
  let least = 1;
  ps.map((p, index) => ({ p, index }))
    .sort((a, b) => b.p - a.p)
    .forEach(({ p, index }, fromLargest) => {
      least = Math.min(least, (p * m) / (m - fromLargest));
      adjusted[index] = least;
    });
  return adjusted;
};

/** p-values above this are set aside before the others are judged. */
const SET_ASIDE = 0.5;

/**
 * Benjamini and Hochberg after setting aside what is plainly sound: those with p > 0.5 go, the others count as p / 0.5 among
 * themselves (Zhao, Small and Su, "Multiple testing when many p-values are uniformly conservative", 2019). One-sided tests of
 * sound blocks mostly have p-values near 1; left in the family, each of them costs the others power and adds nothing.
 * @returns in the order given; 1 for what was set aside
 */
export const adjusted = (ps: readonly number[]): number[] => {
  const kept = ps.flatMap((p, index) => (p <= SET_ASIDE ? [{ p: p / SET_ASIDE, index }] : []));
  const result = new Array<number>(ps.length).fill(1);
  benjaminiHochberg(kept.map(({ p }) => p)).forEach((q, at) => {
    const one = kept[at];
    if (one) result[one.index] = q;
  });
  return result;
};
