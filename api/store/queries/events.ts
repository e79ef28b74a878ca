import * as z from 'zod';
import type { Engine } from '../engine';
import { column, defineQuery } from '../query';
import type { LearnerEvent } from '../../facts/types';
import { groupBy } from '../../lib/groupBy';
import { isCounted } from './countedEvents';

/** An event and whose it is. Read by the hundred thousand: the columns are named as in LearnerEvent, and nothing is renamed here. */
const eventRow = z.object({
  learner: column.text,
  id: column.text,
  time: column.micros,
  verb: column.text,
  block: column.text,
  part: column.text,
  parentId: column.text,
  attempt: column.number,
  success: z.nullable(z.boolean()),
  scoreRaw: column.maybeNumber,
  scoreMax: column.maybeNumber,
  response: column.text,
  interactionType: column.text,
  question: column.text,
  position: column.maybeNumber,
  positionTo: column.maybeNumber,
  length: column.maybeNumber,
  speedTo: column.text,
  captions: z.nullable(z.boolean()),
  segments: column.text,
  tabFrom: column.text,
  tabTo: column.text,
  tabCount: column.number,
  progress: column.maybeNumber,
  mode: column.text,
});

const COLUMNS = `
  learner, event_id AS id, toUnixTimestamp64Micro(time) AS time, verb, block_id AS block, part, parent_id AS parentId,
  attempt, success, score_raw AS scoreRaw, score_max AS scoreMax, response, interaction_type AS interactionType, question,
  position, position_to AS positionTo, length, speed_to AS speedTo, captions, segments, tab_from AS tabFrom,
  tab_to AS tabTo, tab_count AS tabCount, progress, mode`;

/** Whole histories in one course. FINAL: of the same statement stored twice, one row. */
export const histories = defineQuery({
  name: 'histories',
  params: { course: 'String', learners: 'Array(String)' },
  row: eventRow,
  sql: (db, p) => `
    SELECT ${COLUMNS} FROM ${db.own}.events FINAL
    WHERE course_key = ${p.course} AND learner IN ${p.learners} AND ${isCounted(db.own)}
    ORDER BY learner, events.time, event_id`,
  example: { course: 'course-v1:A+B+C', learners: ['l'] },
});

const NO_PARENT = '00000000-0000-0000-0000-000000000000';

type PackedEvent = readonly [
  id: string,
  time: number,
  verb: string,
  block: string,
  part: string,
  parentId: string,
  attempt: number,
  success: boolean | null,
  scoreRaw: number | null,
  scoreMax: number | null,
  response: string,
  interactionType: string,
  question: string,
  position: number | null,
  positionTo: number | null,
  length: number | null,
  speedTo: string,
  captions: boolean | null,
  segments: string,
  tabFrom: string,
  tabTo: string,
  tabCount: number,
  progress: number | null,
  mode: string,
];

const PACKED_COLUMNS = `
  event_id, toFloat64(toUnixTimestamp64Micro(events.time)), verb, block_id, part,
  if(parent_id = toUUID('${NO_PARENT}'), '', toString(parent_id)), attempt, success, score_raw,
  score_max, response, interaction_type, question, position, position_to, length, speed_to, captions, segments, tab_from,
  tab_to, tab_count, progress, mode`;

/**
 * As `histories`, but a row a learner, in no order: without the names of the columns beside each value it takes half the
 * time to read. A row is a text, so that the events are objects only while somebody deals with that learner.
 */
export const packedHistories = defineQuery({
  name: 'packed-histories',
  params: { course: 'String', learners: 'Array(String)' },
  row: z.string(),
  isText: true,
  sql: (db, p) => `
    SELECT toJSONString(tuple(learner, groupArray(tuple(${PACKED_COLUMNS})))) FROM ${db.own}.events FINAL
    WHERE course_key = ${p.course} AND learner IN ${p.learners} AND ${isCounted(db.own)}
    GROUP BY learner ORDER BY learner`,
  example: { course: 'course-v1:A+B+C', learners: ['l'] },
});

/** A whole history as it was read: JSON of the learner and the events. */
export type PackedHistory = string;

/** The first text of a list as JSON. */
const FIRST = /^\[("(?:[^"\\]|\\.)*")/;

/** Whole histories, by learner. */
export const readHistories = async (
  engine: Engine,
  course: string,
  learners: readonly string[],
): Promise<Map<string, PackedHistory>> =>
  new Map(
    (await packedHistories.run(engine, { course, learners })).map((packed) => [
      JSON.parse(FIRST.exec(packed)?.[1] ?? '""') as string,
      packed,
    ]),
  );

