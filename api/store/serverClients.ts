import { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import type { Config } from '../config/config';
import { type Clients, whole } from './clients';
import { type Row, engineError } from './engine';
import { DEDUPLICATION, PROFILE } from './profiles';

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

type Server = Extract<Config['engine'], { kind: 'server' }>;

/** A server: one client, which keeps connections of its own. @throws EngineError */
export const serverClients = async (
  { url, cluster, quorum }: Server,
  more: ClickHouseSettings = {},
): Promise<Clients> => {
  const open = (settings: ClickHouseSettings): ClickHouseClient =>
    createClient({
      url,
      application: 'marginalia',
      // Errors are reported once, in our own words.
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
    const result = await client.query({
      query,
      query_params: { names: Object.keys(DEDUPLICATION) },
      format: 'JSONEachRow',
    });
    const known = (await result.json<{ name: string }>()).map(({ name }) => name);
    return Object.fromEntries(Object.entries(DEDUPLICATION).filter(([name]) => known.includes(name)));
  } catch (error) {
    throw engineError(error);
  } finally {
    await client.close();
  }
};
