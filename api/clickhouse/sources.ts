import type { Engine } from './engine';

/** The columns we read of the tables that others may own. */
const NEEDED = (engine: Engine): Record<string, readonly string[]> => ({
  [`${engine.databases.xapi}.xapi_events_all`]: ['event_id', 'emission_time', 'event'],
  [`${engine.databases.eventSink}.course_blocks`]: [
    'course_key',
    'location',
    'display_name',
    'xblock_data_json',
    'order',
    'edited_on',
    'dump_id',
    'time_last_dumped',
  ],
  [`${engine.databases.eventSink}.course_overviews`]: ['course_key', 'display_name', 'modified', 'time_last_dumped'],
});

/** Each source table, and which of the columns we need it lacks. */
export const sourceTables = async (engine: Engine): Promise<{ table: string; missing: string[] }[]> =>
  Promise.all(
    Object.entries(NEEDED(engine)).map(async ([table, needed]) => {
      const [database = '', name = ''] = table.split('.');
      const columns = (
        await engine.rows(
          'SELECT name FROM system.columns WHERE database = {database:String} AND table = {name:String}',
          { database, name },
        )
      ).map((row) => row.name);
      return { table, missing: needed.filter((column) => !columns.includes(column)) };
    }),
  );

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
