import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Row } from '../../api/store/engine';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { describeWithShared } from '../support/shared';
import {
  type CourseName,
  type Person,
  type SinkBlock,
  type Typed,
  courseBlocks,
  courseGrades,
  enrollmentFacts,
  lastResponses,
  mostRecentEnrollment,
  sinkBlocks,
  typedEvents,
  videoSegments,
  withLocation,
} from './aspectsModels';
import { NOTHING_REJECTED } from './loading';

/**
 * Nothing is lost: from what we store, Aspects' own figures come out by Aspects' own definitions, in every row and
 * every column of what a full recomputation of its models gives.
 */

/** Of the host part of an activity id nothing is kept. */
const HOST = 'http://localhost:18000/xblock/';

/** A row as text that does not depend on the order of columns; fractions to four decimals. */
const canonical = (row: Record<string, unknown>): string =>
  JSON.stringify(
    Object.keys(row)
      .sort()
      .map((column) => {
        const value = String(row[column]);
        return [column, /^-?\d*\.\d+(e-?\d+)?$/.test(value) ? Number(value).toFixed(4) : value];
      }),
  );

type Rows = readonly Record<string, unknown>[];

/** Rows that only one side has, some of them; each row counts as often as it is there. */
const difference = (ours: Rows, theirs: Rows): { onlyOurs: string[]; onlyTheirs: string[] } => {
  const times = new Map<string, number>();
  for (const row of ours) times.set(canonical(row), (times.get(canonical(row)) ?? 0) + 1);
  for (const row of theirs) times.set(canonical(row), (times.get(canonical(row)) ?? 0) - 1);
  const some = (test: (n: number) => boolean): string[] =>
    [...times]
      .filter(([, n]) => test(n))
      .map(([row]) => row)
      .slice(0, 3);
  return { onlyOurs: some((n) => n > 0), onlyTheirs: some((n) => n < 0) };
};
const NONE = { onlyOurs: [], onlyTheirs: [] };

describeWithShared('Aspects’ figures from our stored events', (golden) => {
  let at: TestWorkspace;
  let events: Typed[];
  let blocks: SinkBlock[];
  let courses: CourseName[];
  const file = (name: string): string => join(golden, 'aspects', name);
  const read = (bytes: Buffer): Record<string, string>[] => parse(bytes, { columns: true, bom: true });
  const expected = (name: string): Record<string, string>[] =>
    read(gunzipSync(readFileSync(file(`expected/${name}.csv.gz`))));

  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    await loadCourse(at.engine, createReadStream(file('course_blocks.csv')), NOTHING_REJECTED);
    await loadCourse(at.engine, createReadStream(file('course_overviews.csv')), NOTHING_REJECTED);
    await loadStatements(at.engine, createReadStream(file('statements.jsonl.gz')), NOTHING_REJECTED);
    // the sink itself writes these two; we only ever read them
    for (const table of ['external_id', 'user_profile'])
      await at.engine.insert(
        `${at.config.databases.eventSink}.${table}`,
        read(readFileSync(file(`${table}.csv`))) as unknown as Row[],
      );
    events = await typedEvents(at.engine);
    blocks = await sinkBlocks(at.engine);
    courses = (await at.engine.rows(
      `SELECT course_key, display_name AS course_name FROM ${at.config.databases.eventSink}.course_overviews`,
    )) as unknown as CourseName[];
  }, 60_000);
  afterAll(() => at?.close());

  it('Every block of every course has its section, subsection and place', () => {
    const theirs = expected('dim_course_blocks');
    expect(theirs).toHaveLength(1731);
    expect(difference(courseBlocks(blocks, courses), theirs)).toEqual(NONE);
  });

  it('The last response of every learner to every problem is that of Aspects', () => {
    const known = new Map(blocks.map((block) => [block.block_id, block]));
    const ours = lastResponses(events).map((event) => {
      const block = known.get(event.block_id);
      return {
        org: block?.org,
        course_key: event.course_key,
        object_id: HOST + event.block_id,
        problem_id: event.block_id,
        problem_link: `<a href="${HOST}${event.block_id}" target="_blank">${block && withLocation(block)}</a>`,
        display_name_with_location: block && withLocation(block),
        graded: block?.graded,
        actor_id: event.learner,
        course_order: block?.course_order,
        interaction_type: event.interaction_type,
        attempts: event.attempt,
        success: event.success,
        emission_time: event.time,
        responses: event.response,
        scaled_score: event.score_scaled,
      };
    });
    const theirs = expected('dim_learner_last_response');
    expect(theirs).toHaveLength(873);
    // a whole number is printed without its fraction by one side
    const score = (row: Record<string, unknown>) => ({ ...row, scaled_score: Number(row.scaled_score).toFixed(4) });
    expect(difference(ours.map(score), theirs.map(score))).toEqual(NONE);
  });

  it('The most recent course grade of every learner is that of Aspects', () => {
    const theirs = expected('dim_learner_most_recent_course_grade');
    expect(theirs.length).toBeGreaterThan(120);
    const grade = (row: Record<string, unknown>) => ({ ...row, course_grade: Number(row.course_grade).toFixed(4) });
    expect(difference(courseGrades(events).map(grade), theirs.map(grade))).toEqual(NONE);
  });

  it('The most recent enrolment of every learner is that of Aspects', () => {
    const theirs = expected('dim_most_recent_enrollment');
    expect(theirs.length).toBeGreaterThan(420);
    expect(difference(mostRecentEnrollment(events), theirs)).toEqual(NONE);
  });

  it('Every enrolment event is there, with the people', async () => {
    const people = (await at.engine.rows(
      `SELECT toString(external_user_id) AS actor_id, profile.username AS username, name, email
       FROM ${at.config.databases.eventSink}.user_profile AS profile
       JOIN ${at.config.databases.eventSink}.external_id AS external ON external.user_id = profile.user_id`,
    )) as unknown as Person[];
    const theirs = expected('fact_enrollments');
    expect(theirs).toHaveLength(729);
    expect(difference(enrollmentFacts(events, courses, people), theirs)).toEqual(NONE);
  });

  it('Every second is there that they say was watched', () => {
    const theirs = expected('fact_video_segments');
    expect(theirs).toHaveLength(14_628);
    const ours = videoSegments(events).map(({ block_id, ...row }) => ({ ...row, object_id: HOST + block_id }));
    expect(difference(ours, theirs)).toEqual(NONE);
  });
});
