import { type ClientRequest, request } from 'node:http';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { parseCredentials } from '../../../api/config/credentials';
import { StatementStore } from '../../../api/pipeline/lrs/statementStore';
import { indexStatements, prepareForEndpoint } from '../../../api/worker/statementIndexing';
import { openTestApi } from '../../http/api';
import { type EngineKind, type TestWorkspace, openTestWorkspace } from '../../support/engine';

export const HOME = 'https://lms.example.org';
const CREDENTIALS =
  'all:pass:word,reader:r:statements/read,writer:w:statements/write,own:o:statements/write+statements/read/mine';

export interface Endpoint {
  readonly app: FastifyInstance;
  readonly site: TestWorkspace;
  readonly store: StatementStore;
  /** A request as a user of the endpoint (`all` where none is named); null: as nobody. */
  ask(
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    options?: { user?: string | null; headers?: Record<string, string | undefined> },
  ): Promise<LightMyRequestResponse>;
  get(parameters?: Record<string, string>, user?: string): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

const PASSWORDS: Record<string, string> = { all: 'pass:word', reader: 'r', writer: 'w', own: 'o' };

export const basic = (user: string, password = PASSWORDS[user] ?? 'wrong'): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** A POST over a real connection whose body is still to be written. @param length bytes that it announces */
export const openPost = (
  port: number,
  length: number,
  user: string | null = 'all',
  path = 'statements',
): ClientRequest =>
  request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: `/xAPI/${path}`,
    headers: {
      ...(user === null ? {} : { authorization: basic(user) }),
      'x-experience-api-version': '1.0.3',
      'content-type': user === null ? 'application/x-www-form-urlencoded' : 'application/json',
      'content-length': length,
    },
  });

/** The endpoint on an engine with empty tables. */
export const openEndpoint = async (kind: EngineKind = 'embedded'): Promise<Endpoint> => {
  const site = await openTestWorkspace(kind);
  await prepareForEndpoint(site.engine);
  const store = await StatementStore.open(site.engine);
  if (await indexStatements(site.engine, new AbortController().signal)) await store.indexed();
  const lrs = { credentials: parseCredentials(CREDENTIALS), home: HOME, store: () => store };
  const api = await openTestApi({ lrs });
  const ask: Endpoint['ask'] = (method, path, body, { user = 'all', headers = {} } = {}) => {
    const sent = {
      'x-experience-api-version': '1.0.3',
      ...(user === null ? {} : { authorization: basic(user) }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    return api.app.inject({
      method,
      url: `/xAPI/${path}`,
      headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
      ...(body === undefined
        ? {}
        : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    });
  };
  return {
    app: api.app,
    site,
    store,
    ask,
    get: (parameters = {}, user = 'all') =>
      ask('GET', `statements?${new URLSearchParams(parameters).toString()}`, undefined, { user }),
    close: async () => {
      await store.idle();
      await api.close();
      await site.close();
    },
  };
};

export type Json = Record<string, unknown>;

export interface Result {
  readonly statements: Json[];
  readonly more: string;
}

/** The smallest statement there is. */
export const plain = (id?: string, more: Json = {}): Json => ({
  ...(id === undefined ? {} : { id }),
  actor: { mbox: 'mailto:ada@example.org' },
  verb: { id: 'https://example.org/did' },
  object: { id: 'https://example.org/thing' },
  ...more,
});

export const voiding = (target: string): Json =>
  plain(undefined, {
    verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
    object: { objectType: 'StatementRef', id: target },
  });
