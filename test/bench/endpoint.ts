import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildApp } from '../../api/http/app';
import { ApiError } from '../../api/lib/apiError';
import { parseCredentials } from '../../api/config/credentials';
import { Metrics } from '../../api/observability/metrics';
import { StatementStore } from '../../api/pipeline/lrs/statementStore';
import { indexStatements, prepareForEndpoint } from '../../api/worker/statementIndexing';
import type { Workspace } from '../../api/worker/workspace';

const BATCH = 100;
/** Enough that what arrives while a group is stored makes the next one large. */
const SENDERS = 96;

export interface Throughput {
  readonly statements: number;
  readonly bytes: number;
  /** Acknowledged statements a second, by the clock. */
  readonly perSecond: number;
  /** Microseconds of processor time a statement, senders included: at most 200 for 10,000 a second on two cores. */
  readonly cpu: number;
}

/** Bodies of `BATCH` statements each, with ids that no store has. */
export const bodiesOf = (lines: readonly string[]): Buffer[] =>
  Array.from({ length: Math.floor(lines.length / BATCH) }, (_, index) => {
    const batch = lines.slice(index * BATCH, (index + 1) * BATCH);
    return Buffer.from(`[${batch.map((line) => line.replace(/"id":"[^"]{36}"/, `"id":"${randomUUID()}"`)).join(',')}]`);
  });

/**
 * Posts all bodies to an LRS on this machine, from several senders at once, each waiting for its answer.
 * @returns seconds
 */
export const postAll = async (port: number, bodies: readonly Buffer[], senders = SENDERS): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  const post = (body: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `Basic ${Buffer.from('bench:secret').toString('base64')}`,
        'x-experience-api-version': '1.0.3',
        'content-type': 'application/json',
        'content-length': body.length,
      };
      const sent = request(
        { agent, port, host: '127.0.0.1', method: 'POST', path: '/xAPI/statements', headers },
        (answer) => {
          answer.resume();
          answer.on('end', () =>
            answer.statusCode === 200 ? resolve() : reject(new Error(`answered with ${answer.statusCode}`)),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const queue = [...bodies];
  const sender = async (): Promise<void> => {
    for (let body = queue.pop(); body; body = queue.pop()) await post(body);
  };
  const start = Date.now();
  await Promise.all(Array.from({ length: senders }, sender));
  agent.destroy();
  return (Date.now() - start) / 1000;
};

/**
 * Posts statements to the endpoint over HTTP, in batches of a hundred from several senders at once, each waiting for its
 * answer: what is counted was durable before it was answered.
 * @param lines statements as JSON texts, which get ids of their own
 */
export const endpointThroughput = async (workspace: Workspace, lines: readonly string[]): Promise<Throughput> => {
  const { engine } = workspace;
  await prepareForEndpoint(engine);
  const store = await StatementStore.open(engine, undefined, workspace.config.without);
  if (await indexStatements(engine, new AbortController().signal)) await store.indexed();
  const app = await buildApp({
    services: () => {
      throw new ApiError('engine_unavailable');
    },
    notReady: async () => null,
    signOn: null,
    lrs: { credentials: parseCredentials('bench:secret'), home: 'https://lms.example.org', store: () => store },
    allowedOrigins: [],
    identities: false,
    requestsPerMinute: 1_000_000,
    metrics: new Metrics(),
    logger: false,
    version: '0.0.0',
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const queue = bodiesOf(lines);
  const [batches, bytes] = [queue.length, queue.reduce((sum, body) => sum + body.length, 0)];
  const cpu = process.cpuUsage();
  const seconds = await postAll(port, queue);
  const { user, system } = process.cpuUsage(cpu);
  await app.close();
  const statements = batches * BATCH;
  return {
    statements,
    bytes: Math.round(bytes / statements),
    perSecond: Math.round(statements / seconds),
    cpu: Math.round((user + system) / statements),
  };
};
