import type { Steps } from '../../lib/steps';

/**
 * The item response model with two parameters, fitted by marginal maximum likelihood with the EM algorithm of Bock and Aitkin (1981).
 * P(right | theta) = 1 / (1 + exp(-(a theta + d))); difficulty b = -d / a, in logits.
 * With few learners the prior of a draws slopes together. They are not taken as one: problems differ in that, and intervals that
 * do not know it hold the truth in 70 to 90 of 100 only.
 *
 * Who is weak stops earlier, and who answered the late items does not show it in these alone. So learners are told apart by
 * how many items they answered, and each such group has a mean strength of its own (several groups, Bock and Zimowski 1997);
 * all learners together have mean 0 and variance 1.
 */

/** Learners with the same answers: each entry is twice the item's number, plus one where it was right. */
export interface ResponsePattern {
  readonly answers: readonly number[];
  readonly learners: number;
}

export interface ItemFit {
  readonly a: number;
  readonly d: number;
  /** -d / a; null where the item does not tell strong from weak (a below 0.2), so that it has no place on the scale. */
  readonly b: number | null;
  /** Standard error of b, from the outer products of the learners' scores and the number of learners; null where b is. */
  readonly se: number | null;
  readonly learners: number;
}

export interface IrtFit {
  readonly items: readonly ItemFit[];
  readonly cycles: number;
  readonly converged: boolean;
}

/** Quadrature: equally spaced nodes from -4 to 4 with normal weights. */
const NODES = Array.from({ length: 33 }, (_, k) => -4 + k / 4);
const Q = NODES.length;
const TOTAL = NODES.reduce((sum, q) => sum + Math.exp((-q * q) / 2), 0);
const LOG_WEIGHTS = NODES.map((q) => (-q * q) / 2 - Math.log(TOTAL));

/** Learners are told apart by how far they came into at most so many groups, none smaller than that. */
const MOST_GROUPS = 6;
const LEAST_IN_GROUP = 15;
/** A group's spread around its mean: all have the same, and no less than this. */
const LEAST_SPREAD = 0.3;

/** Where learners stand before their answers are looked at, by how many items they answered. */
interface Population {
  /** Of each pattern: its group. */
  readonly groups: Uint8Array;
  readonly learners: Float64Array;
  readonly means: Float64Array;
  spread: number;
  /** Of each group, by node. */
  logWeights: Float64Array[];
}

/** Groups by the number of items answered, as equal as whole numbers allow. */
const groupsOf = (patterns: readonly ResponsePattern[]): Population => {
  const sizes = new Map<number, number>();
  for (const { answers: responses, learners } of patterns)
    sizes.set(responses.length, (sizes.get(responses.length) ?? 0) + learners);
  const total = patterns.reduce((sum, { learners }) => sum + learners, 0);
  const wanted = Math.max(LEAST_IN_GROUP, total / MOST_GROUPS);
  const groupAt = new Map<number, number>();
  const learners: number[] = [];
  let left = total;
  let open = false;
  for (const [length, size] of [...sizes].sort(([a], [b]) => a - b)) {
    if (!open) learners.push(0);
    const group = learners.length - 1;
    groupAt.set(length, group);
    learners[group] = (learners[group] ?? 0) + size;
    left -= size;
    open = (learners[group] ?? 0) < wanted || left < LEAST_IN_GROUP;
  }
  return {
    groups: Uint8Array.from(patterns, ({ answers: responses }) => groupAt.get(responses.length) ?? 0),
    learners: Float64Array.from(learners),
    means: new Float64Array(learners.length),
    spread: 1,
    logWeights: learners.map(() => Float64Array.from(LOG_WEIGHTS)),
  };
};

/** Weights of the nodes for each group, from its mean and the spread. */
const weigh = (population: Population): void => {
  population.logWeights = Array.from(population.means, (mean) => {
    const logs = NODES.map((q) => -((q - mean) ** 2) / (2 * population.spread ** 2));
    const sum = logs.reduce((all, log) => all + Math.exp(log), 0);
    return Float64Array.from(logs, (log) => log - Math.log(sum));
  });
};

/** Means and spread from where the learners turned out to be; then all together are put at mean 0 and variance 1. */
const regroup = (
  population: Population,
  placed: readonly { readonly sum: number; readonly squares: number }[],
  a: Float64Array,
  d: Float64Array,
): void => {
  const { means, learners } = population;
  if (means.length < 2) return;
  const total = learners.reduce((sum, n) => sum + n, 0);
  let within = 0;
  placed.forEach(({ sum, squares }, group) => {
    const n = at(learners, group);
    means[group] = sum / n;
    within += squares - (sum * sum) / n;
  });
  const spread = Math.max(LEAST_SPREAD, Math.sqrt(within / total));
  const mean = means.reduce((sum, one, group) => sum + (one * at(learners, group)) / total, 0);
  const between = means.reduce((sum, one, group) => sum + ((one - mean) ** 2 * at(learners, group)) / total, 0);
  const deviation = Math.sqrt(spread ** 2 + between);
  means.forEach((one, group) => (means[group] = (one - mean) / deviation));
  population.spread = spread / deviation;
  for (let j = 0; j < a.length; j += 1) {
    d[j] = at(d, j) + at(a, j) * mean;
    a[j] = at(a, j) * deviation;
  }
  weigh(population);
};

