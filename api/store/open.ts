import { mkdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseSettings,
  type DataFormat,
} from '@clickhouse/client';
import { Semaphore } from 'async-mutex';
import { type Config, ConfigError } from '../config/config';
import { wholeCharacters } from '../lib/text';
import { type Engine, EngineError, type Params, type Row } from './engine';
import { noteCommand, noteInsert, noteWrite } from './writes';

/** One settings profile for every query. */
const PROFILE = {
  max_execution_time: 120,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 0,
  date_time_input_format: 'best_effort',
  join_use_nulls: 1,
  async_insert: 0,
  // Until ClickHouse 26.1; from then on see DEDUPLICATION.
  insert_deduplicate: 0,
  // What is deleted is gone on every replica when the statement returns, and what a column became is known there.
  mutations_sync: '2',
  alter_sync: '2',
  // statements of one batch may be of any months
  max_partitions_per_insert_block: '0',
} as const satisfies ClickHouseSettings;

/**
 * What ClickHouse 26.2 replaced `insert_deduplicate` by. Its default would drop a block that was stored, deleted and is
 * loaded again, and say that it was stored. An older server refuses names that it does not know.
 */
const DEDUPLICATION: Record<string, string> = {
  deduplicate_insert: 'disable',
  deduplicate_insert_select: 'disable',
};

/**
 * Told where tables are made on a whole cluster. A node that does not answer has to be named before the request itself
 * times out, and ClickHouse Cloud would not wait for all of them.
 */
const CLUSTER_PROFILE = {
  distributed_ddl_task_timeout: '100',
  distributed_ddl_output_mode: 'throw',
} as const satisfies ClickHouseSettings;

/** Of an insert that has to be on several replicas, milliseconds: also below the time a request may take. */
const QUORUM_TIMEOUT = 60_000;

/** The client's types do not know it yet. */
const MERGES = 'query_plan_merge_expressions';
/**
 * At every insert the engine plans the queries of the views anew. Putting their hundreds of expressions together takes
 * longer than computing them one by one for a thousand statements.
 */
const EMBEDDED_PROFILE = { ...PROFILE, ...DEDUPLICATION };
const EMBEDDED_INSERT_PROFILE = { ...EMBEDDED_PROFILE, [MERGES]: 0 };

/**
 * Opens the engine that the configuration names.
 * @throws EngineError `locked` where another process has the embedded database, `unreachable` where no server answers.
 */
export const openEngine = async (config: Config, { order = atOnce, reads }: Use = {}): Promise<Engine> => {
  const clients =
    config.engine.kind === 'embedded' ? embeddedClients(config.engine.path, reads) : await serverClients(config.engine);
  const engine = new ClientEngine(config, clients, order);
  try {
    await engine.attempt(() => clients.greet());
  } catch (error) {
    await engine.close().catch(() => undefined);
    throw error;
  }
  return engine;
};

/**
 * Runs a statement when its time has come.
 * @param tag names the query; '' for what has no name
 */
export type Order = <T>(work: () => Promise<T>, tag: string) => Promise<T>;

const atOnce: Order = (work) => work();

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

/** How an engine is used. */
export interface Use {
  /** Of whatever is asked of it; without, everything at once. */
  readonly order?: Order;
  /** Queries that the embedded engine works at together; without, one. A server's as many as there are. */
  readonly reads?: number;
}

type Server = Extract<Config['engine'], { kind: 'server' }>;

/** What an author's expression may use of the engine: little time, little memory, one thread, and nothing to write. */
const EXPRESSION_PROFILE = {
  max_execution_time: 5,
  max_memory_usage: '500000000',
  max_result_rows: '500000',
  max_ast_depth: '100',
  max_ast_elements: '2000',
  max_threads: 1,
} as const satisfies ClickHouseSettings;

/**
 * A connection that can only read, within limits. In the embedded engine that sticks to the connection and cannot be
 * undone by a statement; a server is told with each query, and may have a user of its own for it.
 * @throws EngineError
 */
export const openReadOnly = async (config: Config): Promise<Engine> => {
  const isEmbedded = config.engine.kind === 'embedded';
  const clients =
    config.engine.kind === 'embedded'
      ? embeddedClients(config.engine.path, 1, { ...EMBEDDED_PROFILE, ...EXPRESSION_PROFILE, readonly: '1' })
      : await serverClients(config.engine, { ...EXPRESSION_PROFILE, readonly: '2' });
  const engine = new ClientEngine(config, clients, atOnce);
  if (isEmbedded) await engine.attempt(() => clients.greet());
  return engine;
};

interface Clients {
  read<T>(ask: (client: ClickHouseClient) => Promise<T>): Promise<T>;
  command(query: string, params: Params): Promise<unknown>;
  /** The first query: says what holds for all later ones where the connection keeps it. */
  greet(): Promise<unknown>;
  insert(table: string, rows: readonly Row[]): Promise<unknown>;
  insertText(table: string, columns: readonly string[], text: Buffer): Promise<unknown>;
  close(): Promise<unknown>;
}

