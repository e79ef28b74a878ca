import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { operatorScope } from '../../api/auth/scope';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';
import { rebuild } from '../../api/worker/rebuild';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { describeWithShared } from '../support/shared';
import { NOTHING_REJECTED } from './loading';

/** Batches are as large as Aspects writes them: at this size its own incremental tables lose and double rows. */
const BATCH = 100;

/** Numbers that look random and are the same in every run (Park and Miller's generator). */
const numbersFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647);
};

/** Every fact, and the answers about every course and one block in four, as text. */
const everything = async (at: TestWorkspace): Promise<string[]> => {
  await at.workspace.refresh();
  const reports = new Reports(at.engine, 1);
  const own = at.config.databases.own;
  const facts = await at.engine.rows(
    `SELECT * EXCEPT version FROM ${own}.facts FINAL ORDER BY course_key, block_id, learner`,
  );
  const reported = facts.map((fact) => JSON.stringify(fact));
  const blocks = new Map<string, Set<string>>();
  for (const { course_key, block_id } of facts) {
    const course = String(course_key);
    blocks.set(course, (blocks.get(course) ?? new Set()).add(String(block_id)));
  }
  for (const [course, ids] of [...blocks].sort(([a], [b]) => a.localeCompare(b))) {
    const scope = operatorScope(course);
    reported.push(JSON.stringify(await reports.outline(scope, ALL_TIME)));
    for (const id of [...ids].sort().filter((_, index) => index % 4 === 0)) {
      if (id.includes('@problem+')) reported.push(JSON.stringify(await reports.problem(scope, id, ALL_TIME)));
      if (id.includes('@video+')) reported.push(JSON.stringify(await reports.video(scope, id, ALL_TIME)));
    }
  }
  return reported;
};

describeWithShared('Aspects’ own test data, in whatever order', (golden) => {
  const file = (name: string): string => join(golden, 'aspects', name);
  const statements = (): string[] =>
    gunzipSync(readFileSync(file('statements.jsonl.gz')))
      .toString()
      .trim()
      .split('\n');
  const load = (at: TestWorkspace, lines: readonly string[]) =>
    loadStatements(at.engine, Readable.from([Buffer.from(lines.join('\n'))]), NOTHING_REJECTED);

  let expected: string[];
  let at: TestWorkspace;
  const open = async (): Promise<TestWorkspace> => {
    const made = await openTestWorkspace('embedded');
    for (const name of ['course_blocks.csv', 'course_overviews.csv'])
      await loadCourse(made.engine, createReadStream(file(name)), NOTHING_REJECTED);
    return made;
  };
  beforeAll(async () => {
    const whole = await open();
    await load(whole, statements());
    expected = await everything(whole);
    await whole.close();
    at = await open();
  }, 120_000);
  afterAll(() => at?.close());

  it('A course gives the same facts and answers from disordered batches with repetitions, read in between', async () => {
    const next = numbersFrom(20);
    const lines = statements();
    const delivered = lines.flatMap((line) => (next() % 10 === 0 ? [line, line] : [line]));
    for (let index = delivered.length - 1; index > 0; index -= 1) {
      const other = next() % (index + 1);
      [delivered[index], delivered[other]] = [delivered[other] as string, delivered[index] as string];
    }
    let duplicates = 0;
    for (let from = 0; from < delivered.length; from += BATCH) {
      const counts = await load(at, delivered.slice(from, from + BATCH));
      duplicates += counts.duplicate;
      if (next() % 8 === 0) await at.workspace.refresh();
    }
    expect(duplicates).toBe(delivered.length - lines.length);
    expect(expected.length).toBeGreaterThan(1000);
    expect(await everything(at)).toEqual(expected);
  }, 240_000);

  it('A rebuild gives the same once more', async () => {
    await rebuild(at.workspace, () => undefined, NOTHING_REJECTED.signal);
    expect(await everything(at)).toEqual(expected);
  }, 120_000);
});
