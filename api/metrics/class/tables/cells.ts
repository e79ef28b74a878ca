import type { MetricId, MiddleHalf, Quantity, Rate } from '@marginalia/contract';

export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

/** A table for a CSV file: what one sees on the page, with every rate as its count, its whole and its interval. */
export interface Table {
  readonly asOf: string | null;
  readonly definitions: readonly MetricId[];
  readonly columns: readonly string[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
}

/** A word for what is no number, so that nobody takes it for nothing. */
export const disclosed = (quantity: Quantity): Cell =>
  typeof quantity === 'number' ? quantity : quantity.kind === 'withheld' ? 'withheld' : `none: ${quantity.reason}`;

const RATE = ['', '_count', '_of', '_low', '_high'];
export const ofRate = (name: string): string[] => RATE.map((end) => `${name}${end}`);
export const rateCells = (rate: Rate): Cell[] =>
  rate.kind === 'value'
    ? [rate.value, rate.count, rate.of, rate.low, rate.high]
    : [disclosed(rate), null, null, null, null];
export const ofHalf = (name: string): string[] =>
  ['_quarter', '_half', '_three_quarters', '_of'].map((end) => `${name}${end}`);
export const halfCells = (half: MiddleHalf): Cell[] =>
  half.kind === 'value' ? [half.low, half.middle, half.high, half.of] : [disclosed(half), null, null, null];