/** Weak priors keep few answers from running away: a ~ N(1, 0.5²), d ~ N(0, 2²). */
const PRIOR = { a: { mean: 1, precision: 1 / 0.25 }, d: { mean: 0, precision: 1 / 4 } };
const BOUNDS = { a: 4, d: 8 };
const FLAT_BELOW = 0.2;
const MOST_CYCLES = 100;
const CONVERGED_BELOW = 1e-4;
/** Patterns worked on between two pauses. */
const PATTERNS_AT_ONCE = 100;

const bounded = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));
const chance = (a: number, d: number, q: number): number => 1 / (1 + Math.exp(-(a * q + d)));
const at = (values: Float64Array, index: number): number => values[index] ?? 0;
const node = (k: number): number => NODES[k] ?? 0;

/**
 * The fit in steps: the caller decides how often to let others have the processor. Nothing in it is random.
 * @param items how many items there are
 */
export function* irtSteps(items: number, patterns: readonly ResponsePattern[]): Steps<IrtFit> {
  const counts = countResponses(items, patterns);
  const a = new Float64Array(items).fill(1);
  const d = counts.n.map((n, j) => Math.log((at(counts.right, j) + 0.5) / (n - at(counts.right, j) + 0.5)));
  const population = groupsOf(patterns);
  const learners = population.learners.reduce((sum, n) => sum + n, 0);
  let cycles = 0;
  let converged = false;
  while (cycles < MOST_CYCLES && !converged) {
    cycles += 1;
    const { expected, placed } = yield* expectation(a, d, patterns, population);
    converged = maximize(a, d, expected) < CONVERGED_BELOW;
    regroup(population, placed, a, d);
  }
  const information = yield* scoreProducts(a, d, patterns, population);
  return {
    cycles,
    converged,
    items: Array.from(a, (slope, j) => {
      const fit = itemFit(slope, at(d, j), at(counts.n, j), information, j);
      return fit.b === null || fit.se === null ? fit : { ...fit, se: Math.hypot(fit.se, scaleError(fit.b, learners)) };
    }),
  };
}

const countResponses = (
  items: number,
  patterns: readonly ResponsePattern[],
): { n: Float64Array; right: Float64Array } => {
  const n = new Float64Array(items);
  const right = new Float64Array(items);
  for (const { answers: responses, learners } of patterns)
    for (const response of responses) {
      n[response >> 1] = at(n, response >> 1) + learners;
      if (response & 1) right[response >> 1] = at(right, response >> 1) + learners;
    }
  return { n, right };
};

/** log P at every node: wrong at even, right at odd positions, as answers are coded. */
const logChances = (a: Float64Array, d: Float64Array): Float64Array => {
  const logs = new Float64Array(a.length * 2 * Q);
  a.forEach((slope, j) => {
    for (let k = 0; k < Q; k += 1) {
      const logit = slope * node(k) + at(d, j);
      // log(1 / (1 + e^-x)) without overflow
      const right = logit > 0 ? -Math.log1p(Math.exp(-logit)) : logit - Math.log1p(Math.exp(logit));
      logs[(2 * j + 1) * Q + k] = right;
      logs[2 * j * Q + k] = right - logit;
    }
  });
  return logs;
};

/** Where on the scale the learners of a pattern are: one probability a node. */
const posterior = (
  responses: readonly number[],
  logs: Float64Array,
  weights: Float64Array | undefined,
  into: Float64Array,
): void => {
  for (let k = 0; k < Q; k += 1) into[k] = weights?.[k] ?? 0;
  for (const response of responses) for (let k = 0; k < Q; k += 1) into[k] = at(into, k) + at(logs, response * Q + k);
  let largest = -Infinity;
  for (let k = 0; k < Q; k += 1) largest = Math.max(largest, at(into, k));
  let sum = 0;
  for (let k = 0; k < Q; k += 1) sum += into[k] = Math.exp(at(into, k) - largest);
  for (let k = 0; k < Q; k += 1) into[k] = at(into, k) / sum;
};

/** Expected numbers of learners with each answer at each node, coded as answers are; and sums of strengths by group. */
function* expectation(
  a: Float64Array,
  d: Float64Array,
  patterns: readonly ResponsePattern[],
  { groups, means, logWeights }: Population,
): Generator<void, { expected: Float64Array; placed: { sum: number; squares: number }[] }, void> {
  const logs = logChances(a, d);
  const expected = new Float64Array(logs.length);
  const h = new Float64Array(Q);
  const placed = Array.from(means, () => ({ sum: 0, squares: 0 }));
  for (const [index, { answers: responses, learners }] of patterns.entries()) {
    const group = groups[index] ?? 0;
    posterior(responses, logs, logWeights[group], h);
    const own = placed[group];
    if (own)
      for (let k = 0; k < Q; k += 1) {
        own.sum += learners * at(h, k) * node(k);
        own.squares += learners * at(h, k) * node(k) ** 2;
      }
    for (const response of responses)
      for (let k = 0; k < Q; k += 1) expected[response * Q + k] = at(expected, response * Q + k) + learners * at(h, k);
    if (index % PATTERNS_AT_ONCE === PATTERNS_AT_ONCE - 1) yield;
  }
  yield;
  return { expected, placed };
}

