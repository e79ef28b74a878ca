import * as z from 'zod';
import { WITHHELD } from '@marginalia/contract';
import { column } from '../../../store/query';
import { quantity } from '../privacy/suppress';
import type { Shape } from '../shape';
import { amount, stated } from './cells';

interface Row {
  readonly of: number;
}

/** How many learners are in the group. */
export const count = (): Shape<'count', Row> => ({
  name: 'count',
  isBreakdown: false,
  aggregates: (_, where) => ({ of: `countIf(${where})` }),
  row: z.object({ of: column.count }),
  size: ({ of }) => of,
  disclose: ({ of }, { minLearners, isDisclosed }) => ({
    shape: 'count',
    value: isDisclosed ? quantity(of, minLearners) : WITHHELD,
  }),
  counts: ({ value }) => stated([['learners', value]]),
  csv: [{ head: 'learners', cell: ({ value }) => amount(value) }],
  sample: { shape: 'count', value: 48 },
});
