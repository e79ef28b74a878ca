import { parse } from 'csv-parse/sync';
import type { Engine } from '../../store/engine';
import { type Micros, parseMicros } from '../../lib/time';
import { isCourseKey } from '../../store/published';
import { retiredUsers } from '../../store/queries/retired';
import { isOurs } from '../../store/sources';
import { withWriteLock } from '../ingest/writeLock';
import { BLOCKS, OVERVIEWS, type SinkForm } from '../structure/sinkForms';
import { notStored } from '../structure/loadSinkRows';
import { ENROLLMENTS, EXTERNAL_IDS, FORMS, PROFILES } from './forms';
import { retiredHash } from './retiredHash';

/** What a sink sent cannot be taken, and nothing of it was stored; the message says why. */
export class SinkError extends Error {
  override readonly name = 'SinkError';
  constructor(
    /** `body`: it is not well formed. `others`: the table is not ours. `off`: the site does not want it. */
    readonly kind: 'body' | 'others' | 'off',
    message: string,
  ) {
    super(message);
  }
}

export interface Taken {
  readonly table: string;
  readonly rows: number;
  /** Rows that were not here. */
  readonly stored: number;
  /** The course that was published; null: none was. */
  readonly course: string | null;
  /** Ids in statements of people who were retired before these arrived: they are not stored, and are to be forgotten. */
  readonly late: readonly { readonly user: number; readonly learner: string }[];
}

/** A clock that goes ahead of ours by more would hide every later publish behind this one. */
const AHEAD: Micros = 86_400_000_000;
const SHOWN = 3;

/**
 * Stores what a sink sent, all of it or nothing: rows of one table as CSV, without a line of names. The blocks of a
 * course are one publish, whole; rows that are here already are passed over.
 * @param names whether user names and profiles may be stored
 * @throws SinkError
 */
export const takeRows = async (engine: Engine, table: string, body: string, names: boolean): Promise<Taken> => {
  const form = FORMS.get(table);
  if (!form) throw new SinkError('off', `There is no table ${table} here; known are ${[...FORMS.keys()].join(', ')}.`);
  const { eventSink } = engine.databases;
  if (!(await isOurs(engine, `${eventSink}.${table}`))) {
    throw new SinkError('others', `${eventSink}.${table} is written by others: point the sink at their ClickHouse.`);
  }
  if (form === PROFILES && !names) {
    throw new SinkError(
      'off',
      'Profiles are stored where MARGINALIA_IDENTITIES is on. Switch EVENT_SINK_CLICKHOUSE_USER_PROFILE_ENABLED off in the LMS, or identities on here.',
    );
  }
  const rows = readRows(form, body);
  const course = form === BLOCKS ? publishedCourse(rows) : null;
  if (form === OVERVIEWS || form === ENROLLMENTS) checkKeys(rows);
  return withWriteLock(engine, async () => {
    const fresh = form === BLOCKS || form === OVERVIEWS ? await notStored(engine, form, rows) : rows;
    const { kept, late } = await withoutRetired(engine, form, fresh);
    const shown = names ? kept : kept.map((row) => ('username' in row ? { ...row, username: '' } : row));
    await engine.insert(`${eventSink}.${table}`, shown.map(form.row));
    return { table, rows: rows.length, stored: kept.length, course, late };
  });
};

const readRows = (form: SinkForm, body: string): Record<string, string>[] => {
  if (body.trim() === '') throw new SinkError('body', 'The body is empty; it must be CSV.');
  // The sender ends every line; what was cut off on the way mostly does not.
  if (!body.endsWith('\n')) throw new SinkError('body', 'The body ends in the middle of a line: it was cut off.');
  let rows: string[][];
  try {
    rows = parse(body, { relax_column_count: true }) as string[][];
  } catch (error) {
    throw new SinkError('body', `The body is not CSV: ${(error as Error).message}.`);
  }
  const problems: string[] = [];
  const read = rows.map((values, index) => {
    const row = Object.fromEntries(form.columns.map((name, at) => [name, values[at] ?? '']));
    const problem =
      values.length === form.columns.length
        ? form.check(row)
        : `has ${values.length} values where ${form.table} has ${form.columns.length} columns`;
    if (problem !== null) problems.push(`row ${index + 1}: ${problem}`);
    return row;
  });
  if (problems.length === 0) return read;
  const more = problems.length > SHOWN ? `; and ${problems.length - SHOWN} rows more` : '';
  throw new SinkError('body', `Nothing was stored. ${problems.slice(0, SHOWN).join('; ')}${more}.`);
};

const checkKeys = (rows: readonly Record<string, string>[]): void => {
  const odd = rows.find((row) => !isCourseKey(row.course_key ?? ''));
  if (odd) throw new SinkError('body', `"${odd.course_key ?? ''}" is no course key. Nothing was stored.`);
};

/** The one course whose whole tree these blocks are. @throws SinkError */
const publishedCourse = (rows: readonly Record<string, string>[]): string => {
  checkKeys(rows);
  for (const name of ['course_key', 'dump_id', 'time_last_dumped']) {
    if (new Set(rows.map((row) => row[name])).size > 1)
      throw new SinkError('body', `The blocks are of more than one publish: they differ in ${name}.`);
  }
  const tops = rows.filter((row) => isTop(row.xblock_data_json ?? ''));
  if (tops.length !== 1)
    throw new SinkError('body', `A publish has one block of the type course; this has ${tops.length}.`);
  const at = parseMicros(rows[0]?.time_last_dumped ?? '');
  if (at === null) throw new SinkError('body', 'time_last_dumped is no time.');
  if (at > Date.now() * 1000 + AHEAD)
    throw new SinkError('body', "time_last_dumped lies in the future: the LMS's clock or ours is wrong.");
  return rows[0]?.course_key ?? '';
};

const isTop = (data: string): boolean => (JSON.parse(data) as { block_type?: unknown } | null)?.block_type === 'course';

/** Leaves out rows about people who were retired. */
const withoutRetired = async (
  engine: Engine,
  form: SinkForm,
  rows: Record<string, string>[],
): Promise<{ kept: Record<string, string>[]; late: Taken['late'] }> => {
  if (!form.columns.includes('user_id')) return { kept: rows, late: [] };
  const retired = new Set((await retiredUsers.run(engine, {})).map(({ hash }) => hash));
  if (retired.size === 0) return { kept: rows, late: [] };
  const isRetired = (row: Record<string, string>): boolean => retired.has(retiredHash(Number(row.user_id)));
  return {
    kept: rows.filter((row) => !isRetired(row)),
    late:
      form === EXTERNAL_IDS
        ? rows
            .filter(isRetired)
            .map((row) => ({ user: Number(row.user_id), learner: (row.external_user_id ?? '').toLowerCase() }))
        : [],
  };
};
