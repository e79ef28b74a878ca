import { cluster } from '../../api/cli/doctorCluster';
import type { Engine } from '../../api/store/engine';
import type { Workspace } from '../../api/worker/workspace';

interface Server {
  readonly shards: number;
  readonly replicas: number;
  readonly delay: number;
  readonly readOnly: number;
  readonly replicated: string;
  readonly nodes: readonly string[];
  readonly macros: Readonly<Record<string, string>>;
}

/** A server as its system tables describe it: there is none here. */
const serverOf = (what: Partial<Server>, name: string | null, asked: Record<string, unknown>[] = []): Workspace => {
  const server = { shards: 1, replicas: 2, delay: 0, readOnly: 0, replicated: '', nodes: ['a'], macros: {}, ...what };
  let times = 0;
  const engine = {
    kind: 'server',
    cluster: name,
    databases: { own: 'marginalia', xapi: 'xapi', eventSink: 'event_sink' },
    rows: async (sql: string, params: Record<string, unknown> = {}) => {
      asked.push(params);
      if (sql.includes('system.clusters')) return [{ shards: server.shards, replicas: server.replicas }];
      if (sql.includes('system.macros')) return [{ substitution: server.macros[String(params.name)] }];
      if (sql.includes('system.replicas')) return [{ delay: server.delay, read_only: server.readOnly }];
      if (sql.includes('system.databases')) return [{ names: server.replicated }];
      times += 1;
      return [{ node: server.nodes[times % server.nodes.length] }];
    },
  };
  return { engine: engine as unknown as Engine } as Workspace;
};
const said = async (what: Partial<Server>, name: string | null = 'main'): Promise<string[]> =>
  (await cluster(serverOf(what, name))).map(({ ok, text }) => `${ok ? 'ok' : 'MEND'} ${text}`);

it('A shard with its replicas is right', async () => {
  expect(await said({})).toEqual([
    'ok cluster: main, one shard, 2 replicas',
    'ok node: a answers',
    'ok replicas: this node is 0 s behind',
  ]);
});

it('A server without a cluster is asked about no cluster', async () => {
  expect(await said({}, null)).toEqual(['ok node: a answers', 'ok replicas: this node is 0 s behind']);
});

it.each<[string, Partial<Server>, RegExp]>([
  [
    'more than one shard',
    { shards: 2 },
    /^MEND cluster: main has 2 shards, and each would count its own learners only$/,
  ],
  ['a cluster that is not there', { shards: 0 }, /^MEND cluster: the server knows none called main$/],
  ['a database that replicates itself', { replicated: 'marginalia' }, /^MEND databases that replicate .*: marginalia$/],
  ['a balancer', { nodes: ['a', 'b'] }, /^MEND node: several answer at CLICKHOUSE_URL \(a, b\)$/],
  ['a node that lags', { delay: 11 }, /^MEND replicas: this node is 11 s behind$/],
  ['a node that lost its keeper', { readOnly: 3 }, /^MEND replicas: 3 tables take nothing/],
])('The doctor refuses %s in words', async (_, what, words) => {
  const lines = await said(what);
  expect(lines.filter((line) => line.startsWith('MEND'))).toEqual([expect.stringMatching(words)]);
  for (const { ok, remedy } of await cluster(serverOf(what, 'main'))) expect(ok || remedy !== undefined).toBe(true);
});

it('A cluster named by macros is the one they stand for', async () => {
  const asked: Record<string, unknown>[] = [];
  const workspace = serverOf({ macros: { cluster: 'eu' } }, 'x-{cluster}', asked);
  expect((await cluster(workspace))[0]?.text).toBe('cluster: x-eu, one shard, 2 replicas');
  expect(asked).toContainEqual({ cluster: 'x-eu' });
});
