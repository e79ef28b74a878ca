import { type SampleMoments, alwaysValidDifference } from '../../../api/metrics/kit/alwaysValid';
import { SeededRandom } from '../../simulation/random';

const shares = (n: number, yes: number): SampleMoments => ({ n, sum: yes, squares: yes });

describe('a difference of two groups that may be looked at again and again', () => {
  it('A difference that may be looked at again and again has the end at which the likelihood ratio, mixed over effects, is 1 / alpha', () => {
    const [a, b, alpha] = [shares(200, 120), shares(300, 150), 0.0125];
    const { value, low, high } = alwaysValidDifference(a, b, alpha);
    // 150/300 - 120/200
    expect(value).toBeCloseTo(-0.1, 12);
    expect(high - value).toBeCloseTo(value - low, 12);
    // one more with 0 and one with 1: shares 121/202 and 151/302
    const v = (121 * 81) / 202 ** 2 / 200 + (151 * 151) / 302 ** 2 / 300;
    const density = (x: number, variance: number): number =>
      Math.exp((-x * x) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    // the mixture by the midpoint rule over effects of -1 to 1, of which the deviation is 0.1
    const end = high - value;
    const steps = 20_000;
    let mixed = 0;
    for (let i = 0; i < steps; i += 1) {
      const effect = -1 + (2 * (i + 0.5)) / steps;
      mixed += (density(end - effect, v) * density(effect, 0.01) * 2) / steps;
    }
    expect(mixed / density(end, v)).toBeCloseTo(1 / alpha, 4);
  });

  it('A difference that may be looked at again and again is wider than one that is looked at once, and narrows with learners', () => {
    const half = (n: number): number => {
      const { value, high } = alwaysValidDifference(shares(n, n / 2), shares(n, n / 2), 0.05);
      return high - value;
    };
    for (const n of [50, 500, 5000]) {
      expect(half(n)).toBeGreaterThan(1.96 * Math.sqrt(0.5 / n));
      expect(half(n)).toBeLessThan(2.2 * 1.96 * Math.sqrt(0.5 / n));
    }
    expect(half(5000)).toBeLessThan(half(500) / 2.5);
  });

  it('A difference that may be looked at again and again knows some doubt where all of both groups are alike', () => {
    expect(alwaysValidDifference(shares(40, 40), shares(40, 40), 0.05).low).toBeLessThan(-0.02);
  });

  /** Learners come one after the other to groups that do not differ; somebody looks after each. */
  const everWrong = (chance: number, alpha: number, seed: number): number => {
    const random = new SeededRandom(seed);
    const runs = 400;
    let wrong = 0;
    for (let run = 0; run < runs; run += 1) {
      const yes = [0, 0];
      const n = [0, 0];
      for (let learner = 0; learner < 1200; learner += 1) {
        const group = Number(random.chance(0.5));
        n[group] = (n[group] ?? 0) + 1;
        yes[group] = (yes[group] ?? 0) + Number(random.chance(chance));
        if (Math.min(...n) < 30) continue;
        const { low, high } = alwaysValidDifference(shares(n[0]!, yes[0]!), shares(n[1]!, yes[1]!), alpha);
        if (low > 0 || high < 0) {
          wrong += 1;
          break;
        }
      }
    }
    return wrong / runs;
  };

  it.each([0.5, 0.85, 0.95])(
    'A difference that may be looked at again and again is wrong in at most 5 of 100 experiments that are looked at all the time: %d',
    (chance) => {
      // 400 runs: chance alone takes 5 % to below 7.5 %
      expect(everWrong(chance, 0.05, 3)).toBeLessThan(0.075);
    },
  );
});
