/** What is told of who may need help besides rules and states: nothing small follows from it together with these. */
import { WITHHELD } from '@marginalia/contract';
import { NO_RULES, settingsFor } from '../../api/metrics/learners/thresholds';
import { type SinceSums, learnerAttention } from '../../api/metrics/learners/learnerAttention';
import type { StoredLearners } from '../../api/metrics/class/stored';
import type { DayOfLearners } from '../../api/metrics/kit/privacy/since';

const stored = (over: Partial<StoredLearners> = {}): StoredLearners => ({
  basis: '',
  judgedAt: 0,
  asOf: null,
  running: true,
  volume: 0,
  learners: 105,
  flagged: 24,
  rules: [{ rule: 'struggling', now: 24, weekAgo: 0, then: 0 }],
  states: [
    { state: 'struggling', learners: 24 },
    { state: 'on_track', learners: 81 },
  ],
  quadrants: [],
  sections: [],
  history: null,
  past: [],
  ...over,
});
const told = (over: Partial<StoredLearners>, since: SinceSums | null = null) =>
  learnerAttention(stored(over), 0, null, [], since, new Map(), settingsFor(NO_RULES, 'c'), 10);

it('Who tried nothing is in no quadrant, and does not follow from them', () => {
  const quadrants = (last: number) =>
    told({
      quadrants: [40, 30, 20, last].map((learners, at) => ({ active: at < 2, succeeding: at % 2 === 0, learners })),
    }).quadrants.map(({ learners }) => learners);
  expect(quadrants(12)).toEqual([40, 30, 20, WITHHELD]);
  expect(quadrants(15)).toEqual([40, 30, 20, 15]);
});

it('Who struggles in a section is hidden where few struggle only elsewhere', () => {
  const struggling = (n: number) =>
    told({ sections: [{ section: 's', of: 60, struggling: n }] }).sections[0]?.struggling;
  expect(struggling(20)).toBe(WITHHELD);
  expect(struggling(14)).toMatchObject({ count: 14, of: 60 });
});

describe('since a day', () => {
  const days = (...counts: readonly (readonly [learners: number, last: number])[]): DayOfLearners[] =>
    counts.map(([learners, last], at) => ({ date: `2026-03-0${at + 2}`, learners, last }));
  const active = days([30, 25], [20, 4], [30, 30]);
  const struggling = days([10, 10], [4, 4], [10, 10]);
  const since = (from: string) => {
    const { since: found, rules } = told(
      {},
      {
        from,
        learners: 105,
        active,
        newFlags: new Map([['struggling', struggling]]),
        sections: [{ section: 's', days: active, tried: 40, right: 20 }],
      },
    );
    const { newSince } = rules.find(({ rule }) => rule === 'struggling') ?? {};
    return { ...found, newSince };
  };

  it('Since a day is told from days on between which enough came for the last time', () => {
    expect(since('2026-03-03')).toMatchObject({
      active: { count: 34 },
      sections: [{ tried: 34, firstTry: { count: 20, of: 40 } }],
      newSince: 14,
    });
  });

  it('Since another day nothing is told, though there are enough', () => {
    expect(since('2026-03-04')).toMatchObject({
      active: WITHHELD,
      sections: [{ tried: WITHHELD, firstTry: WITHHELD }],
      newSince: WITHHELD,
    });
  });

  it('Since a day on which nobody came any more is nobody', () => {
    expect(since('2026-03-05')).toMatchObject({ active: { count: 0 }, sections: [{ tried: 0 }], newSince: 0 });
  });
});

it('Two classes that differ by their states alone are told apart', () => {
  const states = (onTrack: number) =>
    told({
      states: [
        { state: 'struggling', learners: 24 },
        { state: 'on_track', learners: onTrack },
        { state: 'ahead', learners: 81 - onTrack },
      ],
    }).states.find(({ state }) => state === 'on_track')?.learners;
  expect([states(81), states(50)]).toEqual([81, 50]);
});
