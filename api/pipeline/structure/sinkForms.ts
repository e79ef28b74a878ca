import type { Row } from '../../store/engine';

/** Course structure as Aspects' sinks write it. */

const BLOCK_COLUMNS = [
  'org',
  'course_key',
  'location',
  'display_name',
  'xblock_data_json',
  'order',
  'edited_on',
  'dump_id',
  'time_last_dumped',
];
const OVERVIEW_COLUMNS = [
  'org',
  'course_key',
  'display_name',
  'course_start',
  'course_end',
  'enrollment_start',
  'enrollment_end',
  'self_paced',
  'course_data_json',
  'created',
  'modified',
  'dump_id',
  'time_last_dumped',
];

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A table of the event sink: how its rows come, and how they are stored. */
export interface SinkForm {
  readonly table: string;
  /** In the order of Aspects' sinks, which send no line of names. */
  readonly columns: readonly string[];
  /** What is wrong with a row; null: nothing. */
  readonly check: (row: Record<string, string>) => string | null;
  readonly row: (row: Record<string, string>) => Row;
}

/** Which of these columns a row lacks, as a sentence; null: none. */
export const missing = (row: Record<string, string>, names: readonly string[]): string | null => {
  const name = names.find((column) => !row[column]);
  return name ? `${name} is empty` : null;
};

export const BLOCKS: SinkForm = {
  table: 'course_blocks',
  columns: BLOCK_COLUMNS,
  check: (row) => {
    const empty = missing(row, ['course_key', 'location', 'dump_id', 'time_last_dumped']);
    if (empty) return empty;
    if (!UUID.test(row.dump_id ?? '')) return 'dump_id is not a UUID';
    if (!/^-?\d+$/.test(row.order ?? '0')) return 'order is not a whole number';
    try {
      JSON.parse(row.xblock_data_json ?? '');
      return null;
    } catch {
      return 'xblock_data_json is not JSON';
    }
  },
  row: (row) => ({ ...row, order: Number(row.order ?? 0) }),
};

export const OVERVIEWS: SinkForm = {
  table: 'course_overviews',
  columns: OVERVIEW_COLUMNS,
  check: (row) =>
    missing(row, ['course_key', 'display_name', 'dump_id']) ??
    (UUID.test(row.dump_id ?? '') ? null : 'dump_id is not a UUID'),
  row: (row) => ({ ...row, self_paced: /^(true|1)$/i.test(row.self_paced ?? '') }),
};
