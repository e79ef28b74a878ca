import type { Engine } from './engine';

/** The columns we read of the tables that others may own, with what their types begin with where it matters. */
const NEEDED = ({ databases: { xapi, eventSink } }: Engine): Record<string, Record<string, string>> => ({
  [`${xapi}.xapi_events_all`]: { event_id: 'UUID', emission_time: 'DateTime', event: 'String' },
  [`${eventSink}.course_blocks`]: {
    course_key: '',
    location: '',
    display_name: '',
    xblock_data_json: '',
    order: '',
    edited_on: '',
    dump_id: '',
    time_last_dumped: '',
  },
  [`${eventSink}.course_overviews`]: { course_key: '', display_name: '', modified: '', time_last_dumped: '' },
});

/** Each source table, and what is wrong with it for us; null: nothing. */
export const sourceTables = async (engine: Engine): Promise<{ table: string; problem: string | null }[]> => {
  const found: { table: string; problem: string | null }[] = [];
  for (const [table, needed] of Object.entries(NEEDED(engine)))
    found.push({ table, problem: await problemOf(engine, table, needed) });
  return found;
};

const problemOf = async (engine: Engine, table: string, needed: Record<string, string>): Promise<string | null> => {
  const [database = '', name = ''] = table.split('.');
  const rows = await engine.rows(
    'SELECT name, type FROM system.columns WHERE database = {database:String} AND table = {name:String}',
    { database, name },
  );
  if (rows.length === 0) return 'is not there, or may not be read';
  const types = new Map(rows.map((row) => [String(row.name), String(row.type)]));
  const missing = Object.keys(needed).filter((column) => !types.has(column));
  if (missing.length > 0) return `lacks ${missing.join(', ')}`;
  const other = Object.entries(needed).filter(([column, type]) => !types.get(column)?.startsWith(type));
  if (other.length > 0)
    return `has ${other.map(([column, type]) => `${column} as ${types.get(column)}, not ${type}`).join(', ')}`;
  if (!('event' in needed)) return null;
  const [own] = await engine.rows(
    'SELECT engine FROM system.tables WHERE database = {database:String} AND name = {name:String}',
    { database, name },
  );
  const kind = String(own?.engine);
  return kind.includes('Replacing')
    ? null
    : `is a ${kind}, not a ReplacingMergeTree, so repeated statements would count twice`;
};

/** Other databases with statements in them: where ours has none, one of them may be meant. */
export const otherStatementTables = async (engine: Engine): Promise<string[]> =>
  (
    await engine.rows(
      `SELECT database FROM system.tables
       WHERE name = 'xapi_events_all' AND database != {xapi:String} AND total_rows > 0 ORDER BY total_rows DESC`,
      { xapi: engine.databases.xapi },
    )
  ).map((row) => String(row.database));

/** Whether a source table was made by us: those of others are read only. `migrate` notes whose each is. */
export const isOurs = async (engine: Engine, table: string): Promise<boolean> => {
  const [note] = await engine.rows(
    `SELECT checksum FROM ${engine.databases.own}.migrations FINAL WHERE name = {name:String}`,
    { name: sourceNote(table) },
  );
  // A database of before the notes; nobody else can write to the embedded one.
  return note ? note.checksum === MADE : engine.kind === 'embedded';
};

/** The ledger's entry about a source table: `made` by us, or `found`. */
export const sourceNote = (table: string): string => `source ${table}`;
export const MADE = 'made';
export const FOUND = 'found';
