import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
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

/** What a backup says that it has. */
interface Contents {
  /** Of all files when they are back. */
  readonly bytes: number;
  /** The first file that is not there as it was written; null: all are. */
  readonly fault: string | null;
}

/** The list that the engine writes last. */
const LIST = '.backup';

/**
 * Looks whether a backup is whole, by the sizes of its files: where a disk is full, the engine leaves files short or out and
 * says that all went well.
 */
export const contentsOf = async (folder: string): Promise<Contents> => {
  let bytes = 0;
  let fault: string | null = null;
  const look = (file: Readonly<Record<string, string>>): void => {
    const { name = '', size = '0', use_base: base, base_size: part = size, data_file: same = name } = file;
    bytes += Number(size);
    // The rest lies in the backup that this one goes on from, or in a file of the same content, which is listed as well.
    const here = same === name ? Number(size) - (base === undefined ? 0 : Number(part)) : 0;
    if (fault !== null || here === 0) return;
    const found = statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
    if (found !== here) fault = `${name} has ${found} of ${here} bytes`;
  };
  const parser = new SaxesParser();
  let file: Record<string, string> = {};
  let text = '';
  parser.on('opentag', ({ name }) => {
    if (name === 'file') file = {};
    text = '';
  });
  parser.on('text', (more) => (text += more));
  parser.on('closetag', ({ name }) => {
    if (name === 'file') look(file);
    else file[name] = text;
  });
  try {
    for await (const chunk of createReadStream(join(folder, LIST), 'utf8')) parser.write(chunk as string);
    parser.close();
  } catch {
    return { bytes, fault: `the list of its files, ${LIST}, is cut off or missing` };
  }
  return { bytes, fault };
};

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
