import { closeSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkTable, damagedParts, disks, tableSizes } from '../store/queries/storage';
import type { Workspace } from '../worker/workspace';
import type { Finding } from './doctorPipeline';

/** The files that everything rests on: who may read them, whether there is room, whether they are whole. */

const OTHERS = 0o077;
const SHOWN = 5;

const isOpen = (path: string): boolean => {
  try {
    return (statSync(path).mode & OTHERS) !== 0;
  } catch {
    return false;
  }
};

/** Whether others on this machine can look into the data folder. */
export const access = async ({ config }: Workspace): Promise<Finding[]> => {
  const folder = config.dataFolder;
  if (!isOpen(folder)) return [{ ok: true, text: `data folder: ${folder} is ours alone` }];
  const inside = readdirSync(folder).filter((name) => isOpen(join(folder, name)));
  const shown = inside.slice(0, SHOWN).join(', ') + (inside.length > SHOWN ? ', ...' : '');
  return [
    {
      ok: false,
      text: `data folder: others on this machine may use ${folder}${shown ? `, and in it ${shown}` : ''}`,
      remedy: `chmod -R go= ${folder}`,
    },
  ];
};

/** Whether the logs that the service follows are there, and may be read by whoever runs it. */
export const trackingLogs = async ({ config }: Workspace): Promise<Finding[]> =>
  config.trackingLogs.map((file) => {
    try {
      const opened = openSync(file, 'r');
      readSync(opened, Buffer.alloc(1));
      closeSync(opened);
      return { ok: true, text: `tracking log: ${file}, last written to ${statSync(file).mtime.toISOString()}` };
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      return code === 'ENOENT'
        ? {
            ok: false,
            text: `tracking log: ${file} is not there`,
            remedy: 'check MARGINALIA_TRACKING_LOGS, and in a container that the folder is mounted',
          }
        : {
            ok: false,
            text: `tracking log: ${file} cannot be read (${code})`,
            remedy: 'let the user that `serve` runs as read it, by a group for example; it has to be a plain file',
          };
    }
  });

/** Below this share of a disk, or so many bytes, merges and inserts soon fail. */
const LEAST_SHARE = 0.05;
const LEAST_BYTES = 256 * 2 ** 20;
const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;

export const space = async ({ engine }: Workspace): Promise<Finding[]> =>
  (await disks.run(engine, {})).map(({ name, free, total }) => {
    const text = `disk ${name}: ${gigabytes(free)} of ${gigabytes(total)} free`;
    if (free >= LEAST_BYTES && free >= LEAST_SHARE * total) return { ok: true, text };
    return { ok: false, text, remedy: 'make room: where nothing is free, statements are refused with 503' };
  });

/** Reading a larger table takes longer than anybody waits for this. */
const LARGEST_CHECKED = 8 * 2 ** 30;

/** Whether the files of tables are what was written. */
export const damaged = async ({ engine }: Workspace): Promise<Finding[]> => {
  const findings: Finding[] = (await damagedParts.run(engine, {})).map(({ name, parts, reason }) => ({
    ok: false,
    text: `table ${name}: ${parts} parts were damaged (${reason}) and are put aside; what was in them is not counted`,
    remedy: 'restore the table from a backup, or load the files of that time again; then run `marginalia rebuild`',
  }));
  let checked = 0;
  for (const { database, name, bytes } of await tableSizes.run(engine, { more_than: 0 })) {
    if (bytes > LARGEST_CHECKED) {
      findings.push({ ok: true, text: `table ${database}.${name}: too large to be read here; CHECK TABLE reads it` });
      continue;
    }
    checked += 1;
    const problems = await checkTable(engine, database, name);
    if (problems.length === 0) continue;
    findings.push({
      ok: false,
      text: `table ${database}.${name}: ${problems.length} parts are damaged, such as ${problems[0] ?? ''}`,
      remedy: 'check the disk; restore the table from a backup, or load its files again and run `marginalia rebuild`',
    });
  }
  return [{ ok: true, text: `files: ${checked} tables were read` }, ...findings];
};
