/** Two replicas of one shard, on real servers: `MARGINALIA_REPLICAS` are their addresses, separated by a comma. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { cluster } from '../../api/cli/doctorCluster';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { forget } from '../../api/retirement/forget';
import { openEngine } from '../../api/store/open';
import type { Engine } from '../../api/store/engine';
import { Workspace } from '../../api/worker/workspace';
import { testConfig } from '../support/engine';
import { lines, register } from '../support/statements';

const [first, second] = (process.env.MARGINALIA_REPLICAS ?? '').split(',');
const signal = new AbortController().signal;

(first && second ? describe : describe.skip)(
  `two replicas${first && second ? '' : ' (skipped: MARGINALIA_REPLICAS names no two servers)'}`,
  () => {
    const learner = randomUUID();
    const base = testConfig('embedded');
    const at = (url: string) => ({
      ...base,
      engine: { kind: 'server', url, cluster: '{cluster}', quorum: 'auto' } as const,
    });
    let workspace: Workspace;
    let other: Engine;
    beforeAll(async () => {
      workspace = await Workspace.open(at(first ?? ''));
      other = await openEngine(at(second ?? ''));
    });
    afterAll(async () => {
      for (const database of Object.values(base.databases))
        await workspace.engine.command(`DROP DATABASE IF EXISTS ${database} ON CLUSTER '{cluster}' SYNC`);
      await workspace.close();
      await other.close();
    });
    const count = async (table: string): Promise<number> => {
      await other.command(`SYSTEM SYNC REPLICA ${table}`);
      return Number((await other.rows(`SELECT count() AS n FROM ${table} FINAL`))[0]?.n);
    };

    it('Two servers of a cluster have the same tables and views', async () => {
      const tables = (engine: Engine) =>
        engine.rows(
          'SELECT database, name, engine FROM system.tables WHERE database IN ({a:String}, {b:String}, {c:String}) ORDER BY database, name',
          { a: base.databases.own, b: base.databases.xapi, c: base.databases.eventSink },
        );
      const made = await tables(workspace.engine);
      expect(made.length).toBeGreaterThan(20);
      expect(await tables(other)).toEqual(made);
    });

    it('Two servers of a cluster are what doctor wants', async () => {
      const findings = await cluster(workspace);
      expect(findings.filter(({ ok }) => !ok)).toEqual([]);
      expect(findings[0]?.text).toBe('cluster: my-cluster, one shard, 2 replicas');
    });

    it('Two servers of a cluster have what was stored on one, once, and no more what was forgotten', async () => {
      const statements = Array.from({ length: 5 }, (_, n) => register({ id: n + 1, who: learner, seconds: n }));
      for (let times = 0; times < 2; times += 1)
        await loadStatements(workspace.engine, Readable.from([Buffer.from(lines(statements))]), {
          onReject: ({ reason }) => {
            throw new Error(reason);
          },
          onProgress: () => undefined,
          signal,
        });
      await workspace.refresh();
      const [raw, typed] = [`${base.databases.xapi}.xapi_events_all`, `${base.databases.own}.events`];
      expect([await count(raw), await count(typed)]).toEqual([5, 5]);
      await forget(workspace, learner, 'deleted', () => undefined, signal);
      expect([await count(raw), await count(typed)]).toEqual([0, 0]);
    });
  },
);
