import { Readable } from 'node:stream';
import fc from 'fast-check';
import { SHORTCUTS } from '../../api/config/shortcuts';
import type { Engine, Row } from '../../api/store/engine';
import { migrate } from '../../api/store/migrate';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { readBackfill } from '../../api/worker/backfill';
import { Recomputation } from '../../api/worker/recomputation';
import { anyStatement } from '../support/anyStatement';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { COURSE, type Statement, evaluate, lines, progress, usageKey, watching } from '../support/statements';

/** What is remembered of recent learners saves reading and writing, and changes no fact. */

let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
});
afterAll(() => at.close());

const load = (statements: readonly Statement[]) =>
  loadStatements(at.engine, Readable.from([Buffer.from(lines(statements))]), {
    onReject: ({ reason }) => {
      throw new Error(reason);
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });

const clear = async (): Promise<void> => {
  const { own, xapi } = at.config.databases;
  for (const table of [
    'events',
    'statement_times',
    'facts',
    'block_totals',
    'conflicts',
    'learner_activity',
    'touched',
    'voids',
  ])
    await at.engine.command(`TRUNCATE TABLE ${own}.${table}`);
  await at.engine.command(`TRUNCATE TABLE ${xapi}.xapi_events_all`);
};

/** Every row that was concluded, as text. */
const concluded = async (): Promise<string> =>
  JSON.stringify([
    await at.engine.rows(`SELECT * EXCEPT version FROM ${at.config.databases.own}.facts FINAL ORDER BY ALL`),
    await at.engine.rows(`SELECT * EXCEPT version FROM ${at.config.databases.own}.learner_activity FINAL ORDER BY ALL`),
    await at.engine.rows(`SELECT * EXCEPT version FROM ${at.config.databases.own}.block_totals FINAL ORDER BY ALL`),
  ]);

/** The engine, with what it was asked and what it stored noted; `failing` counts down to a write that fails. */
class Watched implements Engine {
  readonly kind;
  readonly databases;
  readonly cluster;
  asked: string[] = [];
  stored: Row[] = [];
  failing = Infinity;

  constructor(private readonly engine: Engine) {
    ({ kind: this.kind, databases: this.databases, cluster: this.cluster } = engine);
  }

  rows(...[sql, params, tag]: Parameters<Engine['rows']>): Promise<Row[]> {
    this.asked.push(tag ?? '');
    return this.engine.rows(sql, params, tag);
  }

  lines(...[sql, params, tag]: Parameters<Engine['lines']>): Promise<string[]> {
    this.asked.push(tag ?? '');
    return this.engine.lines(sql, params, tag);
  }

  async insert(table: string, rows: readonly Row[]): Promise<void> {
    this.count();
    if (table.endsWith('.facts')) this.stored.push(...rows);
    await this.engine.insert(table, rows);
  }

  async insertText(...[table, columns, text]: Parameters<Engine['insertText']>): Promise<void> {
    this.count();
    await this.engine.insertText(table, columns, text);
  }

  async command(...[sql, params]: Parameters<Engine['command']>): Promise<void> {
    this.count();
    await this.engine.command(sql, params);
  }

  async close(): Promise<void> {}

  private count(): void {
    if (this.failing === 0) throw new Error('cut off');
    this.failing -= 1;
  }
}

const stream = fc.integer({ min: 1, max: 30 }).chain((n) =>
  fc.record({
    statements: fc.tuple(...Array.from({ length: n }, (_, index) => anyStatement(index + 1))),
    rivals: fc.array(fc.integer({ min: 1, max: n }).chain(anyStatement), { maxLength: 3 }),
    batches: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 10 }),
    failures: fc.array(fc.option(fc.nat(3), { nil: Infinity, freq: 3 }), { minLength: 1, maxLength: 5 }),
    /** None, some hundred bytes too few for all four, all of it. */
    room: fc.constantFrom(0, 12_000, undefined),
    without: fc.subarray([...SHORTCUTS]),
  }),
);

it('What is remembered is what recomputing everything gives, wherever a write fails, however little is remembered, and without any way of saving work', async () => {
  await fc.assert(
    fc.asyncProperty(stream, async ({ statements, rivals, batches, failures, room, without }) => {
      await clear();
      const engine = new Watched(at.engine);
      const recomputation = new Recomputation(engine, room, undefined, new Set(without));
      await recomputation.run();
      const rest = [...statements, ...rivals];
      for (let turn = 0; rest.length > 0; turn += 1) {
        await load(rest.splice(0, batches[turn % batches.length]));
        engine.failing = failures[turn % failures.length] ?? Infinity;
        await recomputation.run(false, turn % 2 === 0).catch((error: Error) => expect(error.message).toBe('cut off'));
        engine.failing = Infinity;
      }
      while (await recomputation.run(false));
      const kept = await concluded();
      await at.workspace.recomputeAll(() => undefined);
      expect(kept).toBe(await concluded());
    }),
    { numRuns: 10 },
  );
}, 120_000);

