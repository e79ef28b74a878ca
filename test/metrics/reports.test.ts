import { Readable } from 'node:stream';
import { operatorScope } from '../../api/auth/scope';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';
import { COURSE, evaluate, lines, register, usageKey, watching } from '../support/statements';

/**
 * The cast. Registered: ada (right at once), ben (wrong, wrong, right), cleo (wrong, then left the course), dan (tried
 * nothing, watched). Not registered: staff (right; must not count).
 */
const P1 = usageKey('problem', 'p1');
const V1 = usageKey('video', 'v1');
let id = 0;
const next = (): number => (id += 1);
const DAY = 86_400;

const STATEMENTS = [
  ...['ada', 'ben', 'cleo', 'dan'].map((who) => register({ id: next(), who, seconds: 0 })),
  evaluate({ id: next(), who: 'ada', seconds: 100, attempt: 1, success: true, response: 'four' }),
  evaluate({ id: next(), who: 'ben', seconds: 100, attempt: 1, success: false, response: 'three' }),
  evaluate({ id: next(), who: 'ben', seconds: 200, attempt: 2, success: false, response: 'two' }),
  evaluate({ id: next(), who: 'ben', seconds: 8 * DAY, attempt: 3, success: true, response: 'Four ' }),
  evaluate({ id: next(), who: 'cleo', seconds: 150, attempt: 1, success: false, response: 'three' }),
  register({ id: next(), who: 'cleo', seconds: 300 }, 'unregistered'),
  evaluate({ id: next(), who: 'staff', seconds: 90, attempt: 1, success: true, response: 'four' }),
  // the video is 60 s long; dan sees all of it and the first ten seconds twice; ada 0 to 30; staff must not count
  watching({ id: next(), who: 'dan', seconds: 1000, verb: 'played', position: 0 }),
  watching({ id: next(), who: 'dan', seconds: 1060, verb: 'paused', position: 60 }),
  watching({ id: next(), who: 'dan', seconds: 1100, verb: 'played', position: 0 }),
  watching({ id: next(), who: 'dan', seconds: 1110, verb: 'paused', position: 10 }),
  watching({ id: next(), who: 'ada', seconds: 1000, verb: 'played', position: 0 }),
  watching({ id: next(), who: 'ada', seconds: 1030, verb: 'terminated', position: 30 }),
  watching({ id: next(), who: 'staff', seconds: 1000, verb: 'played', position: 0 }),
  watching({ id: next(), who: 'staff', seconds: 1060, verb: 'paused', position: 60 }),
];

const scope = operatorScope(COURSE);

