/** The five questions about the data of a site, with answers worked out by hand. */
import type { HealthCheck, HealthCheckId, SiteHealth } from '@marginalia/contract';
import { SiteHealth as Shape } from '@marginalia/contract';
import { Metrics } from '../../api/observability/metrics';
import { writeStatements } from '../../api/pipeline/ingest/writer';
import { isRejected, readStatement } from '../../api/pipeline/ingest/statement';
import { PanelUse } from '../../api/worker/panelUse';
import { LAST_BACKUP } from '../../api/worker/pipelineState';
import { readSiteHealth } from '../../api/worker/siteHealth';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';
import { COURSE, type Statement, register } from '../support/statements';

const HOUR = 3600;
const START = Date.UTC(2026, 2, 2, 9);
/** Seconds from the beginning of the tests' clock to so many hours before the whole hour that is now. */
const hoursAgo = (hours: number): number => (Math.floor(Date.now() / 3_600_000) - hours) * HOUR - START / 1000;

describe.each(ENGINES)('the health of a site (%s)', (kind) => {
  let at: TestWorkspace;
  const ask = async (more: Partial<Parameters<typeof readSiteHealth>[1]> = {}): Promise<SiteHealth> =>
    Shape.parse(
      await readSiteHealth(at.workspace, {
        metrics: new Metrics(),
        bus: null,
        keepMonths: null,
        minLearners: 10,
        ...more,
      }),
    );
  const check = (health: SiteHealth, id: HealthCheckId): HealthCheck | undefined =>
    health.checks.find((one) => one.id === id);
  const store = async (statements: readonly Statement[]): Promise<void> => {
    const read = statements.map((one) => readStatement(JSON.stringify(one)));
    await writeStatements(
      at.engine,
      read.flatMap((one) => (isRejected(one) ? [] : [one])),
    );
  };
  let id = 0;
  /** So many events of different people, so many hours ago. */
  const events = (count: number, hours: number, course = COURSE): Statement[] =>
    Array.from({ length: count }, (_, one) =>
      register({ id: (id += 1), who: `learner-${one}`, seconds: hoursAgo(hours) + one, course }),
    );

  beforeAll(async () => {
    at = await openTestWorkspace(kind);
  });
  afterAll(() => at.close());

  it('The health of an empty site says that nothing has come, and leaves out what is not there', async () => {
    const health = await ask();
    expect(check(health, 'latest')).toEqual({ id: 'latest', state: 'mend' });
    expect(check(health, 'waiting')).toEqual({ id: 'waiting', state: 'ok', count: 0, seconds: 0 });
    expect(check(health, 'bus')).toBeUndefined();
    expect(check(health, 'people')).toMatchObject({ count: 0, of: 0 });
    expect(health.hours).toHaveLength(24);
    expect(health.days).toEqual([]);
    expect(check(health, 'backup')).toEqual(kind === 'embedded' ? { id: 'backup', state: 'look' } : undefined);
  });

  it('The health of a site counts events by hour beside the same hours of a week before, and says where it is far less', async () => {
    await store([...events(120, 7 * 24 + 3), ...events(5, 3), ...events(7, 30)]);
    const health = await ask();
    expect(check(health, 'volume')).toEqual({ id: 'volume', state: 'look', count: 5, of: 120 });
    const busy = health.hours.filter(({ events: now, before }) => now + before > 0);
    expect(busy).toEqual([{ at: expect.stringMatching(/:00:00/), events: 5, before: 120 }]);
    expect(health.days.reduce((sum, { events: now }) => sum + now, 0)).toBe(132);
    expect(health.days.every(({ courses }) => courses === 1)).toBe(true);
    expect(check(health, 'latest')).toMatchObject({ state: 'ok' });
    await store(events(31, 4));
    expect(check(await ask(), 'volume')).toMatchObject({ state: 'ok', count: 36, of: 120 });
  });

  it('The health of a site names kinds of events that have stopped, while others come', async () => {
    const before = events(100, 4 * 24).map((one) => ({ ...one, verb: { id: 'https://example.org/verbs/stopped' } }));
    await store(before.slice(0, 99));
    expect(check(await ask(), 'stoppedKinds')).toMatchObject({ state: 'ok', names: [] });
    await store(before);
    const { names, state } = check(await ask(), 'stoppedKinds')!;
    expect([state, names]).toEqual(['look', [expect.stringContaining('stopped')]]);
  });

  it('The health of a site counts what belongs to no course, and what lies ahead', async () => {
    const some = events(60, 5).map((one) => ({ ...one, context: {}, object: { id: 'https://lms.example.org/other' } }));
    await store(some);
    // 5 + 31 + 7 + 100 of a course in these seven days; those of a week before lie before them.
    expect(check(await ask(), 'withoutCourse')).toEqual({ id: 'withoutCourse', state: 'look', count: 60, of: 203 });
    expect(check(await ask(), 'ahead')).toEqual({ id: 'ahead', state: 'ok', count: 0 });
    await store(events(2, -2));
    expect(check(await ask(), 'ahead')).toEqual({ id: 'ahead', state: 'look', count: 2 });
  });

  it('The health of a site names courses without structure, and says when the last backup was', async () => {
    await at.workspace.refresh();
    expect(check(await ask(), 'structure')).toEqual({ id: 'structure', state: 'look', count: 1, names: [COURSE] });
    const state = `${at.engine.databases.own}.state`;
    await at.engine.insert(state, [{ name: LAST_BACKUP, value: JSON.stringify('2026-03-02T09:00:00.000Z') }]);
    if (kind === 'embedded')
      expect(check(await ask(), 'backup')).toEqual({ id: 'backup', state: 'look', at: '2026-03-02T09:00:00Z' });
  });

  it('The health of a site says how long the bus has been lost, and what is kept', async () => {
    const health = await ask({ bus: { failure: 'away', missed: [] }, keepMonths: 24 });
    expect(check(health, 'bus')).toMatchObject({ state: 'mend', of: 0 });
    expect(check(health, 'retention')).toEqual({ id: 'retention', state: 'ok', count: 24 });
    expect(check(await ask({ bus: { failure: null, missed: [{}] } }), 'bus')).toMatchObject({ state: 'mend', of: 1 });
  });

  it('The health of a site counts who opens panels: people by course, each once, and keeps no name', async () => {
    const use = new PanelUse(at.engine);
    for (const person of ['1001', '1002', '1001']) use.note(COURSE, person);
    use.note('course-v1:Org+Other+Run', '1001');
    await use.flush();
    await use.flush();
    const health = await ask();
    expect(check(health, 'people')).toMatchObject({ count: 2, of: 2 });
    expect(health.use).toEqual([
      { course: COURSE, name: '', people: 2, days: 1 },
      { course: 'course-v1:Org+Other+Run', name: '', people: 1, days: 1 },
    ]);
    const rows = await at.engine.rows(`SELECT * FROM ${at.engine.databases.own}.panel_use`);
    expect(JSON.stringify(rows)).not.toMatch(/1001|1002/);
  });

  it('The health of a site keeps what could not be stored of it, and stores it the next time', async () => {
    const use = new PanelUse(at.engine);
    use.note('course-v1:Org+Third+Run', '1003');
    const insert = jest.spyOn(at.engine, 'insert').mockRejectedValueOnce(new Error('full'));
    await expect(use.flush()).rejects.toThrow('full');
    insert.mockRestore();
    await use.flush();
    expect((await ask()).use).toContainEqual(expect.objectContaining({ course: 'course-v1:Org+Third+Run' }));
  });
});
