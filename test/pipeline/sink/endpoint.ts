import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { parseSinkCredentials } from '../../../api/config/credentials';
import { takeRows } from '../../../api/pipeline/sink/take';
import { Retirements } from '../../../api/retirement/retirements';
import { lastDumped } from '../../../api/store/queries/sink';
import { openTestApi } from '../../http/api';
import { type EngineKind, type TestWorkspace, openTestWorkspace } from '../../support/engine';

export const LMS_URL = 'https://lms.example.org';
export const ACTOR_KEY = 'k'.repeat(40);
const PASSWORDS: Record<string, string> = { lms: 'secret', driver: 'd', publisher: 'p' };

export interface SinkSite {
  readonly app: FastifyInstance;
  readonly site: TestWorkspace;
  readonly retirements: Retirements;
  /** A request to /sink; null: as nobody. */
  ask(query: string, body?: string | Buffer, user?: string | null): Promise<LightMyRequestResponse>;
  retire(body: unknown, user?: string | null): Promise<LightMyRequestResponse>;
  count(table: string): Promise<number>;
  close(): Promise<void>;
}

/** `/sink` and `/retirement` on an engine with empty tables. */
export const openSinkSite = async (kind: EngineKind = 'embedded', identities = false): Promise<SinkSite> => {
  const site = await openTestWorkspace(kind);
  const { engine, config } = site;
  mkdirSync(config.dataFolder, { recursive: true });
  writeFileSync(join(config.dataFolder, 'actor-key'), ACTOR_KEY);
  const retirements = new Retirements(site.workspace, config, LMS_URL);
  const api = await openTestApi({
    sink: {
      credentials: parseSinkCredentials('lms:secret,driver:d:retire,publisher:p:publish'),
      database: 'event_sink',
      insert: (table, body) => takeRows(engine, table, body, identities),
      lastDumped: async (course) => (await lastDumped.run(engine, { course }))[0]?.at ?? '',
      retire: (whom) => retirements.take(whom),
    },
  });
  const authorization = (user: string | null): Record<string, string> =>
    user === null
      ? {}
      : { authorization: `Basic ${Buffer.from(`${user}:${PASSWORDS[user] ?? 'wrong'}`).toString('base64')}` };
  return {
    app: api.app,
    site,
    retirements,
    ask: (query, body, user = 'lms') =>
      api.app.inject({
        method: query.startsWith('SELECT') ? 'GET' : 'POST',
        url: `/sink?${new URLSearchParams({ input_format_allow_errors_num: '1', query }).toString()}`,
        headers: authorization(user),
        ...(body === undefined ? {} : { payload: body }),
      }),
    retire: (body, user = 'driver') =>
      api.app.inject({
        method: 'POST',
        url: '/retirement',
        headers: { ...authorization(user), 'content-type': 'application/json' },
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    count: async (table) => Number((await engine.rows(`SELECT count() AS n FROM ${table} FINAL`))[0]?.n),
    close: async () => {
      await api.close();
      await retirements.close();
      await site.close();
    },
  };
};
