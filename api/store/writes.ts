import type { Engine, EngineError } from './engine';

/**
 * How often each table of the embedded database was written to. One process has the database, so this shows every
 * change of it; counted for the process, whichever connection wrote.
 */
const inserts = new Map<string, number>();
let others = 0;

/** To be called once the statement is done, whether it failed or not: it may have stored something all the same. */
export const noteInsert = (table: string): void => {
  inserts.set(table, (inserts.get(table) ?? 0) + 1);
};

const failed = new WeakMap<Engine, EngineError>();

/** @param failure why nothing was stored; null where it was */
export const noteWrite = (engine: Engine, failure: EngineError | null): void => {
  if (failure === null) failed.delete(engine);
  else failed.set(engine, failure);
};

/** Why the last insert through this engine failed; null where it did not. */
export const failedWrite = (engine: Engine): EngineError | null => failed.get(engine) ?? null;

const WRITES_TO = /^\s*(?:INSERT INTO|ALTER TABLE(?= \S+ DELETE)) (\S+)/i;

/** A command: an insert from a query, rows of one table deleted, or anything else, which may have changed any table. */
export const noteCommand = (sql: string): void => {
  const table = WRITES_TO.exec(sql)?.[1];
  if (table === undefined) others += 1;
  else noteInsert(table);
};

/**
 * Tells one state of these tables (`database.table`) from every later one in which they may hold something else. Null: a
 * server's tables, which others write to.
 */
export const stateOf = (engine: Engine, tables: readonly string[]): string | null =>
  engine.kind === 'embedded' ? [others, ...tables.map((table) => inserts.get(table) ?? 0)].join(' ') : null;
