import { Readable } from 'node:stream';
import fc from 'fast-check';
import { operatorScope } from '../../api/auth/scope';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { activities } from '../../api/metrics/class/learnerActivity.query';
import { untypedSample } from '../../api/store/queries/statements';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { Recomputation } from '../../api/worker/recomputation';
import { rebuild } from '../../api/worker/rebuild';
import { type EngineKind, ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';
import { dyingAfter } from '../support/dyingEngine';
import { anyStatement } from '../support/anyStatement';
import { COURSE, evaluate, lines, usageKey } from '../support/statements';

/**
 * Same events, same numbers: whatever the order, the batches, the repetitions, the reads in between, and which of two
 * statements with one id comes first.
 */

const scope = operatorScope(COURSE);

/** A course's worth of statements, some ids used twice with other content, and one way to deliver them. */
const delivery = fc.integer({ min: 1, max: 40 }).chain((n) =>
  fc.record({
    statements: fc.tuple(...Array.from({ length: n }, (_, index) => anyStatement(index + 1))),
    rivals: fc.array(fc.integer({ min: 1, max: n }).chain(anyStatement), { maxLength: 4 }),
    again: fc.array(fc.nat({ max: n - 1 }), { maxLength: 8 }),
    seed: fc.infiniteStream(fc.nat()),
    batches: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 }),
    readsBetween: fc.boolean(),
  }),
);

const shuffled = <T>(items: readonly T[], seed: Iterator<number>): T[] => {
  const rest = [...items];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(Number(seed.next().value) % rest.length, 1));
  return result;
};

