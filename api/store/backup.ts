import type { Engine } from './engine';

/** A path that cannot be written into a statement. */
const UNSAFE = /['\\\n\r]/;

const file = (path: string): string => {
  if (UNSAFE.test(path)) throw new TypeError(`${path} has a quote or a backslash in it`);
  return `File('${path}')`;
};

const all = ({ databases: { own, xapi, eventSink } }: Engine): string =>
  [...new Set([own, xapi, eventSink])].map((database) => `DATABASE ${database}`).join(', ');

/** Writes all our databases into a folder that is not there yet. @param base what was backed up before, and stays there */
export const writeBackup = (engine: Engine, folder: string, base: string | null): Promise<void> =>
  engine.command(
    `BACKUP ${all(engine)} TO ${file(folder)}${base === null ? '' : ` SETTINGS base_backup = ${file(base)}`}`,
  );

/** Reads them back into an empty database. */
export const readBackup = (engine: Engine, folder: string): Promise<void> =>
  engine.command(`RESTORE ${all(engine)} FROM ${file(folder)}`);

/** Which of our databases are there already. */
export const databasesThere = async (engine: Engine): Promise<string[]> =>
  (
    await engine.rows('SELECT name FROM system.databases WHERE has({names:Array(String)}, name) ORDER BY name', {
      names: [...new Set(Object.values(engine.databases))],
    })
  ).map((row) => String(row.name));

/** What reports rest on: how many rows, and a sum over them that any change shows in. */
interface Digest {
  readonly table: string;
  readonly rows: string;
  readonly sum: string;
}

/** Tables and what of their rows is summed: the text of a statement would take as long to read as to back up. */
const SUMMED = ({ databases: { own, xapi, eventSink } }: Engine): [string, string][] => [
  [`${xapi}.xapi_events_all FINAL`, 'event_id, emission_time'],
  [`${eventSink}.course_blocks`, 'course_key, location, dump_id, xblock_data_json'],
  [`${own}.events FINAL`, 'event_id, course_key, learner'],
  [`${own}.facts FINAL`, 'course_key, block_id, learner, version'],
  [`${own}.forgotten FINAL`, 'hash, mode, finished'],
];

export const digest = async (engine: Engine): Promise<Digest[]> => {
  const digests: Digest[] = [];
  for (const [table, columns] of SUMMED(engine)) {
    const [row] = await engine.rows(
      `SELECT toString(count()) AS rows, toString(sum(cityHash64(${columns}))) AS sum FROM ${table}`,
    );
    digests.push({ table, rows: String(row?.rows), sum: String(row?.sum) });
  }
  return digests;
};

export const engineVersion = async (engine: Engine): Promise<string> =>
  String((await engine.rows('SELECT version() AS version'))[0]?.version);
