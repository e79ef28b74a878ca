import type { ClickHouseClient, DataFormat } from '@clickhouse/client';
import type { Config } from '../config/config';
import type { Clients } from './clients';
import { EMBEDDED_PROFILE, embeddedClients } from './embeddedClients';
import { type Engine, type EngineError, type Params, type Row, engineError } from './engine';
import { EXPRESSION_PROFILE } from './profiles';
import { serverClients } from './serverClients';
import { noteCommand, noteInsert, noteWrite } from './writes';

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

/** How an engine is used. */
export interface Use {
  /** Of whatever is asked of it; without, everything at once. */
  readonly order?: Order;
  /** Queries that the embedded engine works at together; without, one. A server's as many as there are. */
  readonly reads?: number;
}

/**
 * A connection that can only read, within limits. In the embedded engine that sticks to the connection and cannot be
 * undone by a statement; a server gets them with each query, and may have a user of its own for it.
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
