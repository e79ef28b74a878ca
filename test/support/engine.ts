import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../api/store/engine';
import { openEngine } from '../../api/store/open';
import type { Config, Databases } from '../../api/config/config';
import { Workspace } from '../../api/worker/workspace';
import { openHttpFront } from './httpFront';
import { copyFolder, keep, keptFolder } from './kept';

const folder = join(tmpdir(), `marginalia-test-${process.pid}`);

/** `embedded`, the client's HTTP path over it, and a real server where CLICKHOUSE_URL names one. */
export type EngineKind = 'embedded' | 'http' | 'server';
export const ENGINES: EngineKind[] = process.env.CLICKHOUSE_URL ? ['server'] : ['embedded', 'http'];

let number = 0;

/**
 * The embedded engine binds one folder per process as long as anybody has it open: workspaces that are open together share
 * it and have databases of their own. The first of them finds its tables made.
 */
const shared = { copies: 0, open: 0 };

/** Where the embedded engine of the tests keeps its data: an HTTP front can be opened over it. */
export const engineFolder = (): string => join(folder, `clickhouse-${shared.copies}`);

export interface TestWorkspace {
  readonly workspace: Workspace;
  readonly engine: Engine;
  readonly config: Config;
  close(): Promise<void>;
}

const databasesNamed = (prefix: string): Databases => ({
  own: `${prefix}_own`,
  xapi: `${prefix}_xapi`,
  eventSink: `${prefix}_sink`,
});

/** A configuration with databases nobody else uses. */
export const testConfig = (kind: EngineKind, url = ''): Config => {
  number += 1;
  mkdirSync(folder, { recursive: true });
  return {
    engine:
      kind === 'embedded'
        ? { kind: 'embedded', path: engineFolder() }
        : { kind: 'server', url: kind === 'server' ? (process.env.CLICKHOUSE_URL ?? '') : url, cluster: null },
    dataFolder: join(folder, `data-${number}`),
    databases: databasesNamed(`t${process.pid}_${number}`),
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

const MIGRATED = databasesNamed('migrated');

/** A database of the embedded engine with our tables and nothing in them: to make them takes most of a second. */
const emptyDatabase = async (): Promise<string> => {
  const kept = keptFolder('engine', ['api/store']);
  if (existsSync(kept)) return kept;
  const path = mkdtempSync(`${kept}-`);
  const config: Config = { ...testConfig('embedded'), engine: { kind: 'embedded', path }, databases: MIGRATED };
  await (await Workspace.open(config)).close();
  keep(path, kept);
  return kept;
};

/** An open workspace with empty tables; `close` drops them. */
export const openTestWorkspace = async (kind: EngineKind): Promise<TestWorkspace> => {
  const isEmbedded = kind !== 'server';
  const isFirst = isEmbedded && shared.open === 0;
  if (isEmbedded) shared.open += 1;
  if (isFirst) {
    shared.copies += 1;
    mkdirSync(folder, { recursive: true });
    rmSync(engineFolder(), { recursive: true, force: true });
    copyFolder(await emptyDatabase(), engineFolder());
  }
  const front = kind === 'http' ? await openHttpFront(engineFolder()) : null;
  const config = { ...testConfig(kind, front?.url), ...(isFirst ? { databases: MIGRATED } : {}) };
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
      if (!isEmbedded) return;
      shared.open -= 1;
      if (shared.open === 0) rmSync(engineFolder(), { recursive: true, force: true });
    },
  };
};

export { openEngine };