const load = (at: TestWorkspace, statements: readonly unknown[]) =>
  loadStatements(at.engine, Readable.from([Buffer.from(lines(statements))]), {
    onReject: ({ reason }) => {
      throw new Error(reason);
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });

const clear = (at: TestWorkspace): Promise<void> =>
  at.workspace.alone(async () => {
    const { own, xapi } = at.config.databases;
    for (const table of ['events', 'statement_times', 'facts', 'block_totals', 'conflicts', 'learner_activity'])
      await at.engine.command(`TRUNCATE TABLE ${own}.${table}`);
    await at.engine.command(`TRUNCATE TABLE ${xapi}.xapi_events_all`);
  });

/** Every answer there is, as text. */
const answers = async (at: TestWorkspace): Promise<string> => {
  await at.workspace.refresh();
  const reports = new Reports(at.engine, 1);
  const orCode = (work: Promise<unknown>): Promise<unknown> => work.catch((error: { code: string }) => error.code);
  const window = { from: '2026-03-02', to: '2026-03-03' };
  return JSON.stringify([
    await orCode(reports.outline(scope, ALL_TIME)),
    await orCode(reports.outline(scope, window)),
    ...(await Promise.all(
      ['p1', 'p2'].map((name) => orCode(reports.problem(scope, usageKey('problem', name), ALL_TIME))),
    )),
    await orCode(reports.video(scope, usageKey('video', 'v1'), ALL_TIME)),
    await orCode(reports.video(scope, usageKey('video', 'v1'), window)),
    await activities.run(at.engine, { course: COURSE, registered_only: 0, after: '', limit: 100 }),
  ]);
};

/** Every run draws others. CASES=25 tries 25 times as many: an hour, not minutes. */
const TIMES = Number(process.env.CASES ?? 1);
const RUNS: Record<EngineKind, number> = { embedded: 7 * TIMES, http: 3 * TIMES, server: 8 * TIMES };

describe.each(ENGINES)('on the %s engine', (kind) => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
  });
  afterAll(() => at.close());

  it(
    'Answers do not depend on how the statements arrive',
    async () => {
      await fc.assert(
        fc.asyncProperty(delivery, async ({ statements, rivals, again, seed, batches, readsBetween }) => {
          await clear(at);
          await load(at, [...statements, ...rivals]);
          const expected = await answers(at);

          await clear(at);
          const all = shuffled([...statements, ...rivals, ...again.map((index) => statements[index])], seed);
          for (let turn = 0; all.length > 0; turn += 1) {
            await load(at, all.splice(0, batches[turn % batches.length]));
            if (readsBetween) await answers(at);
          }
          expect(await answers(at)).toBe(expected);
        }),
        { numRuns: RUNS[kind] },
      );
    },
    300_000 * TIMES,
  );

  it('The recomputation goes on where a crash cut the recomputation off, at whatever write', async () => {
    const sample = fc.sample(delivery, { numRuns: 1, seed: 11 })[0];
    const statements = [...(sample?.statements ?? []), ...(sample?.rivals ?? [])];
    await clear(at);
    await load(at, statements);
    const expected = await answers(at);
    for (let writes = 0; writes < 4; writes += 1) {
      await clear(at);
      await load(at, statements);
      const dying = dyingAfter(at.engine, writes);
      await new Recomputation(dying).run().catch((error: Error) => expect(error.message).toBe('cut off'));
      while (await new Recomputation(at.engine).run(false)) if (at.engine.kind === 'server') break;
      expect(await answers(at)).toBe(expected);
    }
  });

  it('A rebuild from the stored statements gives the same answers, byte for byte', async () => {
    await clear(at);
    const sample = fc.sample(delivery, { numRuns: 1, seed: 7 })[0];
    await load(at, [...(sample?.statements ?? []), ...(sample?.rivals ?? [])]);
    const before = await answers(at);
    expect(before).toContain('"kind":"value"');
    await at.workspace.alone(async () => {
      for (const table of ['facts', 'block_totals', 'learner_activity'])
        await at.engine.command(`TRUNCATE TABLE ${at.config.databases.own}.${table}`);
    });
    await rebuild(at.workspace, () => undefined, new AbortController().signal);
    expect(await answers(at)).toBe(before);
  });

  it('The recomputation notices statements that were stored before our tables were, until a rebuild types them', async () => {
    await clear(at);
    await load(at, [evaluate({ id: 1, who: 'ada', seconds: 10, attempt: 1, success: true })]);
    const missing = async () => (await untypedSample.run(at.engine, { one_in: 1 }))[0]?.missing;
    expect(await missing()).toBe(0);
    await at.engine.command(`TRUNCATE TABLE ${at.config.databases.own}.statement_times`);
    expect(await missing()).toBe(1);
    await rebuild(at.workspace, () => undefined, new AbortController().signal);
    expect(await missing()).toBe(0);
  });

  it('The recomputation takes away what only a statement supported that has lost', async () => {
    await clear(at);
    const p1 = usageKey('problem', 'p1');
    const p2 = usageKey('problem', 'p2');
    const later = evaluate({ id: 1, who: 'ada', seconds: 20, attempt: 1, success: true }, p1);
    const earlier = evaluate({ id: 1, who: 'ada', seconds: 10, attempt: 1, success: true }, p2);
    const blocks = async (): Promise<unknown> => {
      await at.workspace.refresh();
      const outline = await new Reports(at.engine, 1).outline(scope, ALL_TIME);
      return outline.blocks.map(({ id, attempted }) => [id, attempted]);
    };
    await load(at, [later]);
    expect(await blocks()).toEqual([[p1, 1]]);
    await load(at, [earlier]);
    expect(await blocks()).toEqual([[p2, 1]]);
    await load(at, [later, earlier]);
    expect(await blocks()).toEqual([[p2, 1]]);
  });

  it('The recomputation says how many were repeated, and how many of these differed', async () => {
    await clear(at);
    const one = evaluate({ id: 1, who: 'ada', seconds: 10, attempt: 1, success: true });
    const later = evaluate({ id: 1, who: 'ada', seconds: 20, attempt: 1, success: false });
    expect(await load(at, [later])).toMatchObject({ accepted: 1, duplicate: 0, conflict: 0 });
    expect(await load(at, [one])).toMatchObject({ accepted: 0, duplicate: 1, conflict: 1 });
    expect(await load(at, [one, later])).toMatchObject({ accepted: 0, duplicate: 2 });
    await at.workspace.refresh();
    const { attempts, firstTry } = await new Reports(at.engine, 1).problem(scope, usageKey('problem', 'p1'), ALL_TIME);
    expect(attempts).toMatchObject({ total: 1 });
    expect(firstTry).toMatchObject({ count: 1, of: 1 });
  });
});
