import * as z from 'zod';
import { column, defineQuery } from '../query';
import type { Engine } from '../engine';

/** What the database says of its disks and files. */

/** Bytes that are free, and bytes in all, of each local disk. */
export const disks = defineQuery({
  name: 'disks',
  params: {},
  row: z.object({ name: column.text, free: column.number, total: column.number }),
  // As fractions: object stores state more bytes than a number holds.
  sql: () => `
    SELECT name, toFloat64(free_space) AS free, toFloat64(total_space) AS total
    FROM system.disks WHERE type = 'Local' ORDER BY name`,
  example: {},
});

/** Parts that the database has put aside because they were damaged when it read them. */
export const damagedParts = defineQuery({
  name: 'damaged-parts',
  params: {},
  row: z.object({ name: column.text, parts: column.count, reason: column.text }),
  sql: ({ own, xapi, eventSink }) => `
    SELECT concat(database, '.', table) AS name, count() AS parts, any(coalesce(d.reason, '')) AS reason
    FROM system.detached_parts AS d
    WHERE database IN ('${own}', '${xapi}', '${eventSink}') AND coalesce(d.reason, '') LIKE '%broken%'
    GROUP BY name ORDER BY name`,
  example: {},
});

/** Our tables and those of statements and structure, where their files have more than so many bytes: these, rows, and parts not merged. */
export const tableSizes = defineQuery({
  name: 'table-sizes',
  params: { more_than: 'UInt64' },
  row: z.object({
    database: column.text,
    name: column.text,
    bytes: column.number,
    rows: column.number,
    parts: column.number,
  }),
  sql: ({ own, xapi, eventSink }, p) => `
    SELECT database, name, toFloat64(coalesce(total_bytes, 0)) AS bytes, toFloat64(coalesce(total_rows, 0)) AS rows,
           toFloat64(coalesce(active_parts, 0)) AS parts
    FROM system.tables
    WHERE database IN ('${own}', '${xapi}', '${eventSink}') AND engine LIKE '%MergeTree'
      AND coalesce(total_bytes, 0) > ${p.more_than}
    ORDER BY bytes, database, name`,
  example: { more_than: 1e15 },
});

/** Merges under way. */
export const runningMerges = defineQuery({
  name: 'running-merges',
  params: {},
  row: z.object({ merges: column.count }),
  sql: () => 'SELECT count() AS merges FROM system.merges',
  example: {},
});

/** Reads a whole table and compares it with its checksums. @returns what each damaged part is said to have */
export const checkTable = async (engine: Engine, database: string, table: string): Promise<string[]> => {
  const quoted = [database, table].map((name) => `\`${name.replaceAll('`', '``')}\``).join('.');
  const parts = await engine.rows(
    `CHECK TABLE ${quoted} SETTINGS check_query_single_value_result = 0`,
    {},
    'check-table',
  );
  return parts
    .filter((part) => Number(part.is_passed) === 0)
    .map((part) => `${String(part.part_path)}: ${String(part.message)}`);
};

/** Stores something small that means nothing: whether it can. */
export const noteWriteCheck = (engine: Engine): Promise<void> =>
  engine.insert(`${engine.databases.own}.state`, [{ name: 'write-check', value: '' }]);
