import { ATTENTION_REASONS } from '@marginalia/contract';
import { atOnce } from '../../../api/lib/steps';
import { detect, listSteps } from '../../../api/metrics/attention/findings';
import { RULES } from '../../../api/metrics/attention/rules';
import { areEqual } from '../../../api/metrics/attention/rules/equalResponses';
import { NOTHING } from '../../../api/metrics/attention/statistics';
import { FAULTS } from '../../simulation/faults';
import { stability, unmended } from '../../simulation/lifeCycle';
import { PROMISED } from '../../simulation/page';
import { questionsOf, rarity } from '../../../api/metrics/attention/rules/questions';
import { type Plan, simulateCourse } from '../../simulation/course';
import { meanFound, measure } from '../../simulation/power';
import { SeededRandom } from '../../simulation/random';

it('Every reason of the contract has a rule, every rule an example and a claim of what it finds', () => {
  expect(RULES.map(({ id }) => id)).toEqual([...ATTENTION_REASONS]);
  for (const { examples, power } of RULES) {
    expect(examples.length).toBeGreaterThan(0);
    expect(power.length).toBeGreaterThan(0);
  }
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, { examples }) => {
  it.each(examples.map((example) => [example.says, example] as const))(
    'A rule finds what it should, or nothing: %s',
    (_, { course, lists }) => {
      const found = atOnce(listSteps([{ ...NOTHING, ...course }], new Map(), 0, () => 0));
      const named = found.filter(({ reason, also }) => reason === id || also.includes(id));
      expect(named.map(({ block }) => block).sort()).toEqual([...lists].sort());
    },
  );
});

describe('answers that a reader takes for the same', () => {
  it.each([
    ['0,25', '0.25'],
    ['25%', '0.25'],
    ['25 %', '25'],
    ['1/4', '0.25'],
    ['0.25 m', '0.25'],
    ['x = 0.25', '.25'],
    ['1,000', '1000'],
    ['1.000,5', '1000.5'],
    ['2.5e-1', '0.25'],
    ['2.5 × 10^-1', '0.25'],
    ['−3', '-3'],
    ['€ 12', '12'],
    ['newton', 'Newton'],
    ['hydrogen  peroxide.', 'Hydrogen peroxide'],
  ])('A reader takes %s and %s for the same', (a, b) => expect([areEqual(a, b), areEqual(b, a)]).toEqual([true, true]));

  it.each([
    ['25', '0.25'],
    ['0.26', '0.25'],
    ['aa', 'Aa'],
    ['CO', 'Co'],
    ['x^2', 'x2'],
    ['', ''],
    ['north', 'south'],
    ['1/0', '2/0'],
    ['-3', '3'],
  ])('A reader does not take %s and %s for the same', (a, b) => expect(areEqual(a, b)).toBe(false));
});

/** Among sound blocks, a p-value of 0.05 or less comes at most one time in twenty: so each rule keeps what it says of chance. */
it.each([30, 60, 150])('No rule finds more in sound courses of %i learners than its p-values say', (learners) => {
  const random = new SeededRandom(17 * learners);
  const asked = new Map<string, number>();
  const small = new Map<string, number>();
  for (let n = 0; n < 10; n += 1) {
    const { versions, optional } = simulateCourse(random, { learners, faults: [] });
    for (const { reason, block, p } of detect(versions[0]!)) {
      if (block === optional) continue;
      asked.set(reason, (asked.get(reason) ?? 0) + 1);
      if (p <= 0.05) small.set(reason, (small.get(reason) ?? 0) + 1);
    }
  }
  for (const [reason, all] of asked) expect([reason, (small.get(reason) ?? 0) <= 0.05 * all]).toEqual([reason, true]);
  expect(asked.size).toBeGreaterThan(8);
});

it('Wrong answers that are as common as in sound courses are as rare as is said, and rarer beside a wrong key', () => {
  const random = new SeededRandom(3);
  const least = (faults: Plan['faults']) =>
    Array.from({ length: 12 }, () => simulateCourse(random, { learners: 60, faults })).flatMap(
      ({ versions, planted }) =>
        questionsOf(versions[0]!).flatMap(({ part, responses }) =>
          faults.length > 0 && planted.every(({ block }) => block !== part.block)
            ? []
            : [Math.min(1, ...responses.filter((one) => !one.right).map((one) => rarity(part, one)))],
        ),
    );
  const share = (all: readonly number[], limit: number): number =>
    all.filter((one) => one <= limit).length / all.length;
  const sound = least([]);
  for (const limit of [0.02, 0.05, 0.1]) expect(share(sound, limit)).toBeLessThanOrEqual(limit);
  expect(share(least([{ kind: 'wrong key, choice', strength: 'medium' }]), 0.1)).toBeGreaterThan(0.8);
});

/** A small part of `npm run simulate`. */
it.each([
  [60, 0.7],
  [150, 0.85],
])(
  'The rules find, among %i learners, of strong simulated faults more than %f, and of sound blocks no more than is promised',
  (n, least) => {
    const found = measure(n, 14, 5);
    expect(meanFound(found, 'strong')).toBeGreaterThan(least);
    expect(found.sound.found / found.sound.planted).toBeLessThanOrEqual(PROMISED);
    expect(found.soundProblems.moodle / found.soundProblems.planted).toBeGreaterThan(0.2);
  },
);

it('A rule claims power of kinds that are simulated', () => {
  for (const { kind } of RULES.flatMap(({ power }) => power)) expect(Object.keys(FAULTS)).toContain(kind);
});

it('An edit that mends nothing takes no fault off the list, and a growing course keeps its entries', () => {
  const after = unmended(30, 3);
  expect(after.listed).toBeGreaterThan(8);
  expect(after.still).toBeGreaterThanOrEqual(0.9 * after.listed);
  const grown = stability(150, 3);
  expect(grown.stayed).toBeGreaterThan(40);
  expect(grown.lost).toBeLessThanOrEqual(1);
});