const serverClients = async ({ url, cluster, quorum }: Server, more: ClickHouseSettings = {}): Promise<Clients> => {
  const open = (settings: ClickHouseSettings): ClickHouseClient =>
    createClient({
      url,
      application: 'marginalia',
      // Errors are told once, in our own words.
      log: { level: ClickHouseLogLevel.OFF },
      // a little longer than the database's own limit, max_execution_time
      request_timeout: 130_000,
      compression: { request: true, response: true },
      clickhouse_settings: settings,
    });
  const client = open({
    ...PROFILE,
    ...(await deduplicationOf(open({}))),
    ...(cluster === null ? {} : CLUSTER_PROFILE),
    ...(quorum === undefined ? {} : { insert_quorum: quorum, insert_quorum_timeout: QUORUM_TIMEOUT }),
    ...more,
    // progress headers keep proxies from closing a connection that is silent for long
    wait_end_of_query: 1,
    send_progress_in_http_headers: 1,
    http_headers_progress_interval_ms: '20000',
  });
  return {
    read: (ask) => ask(client),
    command: (query, params) => client.command({ query, query_params: params }),
    greet: () => client.command({ query: 'SELECT 1' }),
    insert: (table, rows) => {
      const values = rows.map((row) => JSON.parse(JSON.stringify(row, whole)) as Row);
      return client.insert({ table, values, format: 'JSONEachRow' });
    },
    insertText: (table, [first = '', ...rest], text) => {
      const values = Readable.from([text], { objectMode: false });
      return client.insert({ table, columns: [first, ...rest], values, format: 'TabSeparated' });
    },
    close: () => client.close(),
  };
};

/** Those of DEDUPLICATION that the server knows. @throws EngineError */
const deduplicationOf = async (client: ClickHouseClient): Promise<ClickHouseSettings> => {
  try {
    const query = 'SELECT name FROM system.settings WHERE name IN {names:Array(String)}';
    const answer = await client.query({
      query,
      query_params: { names: Object.keys(DEDUPLICATION) },
      format: 'JSONEachRow',
    });
    const known = (await answer.json<{ name: string }>()).map(({ name }) => name);
    return Object.fromEntries(Object.entries(DEDUPLICATION).filter(([name]) => known.includes(name)));
  } catch (error) {
    throw engineError(error);
  } finally {
    await client.close();
  }
};

/** Whatever is stored: a text as JSON may have it is not always one that the engine takes. */
const whole = (_: string, value: unknown): unknown => (typeof value === 'string' ? wholeCharacters(value) : value);

/**
 * Loaded only where it is used: the native library is large, and a site with a server needs none.
 * @throws ConfigError where it is not installed, or not made for this machine
 */
const loadEngine = (): typeof import('chdb/connection') => {
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
 * What is asked on one connection is answered one after another, so a read need not wait for an insert. Nothing is handed to
 * a connection that is busy: there it would hold one of the four threads that Node has for everything while it waits.
 */
const embeddedClients = (path: string, reads = 1, profile: ClickHouseSettings = EMBEDDED_PROFILE): Clients => {
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

class ClientEngine implements Engine {
  readonly kind;
  readonly databases;
  readonly cluster;

  constructor(
    config: Config,
    private readonly clients: Clients,
    private readonly order: Order,
  ) {
    this.kind = config.engine.kind;
    this.databases = config.databases;
    this.cluster = config.engine.kind === 'server' ? config.engine.cluster : null;
  }

  rows(query: string, params: Params = {}, tag = ''): Promise<Row[]> {
    return this.read(tag, async (client) => (await this.ask(client, query, params, tag, 'JSONEachRow')).json<Row>());
  }

  async lines(query: string, params: Params = {}, tag = ''): Promise<string[]> {
    const text = await this.read(tag, async (client) =>
      (await this.ask(client, query, params, tag, 'TabSeparatedRaw')).text(),
    );
    return text.split('\n').slice(0, -1);
  }

  async insert(table: string, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    await this.write(table, () => this.clients.insert(table, rows));
  }

  async insertText(table: string, columns: readonly string[], text: Buffer): Promise<void> {
    if (text.length === 0) return;
    await this.write(table, () => this.clients.insertText(table, columns, text));
  }

  async command(query: string, params: Params = {}): Promise<void> {
    await this.change(() => this.clients.command(query, params)).finally(() => noteCommand(query));
  }

  async close(): Promise<void> {
    await this.clients.close();
  }

  private async write(table: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await this.change(work);
      noteWrite(this, null);
    } catch (error) {
      noteWrite(this, error as EngineError);
      throw error;
    } finally {
      noteInsert(table);
    }
  }

  private read<T>(tag: string, ask: (client: ClickHouseClient) => Promise<T>): Promise<T> {
    return this.order(() => this.attempt(() => this.clients.read(ask)), tag);
  }

  private change<T>(work: () => Promise<T>): Promise<T> {
    return this.order(() => this.attempt(work), '');
  }

  private ask<F extends DataFormat>(client: ClickHouseClient, query: string, params: Params, tag: string, format: F) {
    return client.query({
      query,
      query_params: params,
      format,
      ...(this.kind === 'server' && tag
        ? { clickhouse_settings: { log_comment: JSON.stringify({ v: 1, query: tag }) } }
        : {}),
    });
  }

  async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw engineError(error);
    }
  }
}

/** Kinds of error by code, never by class or wording: the embedded engine throws classes of its own. */
const engineError = (error: unknown): EngineError => {
  const { clickhouseCode, message, ...rest } = error as Record<'code' | 'clickhouseCode' | 'message', unknown>;
  // What the embedded engine says of an insert has its number elsewhere.
  const code = typeof clickhouseCode === 'number' ? String(clickhouseCode) : rest.code;
  const text = typeof message === 'string' ? message : String(error);
  if (code === '76' || code === 'CHDB_CONNECTION') {
    return new EngineError('Another process has the embedded database open.', 'locked', { cause: error });
  }
  if (typeof code === 'string' && /^\d+$/.test(code)) return new EngineError(text, code, { cause: error });
  return new EngineError(text, 'unreachable', { cause: error });
};
