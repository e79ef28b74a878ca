import * as z from 'zod';
import type { Engine } from '../engine';
import { column, defineQuery } from '../query';
import { EVENT_COLUMNS, EVENT_MEMBERS, type EventKind, NO_PARENT } from '../../facts/eventColumns';
import type { LearnerEvent } from '../../facts/types';
import { groupBy } from '../../lib/groupBy';
import { isCounted } from './countedEvents';

const KINDS: Readonly<Record<EventKind, z.ZodType>> = {
  text: column.text,
  id: column.text,
  number: column.number,
  micros: column.micros,
  maybeNumber: column.maybeNumber,
  maybeFlag: z.nullable(z.boolean()),
};

/** An event and whose it is. Read by the hundred thousand: SQL names the columns as LearnerEvent does, so that no row is copied. */
const eventRow = z.object({
  learner: column.text,
  ...Object.fromEntries(EVENT_MEMBERS.map((member) => [member, KINDS[EVENT_COLUMNS[member].kind]])),
}) as unknown as z.ZodType<LearnerEvent & { readonly learner: string }>;

const COLUMNS = [
  'learner',
  ...EVENT_MEMBERS.map((member) => {
    const { column: name, kind } = EVENT_COLUMNS[member];
    return `${kind === 'micros' ? `toUnixTimestamp64Micro(${name})` : name} AS ${member}`;
  }),
].join(', ');

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

/** Ids of parents are long, and most are NO_PARENT. */
const PACKED_COLUMNS = EVENT_MEMBERS.map((member) => {
  const { column: name, kind } = EVENT_COLUMNS[member];
  if (kind === 'micros') return `toFloat64(toUnixTimestamp64Micro(events.${name}))`;
  if (kind === 'id') return `if(${name} = toUUID('${NO_PARENT}'), '', toString(${name}))`;
  return name;
}).join(', ');

/**
 * As `histories`, but a row a learner, in no order: without the names of the columns beside each value it takes half the
 * time to read. A row is a text, so that the events are objects only while somebody deals with that learner.
 */
const packedHistories = defineQuery({
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

/**
 * The values of one event, in the order of EVENT_MEMBERS. Written out, because an object made in a loop costs as much
 * again as reading the text it comes from; a test holds that the order is that of the list.
 */
type PackedEvent = readonly [
  id: LearnerEvent['id'],
  time: LearnerEvent['time'],
  verb: LearnerEvent['verb'],
  block: LearnerEvent['block'],
  part: LearnerEvent['part'],
  parentId: LearnerEvent['parentId'],
  attempt: LearnerEvent['attempt'],
  success: LearnerEvent['success'],
  scoreRaw: LearnerEvent['scoreRaw'],
  scoreMax: LearnerEvent['scoreMax'],
  response: LearnerEvent['response'],
  interactionType: LearnerEvent['interactionType'],
  question: LearnerEvent['question'],
  position: LearnerEvent['position'],
  positionTo: LearnerEvent['positionTo'],
  length: LearnerEvent['length'],
  speedTo: LearnerEvent['speedTo'],
  captions: LearnerEvent['captions'],
  segments: LearnerEvent['segments'],
  tabFrom: LearnerEvent['tabFrom'],
  tabTo: LearnerEvent['tabTo'],
  tabCount: LearnerEvent['tabCount'],
  progress: LearnerEvent['progress'],
  mode: LearnerEvent['mode'],
];

const eventOf = ([
  id,
  time,
  verb,
  block,
  part,
  parentId,
  attempt,
  success,
  scoreRaw,
  scoreMax,
  response,
  interactionType,
  question,
  position,
  positionTo,
  length,
  speedTo,
  captions,
  segments,
  tabFrom,
  tabTo,
  tabCount,
  progress,
  mode,
]: PackedEvent): LearnerEvent => ({
  id,
  time,
  verb,
  block,
  part,
  parentId: parentId === '' ? NO_PARENT : parentId,
  attempt,
  success,
  scoreRaw,
  scoreMax,
  response,
  interactionType,
  question,
  position,
  positionTo,
  length,
  speedTo,
  captions,
  segments,
  tabFrom,
  tabTo,
  tabCount,
  progress,
  mode,
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
