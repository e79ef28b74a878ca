import {
  type Defining,
  type MetricId,
  type MiddleHalf,
  type Quantity,
  type Rate,
  metricsOf,
} from '@marginalia/contract';
import { amount as cellOf } from '../../kit/shapes/cells';

type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

/** A table for a CSV file: what one sees on the page, with every rate as its count, its whole and its interval. */
export interface Table {
  readonly asOf: string | null;
  readonly definitions: readonly MetricId[];
  /** What columns mean that measure what is no metric of the product. */
  readonly notes?: readonly string[];
  readonly columns: readonly string[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
}

/** A column, or several that state one value together. */
export interface Column<Of> {
  /** What it is a number of, as METRIC_OF has it of the same place in the report; null: it measures nothing. */
  readonly of: Defining;
  readonly heads: readonly string[];
  /** Appends its cells of a row. A list for each cell would take a file of a million cells a twentieth longer. */
  readonly write: (row: Of, cells: Cell[]) => void;
}

type Columns<Of> = readonly Column<Of>[];

const cellsOf = <Of>(columns: Columns<Of>, row: Of): Cell[] => {
  const cells: Cell[] = [];
  for (const { write } of columns) write(row, cells);
  return cells;
};

/** The head of a table defines what its columns state, each metric once. */
const head = <Of>(asOf: string | null, columns: Columns<Of>): Omit<Table, 'rows'> => ({
  asOf,
  definitions: metricsOf(columns.map(({ of }) => of)),
  columns: columns.flatMap(({ heads }) => heads),
});

export const table = <Of>(asOf: string | null, columns: Columns<Of>, rows: readonly Of[]): Table => ({
  ...head(asOf, columns),
  rows: rows.map((row) => cellsOf(columns, row)),
});

/** The same of rows that come page by page. */
export const pagedTable = <Of>(asOf: string | null, columns: Columns<Of>, pages: AsyncIterable<Of[]>): Table => ({
  ...head(asOf, columns),
  rows: (async function* rows() {
    for await (const page of pages) for (const row of page) yield cellsOf(columns, row);
  })(),
});

/** The same columns of a part of a row. */
export const of = <Of, Part>(columns: Columns<Part>, part: (row: Of) => Part): Column<Of>[] =>
  columns.map((column) => ({ ...column, write: (row, cells) => column.write(part(row), cells) }));

const EMPTY = (number: number): Cell[] => Array.from({ length: number }, () => null);

/** What a row is of; it measures nothing unless `metric` says what. */
export const plain = <Of>(name: string, cell: (row: Of) => Cell, metric: Defining = null): Column<Of> => ({
  of: metric,
  heads: [name],
  write: (row, cells) => {
    cells.push(cell(row));
  },
});

/** A number that may be withheld. Null where the report has no such number. */
export const amount = <Of>(name: string, metric: Defining, value: (row: Of) => Quantity | null): Column<Of> =>
  plain(
    name,
    (row) => {
      const quantity = value(row);
      return quantity === null ? null : cellOf(quantity);
    },
    metric,
  );

/** A value of several members in as many columns; where there is none, the first says why. */
const members =
  <Value extends { readonly kind: 'value' }>(ends: readonly string[], cells: (value: Value) => Cell[]) =>
  <Of>(name: string, metric: Defining, value: (row: Of) => Value | Exclude<Quantity, number> | null): Column<Of> => ({
    of: metric,
    heads: ends.map((end) => `${name}${end}`),
    write: (row, into) => {
      const found = value(row);
      if (found?.kind === 'value') into.push(...cells(found));
      else into.push(found && cellOf(found), ...EMPTY(ends.length - 1));
    },
  });

export const rate = members<Extract<Rate, { kind: 'value' }>>(
  ['', '_count', '_of', '_low', '_high'],
  ({ value, count, of: whole, low, high }) => [value, count, whole, low, high],
);
export const half = members<Extract<MiddleHalf, { kind: 'value' }>>(
  ['_quarter', '_half', '_three_quarters', '_of'],
  ({ low, middle, high, of: whole }) => [low, middle, high, whole],
);
export const difference = members<{ kind: 'value'; value: number; low: number; high: number }>(
  ['', '_low', '_high'],
  ({ value, low, high }) => [value, low, high],
);
export const mean = members<{ kind: 'value'; value: number; of: number }>(['', '_of'], ({ value, of: whole }) => [
  value,
  whole,
]);
