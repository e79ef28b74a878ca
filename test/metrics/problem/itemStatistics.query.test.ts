import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { operatorScope } from '../../../api/auth/scope';
import { DEMO_COURSE, PATTERNS, usageKey } from '../../../api/demo/course';
import { writeDemo } from '../../../api/demo/writeDemo';
import type { Fact } from '../../../api/facts/types';
import { loadStatements } from '../../../api/pipeline/ingest/load';
import { blockFacts } from '../../support/blockFacts';
import {
  responseStatistics,
  helpBeforeTrying,
  itemStatistics,
  partStatistics,
  reliabilityTotals,
  responsePatterns,
} from '../../../api/metrics/problem/itemStatistics.query';
import { ALL_TIME, Reports } from '../../../api/metrics/reports';
import { loadCourse } from '../../../api/pipeline/structure/loadCourse';
import { blockEdits, learnersByVersion } from '../../../api/metrics/attention/versions.query';
import { editsOf } from '../../../api/metrics/attention/versions';
import { CourseModels } from '../../../api/metrics/attention/courseModels';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { COURSE, evaluate, lines, register, time, usageKey as key } from '../../support/statements';
import { sumUp } from '../../support/sumUp';

const [kind = 'embedded'] = ENGINES;
const options = {
  onReject: ({ reason }: { reason: string }) => {
    throw new Error(reason);
  },
  onProgress: () => undefined,
  signal: new AbortController().signal,
};
const load = async (at: TestWorkspace, statements: readonly unknown[]): Promise<void> => {
  await loadStatements(at.engine, Readable.from([Buffer.from(lines(statements))]), options);
  await at.workspace.refresh();
};

