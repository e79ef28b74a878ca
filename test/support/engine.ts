import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../api/store/engine';
import { openEngine } from '../../api/store/open';
import type { Config, Databases } from '../../api/config/config';
import { Workspace } from '../../api/worker/workspace';
import { openHttpFront } from './httpFront';

/** The embedded engine binds one folder per process, so all tests of a process share it and use databases of their own. */
const folder = join(tmpdir(), `marginalia-test-${process.pid}`);

/** `embedded`, the client's HTTP path over it, and a real server where CLICKHOUSE_URL names one. */
export type EngineKind = 'embedded' | 'http' | 'server';
export const ENGINES: EngineKind[] = process.env.CLICKHOUSE_URL ? ['server'] : ['embedded', 'http'];

let number = 0;

export interface TestWorkspace {
  readonly workspace: Workspace;
  readonly engine: Engine;
  readonly config: Config;
  close(): Promise<void>;
}

const freshDatabases = (): Databases => {
  number += 1;
  const prefix = `t${process.pid}_${number}`;
  return { own: `${prefix}_own`, xapi: `${prefix}_xapi`, eventSink: `${prefix}_sink` };
};

/** A configuration with databases nobody else uses. */
export const testConfig = (kind: EngineKind, url = ''): Config => {
  mkdirSync(folder, { recursive: true });
  return {
    engine:
      kind === 'embedded'
        ? { kind: 'embedded', path: join(folder, 'clickhouse') }
        : { kind: 'server', url: kind === 'server' ? (process.env.CLICKHOUSE_URL ?? '') : url, cluster: null },
    dataFolder: join(folder, `data-${number}`),
    databases: freshDatabases(),
    lms: null,
    allowedOrigins: ['https://studio.example.org'],
    trackingLogs: [],
    lrs: [],
    sink: [],
    demo: { isLive: false, startsOn: null },
    bus: null,
    lmsClient: null,
    minLearners: 10,
    identities: false,
    learnerRules: null,
    requestsPerMinute: 600,
    port: 0,
    logLevel: 'silent',
    actorKey: null,
  };
};

/** Where the embedded engine of the tests keeps its data: an HTTP front can be opened over it. */
export const engineFolder = (): string => join(folder, 'clickhouse');

/** An open workspace with empty tables; `close` drops them. */
export const openTestWorkspace = async (kind: EngineKind): Promise<TestWorkspace> => {
  mkdirSync(join(folder, 'clickhouse'), { recursive: true });
  const front = kind === 'http' ? await openHttpFront(join(folder, 'clickhouse')) : null;
  const config = testConfig(kind, front?.url);
  const workspace = await Workspace.open(config);
  return {
    workspace,
    engine: workspace.engine,
    config,
    close: async () => {
      for (const database of Object.values(config.databases))
        await workspace.engine.command(`DROP DATABASE IF EXISTS ${database}`);
      await workspace.close();
      await front?.close();
    },
  };
};

export { openEngine };
