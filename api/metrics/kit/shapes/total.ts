import * as z from 'zod';
import { WITHHELD, none } from '@marginalia/contract';
import { column } from '../../../store/query';
import { aboutGroup, quantity } from '../privacy/suppress';
import type { Shape } from '../shape';
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

/** The sum of what the learners of the group contribute; 0 of nobody. */
export const total = (): Shape<'total', Row> => ({
  name: 'total',
  isBreakdown: false,
  aggregates,
  row,
  size: ({ of }) => of,
  disclose: ({ sum, of }, { minLearners, isDisclosed }) => {
    if (!isDisclosed) return { shape: 'total', value: WITHHELD, of: WITHHELD };
    return { shape: 'total', value: of === 0 ? 0 : aboutGroup(sum, of, minLearners), of: quantity(of, minLearners) };
  },
  counts: ({ of }) => stated([['of', of]]),
  csv: [
    { head: 'total', cell: ({ value }) => amount(value) },
    { head: 'of', cell: ({ of }) => amount(of) },
  ],
  sample: { shape: 'total', value: 134, of: 48 },
});

interface MeanRow extends Row {
  /** What one learner's contribution is measured by. */
  readonly per: number;
}

/**
 * The mean of what the learners of the group contribute.
 * @param per a parameter that each contribution is a part of, such as the length of a video; sums stay whole numbers
 */
export const mean = (per?: string): Shape<'mean', MeanRow> => ({
  name: 'mean',
  isBreakdown: false,
  aggregates: (value, where, p) => ({ ...aggregates(value, where), per: per === undefined ? '1' : (p?.[per] ?? '1') }),
  row: z.object({ of: column.count, sum: z.coerce.number(), per: z.coerce.number() }),
  size: ({ of }) => of,
  disclose: ({ sum, of, per: whole }, { minLearners, isDisclosed, reason }) => {
    if (!isDisclosed) return { shape: 'mean', value: WITHHELD, of: WITHHELD };
    const value = of === 0 ? none(reason) : aboutGroup(sum / (of * whole), of, minLearners);
    return { shape: 'mean', value, of: quantity(of, minLearners) };
  },
  counts: ({ of }) => stated([['of', of]]),
  csv: [
    { head: 'average', cell: ({ value }) => amount(value) },
    { head: 'of', cell: ({ of }) => amount(of) },
  ],
  sample: { shape: 'mean', value: 2.8, of: 48 },
});
