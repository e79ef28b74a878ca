import { mkdirSync } from 'node:fs';
import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import type { Config } from '../config/config';
import { type Engine, EngineError, type Params, type Row } from './engine';

/**
 * One settings profile for every query, never varied: on the embedded engine a setting given with one query sticks to
 * all later ones.
 */
const PROFILE: ClickHouseSettings = {
  max_execution_time: 120,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 0,
  date_time_input_format: 'best_effort',
  join_use_nulls: 1,
  async_insert: 0,
  insert_deduplicate: 0,
  // statements of one batch may be of any months
  max_partitions_per_insert_block: '0',
};

/**
 * Opens the engine that the configuration names.
 * @throws EngineError `locked` where another process has the embedded database, `unreachable` where no server answers.
 */
export const openEngine = async (config: Config): Promise<Engine> => {
  const clients =
    config.engine.kind === 'embedded' ? embeddedClients(config.engine.path) : serverClients(config.engine.url);
  const engine = new ClientEngine(config, clients.reader, clients.writer);
  try {
    await engine.rows('SELECT 1 AS one');
  } catch (error) {
    await engine.close().catch(() => undefined);
    throw error;
  }
  return engine;
};

interface Clients {
  readonly reader: ClickHouseClient;
  readonly writer: ClickHouseClient;
}

const serverClients = (url: string): Clients => {
  const client = createClient({
    url,
    application: 'marginalia',
    // Errors are told once, in our own words.
    log: { level: ClickHouseLogLevel.OFF },
    // a little longer than the database's own limit, max_execution_time
    request_timeout: 130_000,
    compression: { request: true, response: true },
    // progress headers keep proxies from closing a connection that is silent for long
    clickhouse_settings: {
      ...PROFILE,
      wait_end_of_query: 1,
      send_progress_in_http_headers: 1,
      http_headers_progress_interval_ms: '20000',
    },
  });
  return { reader: client, writer: client };
};

/** Two connections, because queries on one run one after another: a panel need not wait for an insert. */
const embeddedClients = (path: string): Clients => {
  mkdirSync(path, { recursive: true });
  // Loaded here only: the native library is large, and a site with a server never needs it.
  const { createChdbConnection } = require('chdb/connection') as typeof import('chdb/connection');
  const connect = (): ClickHouseClient => {
    try {
      // The client takes a foreign connection by an option that its types do not show yet.
      const options: unknown = { connection: createChdbConnection({ path }), clickhouse_settings: PROFILE };
      return createClient(options as Parameters<typeof createClient>[0]);
    } catch (error) {
      throw engineError(error);
    }
  };
  return { reader: connect(), writer: connect() };
};

class ClientEngine implements Engine {
  readonly kind;
  readonly databases;
  readonly cluster;

  constructor(
    config: Config,
    private readonly reader: ClickHouseClient,
    private readonly writer: ClickHouseClient,
  ) {
    this.kind = config.engine.kind;
    this.databases = config.databases;
    this.cluster = config.engine.kind === 'server' ? config.engine.cluster : null;
  }

  async rows(query: string, params: Params = {}, tag = ''): Promise<Row[]> {
    return this.attempt(async () => {
      const result = await this.reader.query({
        query,
        query_params: params,
        format: 'JSONEachRow',
        ...(this.kind === 'server' && tag
          ? { clickhouse_settings: { log_comment: JSON.stringify({ v: 1, query: tag }) } }
          : {}),
      });
      return result.json<Row>();
    });
  }

  async insert(table: string, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    await this.attempt(() => this.writer.insert({ table, values: rows, format: 'JSONEachRow' }));
  }

  async command(query: string, params: Params = {}): Promise<void> {
    await this.attempt(() => this.writer.command({ query, query_params: params }));
  }

  async close(): Promise<void> {
    await this.reader.close();
    if (this.writer !== this.reader) await this.writer.close();
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw engineError(error);
    }
  }
}

/** Kinds of error by code, never by class or wording: the embedded engine throws classes of its own. */
const engineError = (error: unknown): EngineError => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const text = typeof message === 'string' ? message : String(error);
  if (code === '76' || code === 'CHDB_CONNECTION') {
    return new EngineError('Another process has the embedded database open.', 'locked', { cause: error });
  }
  if (typeof code === 'string' && /^\d+$/.test(code)) return new EngineError(text, code, { cause: error });
  return new EngineError(text, 'unreachable', { cause: error });
};
