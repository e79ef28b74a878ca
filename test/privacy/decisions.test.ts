import { WITHHELD } from '@marginalia/contract';
import { classCounts } from '../../api/metrics/class/classCounts';
import { discloseSizes } from '../../api/metrics/kit/privacy/sizes';
import { mayDisclosePart } from '../../api/metrics/kit/privacy/suppress';
import { disclosable } from '../../api/metrics/kit/selection';

/** The worked examples of decisions 13 and 14 are what the code does. */

const K = 10;
const day = (date: string): number => Date.parse(date) / 86_400_000;
const [ONE, TWO] = ['2026-03-02', '2026-03-03'];
const came = (learners: number, dates: readonly string[]) =>
  Array.from({ length: learners }, () => ({ days: dates.map(day), track: 'audit' }));
const dayOne = { from: ONE, to: TWO, track: null };

describe('decision 13', () => {
  it.each([
    { both: 4, isAsAsked: false },
    { both: 14, isAsAsked: true },
  ])('A day is stated by itself only where nobody or enough came on the next, too: $both', ({ both, isAsAsked }) => {
    const activities = [...came(30, [ONE]), ...came(12, [TWO]), ...came(both, [ONE, TWO])];
    expect(disclosable(activities, dayOne, K)).toMatchObject({ isAsAsked });
  });

  it('A size is withheld that differs from a stated one by a small number', () => {
    expect(discloseSizes([39], [42], K)).toEqual([false]);
    expect(discloseSizes([32], [42], K)).toEqual([true]);
  });
});

describe('decision 14', () => {
  it('A rule is hidden where its difference to a state would be small', () => {
    const stored = {
      learners: 100,
      flagged: 40,
      rules: [
        { rule: 'stopped', now: 28, weekAgo: 0, then: 0 },
        { rule: 'struggling', now: 15, weekAgo: 0, then: 0 },
      ],
      states: [
        { state: 'stopped', learners: 28 },
        { state: 'struggling', learners: 12 },
        { state: 'on_track', learners: 60 },
      ],
    } as unknown as Parameters<typeof classCounts>[0];
    const { flagged, rules, states } = classCounts(stored, K);
    expect(flagged).toMatchObject({ count: 40 });
    expect(rules.get('stopped')).toMatchObject({ count: 28 });
    expect(rules.get('struggling')).toBe(WITHHELD);
    expect(states.filter(({ learners }) => learners !== 0)).toEqual(stored.states);
  });

  it('A day is withheld that leaves a small rest of its week', () => {
    expect(mayDisclosePart(28, 34, K)).toBe(false);
    expect(mayDisclosePart(24, 34, K)).toBe(true);
  });
});
