import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { operatorScope } from '../../api/auth/scope';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { isOurs } from '../../api/store/sources';
import { type Mode, forget } from '../../api/retirement/forget';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { rebuild } from '../../api/worker/rebuild';
import { indexStatements, prepareForEndpoint } from '../../api/worker/statementIndexing';
import { type EngineKind, ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';
import { dyingAfter } from '../support/dyingEngine';
import {
  COURSE,
  LMS,
  type Statement,
  evaluate,
  lines,
  register,
  usageKey,
  uuid,
  watching,
} from '../support/statements';

const scope = operatorScope(COURSE);
const signal = new AbortController().signal;
const quiet = (): void => undefined;

/** Ids as the LMS makes them, new ones each time: whoever was forgotten stays so. */
const people = (): Record<string, string> =>
  Object.fromEntries(['ada', 'ben', 'cleo'].map((name) => [name, randomUUID()]));

const anyStatement = (n: number, who: fc.Arbitrary<string>): fc.Arbitrary<Statement> => {
  const common = fc.record({ id: fc.constant(n), who, seconds: fc.integer({ min: 0, max: 240 }) });
  const position = fc.integer({ min: 0, max: 60 });
  return fc.oneof(
    common.map((c) => register(c)),
    fc
      .tuple(common, fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.constantFrom('p1', 'p2'))
      .map(([c, attempt, success, block]) => evaluate({ ...c, attempt, success }, usageKey('problem', block))),
    fc
      .tuple(common, fc.constantFrom('played', 'paused', 'seeked'), position, position)
      .map(([c, verb, from, to]) => watching({ ...c, verb, position: from, to })),
  );
};

/** Statements of three learners; a few ids come twice, with another content of the same learner. */
const history = fc.integer({ min: 3, max: 25 }).chain((n) =>
  fc
    .tuple(...Array.from({ length: n }, (_, at) => anyStatement(at + 1, fc.constantFrom('ada', 'ben', 'cleo'))))
    .chain((statements) =>
      fc
        .array(
          fc.integer({ min: 0, max: n - 1 }).chain((at) => {
            const { account } = statements[at]!.actor as { account: { name: string } };
            return anyStatement(at + 1, fc.constant(account.name));
          }),
          { maxLength: 3 },
        )
        .map((rivals) => [...statements, ...rivals]),
    ),
);

const load = (at: TestWorkspace, text: string) =>
  loadStatements(at.engine, Readable.from([Buffer.from(text)]), {
    onReject: ({ reason }) => {
      throw new Error(reason);
    },
    onProgress: quiet,
    signal,
  });

const TABLES = ['events', 'statement_times', 'facts', 'block_totals', 'conflicts', 'voids', 'statement_index'];
const clear = (at: TestWorkspace): Promise<void> =>
  at.workspace.alone(async () => {
    const { own, xapi } = at.config.databases;
    for (const table of TABLES) await at.engine.command(`TRUNCATE TABLE ${own}.${table}`);
    await at.engine.command(`TRUNCATE TABLE ${xapi}.xapi_events_all`);
  });

const answers = async (at: TestWorkspace): Promise<string> => {
  await at.workspace.refresh();
  const reports = new Reports(at.engine, 1);
  const disclose = (work: Promise<unknown>): Promise<unknown> => work.catch((error: { code: string }) => error.code);
  const window = { from: '2026-03-02', to: '2026-03-03' };
  return JSON.stringify([
    await disclose(reports.outline(scope, ALL_TIME)),
    await disclose(reports.outline(scope, window)),
    await disclose(reports.problem(scope, usageKey('problem', 'p1'), ALL_TIME)),
    await disclose(reports.problem(scope, usageKey('problem', 'p2'), ALL_TIME)),
    await disclose(reports.video(scope, usageKey('video', 'v1'), ALL_TIME)),
    await disclose(reports.video(scope, usageKey('video', 'v1'), window)),
  ]);
};

/** Every table of the three databases in which a text stands in any row, physically. */
const tablesWith = async (at: TestWorkspace, text: string): Promise<string[]> => {
  const found: string[] = [];
  const tables = await at.engine.rows(
    `SELECT database, name FROM system.tables WHERE database IN {all:Array(String)} AND engine LIKE '%MergeTree'`,
    { all: Object.values(at.config.databases) },
  );
  for (const { database, name } of tables) {
    const [row] = await at.engine.rows(
      `SELECT count() AS n FROM ${String(database)}.${String(name)} WHERE position(toString(tuple(*)), {text:String}) > 0`,
      { text },
    );
    if (Number(row?.n) > 0) found.push(String(name));
  }
  return found;
};

const RUNS: Record<EngineKind, number> = { embedded: 4, http: 1, server: 2 };

describe.each(ENGINES)('forgetting on the %s engine', (kind) => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    await prepareForEndpoint(at.engine);
    await indexStatements(at.engine, signal);
  });
  afterAll(() => at.close());

  const named = (statements: readonly Statement[], who: Record<string, string>): string =>
    Object.entries(who).reduce((text, [name, id]) => text.replaceAll(`"${name}"`, `"${id}"`), lines(statements));
  const without = (text: string, id: string): string =>
    text
      .split('\n')
      .filter((line) => !line.includes(id))
      .join('\n');

  it('The answers after forgetting are those of a store that never had the learner, or the same where the learner got another id', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom<Mode>('deleted', 'rekeyed'), async (statements, mode) => {
        const who = people();
        const ada = who.ada!;
        const text = named(statements, who);
        await clear(at);
        await load(at, mode === 'deleted' ? without(text, ada) : text);
        const expected = await answers(at);

        await clear(at);
        await load(at, text);
        await answers(at);
        await forget(at.workspace, ada, mode, quiet, signal);
        expect(await answers(at)).toBe(expected);
        expect(await tablesWith(at, ada)).toEqual([]);

        // neither the same log again nor a rebuild brings the learner back
        const again = await load(at, text);
        expect([again.accepted, again.duplicate]).toEqual([0, text.split('\n').length]);
        expect(await answers(at)).toBe(expected);
        await rebuild(at.workspace, quiet, signal);
        expect(await answers(at)).toBe(expected);
        expect(await tablesWith(at, ada)).toEqual([]);
      }),
      { numRuns: RUNS[kind] },
    );
  }, 240_000);

  it('Forgetting that was stopped at whatever write and is run again comes to the same end', async () => {
    const statements = [
      register({ id: 1, who: 'ada', seconds: 0 }),
      evaluate({ id: 2, who: 'ada', seconds: 5, attempt: 1, success: true }),
      evaluate({ id: 3, who: 'ben', seconds: 6, attempt: 1, success: false }),
      watching({ id: 4, who: 'ada', seconds: 9, verb: 'played', position: 0 }),
      watching({ id: 5, who: 'ada', seconds: 19, verb: 'paused', position: 10 }),
      { ...evaluate({ id: 6, who: 'ben', seconds: 30, attempt: 2, success: true }), context: instructedBy('ada') },
    ];
    for (const mode of ['deleted', 'rekeyed'] as const) {
      let ended = false;
      for (let writes = 1; !ended; writes += kind === 'embedded' ? 6 : 25) {
        const who = people();
        const ada = who.ada!;
        const text = named(statements as Statement[], who);
        await clear(at);
        await load(at, text);
        const before = await answers(at);
        const dying = dyingAfter(at.engine, writes);
        const cutOff = Object.create(at.workspace, { engine: { value: dying } }) as TestWorkspace['workspace'];
        ended = await forget(cutOff, ada, mode, quiet, signal).then(
          () => true,
          (error: Error) => {
            expect(error.message).toBe('cut off');
            return false;
          },
        );
        await forget(at.workspace, ada, mode, quiet, signal);
        expect(await tablesWith(at, ada)).toEqual([]);
        const after = JSON.parse(await answers(at));
        if (mode === 'rekeyed') expect(after).toEqual(JSON.parse(before));
        // nobody is registered any more, so ben, who was seen, counts
        else expect(after[0]).toMatchObject({ learners: 1 });
        expect(after[2].attempts.total).toBe(mode === 'rekeyed' ? 1 : 2);
      }
    }
  }, 240_000);

  it('What the learner voided counts again; who named the learner names nobody', async () => {
    const who = people();
    const voiding = {
      id: uuid(9),
      actor: { account: { homePage: LMS, name: who.ada } },
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id: uuid(2) },
      timestamp: '2026-03-03T00:00:00Z',
    };
    const bens = [
      evaluate({ id: 2, who: who.ben!, seconds: 5, attempt: 1, success: true }),
      { ...evaluate({ id: 3, who: who.ben!, seconds: 6, attempt: 2, success: true }), context: instructedBy(who.ada!) },
    ];
    await clear(at);
    await load(at, lines([...bens, voiding]));
    const attempts = async (): Promise<unknown> => JSON.parse(await answers(at))[2].attempts?.total;
    expect(await attempts()).toBe(1);
    await forget(at.workspace, who.ada!, 'deleted', quiet, signal);
    expect(await attempts()).toBe(2);
    expect(await tablesWith(at, who.ada!)).toEqual([]);
  });

  it('Statements that others keep stay, and the learner counts no more', async () => {
    const who = people();
    const { own, xapi } = at.config.databases;
    const text = named(
      ['ada', 'ben'].flatMap((name, index) => [
        register({ id: 1 + index, who: name, seconds: 0 }),
        evaluate({ id: 11 + index, who: name, seconds: 5, attempt: 1, success: true }),
      ]),
      who,
    );
    await clear(at);
    await load(at, without(text, who.ada!));
    const expected = await answers(at);
    await clear(at);
    await load(at, text);
    await at.engine.insert(`${own}.migrations`, [{ name: `source ${xapi}.xapi_events_all`, checksum: 'found' }]);
    expect(await isOurs(at.engine, `${xapi}.xapi_events_all`)).toBe(false);
    await expect(forget(at.workspace, who.ada!, 'rekeyed', quiet, signal)).rejects.toThrow(
      /written and kept by others/,
    );
    expect(await forget(at.workspace, who.ada!, 'deleted', quiet, signal)).toEqual({ statements: 0, isOurs: false });
    expect(await answers(at)).toBe(expected);
    await rebuild(at.workspace, quiet, signal);
    expect(await answers(at)).toBe(expected);
    expect(await tablesWith(at, who.ada!)).toEqual(['xapi_events_all']);
    // others write on: nothing of it is typed
    await at.engine.insert(`${xapi}.xapi_events_all`, [
      {
        event_id: uuid(77),
        emission_time: '2026-03-02 12:00:00',
        event: JSON.stringify(evaluate({ id: 77, who: who.ada!, seconds: 5, attempt: 2, success: true })),
      },
    ]);
    expect(await answers(at)).toBe(expected);
    expect(await tablesWith(at, who.ada!)).toEqual(['xapi_events_all']);
    await at.engine.insert(`${own}.migrations`, [{ name: `source ${xapi}.xapi_events_all`, checksum: 'made' }]);
  });
});

const instructedBy = (name: string) => ({
  instructor: { account: { homePage: LMS, name } },
  contextActivities: {
    parent: [{ id: `${LMS}/course/${COURSE}`, definition: { type: 'http://adlnet.gov/expapi/activities/course' } }],
  },
});
