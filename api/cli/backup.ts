import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { Config } from '../config/config';
import { withWriteLock } from '../pipeline/ingest/writeLock';
import { writeNotes } from '../pipeline/tracking/position';
import { contentsOf, databasesThere, digest, engineVersion, readBackup, writeBackup } from '../store/backup';
import { type Engine, EngineError } from '../store/engine';
import { openEngine } from '../store/open';
import { packageVersion } from '../lib/package';
import { isOlder } from '../lib/versions';
import { LAST_BACKUP } from '../worker/pipelineState';
import { Workspace } from '../worker/workspace';
import type { Command } from './command';
import { CommandError, EXIT, type Io } from './io';
import { claimDatabase } from './owner';

const Manifest = z.object({
  version: z.string(),
  engine: z.string(),
  databases: z.object({ own: z.string(), xapi: z.string(), eventSink: z.string() }),
  at: z.string(),
  /** The backup that this one goes on from, a folder beside it; null: it is whole. */
  base: z.nullable(z.string()),
  digests: z.array(z.object({ table: z.string(), rows: z.string(), sum: z.string() })),
});
type Manifest = z.infer<typeof Manifest>;

/** Written last: a folder without it was not finished. */
const MANIFEST = 'manifest.json';
const KEY = 'actor-key';
const DATA = 'data';

const readManifest = (folder: string): Manifest | null => {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
  } catch {
    return null;
  }
};

/** Finished backups in a folder, the latest last. */
const backupsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => readManifest(join(folder, name)) !== null)
        .sort()
    : [];

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
    0,
  );

/** `backup`: everything that is stored, and the key of the pseudonyms, into a new folder in `--to`. */
export const backup = async (
  workspace: Workspace,
  { to, incremental }: Extract<Command, { name: 'backup' }>,
  io: Io,
): Promise<number> => {
  const { engine, config } = workspace;
  if (config.engine.kind !== 'embedded') {
    throw new CommandError(
      "The database is a ClickHouse server's: back it up with the server's own BACKUP, all databases of ours together, and keep MARGINALIA_ACTOR_KEY.",
    );
  }
  const latest = incremental ? (backupsIn(to).at(-1) ?? null) : null;
  const fault = latest === null ? null : (await contentsOf(join(to, latest, DATA))).fault;
  const base = fault === null ? latest : null;
  if (fault !== null) io.err(`${join(to, String(latest))} is damaged: ${fault}. So this one is whole.\n`);
  else if (incremental && base === null) io.err('There is no backup to go on from, so this one is whole.\n');
  const started = Date.now();
  const at = new Date(started).toISOString();
  const name = at.replace(/[:.]/g, '-');
  const folder = join(to, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Nobody stores and nothing is counted meanwhile: what reports rest on is of one moment.
    const digests = await workspace.alone(() =>
      withWriteLock(engine, async () => {
        await writeBackup(engine, join(folder, DATA), base === null ? null : join(to, base, DATA));
        // The engine says that all went well where the disk is full.
        const { fault } = await contentsOf(join(folder, DATA));
        if (fault !== null) throw new Error(`not all of it arrived: ${fault}. Is there room on that disk?`);
        return digest(engine);
      }),
    );
    const key = join(config.dataFolder, KEY);
    if (existsSync(key)) copyFileSync(key, join(folder, KEY));
    const manifest: Manifest = {
      version: packageVersion(),
      engine: await engineVersion(engine),
      databases: config.databases,
      at,
      base,
      digests,
    };
    const draft = join(folder, `${MANIFEST}.part`);
    writeFileSync(draft, JSON.stringify(manifest, null, 2), { mode: 0o600, flush: true });
    renameSync(draft, join(folder, MANIFEST));
    await writeNotes(engine, [[LAST_BACKUP, at]]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new CommandError(`${folder} could not be written, and was taken away again: ${wordsOf(error)}`);
  }
  io.out(
    `${JSON.stringify({ backup: folder, base, bytes: bytesIn(folder), seconds: (Date.now() - started) / 1000 })}\n`,
  );
  return EXIT.done;
};

const wordsOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '243' || code === '75')
    return 'there is no room on that disk.';
  if (code === 'EACCES' || code === 'EROFS') return 'it may not be written to.';
  return message.split('\n')[0] ?? '';
};

/**
 * `restore`: a backup into an empty data folder, and then a comparison of what reports rest on with what it was.
 */
