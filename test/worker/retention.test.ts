/** Raw statements of old months go; what is counted stays, whatever is rebuilt. */
import { isRejected, readStatement } from '../../api/pipeline/ingest/statement';
import { writeStatements } from '../../api/pipeline/ingest/writer';
import { rawKept } from '../../api/worker/rawKept';
import { rebuild } from '../../api/worker/rebuild';
import { dropOldMonths, monthsBefore } from '../../api/worker/retention';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type Statement, register } from '../support/statements';

const NOW = Date.UTC(2026, 8, 15);
/** Of March, as the tests' clock begins, and of July and August. */
const SECONDS = { march: 0, july: 130 * 86_400, august: 160 * 86_400 };

it('Retention counts whole months back from the running one', () => {
  expect(new Date(monthsBefore(NOW, 3) / 1000).toISOString()).toBe('2026-06-01T00:00:00.000Z');
  expect(new Date(monthsBefore(Date.UTC(2026, 0, 31), 3) / 1000).toISOString()).toBe('2025-10-01T00:00:00.000Z');
});

describe.each(ENGINES)('retention (%s)', (kind) => {
  let at: TestWorkspace;
  let id = 0;
  const store = async (seconds: number, count: number): Promise<void> => {
    const made: Statement[] = Array.from({ length: count }, (_, one) =>
      register({ id: (id += 1), who: `learner-${one}`, seconds: seconds + one }),
    );
    const read = made.map((one) => readStatement(JSON.stringify(one)));
    await writeStatements(
      at.engine,
      read.flatMap((one) => (isRejected(one) ? [] : [one])),
    );
  };
  const months = async (table: string, time: string): Promise<string[]> => {
    const rows = await at.engine.rows(
      `SELECT toString(toYYYYMM(${time})) AS month, toString(uniqExact(event_id)) AS n FROM ${table} FINAL GROUP BY month ORDER BY month`,
    );
    return rows.map(({ month, n }) => `${String(month)}: ${String(n)}`);
  };
  const raw = () => months(`${at.engine.databases.xapi}.xapi_events_all`, 'emission_time');
  const typed = () => months(`${at.engine.databases.own}.events`, 'time');
  const again = () => rebuild(at.workspace, () => undefined, new AbortController().signal);

  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    await store(SECONDS.march, 4);
    await store(SECONDS.july, 5);
    await store(SECONDS.august, 6);
  });
  afterAll(() => at.close());

  it('Retention drops raw statements of months that are over for long, and nothing that is counted', async () => {
    const all = ['202603: 4', '202607: 5', '202608: 6'];
    expect([await raw(), await typed()]).toEqual([all, all]);
    expect(await dropOldMonths(at.workspace, 12, NOW)).toEqual({ kind: 'done', partitions: [] });
    expect(await dropOldMonths(at.workspace, 3, NOW)).toEqual({ kind: 'done', partitions: ['202603'] });
    expect([await raw(), await typed()]).toEqual([all.slice(1), all]);
    expect(await rawKept.since(at.engine)).toBe(Date.UTC(2026, 5, 1) * 1000);
  });

  it('A rebuild leaves typed events of those months, those beside a latecomer too, and mends the others', async () => {
    await store(SECONDS.march + 100, 1);
    const { own } = at.engine.databases;
    await at.engine.command(
      `INSERT INTO ${own}.events SELECT * REPLACE ('nobody' AS learner) FROM ${own}.events WHERE toYYYYMM(time) = 202608 LIMIT 1`,
    );
    expect(await again()).toBe(true);
    expect(await typed()).toEqual(['202603: 5', '202607: 5', '202608: 6']);
    const orphans = await at.engine.rows(`SELECT 1 AS one FROM ${own}.events FINAL WHERE learner = 'nobody'`);
    expect(orphans).toEqual([]);
  });

  it('Retention waits while a rebuild is unfinished, and leaves tables of others alone', async () => {
    const { own } = at.engine.databases;
    await at.engine.insert(`${own}.state`, [{ name: 'rebuilding', value: '1' }]);
    expect(await dropOldMonths(at.workspace, 3, NOW)).toMatchObject({
      kind: 'not now',
      why: expect.stringContaining('rebuild'),
    });
    await at.engine.insert(`${own}.state`, [{ name: 'rebuilding', value: '' }]);
    await at.engine.insert(`${own}.migrations`, [
      { name: `source ${at.engine.databases.xapi}.xapi_events_all`, checksum: 'found' },
    ]);
    const refused = await dropOldMonths(at.workspace, 3, NOW);
    expect(refused).toMatchObject({ kind: 'not now', why: expect.stringContaining('made by others') });
    expect(await raw()).toEqual(['202603: 1', '202607: 5', '202608: 6']);
  });
});