describe('the demo course', () => {
  const scope = operatorScope(DEMO_COURSE);
  const problem = (slug: string): string => usageKey(DEMO_COURSE, 'problem', slug);
  const UNRESTED = { course: DEMO_COURSE, registered_only: 1, cut_blocks: [] as string[], cut_times: [] as number[] };
  const ARGS = { ...UNRESTED, others: 3 };
  let at: TestWorkspace;
  let folder: string;
  let reports: Reports;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    folder = await mkdtemp(join(tmpdir(), 'marginalia-demo-'));
    const files = await writeDemo(folder);
    await loadCourse(at.engine, createReadStream(files.courseBlocks), options);
    await loadStatements(at.engine, createReadStream(files.statements).pipe(createGunzip()), options);
    await at.workspace.refresh();
    await at.workspace.models.ensure(DEMO_COURSE);
    reports = new Reports(at.engine, 10);
  }, 120_000);
  afterAll(async () => {
    await at.close();
    await rm(folder, { recursive: true, force: true });
  });

  const factsOf = async (block: string): Promise<Fact[]> =>
    (await blockFacts.run(at.engine, { course: DEMO_COURSE, block })).filter(
      (fact) => fact.registered && fact.tried > 0,
    );

  it('The demo course shows what is wrong with it: the key first, the distractor, where a video is left; not what is easy or hard', async () => {
    const { items, counts } = await reports.attention(scope);
    expect(items.map((item) => [item.block.id, item.reason])).toEqual([
      [problem(PATTERNS.wrongKey.slug), 'key_may_be_wrong'],
      [problem(PATTERNS.distractor.slug), 'confusing_distractor'],
      [usageKey(DEMO_COURSE, 'video', PATTERNS.leaving.slug), 'video_drop_out'],
      [problem(PATTERNS.help.slug), 'help_before_trying'],
    ]);
    const tries = await factsOf(problem(PATTERNS.wrongKey.slug));
    const right = tries.filter((fact) => fact.firstRight).length;
    expect(items[0]).toMatchObject({
      evidence: 'strong',
      marked: PATTERNS.wrongKey.marked,
      chosen: PATTERNS.wrongKey.trueResponse,
      markedRight: { count: right, of: tries.length },
      chosenOfWrong: { kind: 'value', of: tries.length - right },
    });
    expect(items[1]).toMatchObject({ answer: PATTERNS.distractor.wrong });
    expect(items[2]).toMatchObject({ from: PATTERNS.leaving.at });
    expect(counts.listed).toBe(4);
    const listed = items.map((item) => item.block.id);
    for (const { slug } of [PATTERNS.hardButFair, PATTERNS.easy]) expect(listed).not.toContain(problem(slug));
  });

  it('The demo course has its findings on the outline, from the block up to the course', async () => {
    const { blocks } = await reports.outline(scope, ALL_TIME);
    const byId = new Map(blocks.map((block) => [block.id, block]));
    const mark = byId.get(problem(PATTERNS.wrongKey.slug));
    expect(mark?.attention).toEqual({ items: 1, reason: 'key_may_be_wrong' });
    expect(byId.get(mark?.parent ?? '')?.attention).toEqual({ items: 1, reason: 'key_may_be_wrong' });
    expect(blocks[0]?.attention).toEqual({ items: 4, reason: 'key_may_be_wrong' });
    expect(byId.get(problem(PATTERNS.easy.slug))?.attention).toEqual({ items: 0, reason: null });
  });

  it('The demo course puts its problems on one scale', async () => {
    const difficulty = async (slug: string) => (await reports.problem(scope, problem(slug), ALL_TIME)).difficulty;
    const [easy, hard] = [await difficulty(PATTERNS.easy.slug), await difficulty(PATTERNS.hardButFair.slug)];
    expect(easy).toMatchObject({ kind: 'value', model: '2pl', percentile: 0 });
    expect(hard).toMatchObject({ kind: 'value', model: '2pl' });
    if (easy.kind !== 'value' || hard.kind !== 'value') throw new Error('no value');
    expect(hard.percentile).toBeGreaterThan(0.75);
    // the content says 1.0
    expect(Math.abs(hard.value - 1)).toBeLessThan(0.4);
    expect(hard.low).toBeLessThan(hard.value);
    expect(await difficulty(PATTERNS.wrongKey.slug)).toEqual({ kind: 'none', reason: 'no_relation_to_strength' });
    expect(await difficulty(PATTERNS.few.slug)).toEqual({ kind: 'withheld', reason: 'too_few_learners' });
    expect(await difficulty('recursion')).toEqual({ kind: 'none', reason: 'no_attempts' });
  });

  it('The sums of the database are those made plainly from the facts', async () => {
    const [items, parts, answers] = [
      await itemStatistics.run(at.engine, { ...ARGS, least: 5 }),
      await partStatistics.run(at.engine, ARGS),
      await responseStatistics.run(at.engine, { ...ARGS, most: 1000 }),
    ];
    for (const slug of [PATTERNS.wrongKey.slug, PATTERNS.hardButFair.slug, 'three-loops', 'keyword', 'ending-loops']) {
      const block = problem(slug);
      const wanted = sumUp(block, await factsOf(block));
      expect(wanted.items).toHaveLength(1);
      expect(items.filter((row) => row.block === block)).toMatchObject(
        wanted.items.map((one) => ({
          n: one.n,
          n_right: one.right,
          n_ever_right: one.everRight,
          n_attempts: one.attempts,
          tried_again: one.triedAgain,
          recovered: one.recovered,
          n_many: one.many,
          version: 0,
          rested: one.rested,
          rest_sum: one.restSum,
        })),
      );
      expect(parts.filter((row) => row.block === block)).toEqual(
        wanted.parts.map((one) => ({
          block,
          version: 0,
          part: one.part,
          learners: one.learners,
          n_right: one.right,
          rested: one.n,
          rested_right: one.inGroup,
          rest_sum: one.restSum,
          rest_squares: one.restSquares,
          right_rest_sum: one.groupRestSum,
          upper: one.upper,
          lower: one.lower,
          upper_right: one.upperRight,
          lower_right: one.lowerRight,
        })),
      );
      const text = (row: { part: string; answer: string; right: boolean }): string =>
        `${row.part} ${row.answer} ${row.right}`;
      const found = answers.filter((row) => row.block === block).sort((a, b) => (text(a) < text(b) ? -1 : 1));
      expect(found).toEqual(
        wanted.answers
          .sort((a, b) => (text(a) < text(b) ? -1 : 1))
          .map(({ restSum, ...one }) => ({ ...one, version: 0, rest_sum: restSum })),
      );
    }
  });

  it('The sums of a problem that changed in the middle are made for who came before, and for who came since', async () => {
    const block = problem(PATTERNS.edited.slug);
    const all = await factsOf(block);
    const edits = editsOf(await blockEdits.run(at.engine, { course: DEMO_COURSE }), new Map());
    const [edit] = edits.get(block) ?? [];
    const isLate = (fact: Fact): boolean => (fact.firstTryAt ?? 0) >= edit!;
    expect(all.filter(isLate).length).toBeGreaterThan(20);
    const arrivals = await learnersByVersion.run(at.engine, {
      ...{ course: DEMO_COURSE, registered_only: 1, units: [] },
      ...{ blocks: [block], times: [edit!] },
    });
    expect(arrivals.map(({ version, learners }) => [version, learners])).toEqual([
      [0, all.filter((fact) => !isLate(fact)).length],
      [1, all.filter(isLate).length],
    ]);
    const cut = { ...ARGS, cut_blocks: [block], cut_times: [edit!] };
    const items = (await itemStatistics.run(at.engine, { ...cut, least: 5 })).filter((one) => one.block === block);
    const parts = (await partStatistics.run(at.engine, cut)).filter((one) => one.block === block);
    const answers = (await responseStatistics.run(at.engine, { ...cut, most: 50 })).filter(
      (one) => one.block === block,
    );
    for (const version of [0, 1]) {
      const own = all.filter((fact) => Number(isLate(fact)) === version);
      const n_right = own.filter((fact) => fact.firstRight).length;
      expect(items[version]).toMatchObject({ version, n: own.length, n_right });
      expect(parts[version]).toMatchObject({ version, learners: own.length, n_right });
      const given = answers.filter((one) => one.version === version);
      expect(given.reduce((sum, { learners }) => sum + learners, 0)).toBe(own.length);
    }
    const patterns = await responsePatterns.run(at.engine, { ...cut, blocks: [block], most: 5000 });
    expect(patterns.reduce((sum, { learners }) => sum + learners, 0)).toBe(all.filter(isLate).length);
  });

  it('Reliability is of learners who tried all widely tried problems, as it is the long way', async () => {
    const [totals] = await reliabilityTotals.run(at.engine, ARGS);
    const rows = await at.engine.rows(
      `SELECT learner, block_id, first_right FROM ${at.config.databases.own}.facts FINAL
       WHERE course_key = {course:String} AND registered = 1 AND tried = 1 AND notEmpty(parts)`,
      { course: DEMO_COURSE },
    );
    const byLearner = new Map<string, Map<string, number>>();
    const tries = new Map<string, number>();
    for (const row of rows) {
      const [learner, block] = [String(row.learner), String(row.block_id)];
      byLearner.set(learner, (byLearner.get(learner) ?? new Map<string, number>()).set(block, Number(row.first_right)));
      tries.set(block, (tries.get(block) ?? 0) + 1);
    }
    const widely = [...tries].filter(([, n]) => 2 * n >= byLearner.size).map(([block]) => block);
    const complete = [...byLearner.values()].filter((own) => widely.every((block) => own.has(block)));
    const scores = complete.map((own) => widely.reduce((sum, block) => sum + (own.get(block) ?? 0), 0));
    const right = widely.map((block) => complete.filter((own) => own.get(block) === 1).length);
    expect(totals).toEqual({
      problems: widely.length,
      n: complete.length,
      score_sum: scores.reduce((a, b) => a + b, 0),
      score_squares: scores.reduce((a, b) => a + b * b, 0),
      item_variation: right.reduce((sum, r) => sum + r * (complete.length - r), 0),
    });
    expect((await reports.attention(scope)).reliability).toMatchObject({
      kind: 'value',
      problems: widely.length,
      of: complete.length,
    });
  });

  it('Patterns of answers hold every first try once, of as many learners as wanted', async () => {
    const blocks = [problem(PATTERNS.easy.slug), problem(PATTERNS.hardButFair.slug)];
    const patterns = await responsePatterns.run(at.engine, { ...ARGS, blocks, most: 5000 });
    const easy = await factsOf(blocks[0]!);
    const times = (answer: number): number =>
      patterns.reduce((sum, one) => sum + (one.answers.includes(answer) ? one.learners : 0), 0);
    expect(times(1)).toBe(easy.filter((fact) => fact.firstRight).length);
    expect(times(0) + times(1)).toBe(easy.length);
    const some = await responsePatterns.run(at.engine, { ...ARGS, blocks, most: 50 });
    expect(some.reduce((sum, one) => sum + one.learners, 0)).toBe(50);
    expect(await responsePatterns.run(at.engine, { ...ARGS, blocks, most: 50 })).toEqual(some);
  });

  it('Staff who were never registered count in nothing', async () => {
    const counting = await itemStatistics.run(at.engine, { ...ARGS, least: 5 });
    const everybody = await itemStatistics.run(at.engine, { ...ARGS, registered_only: 0, least: 5 });
    const n = (rows: typeof counting, slug: string): number | undefined =>
      rows.find((row) => row.block === problem(slug))?.n;
    expect(n(everybody, PATTERNS.easy.slug)).toBeGreaterThan(n(counting, PATTERNS.easy.slug) ?? Infinity);
    const [help] = (await helpBeforeTrying.run(at.engine, UNRESTED)).filter(
      (row) => row.block === problem(PATTERNS.help.slug),
    );
    expect(help?.learners).toBeGreaterThan(20);
  });
});

