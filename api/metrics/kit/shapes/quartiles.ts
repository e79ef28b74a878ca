import * as z from 'zod';
import { WITHHELD } from '@marginalia/contract';
import { column } from '../../../store/query';
import { middleHalf } from '../halves';
import type { Shape } from '../shape';
import { member } from './cells';

interface Row {
  readonly of: number;
  readonly quarters: readonly (number | null)[];
}

/** The 25th, 50th and 75th percentile of what the learners of the group contribute; each is one learner's value. */
export const quartiles = (): Shape<'quartiles', Row> => ({
  name: 'quartiles',
  isBreakdown: false,
  aggregates: (value, where) => ({
    of: `countIf(${where})`,
    quarters: `quantilesExactIf(0.25, 0.5, 0.75)(assumeNotNull(${value}), ${where})`,
  }),
  row: z.object({ of: column.count, quarters: z.array(z.nullable(z.coerce.number())) }),
  size: ({ of }) => of,
  disclose: ({ of, quarters }, { minLearners, isDisclosed, reason }) => ({
    shape: 'quartiles',
    value: isDisclosed ? middleHalf(quarters, of, minLearners, reason) : WITHHELD,
  }),
  counts: ({ value }) => (value.kind === 'value' ? [['of', value.of]] : []),
  csv: [
    { head: 'low', cell: ({ value }) => member(value, (one) => one.low) },
    { head: 'median', cell: ({ value }) => member(value, (one) => one.middle) },
    { head: 'high', cell: ({ value }) => member(value, (one) => one.high) },
    { head: 'of', cell: ({ value }) => member(value, (one) => one.of) },
  ],
  sample: { shape: 'quartiles', value: { kind: 'value', low: 40, middle: 95, high: 210, of: 48 } },
});
