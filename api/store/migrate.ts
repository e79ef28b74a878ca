import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../lib/package';
import type { Engine } from './engine';
import { FOUND, MADE, isOurs, sourceNote, sourceTables } from './sources';
import { indexView } from './statementIndex';
import { whyTooNew } from './tooNew';
import { views } from './typed';

type View = Omit<ReturnType<typeof views>[number], 'fromStatements'> & { readonly fromStatements?: boolean };

/** The tables are others than this version's: a migration file was changed after it ran, or a later version was here. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export interface MigrationStep {
  readonly name: string;
  readonly state: 'done before' | 'done now';
}

const folder = (): string => join(packageFolder(), 'store', 'migrations');

/** Fills the names in: databases, and the table engines in their replicated form where a cluster is set. */
const fill = (engine: Engine, sql: string): string => {
  const { own, xapi, eventSink } = engine.databases;
  const replicated = engine.cluster !== null;
  const tree = (kind: string, args = ''): string =>
    replicated
      ? `Replicated${kind}MergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}'${args && `, ${args}`})`
      : `${kind}MergeTree(${args})`;
  return (
    sql
      .replaceAll('${db}', own)
      .replaceAll('${xapi}', xapi)
      .replaceAll('${event_sink}', eventSink)
      .replaceAll('${on_cluster}', replicated ? `ON CLUSTER '${engine.cluster}'` : '')
      .replaceAll('${merge_tree}', tree(''))
      // what is inserted through one node of a cluster is read through another
      .replace(/\$\{memory\(([^)]*)\)\}/g, (_, order: string) =>
        replicated ? `${tree('')} ORDER BY ${order}` : 'Memory',
      )
      .replace(/\$\{replacing(?:\(([^)]*)\))?\}/g, (_, args: string | undefined) => tree('Replacing', args ?? ''))
  );
};

interface Statement {
  readonly sql: string;
  /** Made only where this `database.table` is missing: on an Aspects site others own it. */
  readonly source: string | null;
  /** Made only where this `database.table` is ours: in a database of others nothing is made. */
  readonly beside: string | null;
}

/**
 * Splits a file at semicolons that end a line; `-- @source a.b` above a statement marks a table that others may own,
 * `-- @beside a.b` one that stands beside a table of ours.
 */
const statements = (text: string): Statement[] =>
  text
    .split(/;\s*\n/)
    .map((piece) => ({
      source: /--\s*@source\s+(\S+)/.exec(piece)?.[1] ?? null,
      beside: /--\s*@beside\s+(\S+)/.exec(piece)?.[1] ?? null,
      sql: piece.replace(/^\s*--.*$/gm, '').trim(),
    }))
    .filter((statement) => statement.sql !== '');

const exists = async (engine: Engine, table: string): Promise<boolean> => {
  const [database, name] = table.split('.');
  const found = await engine.rows(
    'SELECT count() AS n FROM system.tables WHERE database = {database:String} AND name = {name:String}',
    { database: database ?? '', name: name ?? '' },
  );
  return Number(found[0]?.n) > 0;
};

const makeDatabase = async (engine: Engine, name: string): Promise<void> => {
  const found = await engine.rows('SELECT count() AS n FROM system.databases WHERE name = {name:String}', { name });
  if (Number(found[0]?.n) === 0)
    await engine.command(fill(engine, `CREATE DATABASE IF NOT EXISTS ${name} \${on_cluster}`));
};

const readLedger = async (engine: Engine): Promise<Map<string, string>> =>
  new Map(
    (await engine.rows(`SELECT name, checksum FROM ${engine.databases.own}.migrations FINAL`)).map((row) => [
      String(row.name),
      String(row.checksum),
    ]),
  );

/**
 * Makes or upgrades our tables; safe to repeat. Runs each numbered file once, in order, and keeps a ledger with
 * checksums. The row-by-row views are made again when their text changed.
 * @throws MigrationError where a file that already ran was changed, or a later version was here.
 */
export const migrate = async (engine: Engine): Promise<MigrationStep[]> => {
  const { own, xapi, eventSink } = engine.databases;
  for (const database of [own, xapi, eventSink]) await makeDatabase(engine, database);
  await engine.command(
    fill(
      engine,
      `CREATE TABLE IF NOT EXISTS ${own}.migrations \${on_cluster}
       (name String, checksum String, at DateTime64(6, 'UTC') DEFAULT now64(6)) ENGINE = \${replacing(at)} ORDER BY name`,
    ),
  );
  const ledger = await readLedger(engine);
  const steps: MigrationStep[] = [];
  const path = folder();
  const files = readdirSync(path)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  const problem = await whyTooNew(engine, ledger, files);
  if (problem !== null) throw new MigrationError(problem);
  for (const name of files) {
    const text = readFileSync(join(path, name), 'utf8');
    const checksum = createHash('sha256').update(text).digest('hex');
    const before = ledger.get(name);
    if (before !== undefined && before !== checksum) {
      throw new MigrationError(`${name} was changed after it ran. Restore it and put the change into a new migration.`);
    }
    if (before === undefined) {
      for (const statement of statements(fill(engine, text))) {
        if (statement.beside && !(await isOurs(engine, statement.beside))) continue;
        if (statement.source) {
          const isThere = await exists(engine, statement.source);
          await noteSource(engine, statement.source, isThere ? FOUND : MADE, ledger);
          if (isThere) continue;
        }
        await engine.command(statement.sql);
      }
      await engine.insert(`${own}.migrations`, [{ name, checksum }]);
    }
    steps.push({ name, state: before === undefined ? 'done now' : 'done before' });
  }
  const outdated: View[] = [];
  let isUntyped = false;
  for (const view of views(engine.databases)) {
    if (!(await isOutdated(engine, view, ledger))) continue;
    outdated.push(view);
    isUntyped ||= view.fromStatements || !(await exists(engine, view.name));
  }
  if (outdated.length > 0) await checkSource(engine);
  // Noted before the views are made: whatever stops us afterwards, the statements of before are still to be typed.
  if (isUntyped && (await hasStatements(engine))) await noteBackfill(engine);
  for (const view of outdated) await makeView(engine, view, ledger);
  return steps;
};

