import { type Readable, Readable as Stream, pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import { METRICS, type MetricId } from '@marginalia/contract';
import type { Table } from './tables/cells';

/** What the head of a file says besides the definitions of its columns. */
interface FileHead {
  readonly title: string;
  /** Null: a file about all courses that somebody may see. */
  readonly course: string | null;
  readonly filters: Readonly<Record<string, unknown>>;
  /** It names single learners. */
  readonly gated: boolean;
  readonly minLearners: number;
}

/** A table as CSV: a head of comment lines with what was asked and what the columns mean, then the rows, streamed. */
export const csvFile = ({ title, course, filters, gated, minLearners }: FileHead, table: Table): Readable => {
  const asked = Object.entries(filters).map(([name, value]) => `${name}=${oneCell(String(value))}`);
  const comments = [
    title,
    ...(course === null ? [] : [`course: ${oneCell(course)}`]),
    `filters: ${asked.length > 0 ? asked.join(', ') : 'none'}`,
    `latest event: ${table.asOf ?? 'none'}`,
    ...(gated ? ['individual learners: treat this file as personal data; your download was logged'] : []),
    `groups of 1 to ${minLearners - 1} learners are hidden: "withheld" means neither 0 nor empty`,
    ...table.definitions.map((id: MetricId) => `${METRICS[id].title} (${id}): ${METRICS[id].sentence}`),
    ...(table.notes ?? []),
  ];
  const head = comments.map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}\r\n`).join('');
  const rows = stringify({
    columns: [...table.columns],
    header: true,
    escape_formulas: true,
    // else false would be an empty cell, which says nothing
    cast: { boolean: (value) => (value ? '1' : '0') },
    record_delimiter: 'windows',
  });
  const body = pipeline(Stream.from(table.rows), rows, () => undefined);
  return Stream.from(withHead(head, body));
};

/**
 * A spreadsheet begins a cell at each of these, and what somebody put into an address could then begin with =. So they are
 * written as an address has them.
 */
const oneCell = (text: string): string => text.replace(/[\t\r\n",;|]/g, encodeURIComponent);

async function* withHead(head: string, body: Readable): AsyncGenerator<string | Buffer> {
  yield `\uFEFF${head}`;
  yield* body as AsyncIterable<Buffer>;
}