describe('the background job', () => {
  const scope = operatorScope(COURSE);
  let at: TestWorkspace;
  let reports: Reports;
  beforeEach(async () => {
    at = await openTestWorkspace(kind);
    reports = new Reports(at.engine, 10);
  });
  afterEach(() => at.close());

  let id = 0;
  const next = (): number => (id += 1);
  const people = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `l${from + i}`);
  /** Each tries twice and is never right. */
  const hopeless = (who: readonly string[]): unknown[] =>
    who.flatMap((one, i) => [
      register({ id: next(), who: one, seconds: i }),
      evaluate({ id: next(), who: one, seconds: 100 + i, attempt: 1, success: false }),
      evaluate({ id: next(), who: one, seconds: 900 + i, attempt: 2, success: false }),
    ]);
  const reasonsNow = async (): Promise<string[]> => (await reports.attention(scope)).items.map((item) => item.reason);

  it('The background job has made no list at first, and says so', async () => {
    await expect(reports.attention(scope)).rejects.toMatchObject({ code: 'unknown_course' });
    await load(at, hopeless(people(0, 12)));
    expect(await reports.attention(scope)).toMatchObject({ computedAt: null, items: [] });
    expect((await reports.outline(scope, ALL_TIME)).blocks[0]?.attention).toBeNull();
    expect((await reports.problem(scope, key('problem', 'p1'), ALL_TIME)).difficulty).toEqual({
      kind: 'none',
      reason: 'not_computed_yet',
    });
  });

  it('The background job makes the list when facts changed, replaces it, and no more often than every few minutes', async () => {
    const { models } = at.workspace;
    await load(at, hopeless(people(0, 9)));
    await models.keepUp();
    const first = await reports.attention(scope);
    // nine learners are few: their newest event is told by its day
    expect(first).toMatchObject({ items: [], asOf: time(908).slice(0, 10) });
    await load(at, hopeless(people(9, 20)));
    await models.keepUp();
    expect((await reports.attention(scope)).computedAt).toBe(first.computedAt);
    await models.ensure(COURSE);
    const second = await reports.attention(scope);
    expect(second.asOf).toBe(time(910).replace('.000+00:00', 'Z'));
    expect(second.items).toMatchObject([
      { reason: 'nobody_correct', evidence: 'early', correct: { count: 0, of: 20 }, learners: 20 },
    ]);
    await models.ensure(COURSE);
    expect((await reports.attention(scope)).computedAt).toBe(second.computedAt);
    expect((await reports.problem(scope, key('problem', 'p1'), ALL_TIME)).difficulty).toEqual({
      kind: 'none',
      reason: 'too_few_problems',
    });
    const rows = await at.engine.rows(
      `SELECT count() AS n FROM ${at.config.databases.own}.course_models FINAL WHERE name = 'attention'`,
    );
    expect(Number(rows[0]?.n)).toBe(1);
  });

  it('The background job keeps when something came onto the list, also in another process', async () => {
    await load(at, hopeless(people(0, 20)));
    await at.workspace.models.ensure(COURSE);
    const [before] = (await reports.attention(scope)).items;
    await load(at, hopeless(people(20, 25)));
    await new CourseModels(at.engine).ensure(COURSE);
    const [after] = (await reports.attention(scope)).items;
    expect(after).toMatchObject({ listedSince: before?.listedSince, learners: 25 });
  });

  it('The background job makes the same list however the statements came', async () => {
    const statements = hopeless(people(0, 15)) as { id: string }[];
    await load(at, [...statements].reverse());
    for (let i = 0; i < statements.length; i += 11) await load(at, statements.slice(i, i + 13));
    await at.workspace.models.ensure(COURSE);
    expect((await reports.attention(scope)).items).toMatchObject([{ giveUp: { count: 15, of: 15 } }]);
    expect(await reasonsNow()).toEqual(['hard_without_recovery']);
  });
});
