import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';
import { StructureIndex } from '../../api/facts/structureIndex';
import { readStructure } from '../../api/store/structure';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { describeWithShared } from '../support/shared';
import { NOTHING_REJECTED } from './loading';

/**
 * Where Aspects' definition of a figure is sound, ours must agree with what a full recomputation of Aspects' models
 * gives on its own test data, row by row.
 */
describeWithShared('Aspects’ own test data', (golden) => {
  let at: TestWorkspace;
  const file = (name: string): string => join(golden, 'aspects', name);
  const expected = (name: string): Record<string, string>[] =>
    parse(gunzipSync(readFileSync(file(`expected/${name}.csv.gz`))), { columns: true, bom: true });

  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    const counts = await loadCourse(at.engine, createReadStream(file('course_blocks.csv')), NOTHING_REJECTED);
    expect(counts.accepted).toBe(1731);
    await loadCourse(at.engine, createReadStream(file('course_overviews.csv')), NOTHING_REJECTED);
    const statements = await loadStatements(at.engine, createReadStream(file('statements.jsonl.gz')), NOTHING_REJECTED);
    expect(statements).toMatchObject({ read: 9659, accepted: 9659, duplicate: 0 });
    await at.workspace.refresh();
  }, 60_000);
  afterAll(() => at?.close());

  const facts = (columns: string, where: string): Promise<Record<string, unknown>[]> =>
    at.engine.rows(
      `SELECT course_key, learner, block_id, ${columns} FROM ${at.config.databases.own}.facts FINAL WHERE ${where}`,
    );

  it('Aspects’ own test data agrees on the last response wherever the latest attempt alone has the highest number: ours is the latest', async () => {
    const latest = await at.engine.rows(
      `SELECT course_key, learner, block_id, argMax(attempt, (time, attempt)) AS last, max(attempt) AS highest,
              countEqual(groupArray(attempt), highest) AS times
       FROM ${at.config.databases.own}.events FINAL
       WHERE verb = 'evaluated' AND part = '' AND attempt > 0 GROUP BY course_key, learner, block_id`,
    );
    const isReset = new Map(
      latest.map((row) => [
        `${String(row.course_key)} ${String(row.block_id)} ${String(row.learner)}`,
        Number(row.last) < Number(row.highest) || Number(row.times) > 1,
      ]),
    );
    const ours = new Map(
      (await facts('attempts, parts', 'length(parts) > 0')).map((row) => [
        `${String(row.course_key)} ${String(row.block_id)} ${String(row.learner)}`,
        (row.parts as { last_answer: string; last_right: number }[])[0],
      ]),
    );
    const theirs = expected('dim_learner_last_response');
    expect(ours.size).toBe(theirs.length);
    const inOrder = theirs.filter((row) => !isReset.get(`${row.course_key} ${row.problem_id} ${row.actor_id}`));
    expect(inOrder.length).toBeGreaterThan(theirs.length / 2);
    for (const row of inOrder) {
      const mine = ours.get(`${row.course_key} ${row.problem_id} ${row.actor_id}`);
      expect(mine).toMatchObject({ last_answer: row.responses, last_right: row.success === 'true' ? 1 : 0 });
    }
  });

  it('Aspects’ own test data agrees on who is enrolled, and how', async () => {
    const ours = new Map(
      (await facts('enrolled, mode', 'registered = 1 AND block_id = course_key')).map((row) => [
        `${String(row.course_key)} ${String(row.learner)}`,
        row,
      ]),
    );
    const theirs = expected('dim_most_recent_enrollment');
    // one learner-course pair has only a leaving: never registered, so not a learner of the course
    const joined = new Set(
      expected('fact_enrollments')
        .filter((row) => row.enrollment_status === 'registered')
        .map((row) => `${row.course_key} ${row.actor_id}`),
    );
    expect([...ours.keys()].sort()).toEqual([...joined].sort());
    for (const row of theirs) {
      const mine = ours.get(`${row.course_key} ${row.actor_id}`);
      if (!mine) continue;
      expect(mine.enrolled).toBe(row.enrollment_status === 'registered' ? 1 : 0);
      if (mine.enrolled === 1) expect(mine.mode).toBe(row.enrollment_mode);
    }
    expect(theirs.length - ours.size).toBeLessThanOrEqual(3);
  });

  it('Aspects’ own test data agrees on the section and the subsection of every block', async () => {
    const theirs = expected('dim_course_blocks');
    const indexes = new Map<string, StructureIndex>();
    for (const course of new Set(theirs.map((row) => row.course_key ?? ''))) {
      const structure = await readStructure(at.engine, course);
      if (structure) indexes.set(course, new StructureIndex(structure));
    }
    let compared = 0;
    for (const row of theirs) {
      const index = indexes.get(row.course_key ?? '');
      const block = index?.get(row.block_id ?? '');
      expect(block).toBeDefined();
      const around = [row.block_id ?? '', ...(index?.containersOf(row.block_id ?? '') ?? [])];
      const found = (type: string): string => around.find((id) => index?.get(id)?.type === type) ?? '';
      if (row.section_block_id) expect(found('chapter')).toBe(row.section_block_id);
      if (row.subsection_block_id) expect(found('sequential')).toBe(row.subsection_block_id);
      compared += 1;
    }
    expect(compared).toBe(1731);
  });

  it('Aspects’ own test data agrees on the seconds of plays that were closed once: theirs include the second at which the play ended', async () => {
    const theirs = new Map<string, Set<number>>();
    for (const row of expected('fact_video_segments')) {
      const key = `${row.course_key} ${row.object_id?.split('/xblock/')[1]} ${row.actor_id}`;
      theirs.set(key, (theirs.get(key) ?? new Set()).add(Number(row.watched_segment)));
    }
    const ours = await facts('watched, imputed', 'plays > 0');
    let same = 0;
    for (const row of ours) {
      const watched = row.watched as [number, number][];
      if ((row.imputed as unknown[]).length > 0 || watched.length !== 1) continue;
      const [from, to] = watched[0] ?? [0, 0];
      const expectedSeconds = theirs.get(`${String(row.course_key)} ${String(row.block_id)} ${String(row.learner)}`);
      // a play closed more than once is closed by the first with us, by the last with them
      const end = Math.max(...(expectedSeconds ?? [0]));
      if (!expectedSeconds || end !== to) continue;
      expect(expectedSeconds).toEqual(
        new Set(Array.from({ length: to - Math.max(from, 1) + 1 }, (_, i) => Math.max(from, 1) + i)),
      );
      same += 1;
    }
    expect(same).toBeGreaterThan(50);
  });
});

