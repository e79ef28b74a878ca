import { isEnough } from '../privacy/smallGroups';
import * as z from 'zod';
import { WITHHELD } from '@marginalia/contract';
import { column } from '../../../store/query';
import { breakdown, suppress } from '../privacy/suppress';
import { dayText, mondayOf } from '../../../lib/time';
import type { Shape } from '../shape';
import { rate } from '../stats';
import { amount, listed, member, stated } from './cells';

interface Row {
  readonly of: number;
  readonly cells: readonly (readonly [key: number, learners: number])[];
}
const row = z.object({ of: column.count, cells: column.histogram });

/**
 * Learners by the size of what they contribute. Small bins are withheld, and one more where one alone would follow from
 * the sum.
 * @param edges lower ends of the bins, ascending; whoever is below the first is in none, the last has no upper end
 */
export const byBin = (edges: readonly number[]): Shape<'byBin', Row> => ({
  name: 'byBin',
  isBreakdown: true,
  aggregates: (value, where) => ({
    of: `countIf(${where})`,
    cells: `sumMapIf([toInt32(arrayCount(edge -> ${value} >= edge, [${edges.join(', ')}]))], [1], ${where})`,
  }),
  row,
  size: ({ of }) => of,
  disclose: ({ of, cells }, { minLearners, isDisclosed }) => {
    const sizes = edges.map((_, at) => cells.find(([key]) => key === at + 1)?.[1] ?? 0);
    const shown = !isEnough(of, minLearners) || !isDisclosed ? [] : breakdown(sizes, minLearners);
    return {
      shape: 'byBin',
      bins: shown.map((learners, at) => ({ from: edges[at] ?? 0, to: edges[at + 1] ?? null, learners })),
    };
  },
  counts: ({ bins }) => stated(bins.map(({ from, learners }) => [`from ${from}`, learners])),
  csv: [{ head: 'bins', cell: ({ bins }) => listed(bins.map(({ from, learners }) => `${from}: ${amount(learners)}`)) }],
  sample: {
    shape: 'byBin',
    bins: edges.map((from, at) => ({ from, to: edges[at + 1] ?? null, learners: at === 1 ? WITHHELD : 12 + at })),
  },
});

/**
 * Learners by a kind.
 * @param categories all there are, in order; a metric's value is the position of one of them, from 0
 */
export const byCategory = (categories: readonly string[]): Shape<'byCategory', Row> => ({
  name: 'byCategory',
  isBreakdown: true,
  aggregates: (value, where) => ({
    of: `countIf(${where})`,
    cells: `sumMapIf([toInt32(${value})], [1], ${where})`,
  }),
  row,
  size: ({ of }) => of,
  disclose: ({ of, cells }, { minLearners, isDisclosed }) => {
    const sizes = categories.map((_, at) => cells.find(([key]) => key === at)?.[1] ?? 0);
    const shown = !isEnough(of, minLearners) || !isDisclosed ? [] : breakdown(sizes, minLearners);
    return {
      shape: 'byCategory',
      categories: shown.map((learners, at) => ({ category: categories[at] ?? '', learners })),
    };
  },
  counts: (value) => stated(value.categories.map(({ category, learners }) => [category, learners])),
  csv: categories.map((category) => ({
    head: category,
    cell: (value) => amount(value.categories.find((one) => one.category === category)?.learners ?? WITHHELD),
  })),
  sample: { shape: 'byCategory', categories: categories.map((category, at) => ({ category, learners: 11 + at })) },
});

/** Learners by the day (since 1970), and by what is counted beside it. */
type DayCell = readonly [day: number, learners: number, counted: number, beside?: number];

/** What a share by week is counted as. */
export interface TimeRow {
  readonly of: number;
  readonly days: readonly DayCell[];
}

/** What is counted beside and the day in one key: days since 1970 are far fewer than a million, before 1970 below 0. */
const DAYS = 1_000_000;
const cellOf = ([key, learners, counted]: readonly [number, number, number]): DayCell => {
  const beside = Math.floor((key + DAYS / 2) / DAYS);
  return [key - beside * DAYS, learners, counted, beside];
};

/** Learners by the week (its Monday, as days since 1970), or by what is counted beside, whatever the other; ascending. */
export const sumsBy = (
  which: 'week' | 'beside',
  cells: readonly DayCell[],
): [key: number, learners: number, counted: number][] => {
  const sums = new Map<number, [number, number, number]>();
  for (const [day, learners, counted, beside = 0] of cells) {
    const key = which === 'week' ? mondayOf(day) : beside;
    const [, all = 0, some = 0] = sums.get(key) ?? [];
    sums.set(key, [key, all + learners, some + counted]);
  }
  return [...sums.values()].sort(([a], [b]) => a - b);
};

/**
 * A share by week. Weeks of few learners are withheld, and one more where one alone would follow from the sum.
 * @param at the moment that says to which week a learner belongs, an expression over the columns of facts
 * @param beside a whole number from 0 on, by which the report counts the same learners too: as a sum of its own it would
 *   take the engine as long again. It may use parameters of the report
 */
export const byTime = (
  at: string,
  beside: (p: Readonly<Record<string, string>>) => string = () => '0',
): Shape<'byTime', TimeRow> => ({
  name: 'byTime',
  isBreakdown: true,
  aggregates: (value, where, p = {}) => ({
    of: `countIf(${where})`,
    days: `sumMapIf([toInt64(${beside(p)}) * ${DAYS} + toInt32(toDate32(${at}))], [1], [toUInt64((${value}) != 0)], ${where})`,
  }),
  row: z.object({ of: column.count, days: column.twoHistograms.transform((cells) => cells.map(cellOf)) }),
  size: ({ of }) => of,
  disclose: ({ of, days }, { minLearners, isDisclosed, reason }) => {
    if (!isEnough(of, minLearners) || !isDisclosed) return { shape: 'byTime', points: [] };
    const weeks = sumsBy('week', days);
    const hidden = suppress(
      weeks.map(([, learners]) => learners),
      minLearners,
    );
    return {
      shape: 'byTime',
      points: weeks.map(([week, learners, some], index) => ({
        week: dayText(week),
        value: hidden[index] ? WITHHELD : rate(some, learners, learners, minLearners, reason),
      })),
    };
  },
  counts: ({ points }) =>
    points.flatMap(({ week, value }) =>
      value.kind === 'value'
        ? [
            [`${week} of`, value.of],
            [`${week} count`, value.count],
          ]
        : [],
    ),
  csv: [
    {
      head: 'weeks',
      cell: ({ points }) => listed(points.map(({ week, value }) => `${week}: ${member(value, (one) => one.value)}`)),
    },
  ],
  sample: {
    shape: 'byTime',
    points: [
      { week: '2026-09-07', value: rate(21, 40, 40, 1, '') },
      { week: '2026-09-14', value: rate(12, 30, 30, 1, '') },
    ],
  },
});