interface Sums {
  /** Gradient and information of (a, d), without the priors. */
  ga: number;
  gd: number;
  iaa: number;
  iad: number;
  idd: number;
}

const itemSums = (a: number, d: number, j: number, expected: Float64Array): Sums => {
  const sums = { ga: 0, gd: 0, iaa: 0, iad: 0, idd: 0 };
  for (let k = 0; k < Q; k += 1) {
    const r = at(expected, (2 * j + 1) * Q + k);
    const n = r + at(expected, 2 * j * Q + k);
    const q = node(k);
    const p = chance(a, d, q);
    const residual = r - n * p;
    const weight = n * p * (1 - p);
    sums.ga += residual * q;
    sums.gd += residual;
    sums.iaa += weight * q * q;
    sums.iad += weight * q;
    sums.idd += weight;
  }
  return sums;
};

const NEWTON_STEPS = 3;

/** One M step: Newton's method item by item. Returns the largest change. */
const maximize = (a: Float64Array, d: Float64Array, expected: Float64Array): number => {
  let change = 0;
  for (let j = 0; j < a.length; j += 1) {
    const before = { a: at(a, j), d: at(d, j) };
    let now = before;
    for (let step = 0; step < NEWTON_STEPS; step += 1) {
      const s = itemSums(now.a, now.d, j, expected);
      const ga = s.ga - PRIOR.a.precision * (now.a - PRIOR.a.mean);
      const gd = s.gd - PRIOR.d.precision * (now.d - PRIOR.d.mean);
      const iaa = s.iaa + PRIOR.a.precision;
      const idd = s.idd + PRIOR.d.precision;
      const determinant = iaa * idd - s.iad * s.iad;
      now = {
        a: bounded(now.a + bounded((idd * ga - s.iad * gd) / determinant, 1), BOUNDS.a),
        d: bounded(now.d + bounded((iaa * gd - s.iad * ga) / determinant, 1), BOUNDS.d),
      };
    }
    a[j] = now.a;
    d[j] = now.d;
    change = Math.max(change, Math.abs(now.a - before.a), Math.abs(now.d - before.d));
  }
  return change;
};

interface Products {
  readonly aa: Float64Array;
  readonly ad: Float64Array;
  readonly dd: Float64Array;
}

/** Sums over learners of the outer product of each item's score: the information that the answers really hold. */
function* scoreProducts(
  a: Float64Array,
  d: Float64Array,
  patterns: readonly ResponsePattern[],
  { groups, logWeights }: Population,
): Steps<Products> {
  const logs = logChances(a, d);
  const products = {
    aa: new Float64Array(a.length),
    ad: new Float64Array(a.length),
    dd: new Float64Array(a.length),
  };
  const h = new Float64Array(Q);
  for (const [index, { answers: responses, learners }] of patterns.entries()) {
    posterior(responses, logs, logWeights[groups[index] ?? 0], h);
    for (const response of responses) {
      const j = response >> 1;
      let sa = 0;
      let sd = 0;
      for (let k = 0; k < Q; k += 1) {
        const residual = at(h, k) * ((response & 1) - Math.exp(at(logs, (2 * j + 1) * Q + k)));
        sa += residual * node(k);
        sd += residual;
      }
      products.aa[j] = at(products.aa, j) + learners * sa * sa;
      products.ad[j] = at(products.ad, j) + learners * sa * sd;
      products.dd[j] = at(products.dd, j) + learners * sd * sd;
    }
    if (index % PATTERNS_AT_ONCE === PATTERNS_AT_ONCE - 1) yield;
  }
  return products;
}

/** What the scale itself may be off by: the mean and the deviation of so many learners are put at 0 and 1. */
const scaleError = (b: number, learners: number): number => Math.sqrt((1 + (b * b) / 2) / learners);

/** Delta method on b = -d / a. */
const itemFit = (a: number, d: number, learners: number, s: Products, j: number): ItemFit => {
  if (a < FLAT_BELOW || learners === 0) return { a, d, b: null, se: null, learners };
  const b = -d / a;
  const dd = at(s.dd, j) + PRIOR.d.precision;
  const aa = at(s.aa, j) + PRIOR.a.precision;
  const ad = at(s.ad, j);
  const determinant = aa * dd - ad * ad;
  // variance of b = (var d + 2 b cov(a, d) + b² var a) / a², with var d = aa / det, cov = -ad / det, var a = dd / det
  const variance = (aa - 2 * b * ad + b * b * dd) / determinant / (a * a);
  return { a, d, b, se: Math.sqrt(variance), learners };
};
