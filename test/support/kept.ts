import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesOf(join(path, name)))
    : [path];

/**
 * Where what takes long to make is kept, as long as its sources stay as they are.
 *
 * @param what names the folder
 * @param sources files and folders below the top of the repository
 */
export const keptFolder = (what: string, sources: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(join(root, source))))
    hash.update(file.slice(root.length)).update(readFileSync(file));
  const cache = join(root, 'node_modules', '.cache', 'marginalia');
  mkdirSync(cache, { recursive: true });
  return join(cache, `${what}-${hash.digest('hex').slice(0, 16)}`);
};

/** Puts what was made beside a kept folder there, whole, by a rename. Another process may have been quicker. */
export const keep = (made: string, kept: string): void => {
  try {
    renameSync(made, kept);
  } catch {
    rmSync(made, { recursive: true });
  }
};

/** Copies a folder as it is. Node's own copying takes ten times as long for the many small files of a database. */
export const copyFolder = (from: string, to: string): void => {
  const { status, stderr } = spawnSync('cp', ['-RP', from, to]);
  if (status !== 0) throw new Error(String(stderr));
};
