import * as z from 'zod';
import { WITHHELD } from '@marginalia/contract';
import { column } from '../../../store/query';
import { aboutGroup, quantity } from '../privacy/suppress';
import type { Group, Shape } from '../shape';
import { amount, stated } from './cells';

interface Row {
  readonly of: number;
  readonly sum: number;
}

const row = z.object({ of: column.count, sum: z.coerce.number() });
const aggregates = (value: string, where: string): Record<keyof Row, string> => ({
  of: `countIf(${where})`,
  sum: `sumIf(${value}, ${where})`,
});

/** The value only where the group may be stated; 0 of nobody. */
const disclosed = (value: number, { of }: Row, { minLearners, isDisclosed }: Group) => {
  if (of === 0) return { value: 0, of: 0 };
  if (!isDisclosed) return { value: WITHHELD, of: WITHHELD };
  return { value: aboutGroup(value, of, minLearners), of: quantity(of, minLearners) };
};

/** The sum of what the learners of the group contribute. */
export const total = (): Shape<'total', Row> => ({
  name: 'total',
  aggregates,
  row,
  size: ({ of }) => of,
  disclose: (sums, group) => ({ shape: 'total', ...disclosed(sums.sum, sums, group) }),
  counts: ({ of }) => stated([['of', of]]),
  csv: [
    { head: 'total', cell: ({ value }) => amount(value) },
    { head: 'of', cell: ({ of }) => amount(of) },
  ],
  sample: { shape: 'total', value: 134, of: 48 },
});

/** The mean of what the learners of the group contribute. */
export const mean = (): Shape<'mean', Row> => ({
  name: 'mean',
  aggregates,
  row,
  size: ({ of }) => of,
  disclose: (sums, group) => ({ shape: 'mean', ...disclosed(sums.sum / sums.of, sums, group) }),
  counts: ({ of }) => stated([['of', of]]),
  csv: [
    { head: 'average', cell: ({ value }) => amount(value) },
    { head: 'of', cell: ({ of }) => amount(of) },
  ],
  sample: { shape: 'mean', value: 2.8, of: 48 },
});
