import { Readable } from 'node:stream';
import { operatorScope } from '../../api/auth/scope';
import { doctor } from '../../api/cli/doctor';
import { openEngine } from '../../api/store/open';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { forget } from '../../api/retirement/forget';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { backfill, readBackfill } from '../../api/worker/backfill';
import { rebuild } from '../../api/worker/rebuild';
import { Workspace } from '../../api/worker/workspace';
import { ENGINES, type TestWorkspace, engineFolder, openTestWorkspace, testConfig } from '../support/engine';
import { openHttpFront } from '../support/httpFront';
import { COURSE, type Statement, evaluate, lines, register, usageKey, watching } from '../support/statements';
import { SHAPES, deliver, dropReporting, makeAspectsTables, othersTables } from './aspectsSite';

const scope = operatorScope(COURSE);
const never = new AbortController().signal;
const MONTH = 31 * 24 * 3600;

/** What 20 learners did in four months; each id once. */
const HISTORY: Statement[] = Array.from({ length: 20 }, (_, n) =>
  [0, 1, 2, 3].flatMap((month) => {
    const at = (seconds: number) => ({ who: `learner-${n}`, seconds: month * MONTH + n * 60 + seconds });
    const id = (k: number): number => 1 + n * 100 + month * 10 + k;
    return [
      ...(month === 0 ? [register({ id: id(0), ...at(0) })] : []),
      evaluate({ id: id(1), ...at(5), attempt: month + 1, success: (n + month) % 3 === 0 }),
      watching({ id: id(2), ...at(10), verb: 'played', position: month }),
      watching({ id: id(3), ...at(30), verb: 'paused', position: month + 20 }),
    ];
  }),
).flat();

const answers = async (workspace: Workspace): Promise<unknown> => {
  await workspace.refresh();
  const reports = new Reports(workspace.engine, 1);
  const orCode = (work: Promise<unknown>): Promise<unknown> => work.catch((error: { code: string }) => error.code);
  return [
    await orCode(reports.outline(scope, ALL_TIME)),
    await orCode(reports.problem(scope, usageKey('problem', 'p1'), ALL_TIME)),
    await orCode(reports.video(scope, usageKey('video', 'v1'), { from: '2026-03-02', to: '2026-07-01' })),
  ];
};

const typed = async ({ engine }: Workspace): Promise<number> =>
  Number((await engine.rows(`SELECT count() AS n FROM ${engine.databases.own}.events FINAL`))[0]?.n);

const said = async (workspace: Workspace): Promise<{ status: number; out: string }> => {
  let out = '';
  const hear = (text: string): void => void (out += text);
  const status = await doctor(workspace, {
    stdin: Readable.from([]),
    out: hear,
    err: hear,
    isTerminal: false,
    signal: never,
  });
  return { status, out };
};

