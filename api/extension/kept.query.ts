import * as z from 'zod';
import { column, defineQuery } from '../store/query';
import { isCounted } from '../store/queries/countedEvents';

const of = { name: 'String', revision: 'String', course: 'String' } as const;
const example = { name: 'acme/x', revision: 'r', course: 'course-v1:A+B+C' };

/** Learners of a course in order of their first events: what an extension knows them by. */
export const learnersByFirstEvent = defineQuery({
  name: 'extension-learners-by-first-event',
  params: { course: 'String' },
  row: z.object({ learner: column.text }),
  sql: (db, p) => `
    SELECT learner FROM ${db.own}.events FINAL WHERE course_key = ${p.course} AND ${isCounted(db.own)}
    GROUP BY learner ORDER BY min(tuple(events.time, event_id))`,
  example: { course: 'course-v1:A+B+C' },
});

/** All events of a course in order of time, derived ones of other extensions among them, after a time and an id: a page. */
export const eventsOfClass = defineQuery({
  name: 'extension-events-of-class',
  params: {
    course: 'String',
    after: 'Int64',
    after_id: 'UUID',
    names: 'Array(String)',
    revisions: 'Array(String)',
    limit: 'UInt32',
  },
  row: z.object({
    learner: column.text,
    id: column.text,
    time: column.micros,
    verb: column.text,
    block: column.text,
    part: column.text,
    attempt: column.number,
    success: z.nullable(z.boolean()),
    score: column.maybeNumber,
    response: column.text,
    position: column.maybeNumber,
    to: column.maybeNumber,
  }),
  sql: (db, p) => `
    SELECT * FROM (
      SELECT learner, event_id AS id, toUnixTimestamp64Micro(events.time) AS time, toString(events.verb) AS verb,
             toString(block_id) AS block, toString(part) AS part, attempt, success,
             if(score_max > 0, score_raw / score_max, NULL) AS score, response, position, position_to AS to
      FROM ${db.own}.events FINAL
      WHERE course_key = ${p.course} AND events.time >= fromUnixTimestamp64Micro(${p.after}, 'UTC') AND ${isCounted(db.own)}
      UNION ALL
      SELECT learner, event.1, event.2, toString(event.3), toString(event.4), '', toUInt32(0), NULL, NULL, event.5, NULL, NULL
      FROM ${db.own}.derived_events FINAL ARRAY JOIN arrayZip(ids, times, verbs, blocks, responses) AS event
      WHERE course_key = ${p.course} AND (name, revision) IN arrayZip(${p.names}, ${p.revisions})
    )
    WHERE (time, id) > (${p.after}, ${p.after_id}) ORDER BY time, id LIMIT ${p.limit}`,
  example: {
    course: 'course-v1:A+B+C',
    after: 0,
    after_id: '00000000-0000-0000-0000-000000000000',
    names: ['acme/x'],
    revisions: ['r'],
    limit: 10,
  },
});

/** What the handlers and jobs of an extension keep of a course, or, for '', of the site. */
export const keptOf = defineQuery({
  name: 'extension-kept',
  params: of,
  row: z.object({ handler: column.text, version: column.count, events: column.count, registers: column.text }),
  sql: (db, p) => `
    SELECT toString(handler) AS handler, version, events, registers FROM ${db.own}.extension_kept FINAL
    WHERE name = ${p.name} AND revision = ${p.revision} AND course_key = ${p.course} ORDER BY handler`,
  example,
});

/** The same without the values, of all courses. */
export const keptWhere = defineQuery({
  name: 'extension-kept-where',
  params: { name: 'String', revision: 'String' },
  row: z.object({ handler: column.text, course: column.text, version: column.count, events: column.count }),
  sql: (db, p) => `
    SELECT toString(handler) AS handler, toString(course_key) AS course, version, events FROM ${db.own}.extension_kept FINAL
    WHERE name = ${p.name} AND revision = ${p.revision} ORDER BY handler, course`,
  example: { name: 'acme/x', revision: 'r' },
});

/** Checkpoints of a loop, oldest first. */
export const checkpoints = defineQuery({
  name: 'extension-checkpoints',
  params: { ...of, handler: 'String' },
  row: z.object({ time: column.micros, id: column.text, events: column.count }),
  sql: (db, p) => `
    SELECT time, event_id AS id, events FROM ${db.own}.extension_checkpoints FINAL
    WHERE name = ${p.name} AND revision = ${p.revision} AND course_key = ${p.course} AND handler = ${p.handler}
    ORDER BY time, event_id`,
  example: { ...example, handler: 'h' },
});

/** The machine of a checkpoint. */
export const checkpointState = defineQuery({
  name: 'extension-checkpoint-state',
  params: { ...of, handler: 'String', time: 'Int64', id: 'UUID' },
  row: z.object({ state: column.text }),
  sql: (db, p) => `
    SELECT state FROM ${db.own}.extension_checkpoints FINAL
    WHERE name = ${p.name} AND revision = ${p.revision} AND course_key = ${p.course} AND handler = ${p.handler}
      AND time = ${p.time} AND event_id = ${p.id}`,
  example: { ...example, handler: 'h', time: 0, id: '00000000-0000-0000-0000-000000000000' },
});