/** In no order. */
export const eventsIn = (history: PackedHistory): LearnerEvent[] =>
  (JSON.parse(history) as [string, PackedEvent[]])[1].map(eventOf);

const eventOf = (packed: PackedEvent): LearnerEvent => ({
  id: packed[0],
  time: packed[1],
  verb: packed[2],
  block: packed[3],
  part: packed[4],
  parentId: packed[5] === '' ? NO_PARENT : packed[5],
  attempt: packed[6],
  success: packed[7],
  scoreRaw: packed[8],
  scoreMax: packed[9],
  response: packed[10],
  interactionType: packed[11],
  question: packed[12],
  position: packed[13],
  positionTo: packed[14],
  length: packed[15],
  speedTo: packed[16],
  captions: packed[17],
  segments: packed[18],
  tabFrom: packed[19],
  tabTo: packed[20],
  tabCount: packed[21],
  progress: packed[22],
  mode: packed[23],
});

/** As `histories`, but of each learner only what is not before a moment (microseconds). */
export const laterEvents = defineQuery({
  name: 'later-events',
  params: { course: 'String', learners: 'Array(String)', since: 'Array(Int64)', first: 'Int64' },
  row: eventRow,
  sql: (db, p) => `
    SELECT ${COLUMNS} FROM ${db.own}.events FINAL
    WHERE course_key = ${p.course} AND learner IN ${p.learners}
      AND events.time >= fromUnixTimestamp64Micro(${p.first}, 'UTC')
      AND toUnixTimestamp64Micro(events.time) >= transform(learner, ${p.learners}, ${p.since}, ${p.first})
      AND ${isCounted(db.own)}
    ORDER BY learner, events.time, event_id`,
  example: { course: 'course-v1:A+B+C', learners: ['l'], since: [0], first: 0 },
});

/** Learners of a course with an event on a block. */
export const learnersOnBlock = defineQuery({
  name: 'learners-on-block',
  params: { course: 'String', block: 'String' },
  row: z.object({ learner: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT learner FROM ${db.own}.events
    WHERE course_key = ${p.course} AND block_id = ${p.block} AND ${isCounted(db.own)}`,
  example: { course: 'course-v1:A+B+C', block: 'b' },
});

/**
 * Tells a course as it was recomputed last from every later state of it: rows come with each learner who is recomputed,
 * and go with each who is forgotten.
 */
export const courseVersion = defineQuery({
  name: 'course-version',
  params: { course: 'String' },
  row: z.object({ version: column.text }),
  sql: (db, p) => `
    SELECT concat(toString(max(version)), ' ', toString(count())) AS version FROM ${db.own}.learner_activity
    WHERE course_key = ${p.course}`,
  example: { course: 'course-v1:A+B+C' },
});

/** Learners of a course with any event, counted or not: whoever has facts, or had. A page at a time in order. */
export const learnersWithEvents = defineQuery({
  name: 'learners-with-events',
  params: { course: 'String', after: 'String', limit: 'UInt32' },
  row: z.object({ learner: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT learner FROM ${db.own}.events
    WHERE course_key = ${p.course} AND learner > ${p.after} ORDER BY learner LIMIT ${p.limit}`,
  example: { course: 'course-v1:A+B+C', after: '', limit: 10 },
});

/** Courses with any event, counted or not. */
export const coursesWithEvents = defineQuery({
  name: 'courses-with-events',
  params: {},
  row: z.object({ course_key: column.text }),
  sql: (db) => `SELECT DISTINCT toString(course_key) AS course_key FROM ${db.own}.events ORDER BY course_key`,
  example: {},
});

/** Everybody seen in a course: whether ever registered, and the mode of the last enrolment. */
export const courseLearners = defineQuery({
  name: 'course-learners',
  params: { course: 'String' },
  row: z.object({ learner: column.text, registered: column.flag, mode: column.text }),
  sql: (db, p) => `
    SELECT learner, registered, toString(facts.mode) AS mode FROM ${db.own}.facts FINAL
    WHERE course_key = ${p.course} AND block_id = ${p.course} ORDER BY learner`,
  example: { course: 'course-v1:A+B+C' },
});

/** Histories apart, each in the order in which it was read. */
export const byLearner = (
  rows: readonly (LearnerEvent & { readonly learner: string })[],
): Map<string, LearnerEvent[]> => groupBy(rows, (row) => row.learner);
