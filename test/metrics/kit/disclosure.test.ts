/** What each shape discloses by itself, whatever the report around it decides: the last line that a small group has to pass. */
import { WITHHELD, none } from '@marginalia/contract';
import type { Group } from '../../../api/metrics/kit/shape';
import {
  byBin,
  byCategory,
  byTime,
  count,
  mean,
  quartiles,
  share,
  sumsBy,
  total,
} from '../../../api/metrics/kit/shapes';

const group = (over: Partial<Group> = {}): Group => ({
  minLearners: 10,
  isDisclosed: true,
  reason: 'no_attempts',
  ...over,
});
/** One day a week, Mondays from 1970-01-05 on, and its learners. */
const weeks = (...learners: [number, number][]): [number, number, number][] =>
  learners.map(([of, some], at) => [4 + 7 * at, of, some]);
const bins = (...learners: number[]): [number, number][] => learners.map((of, at) => [at + 1, of]);
const kinds = (...learners: number[]): [number, number][] => learners.map((of, at) => [at, of]);

const BINS = byBin([0, 1, 2]);
const KINDS = byCategory(['none', 'some', 'all']);
const WEEKS = byTime('first_try_at');

/** Each shape's value of so many learners, who are all alike. */
const valueOf = (of: number, given: Group) => ({
  count: count().disclose({ of }, given),
  share: share().disclose({ of, count: of }, given),
  total: total().disclose({ of, sum: 3 * of }, given),
  mean: mean().disclose({ of, sum: 3 * of, per: 1 }, given),
  quartiles: quartiles().disclose({ of, quarters: [1, 2, 3] }, given),
  byTime: WEEKS.disclose({ of, days: weeks([of, of]) }, given),
  byBin: BINS.disclose({ of, cells: bins(of) }, given),
  byCategory: KINDS.disclose({ of, cells: kinds(of) }, given),
});
const NOTHING = {
  count: { shape: 'count', value: WITHHELD },
  share: { shape: 'share', value: WITHHELD },
  total: { shape: 'total', value: WITHHELD, of: WITHHELD },
  mean: { shape: 'mean', value: WITHHELD, of: WITHHELD },
  quartiles: { shape: 'quartiles', value: WITHHELD },
  byTime: { shape: 'byTime', points: [] },
  byBin: { shape: 'byBin', bins: [] },
  byCategory: { shape: 'byCategory', categories: [] },
};

describe('every shape', () => {
  it('Every shape hides a group of one less than the threshold, and of one', () => {
    expect(valueOf(9, group())).toEqual(NOTHING);
    expect(valueOf(1, group())).toEqual(NOTHING);
  });

  it('Every shape shows a group as large as the threshold', () => {
    expect(valueOf(10, group())).toMatchObject({
      count: { value: 10 },
      share: { value: { count: 10, of: 10 } },
      total: { value: 30, of: 10 },
      mean: { value: 3, of: 10 },
      quartiles: { value: { low: 1, middle: 2, high: 3, of: 10 } },
      byTime: { points: [{ week: '1970-01-05', value: { count: 10, of: 10 } }] },
      byBin: { bins: [{ from: 0, to: 1, learners: 10 }, { learners: 0 }, { from: 2, to: null, learners: 0 }] },
      byCategory: {
        categories: [
          { category: 'none', learners: 10 },
          { category: 'some', learners: 0 },
          { category: 'all', learners: 0 },
        ],
      },
    });
  });

  it('Every shape hides a group of any size that the report does not disclose, and nobody', () => {
    expect(valueOf(500, group({ isDisclosed: false }))).toEqual(NOTHING);
    expect(valueOf(0, group({ isDisclosed: false }))).toEqual(NOTHING);
  });

  it('Every shape says of nobody that nobody is there', () => {
    expect(valueOf(0, group())).toMatchObject({
      count: { value: 0 },
      share: { value: none('no_attempts') },
      total: { value: 0, of: 0 },
      mean: { value: none('no_attempts'), of: 0 },
      quartiles: { value: none('no_attempts') },
    });
  });

  it('Every shape that breaks learners down says so', () => {
    const all = [count(), share(), total(), mean(), quartiles(), WEEKS, BINS, KINDS];
    expect(all.filter(({ isBreakdown }) => isBreakdown).map(({ name }) => name)).toEqual([
      'byTime',
      'byBin',
      'byCategory',
    ]);
  });
});

describe('a breakdown of a large group', () => {
  const learnersIn = (cells: readonly { readonly learners: unknown }[]): unknown[] =>
    cells.map(({ learners }) => learners);

  it('A small bin is withheld, and the smallest of the others, so that it does not follow from the sum', () => {
    expect(learnersIn(BINS.disclose({ of: 70, cells: bins(40, 7, 23) }, group()).bins)).toEqual([
      40,
      WITHHELD,
      WITHHELD,
    ]);
  });

  it('A small kind is withheld, and the smallest of the others', () => {
    const { categories } = KINDS.disclose({ of: 70, cells: kinds(23, 40, 7) }, group());
    expect(learnersIn(categories)).toEqual([WITHHELD, 40, WITHHELD]);
  });

  it('A week with an edit in it is one week, and an edit with two weeks after it one edit', () => {
    // 40 learners in the first week, of whom 25 came before the edit, and 30 in the second
    const cells: [number, number, number, number][] = [
      [13, 30, 12, 1],
      [4, 25, 10, 0],
      [10, 15, 9, 1],
    ];
    expect(WEEKS.disclose({ of: 70, days: cells }, group())).toMatchObject({
      points: [
        { week: '1970-01-05', value: { count: 19, of: 40 } },
        { week: '1970-01-12', value: { count: 12, of: 30 } },
      ],
    });
    expect(sumsBy('beside', cells)).toEqual([
      [0, 25, 10],
      [1, 45, 21],
    ]);
  });

  it('A small week is withheld, and the smallest of the others', () => {
    const row = { of: 70, days: weeks([40, 20], [7, 7], [23, 3]) };
    expect(WEEKS.disclose(row, group()).points.map(({ value }) => value.kind)).toEqual([
      'value',
      'withheld',
      'withheld',
    ]);
  });
});