/** @throws MigrationError where the table of statements is another than the views can read */
const checkSource = async (engine: Engine): Promise<void> => {
  const raw = `${engine.databases.xapi}.xapi_events_all`;
  const problem = (await sourceTables(engine)).find(({ table }) => table === raw)?.problem;
  if (problem) throw new MigrationError(`The table of statements ${raw} ${problem}. Check ASPECTS_XAPI_DATABASE.`);
};

/** Our row-by-row views that are not there. */
export const missingViews = async (engine: Engine): Promise<string[]> => {
  const missing: string[] = [];
  for (const { name } of views(engine.databases)) if (!(await exists(engine, name))) missing.push(name);
  return missing;
};

/** The note of what was stored before our views were as they are; worker/backfill.ts deals with it. */
export const BACKFILL = 'backfill';

const hasStatements = async (engine: Engine): Promise<boolean> =>
  (await engine.rows(`SELECT 1 AS one FROM ${engine.databases.xapi}.xapi_events_all LIMIT 1`)).length > 0;

const noteBackfill = async (engine: Engine): Promise<void> => {
  const [clock] = await engine.rows('SELECT toUnixTimestamp64Micro(now64(6)) AS now');
  const value = JSON.stringify({ since: Number(clock?.now), before: null });
  await engine.insert(`${engine.databases.own}.state`, [{ name: BACKFILL, value }]);
};

/** Notes whose a source table is, before it is made: a stop right after must not make it look like another's. */
const noteSource = async (
  engine: Engine,
  table: string,
  whose: string,
  ledger: ReadonlyMap<string, string>,
): Promise<void> => {
  const name = sourceNote(table);
  if (!ledger.has(name)) await engine.insert(`${engine.databases.own}.migrations`, [{ name, checksum: whose }]);
};

const checksumOf = (view: View): string => createHash('sha256').update(view.select).digest('hex');

const isOutdated = async (engine: Engine, view: View, ledger: ReadonlyMap<string, string>): Promise<boolean> =>
  ledger.get(view.name) !== checksumOf(view) || !(await exists(engine, view.name));

const makeView = async (engine: Engine, view: View, ledger: ReadonlyMap<string, string>): Promise<boolean> => {
  if (!(await isOutdated(engine, view, ledger))) return false;
  if (view.fromStatements === false && (await exists(engine, view.name))) {
    // In one step: nothing is stored in between that it does not see, and nothing has to be typed again.
    await engine.command(fill(engine, `ALTER TABLE ${view.name} \${on_cluster} MODIFY QUERY ${view.select}`));
    await engine.insert(`${engine.databases.own}.migrations`, [{ name: view.name, checksum: checksumOf(view) }]);
    return true;
  }
  await engine.command(fill(engine, `DROP VIEW IF EXISTS ${view.name} \${on_cluster}`));
  // Whoever writes statements on an Aspects site needs no right to our tables: the view acts in our name.
  await engine.command(
    fill(
      engine,
      `CREATE MATERIALIZED VIEW ${view.name} \${on_cluster} TO ${view.to}
       DEFINER = CURRENT_USER SQL SECURITY DEFINER AS ${view.select}`,
    ),
  );
  await engine.insert(`${engine.databases.own}.migrations`, [{ name: view.name, checksum: checksumOf(view) }]);
  return true;
};

/**
 * Has the embedded engine write statements through to the disk before an insert returns, so that they outlive the
 * machine's failing, not only the process's. On a server that is for whoever runs it to decide.
 */
export const makeInsertsDurable = async (engine: Engine): Promise<void> => {
  if (engine.kind !== 'embedded') return;
  await engine.command(
    `ALTER TABLE ${engine.databases.xapi}.xapi_events_all MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1`,
  );
};

/**
 * Makes the view of the endpoint's index, on sites that have the endpoint.
 * @returns whether it was missing or another: then what is stored already has to be indexed
 */
export const makeIndexView = async (engine: Engine): Promise<boolean> =>
  makeView(engine, indexView(engine.databases), await readLedger(engine));