describe.each(ENGINES)('answers worked out by hand, on the %s engine', (kind) => {
  let at: TestWorkspace;
  let reports: Reports;
  let strict: Reports;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    await loadStatements(at.engine, Readable.from([Buffer.from(lines(STATEMENTS))]), {
      onReject: ({ reason }) => {
        throw new Error(reason);
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    await at.workspace.refresh();
    reports = new Reports(at.engine, 1);
    strict = new Reports(at.engine, 10);
  });
  afterAll(() => at.close());

  it('The report of a problem is the one worked out by hand', async () => {
    const problem = await reports.problem(scope, P1, ALL_TIME);
    expect(problem).toMatchObject({
      learners: 3,
      firstTry: { kind: 'value', count: 1, of: 3 },
      eventual: { kind: 'value', count: 2, of: 3 },
      attempts: { total: 5, median: 1, max: 3 },
      asOf: '2026-03-10T09:00:00Z',
      edits: [],
      discrimination: { kind: 'none' },
    });
    expect(problem.parts).toHaveLength(1);
    expect(problem.parts[0]).toMatchObject({
      part: '1',
      question: 'How many?',
      interactionType: 'choice',
      other: null,
    });
    // choices are told apart by case; at first: four 1, three 2; at last: four 1 (ada), "Four " 1 (ben), three 1 (cleo)
    expect(problem.parts[0]?.answers).toEqual([
      { value: 'three', correct: false, first: 2, last: 1 },
      { value: 'four', correct: true, first: 1, last: 1 },
      { value: 'Four ', correct: true, first: 0, last: 1 },
    ]);
    expect(problem.trend).toEqual([{ week: '2026-03-02', firstTry: expect.objectContaining({ count: 1, of: 3 }) }]);
  });

  it('The report of a video is the one worked out by hand', async () => {
    const video = await reports.video(scope, V1, ALL_TIME);
    expect(video).toMatchObject({
      duration: 60,
      viewers: 2,
      watchedSeconds: 100,
      imputed: { plays: 0, seconds: 0 },
      coverage: 0.75,
      completion: { count: 1, of: 2 },
    });
    expect(video.curve).toHaveLength(60);
    expect(video.curve[5]).toEqual({ second: 5, viewers: 2, views: 3 });
    expect(video.curve[20]).toEqual({ second: 20, viewers: 2, views: 2 });
    expect(video.curve[59]).toEqual({ second: 59, viewers: 1, views: 1 });
    expect(video.curve.reduce((sum, point) => sum + Number(point.views), 0)).toBe(video.watchedSeconds);
  });

  it('The outline without a structure has its blocks by id', async () => {
    const outline = await reports.outline(scope, ALL_TIME);
    expect(outline).toMatchObject({ learners: 4, structure: 'events' });
    expect(outline.blocks).toMatchObject([
      { id: P1, type: 'problem', reach: 3, attempted: 3, firstTry: { count: 1, of: 3 } },
      { id: V1, type: 'video', reach: 2, attempted: 0, firstTry: { kind: 'none' }, watched: 0.75 },
    ]);
  });

  it('A window counts what happened in it, and nothing else', async () => {
    const firstDay = await reports.problem(scope, P1, { from: '2026-03-02', to: '2026-03-03' });
    expect(firstDay).toMatchObject({ learners: 3, attempts: { total: 4 }, eventual: { count: 1, of: 3 } });
    const until = await reports.problem(scope, P1, { from: null, to: '2026-03-03' });
    expect(until).toMatchObject({ learners: 3, attempts: { total: 4 }, eventual: { count: 1, of: 3 } });
    const later = await reports.problem(scope, P1, { from: '2026-03-03', to: null });
    expect(later).toMatchObject({ learners: 1, attempts: { total: 1 } });
    const never = await reports
      .problem(scope, P1, { from: '2027-01-01', to: null })
      .catch((error: { code: string }) => error.code);
    expect(never).toMatchObject({ learners: 0, firstTry: { kind: 'none', reason: 'no_attempts' }, asOf: null });
    const outline = await reports.outline(scope, { from: '2026-03-02', to: '2026-03-03' });
    expect(outline.blocks[0]).toMatchObject({ attempted: 3, firstTry: { count: 1, of: 3 } });
  });

  it('The outline is the same whether the database or the window sums it up', async () => {
    const { window: _, ...whole } = await reports.outline(scope, ALL_TIME);
    const { window: __, ...inWindow } = await reports.outline(scope, { from: '2000-01-01', to: '2100-01-01' });
    expect(inWindow).toEqual(whole);
  });

  it('Nothing is told below the threshold, and withheld is neither 0 nor null', async () => {
    const problem = await strict.problem(scope, P1, ALL_TIME);
    const withheld = { kind: 'withheld', reason: 'too_few_learners' };
    expect(problem).toMatchObject({
      learners: withheld,
      firstTry: withheld,
      eventual: withheld,
      attempts: withheld,
      trend: [],
    });
    expect(problem.parts[0]).toMatchObject({ answers: [], firstTry: withheld });
    const video = await strict.video(scope, V1, ALL_TIME);
    expect(video).toMatchObject({
      viewers: withheld,
      watchedSeconds: withheld,
      imputed: withheld,
      coverage: withheld,
      curve: [],
    });
    const outline = await strict.outline(scope, ALL_TIME);
    expect(outline.blocks[0]).toMatchObject({ reach: withheld, attempted: withheld, firstTry: withheld });
    expect(outline.learners).toEqual(withheld);
  });

  it('A report counts a statement whose parent is one activity instead of a list, as the standard allows', async () => {
    const course = 'course-v1:Org+Alone+Run';
    const statement = evaluate({ id: next(), who: 'eve', seconds: 10, attempt: 1, success: true, course });
    const { contextActivities } = statement.context as { contextActivities: { parent: unknown[] } };
    const alone = { ...statement, context: { contextActivities: { parent: contextActivities.parent[0] } } };
    await loadStatements(at.engine, Readable.from([Buffer.from(lines([alone]))]), {
      onReject: ({ reason }) => {
        throw new Error(reason);
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    await at.workspace.refresh();
    expect(await reports.problem(operatorScope(course), P1, ALL_TIME)).toMatchObject({ learners: 1 });
  });

  it('An unknown block and a block of another type are refused', async () => {
    await expect(reports.problem(scope, usageKey('problem', 'nowhere'), ALL_TIME)).rejects.toMatchObject({
      code: 'unknown_block',
    });
    await expect(reports.problem(scope, V1, ALL_TIME)).rejects.toMatchObject({ code: 'wrong_block_type' });
    await expect(reports.outline(operatorScope('course-v1:No+Such+Course'), ALL_TIME)).rejects.toMatchObject({
      code: 'unknown_course',
    });
  });
});
