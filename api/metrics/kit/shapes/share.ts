import * as z from 'zod';
import { WITHHELD } from '@marginalia/contract';
import { column } from '../../../store/query';
import type { Shape } from '../shape';
import { rate } from '../stats';
import { member } from './cells';

interface Row {
  readonly of: number;
  readonly count: number;
}

/** The learners of the group for whom the value is not 0, as a rate with Wilson's 95 % interval. */
export const share = (): Shape<'share', Row> => ({
  name: 'share',
  isBreakdown: false,
  aggregates: (value, where) => ({ of: `countIf(${where})`, count: `countIf((${where}) AND (${value}) != 0)` }),
  row: z.object({ of: column.count, count: column.count }),
  size: ({ of }) => of,
  disclose: ({ of, count }, { minLearners, isDisclosed, reason }) => ({
    shape: 'share',
    value: isDisclosed ? rate(count, of, of, minLearners, reason) : WITHHELD,
  }),
  counts: ({ value }) =>
    value.kind === 'value'
      ? [
          ['of', value.of],
          ['count', value.count],
        ]
      : [],
  csv: [
    { head: 'share', cell: ({ value }) => member(value, (one) => one.value) },
    { head: 'count', cell: ({ value }) => member(value, (one) => one.count) },
    { head: 'of', cell: ({ value }) => member(value, (one) => one.of) },
    { head: 'low', cell: ({ value }) => member(value, (one) => one.low) },
    { head: 'high', cell: ({ value }) => member(value, (one) => one.high) },
  ],
  sample: { shape: 'share', value: rate(31, 50, 50, 1, '') },
});
