import { atOnce } from '../../../api/lib/steps';
import { type ResponsePattern, irtSteps } from '../../../api/metrics/problem/irt';
import { correlation } from '../../support/correlation';
import { SeededRandom } from '../../simulation/random';

const ITEMS = 20;

interface Simulated {
  readonly b: number[];
  readonly patterns: ResponsePattern[];
}

/** @param stops whether weaker learners stop earlier, as in a course that people drop out of */
const simulate = (seed: number, learners: number, stops = false, items = ITEMS): Simulated => {
  const random = new SeededRandom(seed);
  const a = Array.from({ length: items }, () => Math.exp(random.normal(0, 0.3)));
  const b = Array.from({ length: items }, () => random.normal());
  const patterns = Array.from({ length: learners }, () => {
    const ability = random.normal();
    const reached = stops ? Math.round(Math.min(ITEMS, Math.max(4, 13 + 7 * ability + random.normal(0, 2)))) : items;
    const answers = b
      .slice(0, reached)
      .map((difficulty, j) => 2 * j + Number(random.chance(1 / (1 + Math.exp(-(a[j] ?? 1) * (ability - difficulty))))));
    return { answers, learners: 1 };
  });
  return { b, patterns };
};

const fitIrt = (items: number, patterns: readonly ResponsePattern[]) => atOnce(irtSteps(items, patterns));

const pearson = (x: readonly number[], y: readonly number[]): number =>
  correlation(x.map((value, index) => [value, y[index] ?? 0] as const)) ?? NaN;

/** Mean correlation of true and estimated difficulty over some courses. */
const recovery = (learners: number, courses: number): number => {
  let sum = 0;
  for (let seed = 1; seed <= courses; seed += 1) {
    const { b, patterns } = simulate(seed, learners);
    sum += pearson(
      b,
      fitIrt(ITEMS, patterns).items.map((item) => item.b ?? 0),
    );
  }
  return sum / courses;
};

describe('item response models', () => {
  it.each([
    [50, 0.9],
    [100, 0.95],
    [200, 0.97],
    [500, 0.98],
  ] as const)('The item response model finds difficulties again from %i learners', (learners, least) => {
    expect(recovery(learners, learners > 200 ? 4 : 12)).toBeGreaterThan(least);
  });

  it('The item response model compares late items fairly where weak learners stop early; the share right does not', () => {
    let fair = 0;
    let plain = 0;
    for (let seed = 1; seed <= 3; seed += 1) {
      const { b, patterns } = simulate(seed, 500, true);
      const shares = b.map((_, j) => {
        const own = patterns.flatMap(({ answers }) => answers.filter((answer) => answer >> 1 === j));
        return (own.filter((answer) => answer & 1).length + 0.5) / (own.length + 1);
      });
      plain += pearson(
        b,
        shares.map((p) => -Math.log(p / (1 - p))),
      );
      fair += pearson(
        b,
        fitIrt(ITEMS, patterns).items.map((item) => item.b ?? 0),
      );
    }
    expect(fair / 3).toBeGreaterThan(0.9);
    expect(fair / 3).toBeGreaterThan(plain / 3 + 0.03);
  });

  it('The item response model finds late items no easier than they are, and holds the truth in its intervals, where weak learners stop early', () => {
    const errors: number[] = [];
    const held: boolean[] = [];
    for (let seed = 1; seed <= 6; seed += 1) {
      const { b, patterns } = simulate(seed, 250, true);
      fitIrt(ITEMS, patterns).items.forEach((item, j) => {
        if (item.b === null || item.se === null) return;
        const error = item.b - (b[j] ?? 0);
        if (j >= 15) errors.push(error);
        held.push(Math.abs(error) <= 1.96 * item.se);
      });
    }
    // -0.7 where nothing is made of who came so far
    expect(Math.abs(errors.reduce((x, y) => x + y, 0) / errors.length)).toBeLessThan(0.15);
    expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.925);
  });

  it.each([
    [60, ITEMS],
    [120, ITEMS],
    [150, ITEMS],
    [60, 6],
  ])(
    'The intervals of item difficulties hold the truth of 95 in 100 from few learners: %i, %i problems',
    (learners, items) => {
      const held: boolean[] = [];
      for (let seed = 1; seed <= 240 / items; seed += 1) {
        const { b, patterns } = simulate(seed, learners, false, items);
        fitIrt(items, patterns).items.forEach((item, j) => {
          if (item.b !== null && item.se !== null) held.push(Math.abs(item.b - (b[j] ?? 0)) <= 1.96 * item.se);
        });
      }
      // of 240, two standard errors
      expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.922);
    },
  );

  it('The standard errors of item difficulties are as large as their errors', () => {
    const squares: number[] = [];
    for (let seed = 1; seed <= 8; seed += 1) {
      const { b, patterns } = simulate(seed, 400);
      fitIrt(ITEMS, patterns).items.forEach((item, j) => {
        if (item.b !== null && item.se !== null) squares.push(((item.b - (b[j] ?? 0)) / item.se) ** 2);
      });
    }
    squares.sort((x, y) => x - y);
    // the median of a squared standard normal is 0.455
    expect(squares[squares.length >> 1]).toBeGreaterThan(0.3);
    expect(squares[squares.length >> 1]).toBeLessThan(0.7);
  });

  it('The item response model gives no difficulty where an item does not tell strong from weak, and finishes on one answer', () => {
    const { patterns } = simulate(3, 300);
    const reversed = patterns.map(({ answers, learners }) => ({
      learners,
      answers: answers.map((answer) => (answer >> 1 === 0 ? answer ^ 1 : answer)),
    }));
    expect(fitIrt(ITEMS, reversed).items[0]).toMatchObject({ b: null, se: null });
    expect(fitIrt(1, [{ answers: [1], learners: 1 }]).items[0]?.b).not.toBeNaN();
  });

  it('The item response model counts patterns as often as learners had them, in any order', () => {
    const { patterns } = simulate(4, 60);
    const twice = fitIrt(ITEMS, [...patterns, ...patterns].reverse());
    const weighted = fitIrt(
      ITEMS,
      patterns.map((pattern) => ({ ...pattern, learners: 2 })),
    );
    weighted.items.forEach((item, j) => expect(item.b).toBeCloseTo(twice.items[j]?.b ?? NaN, 6));
  });
});
