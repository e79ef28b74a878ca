import { mkdirSync } from 'node:fs';
import { type ClickHouseClient, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { Semaphore } from 'async-mutex';
import { ConfigError } from '../config/config';
import { type Clients, whole } from './clients';
import { engineError } from './engine';
import { DEDUPLICATION, PROFILE } from './profiles';

export const EMBEDDED_PROFILE = { ...PROFILE, ...DEDUPLICATION };

/** The client's types do not know it yet. */
const MERGES = 'query_plan_merge_expressions';
/**
 * At every insert the engine plans the queries of the views anew. Putting their hundreds of expressions together takes
 * longer than computing them one by one for a thousand statements.
 */
const EMBEDDED_INSERT_PROFILE = { ...EMBEDDED_PROFILE, [MERGES]: 0 };

/** Hands out what can do one thing at a time, to who asks first. */
const shared = <C>(members: readonly C[]): (<T>(work: (member: C) => Promise<T>) => Promise<T>) => {
  const free = [...members];
  const turns = new Semaphore(members.length);
  return (work) =>
    turns.runExclusive(async () => {
      const member = free.pop() as C;
      try {
        return await work(member);
      } finally {
        free.push(member);
      }
    });
};

/** Read when the library is loaded: its allocator gives back what is free by itself, not only when somebody allocates. */
const ALLOCATOR = 'background_thread:true';

/**
 * Loaded only where it is used: the native library is large, and a site with a server needs none.
 * @throws ConfigError where it is not installed, or not made for this machine
 */
const loadEngine = (): typeof import('chdb/connection') => {
  process.env.JE_MALLOC_CONF ??= ALLOCATOR;
  try {
    return require('chdb/connection') as typeof import('chdb/connection');
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0] ?? '';
    throw new ConfigError(
      `The embedded database cannot be loaded here (${reason}). Set CLICKHOUSE_URL to a ClickHouse server, or install ` +
        'the package chdb beside this one: on Linux with glibc (not Alpine) or macOS, without `--omit=optional`.',
    );
  }
};

let isFirst = true;

/**
 * The engine may write backups where its start says so, and what starts it is the first connection of the process; a
 * connection cannot say it, a session can. It is closed once others hold the engine.
 */
const rightToBackUp = (path: string): { close(): void } | null => {
  if (!isFirst) return null;
  isFirst = false;
  const { Session } = require('chdb') as typeof import('chdb');
  try {
    return new Session(path, { connectionArgs: ['--backups.allowed_path=/'] });
  } catch (error) {
    throw engineError(error);
  }
};

/**
 * What is asked on one connection is done one after another, so a read need not wait for an insert. Nothing is handed to
 * a connection that is busy: there it would hold one of the four threads that Node has for everything while it waits.
 */
export const embeddedClients = (path: string, reads = 1, profile: ClickHouseSettings = EMBEDDED_PROFILE): Clients => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { createChdbConnection } = loadEngine();
  const connect = (): { client: ClickHouseClient; connection: ReturnType<typeof createChdbConnection> } => {
    try {
      const connection = createChdbConnection({ path });
      // The client takes a foreign connection by an option that its types do not show yet.
      const options: unknown = { connection };
      return { client: createClient(options as Parameters<typeof createClient>[0]), connection };
    } catch (error) {
      throw engineError(error);
    }
  };
  const allow = rightToBackUp(path);
  const writer = connect();
  const readers = Array.from({ length: reads }, () => connect().client);
  const clients = [writer.client, ...readers];
  const write = shared([writer]);
  return {
    read: shared(readers),
    command: (query, params) => write(({ client }) => client.command({ query, query_params: params })),
    // A setting sticks to its connection. Said with every query, each is a statement of its own, together a millisecond.
    greet: () =>
      Promise.all(clients.map((client) => client.command({ query: 'SELECT 1', clickhouse_settings: profile }))).finally(
        () => allow?.close(),
      ),
    // Through the client the rows would be copied into the text of a statement, which takes as long as storing them.
    insert: (table, rows) =>
      write(({ connection }) =>
        connection.chdb.rawInsert({
          table,
          values: Buffer.from(rows.map((row) => JSON.stringify(row, whole)).join('\n')),
          format: 'JSONEachRow',
          settings: EMBEDDED_INSERT_PROFILE,
        }),
      ),
    insertText: (table, columns, values) =>
      write(({ connection }) =>
        connection.chdb.rawInsert({
          table,
          columns: [...columns],
          values,
          format: 'TabSeparated',
          settings: EMBEDDED_INSERT_PROFILE,
        }),
      ),
    close: () => Promise.all(clients.map((client) => client.close())),
  };
};
