/** Tracking logs that the service itself goes on reading. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { followLogs } from '../../api/cli/followLogs';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { pauseLine } from '../pipeline/tracking/logs';
import { until } from './run';

const folder = mkdtempSync(join(tmpdir(), 'mg-'));
let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true, force: true });
});

const stored = async (): Promise<number> =>
  Number((await at.engine.rows(`SELECT count() AS n FROM ${at.config.databases.xapi}.xapi_events_all`))[0]?.n);

it('Followed logs are read as they grow, also one that is not there yet, and left when the service ends', async () => {
  const [first, later] = [join(folder, 'first.log'), join(folder, 'later.log')];
  writeFileSync(first, `${pauseLine(1)}\n`);
  const stop = new AbortController();
  const config = { ...at.config, lms: { baseUrl: 'https://lms.example.org' } };
  const workspace = Object.create(at.workspace, { config: { value: config } }) as typeof at.workspace;
  const following = followLogs(workspace, [first, later], pino({ level: 'silent' }), stop.signal);
  await until(async () => (await stored()) === 1);
  writeFileSync(later, `${pauseLine(2)}\n`);
  appendFileSync(first, `${pauseLine(3)}\n`);
  await until(async () => (await stored()) === 3);
  stop.abort();
  await following;
});
