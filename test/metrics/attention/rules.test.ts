import { ATTENTION_REASONS } from '@marginalia/contract';
import { makeList } from '../../../api/metrics/attention/attention';
import { RULES } from '../../../api/metrics/attention/rules';
import { areEqual } from '../../../api/metrics/attention/rules/equalAnswers';
import { NOTHING } from '../../../api/metrics/attention/statistics';
import { FAULTS } from '../../simulation/faults';
import { stability, unmended } from '../../simulation/lifeCycle';
import { PROMISED } from '../../simulation/page';
import { meanFound, measure } from '../../simulation/power';

it('every reason of the contract has a rule, every rule an example and a claim of what it finds', () => {
  expect(RULES.map(({ id }) => id)).toEqual([...ATTENTION_REASONS]);
  for (const { examples, power } of RULES) {
    expect(examples.length).toBeGreaterThan(0);
    expect(power.length).toBeGreaterThan(0);
  }
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, { examples }) => {
  it.each(examples.map((example) => [example.says, example] as const))('%s', (_, { course, lists }) => {
    const found = makeList([{ ...NOTHING, ...course }], new Map(), 0, () => 0);
    const named = found.filter(({ reason, also }) => reason === id || also.includes(id));
    expect(named.map(({ block }) => block).sort()).toEqual([...lists].sort());
  });
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
  ])('%s and %s', (a, b) => expect([areEqual(a, b), areEqual(b, a)]).toEqual([true, true]));

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
  ])('not %s and %s', (a, b) => expect(areEqual(a, b)).toBe(false));
});

/** A small part of `npm run simulate`. */
it.each([
  [60, 0.5],
  [150, 0.75],
])(
  'among %i learners, of strong simulated faults more than %f; of sound blocks no more than is promised',
  (n, least) => {
    const found = measure(n, 14, 5);
    expect(meanFound(found, 'strong')).toBeGreaterThan(least);
    expect(found.sound.found / found.sound.planted).toBeLessThanOrEqual(PROMISED);
    expect(found.soundProblems.moodle / found.soundProblems.planted).toBeGreaterThan(0.2);
  },
);

it('claims power of kinds that are simulated', () => {
  for (const { kind } of RULES.flatMap(({ power }) => power)) expect(Object.keys(FAULTS)).toContain(kind);
});

it('an edit that mends nothing takes no fault off the list, and a growing course keeps its entries', () => {
  const after = unmended(30, 3);
  expect(after.listed).toBeGreaterThan(8);
  expect(after.still).toBeGreaterThanOrEqual(0.9 * after.listed);
  const grown = stability(150, 3);
  expect(grown.stayed).toBeGreaterThan(40);
  expect(grown.lost).toBeLessThanOrEqual(1);
});