describe('with the next statement of a learner', () => {
  const p1 = usageKey('problem', 'p1');
  const v1 = usageKey('video', 'v1');
  const begin = async (): Promise<{ engine: Watched; recomputation: Recomputation }> => {
    await clear();
    const engine = new Watched(at.engine);
    const recomputation = new Recomputation(engine);
    await load([
      evaluate({ id: 1, who: 'ada', seconds: 0, attempt: 1, success: false }),
      watching({ id: 2, who: 'ada', seconds: 60, verb: 'played', position: 0 }),
      evaluate({ id: 3, who: 'ben', seconds: 0, attempt: 1, success: true }),
    ]);
    await recomputation.run();
    [engine.asked, engine.stored] = [[], []];
    return { engine, recomputation };
  };
  const storedBlocks = (engine: Watched): unknown[] => engine.stored.map((row) => row.block_id).sort();

  it('Nothing but the next statement of a learner is read, and only what it touches is stored', async () => {
    const { engine, recomputation } = await begin();
    // Not on the video; but the learner's next event ends a play that was left open.
    await load([progress({ id: 4, who: 'ada', seconds: 90, percent: 100 }, usageKey('html', 'h1'))]);
    await recomputation.run(false);
    expect(engine.asked).toContain('later-events');
    expect(engine.asked).not.toContain('packed-histories');
    expect(storedBlocks(engine)).toEqual([COURSE, usageKey('html', 'h1'), v1].sort());
    expect(engine.stored.find((row) => row.block_id === v1)).toMatchObject({ watched: [[0, 30]] });
  });

  it.each([
    [
      'another statement took its place',
      async () => load([evaluate({ id: 1, who: 'ada', seconds: -5, attempt: 1, success: true })]),
    ],
    ['somebody works on the tables', async (own: Recomputation) => own.forget()],
  ])('The whole history is read where %s', async (_, happens) => {
    const { engine, recomputation } = await begin();
    await happens(recomputation);
    await load([evaluate({ id: 5, who: 'ada', seconds: 95, attempt: 2, success: true })]);
    await recomputation.run(false);
    expect(engine.asked).toContain('packed-histories');
    expect(storedBlocks(engine)).toEqual([COURSE, p1, v1].sort());
  });
});

describe('with the next statement of a learner who is not remembered', () => {
  const [p1, h1] = [usageKey('problem', 'p1'), usageKey('html', 'h1')];
  const again = (seconds: number): Statement => evaluate({ id: 3, who: 'ada', seconds, attempt: 2, success: true });
  it.each([
    ['later than all that is stored: only what it touches is stored', again(20), [COURSE, p1]],
    ['at the same moment as the last that is stored: all is stored', again(10), [COURSE, p1, h1]],
    ['earlier: all is stored', again(5), [COURSE, p1, h1]],
  ])('A learner who is not remembered is read and stored anew as far as needed: %s', async (_, statement, blocks) => {
    await clear();
    const engine = new Watched(at.engine);
    await load([
      evaluate({ id: 1, who: 'ada', seconds: 0, attempt: 1, success: false }),
      progress({ id: 2, who: 'ada', seconds: 10, percent: 100 }, h1),
    ]);
    await new Recomputation(engine).run();
    engine.stored = [];
    await load([statement]);
    await new Recomputation(engine).run(false);
    expect(engine.stored.map((row) => row.block_id).sort()).toEqual([...blocks].sort());
    expect(engine.stored.find((row) => row.block_id === p1)).toMatchObject({ attempts: 2, ever_right: 1 });
    const kept = await concluded();
    await at.workspace.recomputeAll(() => undefined);
    expect(kept).toBe(await concluded());
  });
});

it('What comes late among what is stored is told everywhere, though before and after all of it a block looks the same', async () => {
  await clear();
  const p2 = usageKey('problem', 'p2');
  const tried = (id: number, seconds: number, attempt: number, success: boolean): Statement =>
    evaluate({ id, who: 'ada', seconds, attempt, success });
  await load([
    tried(1, 0, 2, false),
    evaluate({ id: 2, who: 'ada', seconds: 1, attempt: 1, success: true }, p2),
    tried(3, 10, 1, true),
  ]);
  await new Recomputation(at.engine).run();
  const rest = async (): Promise<unknown> =>
    at.engine.rows(`SELECT rest_right FROM ${at.config.databases.own}.facts FINAL WHERE block_id = {p2:String}`, {
      p2,
    });
  // Right at the first try of the other problem: not as far as the first second tells, then so, then no more.
  expect(await rest()).toEqual([{ rest_right: 1 }]);
  await load([tried(4, 5, 1, false)]);
  await new Recomputation(at.engine).run(false);
  expect(await rest()).toEqual([{ rest_right: 0 }]);
});