interface Played {
  verb: { id: string };
  object: { id: string };
  context: { contextActivities: { parent: { id: string }[] } };
}

describeWithShared('another platform’s video statements', (golden) => {
  it('The command load takes bare course keys, uuid objects, and courses where nobody registered', async () => {
    const at = await openTestWorkspace('embedded');
    try {
      const source = join(golden, 'video-profile', 'statements.jsonl.gz');
      const played = new Map<string, Set<string>>();
      for (const line of gunzipSync(readFileSync(source)).toString().trim().split('\n')) {
        const statement = JSON.parse(line) as Played;
        if (!statement.verb.id.endsWith('/played')) continue;
        const course = statement.context.contextActivities.parent[0]?.id ?? '';
        played.set(course, (played.get(course) ?? new Set()).add(statement.object.id));
      }
      const counts = await loadStatements(at.engine, createReadStream(source), NOTHING_REJECTED);
      expect(counts).toMatchObject({ read: 8691, accepted: 8691, rejected: 0 });
      await at.workspace.refresh();
      const rows = await at.engine.rows(
        `SELECT toString(course_key) AS course, groupUniqArrayIf(block_id, plays > 0) AS videos, max(registered) AS registered
         FROM ${at.config.databases.own}.facts FINAL GROUP BY course_key`,
      );
      expect(rows.map((row) => row.course).sort()).toEqual([...played.keys()].sort());
      for (const row of rows) {
        expect(row.registered).toBe(0);
        expect(new Set(row.videos as string[])).toEqual(played.get(String(row.course)));
      }
    } finally {
      await at.close();
    }
  });
});
