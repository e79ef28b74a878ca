import { EXPERIMENT_OUTCOMES, type ExperimentOutcome } from '@marginalia/contract';
import { type ArmSums, type ExperimentSums, experimentNumbers } from '../../api/metrics/experiment/experiment';
import { SeededRandom } from '../simulation/random';

/**
 * What a content experiment states stands beside the outline (who reached its unit and the next one) and the panels of what
 * follows (who attempted the only problem, who played the only video). Whoever is in the difference of two such numbers is few.
 */
const MIN = 10;

interface Learner {
  readonly arms: readonly number[];
  readonly inUnit: boolean;
  readonly reached: boolean;
  readonly firstTry: number | null;
  readonly watched: number | null;
}

const moments = (values: readonly (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return {
    n: known.length,
    sum: known.reduce((a, b) => a + b, 0),
    squares: known.reduce((a, b) => a + b * b, 0),
  };
};
const sumsOf = (learners: readonly Learner[]): ArmSums => ({
  learners: learners.length,
  reached: moments(learners.map(({ reached }) => Number(reached))),
  firstTry: moments(learners.map(({ firstTry }) => firstTry)),
  completed: moments(learners.map(({ reached }) => Number(reached) / 2)),
  watched: moments(learners.map(({ watched }) => watched)),
});
const experimentOf = (arms: number, learners: readonly Learner[]): ExperimentSums => ({
  arms: Array.from({ length: arms }, (_, arm) => sumsOf(learners.filter((one) => one.arms.includes(arm)))),
  everybody: sumsOf(learners),
  inUnit: learners.filter(({ inUnit }) => inUnit).length,
  inArms: learners.filter((one) => one.arms.length > 0).length,
});

/** Groups of learners who do all the same, some of them large and some tiny. */
const randomLearners = (random: SeededRandom, arms: number): Learner[] => {
  const chance = (p: number): boolean => random.chance(p);
  return Array.from({ length: 3 + Math.floor(random.next() * 8) }, () => {
    const own = Array.from({ length: arms }, (_, arm) => arm);
    const one: Learner = {
      arms: chance(0.75) ? [own[Math.floor(random.next() * arms)] ?? 0] : [],
      inUnit: true,
      reached: chance(0.7),
      firstTry: chance(0.7) ? Number(chance(0.5)) : null,
      watched: chance(0.6) ? Math.round(random.next() * 4) / 4 : null,
    };
    const many = chance(0.5) ? 12 + Math.floor(random.next() * 40) : 1 + Math.floor(random.next() * 9);
    return Array.from({ length: many }, () => one);
  }).flat();
};

const isFew = (learners: number): boolean => learners !== 0 && Math.abs(learners) < MIN;

describe('nobody of a team can find few learners by the groups of an experiment', () => {
  const random = new SeededRandom(5);
  const courses = Array.from({ length: 400 }, () => {
    const arms = random.chance(0.7) ? 2 : 3;
    return experimentOf(arms, randomLearners(random, arms));
  });
  const stated = courses.map((sums) => ({ sums, arms: experimentNumbers(sums, MIN) }));

  it('Nobody can find few learners as one of the groups of an experiment, or as those of the unit who are in none', () => {
    let told = 0;
    for (const { sums, arms } of stated) {
      const sizes = arms.map(({ learners }) => learners).filter((learners) => typeof learners === 'number');
      told += Number(sizes.length === arms.length);
      expect(sizes.filter(isFew)).toEqual([]);
      if (sizes.length === arms.length) expect(isFew(sums.inUnit - sizes.reduce((a, b) => a + b, 0))).toBe(false);
    }
    expect(told).toBeGreaterThan(80);
  });

  it.each(['firstTry', 'watched'] as const)(
    'Nobody can find few learners as those of a group of an experiment who did, or did not, what is told of: %s',
    (outcome) => {
      let told = 0;
      for (const { arms } of stated)
        for (const arm of arms) {
          const { mean } = arm[outcome];
          if (mean.kind !== 'value' || typeof arm.learners !== 'number') continue;
          told += 1;
          expect([mean.of, arm.learners - mean.of].filter(isFew)).toEqual([]);
        }
      expect(told).toBeGreaterThan(80);
    },
  );

  /** What the groups leave of those whom the outline or a panel tells of. */
  const LEFT: Record<Exclude<ExperimentOutcome, 'completed'>, (arm: { mean: number; of: number }) => number> = {
    reached: ({ mean, of }) => Math.round(mean * of),
    firstTry: ({ of }) => of,
    watched: ({ of }) => of,
  };
  it.each(['reached', 'firstTry', 'watched'] as const)(
    'Nobody can find few learners as those outside the groups of an experiment who did the same: %s',
    (outcome) => {
      let told = 0;
      for (const { sums, arms } of stated) {
        const sizes = arms.flatMap(({ [outcome]: { mean } }) =>
          mean.kind === 'value' ? [LEFT[outcome]({ mean: mean.value, of: mean.of })] : [],
        );
        if (sizes.length < arms.length) continue;
        told += 1;
        const all = outcome === 'reached' ? sums.everybody.reached.sum : sums.everybody[outcome].n;
        expect(isFew(all - sizes.reduce((a, b) => a + b, 0))).toBe(false);
      }
      expect(told).toBeGreaterThan(25);
    },
  );

  it('The difference between the groups of an experiment is told only where both groups are', () => {
    for (const { arms } of stated)
      for (const [at, arm] of arms.entries())
        for (const outcome of EXPERIMENT_OUTCOMES) {
          const { mean, difference } = arm[outcome];
          if (at === 0) expect(difference).toBeNull();
          if (difference?.kind !== 'value') continue;
          expect([mean.kind, arms[0]?.[outcome].mean.kind]).toEqual(['value', 'value']);
        }
  });

  it('All of an experiment is told where nothing is to protect', () => {
    for (const { sums } of stated)
      for (const arm of experimentNumbers(sums, 1))
        for (const outcome of EXPERIMENT_OUTCOMES) expect(arm[outcome].mean.kind).not.toBe('withheld');
  });
});