describe.each(ENGINES)('an Aspects site on the %s engine', (kind) => {
  let alone: TestWorkspace;
  let expected: unknown;
  beforeAll(async () => {
    alone = await openTestWorkspace(kind);
    await loadStatements(alone.engine, Readable.from([Buffer.from(lines(HISTORY))]), {
      onReject: ({ reason }) => {
        throw new Error(reason);
      },
      onProgress: () => undefined,
      signal: never,
    });
    expected = await answers(alone.workspace);
  });
  afterAll(() => alone.close());

  it.each(kind === 'embedded' ? SHAPES : SHAPES.slice(0, 1))(
    'What was stored before, with $delivery and dbt $dbt, is typed beside live traffic, once, and no table is altered',
    async (shape) => {
      const first = testConfig(kind);
      const front = kind === 'http' ? await openHttpFront(engineFolder()) : null;
      const config = front ? { ...first, engine: { kind: 'server' as const, url: front.url, cluster: null } } : first;
      const others = await openEngine(config);
      await makeAspectsTables(others, shape);
      const [before, live] = [HISTORY.slice(0, 180), HISTORY.slice(180)];
      await deliver(others, before);
      const tables = await othersTables(others);

      let workspace = await Workspace.open(config);
      try {
        expect(await typed(workspace)).toBe(0);
        expect((await said(workspace)).out).toMatch(
          /MEND {2}back-fill: what was stored before .* -> `marginalia migrate`/,
        );

        // Stopped after each part; others write on all the while, and send some of it twice.
        const rest = [...live];
        for (let turn = 0, isDone = false; !isDone; turn += 1) {
          const stop = new AbortController();
          const deliveries: Promise<void>[] = [];
          const report = (): void => {
            deliveries.push(deliver(others, rest.splice(0, 15)), deliver(others, before.slice(turn * 7, turn * 7 + 5)));
            if (turn < 4) stop.abort();
          };
          isDone = await backfill(workspace.engine, report, stop.signal);
          await Promise.all(deliveries);
          if (!isDone) expect((await readBackfill(workspace.engine))?.before).toBeGreaterThan(0);
          await workspace.close();
          workspace = await Workspace.open(config);
        }
        expect(await readBackfill(workspace.engine)).toBeNull();
        await deliver(others, rest);

        expect(await typed(workspace)).toBe(HISTORY.length);
        expect(await answers(workspace)).toEqual(expected);
        const { out } = await said(workspace);
        expect(out).toMatch(/ok {4}source table \S+\.xapi_events_all \(made by others, never altered\)/);
        expect(out).toMatch(/ok {4}views: /);
        expect(out).not.toMatch(/MEND {2}(back-fill|statements|source|views|rebuild)/);

        await rebuild(workspace, () => undefined, never);
        await forget(workspace, 'learner-3', 'deleted', () => undefined, never);
        const { xapi } = config.databases;
        const now = await othersTables(others);
        // what we make where Aspects has none is ours
        expect(Object.keys(now).filter((name) => !(name in tables))).toEqual([
          `${config.databases.eventSink}.user_profile`,
        ]);
        expect(Object.fromEntries(Object.keys(tables).map((name) => [name, now[name]]))).toEqual(tables);
        const [raw] = await others.rows(`SELECT uniqExact(event_id) AS n FROM ${xapi}.xapi_events_all`);
        expect(Number(raw?.n)).toBe(HISTORY.length);
      } finally {
        for (const database of Object.values(config.databases))
          await others.command(`DROP DATABASE IF EXISTS ${database}`);
        await dropReporting(others);
        await workspace.close();
        await others.close();
        await front?.close();
      }
    },
    120_000,
  );

  it('Views that were lost are made again at the next start, and what came meanwhile is typed', async () => {
    const { own } = alone.config.databases;
    await alone.engine.command(`DROP VIEW ${own}.events_mv`);
    const missed = evaluate({ id: 9001, who: 'learner-0', seconds: 4 * MONTH, attempt: 9, success: true });
    await deliver(alone.engine, [missed]);
    expect((await said(alone.workspace)).out).toMatch(/MEND {2}views: \S+events_mv are gone/);
    const again = await Workspace.open(alone.config);
    expect(await readBackfill(again.engine)).not.toBeNull();
    expect(await backfill(again.engine, () => undefined, never)).toBe(true);
    expect(await typed(again)).toBe(HISTORY.length + 1);
    await again.close();
  });

  it('The doctor names what is wrong with a table of others, and migrate does not go on', async () => {
    const { xapi } = alone.config.databases;
    await alone.engine.command(`RENAME TABLE ${xapi}.xapi_events_all TO ${xapi}.kept`);
    await alone.engine.command(
      `CREATE TABLE ${xapi}.xapi_events_all (event_id UUID, emission_time DateTime64(6), body String) ENGINE = MergeTree ORDER BY event_id`,
    );
    await alone.engine.command(`DROP VIEW ${alone.config.databases.own}.voids_mv`);
    const { status, out } = await said(alone.workspace);
    expect(status).toBe(1);
    expect(out).toMatch(/MEND {2}source table \S+\.xapi_events_all lacks event -> check ASPECTS_XAPI_DATABASE/);
    await expect(Workspace.open(alone.config)).rejects.toThrow(/The table of statements \S+ lacks event/);
    await alone.engine.command(`DROP TABLE ${xapi}.xapi_events_all`);
    await alone.engine.command(`RENAME TABLE ${xapi}.kept TO ${xapi}.xapi_events_all`);
  });
});