export const restore = async (
  config: Config,
  { from }: Extract<Command, { name: 'restore' }>,
  io: Io,
): Promise<number> => {
  if (config.engine.kind !== 'embedded')
    throw new CommandError("The database is a ClickHouse server's: use the server's own RESTORE.");
  const latest = readManifest(from) ? '' : backupsIn(from).at(-1);
  if (latest === undefined) throw new CommandError(`There is no finished backup in ${from}.`);
  const folder = resolve(from, latest);
  const manifest = readManifest(folder) as Manifest;
  const bytes = await checkChain(folder, manifest);
  const claim = await claimDatabase(config.dataFolder, io.signal);
  if (claim.kind === 'other') {
    claim.socket.destroy();
    throw new CommandError(`Another marginalia process has the database in ${config.dataFolder}. Stop it first.`);
  }
  try {
    const key = join(config.dataFolder, KEY);
    const ours = join(folder, KEY);
    if (existsSync(ours) && existsSync(key) && readFileSync(key, 'utf8') !== readFileSync(ours, 'utf8'))
      throw new CommandError(`${key} is another key than that of the backup. Restore into an empty data folder.`);
    const { bavail, bsize } = statfsSync(config.dataFolder);
    if (bytes > bavail * bsize)
      throw new CommandError(
        `The backup takes ${megabytes(bytes)}, and the disk of ${config.dataFolder} has ${megabytes(bavail * bsize)} free. Make room there.`,
      );
    await fill(config, folder, manifest);
    if (existsSync(ours)) copyFileSync(ours, key);
    const workspace = await Workspace.open(config);
    try {
      return compare(manifest, await digest(workspace.engine), io);
    } finally {
      await workspace.close();
    }
  } finally {
    claim.release();
  }
};

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;

/**
 * An incremental backup needs those that it goes on from, where they were, and all of them whole.
 * @returns how many bytes it takes when it is back
 */
const checkChain = async (folder: string, manifest: Manifest): Promise<number> => {
  const { bytes, fault } = await contentsOf(join(folder, DATA));
  if (fault !== null)
    throw new CommandError(`${folder} is damaged: ${fault}. Name an earlier backup that does not go on from it.`);
  if (manifest.base === null) return bytes;
  const base = join(folder, '..', manifest.base);
  const below = readManifest(base);
  if (below === null) throw new CommandError(`${base} is missing, and the backup goes on from it.`);
  await checkChain(base, below);
  return bytes;
};

const fill = async (config: Config, folder: string, manifest: Manifest): Promise<void> => {
  const engine = await openEngine(config);
  try {
    const there = await databasesThere(engine);
    if (there.length > 0)
      throw new CommandError(
        `${config.dataFolder} has a database already (${there.join(', ')}). Set MARGINALIA_DATA to an empty folder.`,
      );
    if (JSON.stringify(manifest.databases) !== JSON.stringify(config.databases))
      throw new CommandError(
        `The backup has databases of other names: ${Object.values(manifest.databases).join(', ')}. Set MARGINALIA_DATABASE and its neighbors so.`,
      );
    const version = await engineVersion(engine);
    if (isOlder(version, manifest.engine)) {
      throw new CommandError(
        `The backup was made with ClickHouse ${manifest.engine}, and this is ${version}: older versions cannot be relied on to read it. Install Marginalia ${manifest.version} or later.`,
      );
    }
    await read(engine, folder);
  } finally {
    await engine.close();
  }
};

const read = async (engine: Engine, folder: string): Promise<void> => {
  try {
    await readBackup(engine, join(folder, DATA));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new CommandError(
      `The backup could not be read whole: ${wordsOf(error)} Empty the data folder before you try again.`,
    );
  }
};

const compare = (manifest: Manifest, now: Manifest['digests'], io: Io): number => {
  const before = new Map(manifest.digests.map((one) => [one.table, one]));
  const others = now.filter(({ table, rows, sum }) => {
    const then = before.get(table);
    return then !== undefined && (then.rows !== rows || then.sum !== sum);
  });
  io.out(
    `${JSON.stringify({ restored: manifest.at, compared: now.length, different: others.map(({ table }) => table) })}\n`,
  );
  if (others.length === 0) return EXIT.done;
  for (const { table, rows } of others)
    io.err(`${table} has ${rows} rows and had ${before.get(table)?.rows ?? '?'}, or rows of other content.\n`);
  return EXIT.rejects;
};