it('Who waits in a small course does not wait for all of a large one', async () => {
  await clear();
  const many = (from: number): Statement[] =>
    Array.from({ length: 401 }, (_, n) =>
      evaluate({ id: from + n, who: `l${from + n}`, seconds: n, attempt: 1, success: true }),
    );
  const other = COURSE.replace(/[^+]+$/, 'Other');
  await load(many(1000));
  await load([evaluate({ id: 1, who: 'ada', seconds: 0, attempt: 1, success: true, course: other })]);
  await load(many(2000));
  const engine = new Watched(at.engine);
  await new Recomputation(engine).run();
  const courses = engine.stored.map((row) => row.course_key);
  expect(courses).toContain(other);
  expect(courses.lastIndexOf(other)).toBeLessThan(courses.lastIndexOf(COURSE));
});

describe('a voided statement', () => {
  const first = evaluate({ id: 1, who: 'ada', seconds: 0, attempt: 1, success: true });
  const voiding = {
    ...evaluate({ id: 3, who: 'ada', seconds: 90, attempt: 1, success: true }),
    verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
    object: { objectType: 'StatementRef', id: first.id },
  } as unknown as Statement;
  const isConcluded = async (): Promise<void> => {
    const kept = await concluded();
    await at.workspace.recomputeAll(() => undefined);
    expect(kept).toBe(await concluded());
  };

  it('A voided statement counts no more, though its learner is remembered', async () => {
    await clear();
    const recomputation = new Recomputation(at.engine);
    await load([first, watching({ id: 2, who: 'ada', seconds: 60, verb: 'played', position: 0 })]);
    await recomputation.run();
    await load([voiding]);
    while (await recomputation.run(false));
    const blocks = await at.engine.rows(`SELECT block_id FROM ${at.config.databases.own}.facts FINAL WHERE tried > 0`);
    expect(blocks).toEqual([]);
    await isConcluded();
  });

  it('A voided statement takes nothing else away when its learner comes again', async () => {
    await clear();
    await load([first, progress({ id: 2, who: 'ada', seconds: 60, percent: 100 }, usageKey('html', 'h1')), voiding]);
    await new Recomputation(at.engine).run();
    await load([evaluate({ id: 4, who: 'ada', seconds: 120, attempt: 2, success: true }, usageKey('problem', 'p2'))]);
    while (await new Recomputation(at.engine).run(false));
    await isConcluded();
  });
});

it('Sums that were still to be made when the process died are made by the next one', async () => {
  await clear();
  const recomputation = new Recomputation(at.engine);
  await load([evaluate({ id: 1, who: 'ada', seconds: 0, attempt: 1, success: true })]);
  await recomputation.run();
  await load([evaluate({ id: 2, who: 'ben', seconds: 5, attempt: 1, success: true })]);
  // A moment before it may be done again.
  const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
  await recomputation.run(false, false);
  clock.mockRestore();
  const learners = async (): Promise<unknown> =>
    at.engine.rows(
      `SELECT learners FROM ${at.config.databases.own}.block_totals FINAL WHERE block_id = {course:String} AND learners > 0`,
      { course: COURSE },
    );
  expect(await learners()).toEqual([{ learners: 1 }]);
  while (await new Recomputation(at.engine).run(false));
  expect(await learners()).toEqual([{ learners: 2 }]);
});

it('A site from before is not typed again: its view says from now on from when on something is new', async () => {
  const { own } = at.config.databases;
  await clear();
  await load([evaluate({ id: 1, who: 'ada', seconds: 0, attempt: 1, success: true })]);
  await at.engine.command(
    `ALTER TABLE ${own}.touched_mv MODIFY QUERY SELECT DISTINCT now64(6) AS at, course_key, learner FROM ${own}.events`,
  );
  await at.engine.insert(`${own}.migrations`, [{ name: `${own}.touched_mv`, checksum: 'of before' }]);
  await load([evaluate({ id: 2, who: 'ada', seconds: 5, attempt: 2, success: true })]);
  await migrate(at.engine);
  expect(await readBackfill(at.engine)).toBeNull();
  await load([evaluate({ id: 3, who: 'ada', seconds: 9, attempt: 3, success: true })]);
  const since = await at.engine.rows(`SELECT toString(since) AS since FROM ${own}.touched ORDER BY at`);
  expect(since.map((row) => row.since)).toEqual([
    '2026-03-02 09:00:00.000000',
    '1900-01-01 00:00:00.000000',
    '2026-03-02 09:00:09.000000',
  ]);
});
