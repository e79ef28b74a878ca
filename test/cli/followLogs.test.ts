/** Tracking logs that the service itself goes on reading. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { trackingLogs } from '../../api/cli/doctorStorage';
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

const siteOf = (trackingLogs: readonly string[]): typeof at.workspace =>
  Object.create(at.workspace, {
    config: { value: { ...at.config, trackingLogs, lms: { baseUrl: 'https://lms.example.org' } } },
  }) as typeof at.workspace;
const stored = async (): Promise<number> =>
  Number((await at.engine.rows(`SELECT count() AS n FROM ${at.config.databases.xapi}.xapi_events_all`))[0]?.n);

it('Followed logs are read as they grow, also one that is not there yet, and left when the service ends', async () => {
  const [first, later] = [join(folder, 'first.log'), join(folder, 'later.log')];
  writeFileSync(first, `${pauseLine(1)}\n`);
  const stop = new AbortController();
  const following = followLogs(siteOf([]), [first, later], pino({ level: 'silent' }), stop.signal);
  await until(async () => (await stored()) === 1);
  writeFileSync(later, `${pauseLine(2)}\n`);
  appendFileSync(first, `${pauseLine(3)}\n`);
  await until(async () => (await stored()) === 3);
  stop.abort();
  await following;
});

it('A log that cannot be read holds up no other', async () => {
  const before = await stored();
  const good = join(folder, 'good.log');
  writeFileSync(good, `${pauseLine(4)}\n`);
  const stop = new AbortController();
  const following = followLogs(siteOf([]), [folder, good], pino({ level: 'silent' }), stop.signal);
  await until(async () => (await stored()) === before + 1);
  stop.abort();
  await following;
});

it('The doctor names each log that is not there or cannot be read', async () => {
  const good = join(folder, 'whole.log');
  writeFileSync(good, '');
  const found = await trackingLogs(siteOf([good, join(folder, 'mistyped.log'), folder]));
  expect(found.map(({ ok, text }) => [ok, text.replaceAll(folder, '').replace(/\d{4}-.*/, '')])).toEqual([
    [true, 'tracking log: /whole.log, last written to '],
    [false, 'tracking log: /mistyped.log is not there'],
    [false, 'tracking log:  cannot be read (EISDIR)'],
  ]);
  expect(found.filter(({ ok, remedy }) => !ok && !remedy)).toEqual([]);
});
