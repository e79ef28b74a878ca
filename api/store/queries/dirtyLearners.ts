import * as z from 'zod';
import { column, defineQuery } from '../query';
import { FIRST_TIME } from './lrs';

/**
 * Learners whose histories have had something new since a moment (microseconds): when that was noted first and last, and
 * from when on it happened; null where that may be any time. The least of whole numbers: of times the engine takes
 * those before 1970 for the latest, once it has compiled the query.
 */
export const dirtySince = defineQuery({
  name: 'dirty-since',
  params: { after: 'Int64' },
  row: z.object({
    course_key: column.text,
    learner: column.text,
    first_at: column.micros,
    at: column.micros,
    since: column.maybeMicros,
  }),
  sql: (db, p) => `
    SELECT course_key, learner, toUnixTimestamp64Micro(min(touched.at)) AS first_at,
           toUnixTimestamp64Micro(max(touched.at)) AS at,
           nullIf(min(toUnixTimestamp64Micro(touched.since)), ${FIRST_TIME}) AS since
    FROM ${db.own}.touched
    WHERE touched.at > fromUnixTimestamp64Micro(${p.after}, 'UTC')
    GROUP BY course_key, learner ORDER BY course_key, learner`,
  example: { after: 0 },
});

/** When a statement was stored last, microseconds; no row: none was for a month. */
export const lastStored = defineQuery({
  name: 'last-stored',
  params: {},
  row: z.object({ at: column.micros }),
  sql: (db) =>
    `SELECT toUnixTimestamp64Micro(touched.at) AS at FROM ${db.own}.touched ORDER BY touched.at DESC LIMIT 1`,
  example: {},
});

/** Facts of a course that an older version left behind: what a recomputation of the whole course no longer made. */
export const staleFacts = defineQuery({
  name: 'stale-facts',
  params: { course: 'String', version: 'UInt64' },
  row: z.object({ block_id: column.text, learner: column.text }),
  sql: (db, p) => `
    SELECT block_id, learner FROM ${db.own}.facts FINAL
    WHERE course_key = ${p.course} AND version < ${p.version} ORDER BY block_id, learner`,
  example: { course: 'course-v1:A+B+C', version: 1 },
});

/** Which of these learners once had a statement in their history that does not count any more. */
export const displacedLearners = defineQuery({
  name: 'displaced-learners',
  params: { course: 'String', learners: 'Array(String)' },
  row: z.object({ learner: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT learner FROM (
      SELECT learner FROM ${db.own}.conflicts WHERE course_key = ${p.course} AND learner IN ${p.learners}
      UNION ALL
      SELECT learner FROM ${db.own}.events
      WHERE course_key = ${p.course} AND learner IN ${p.learners} AND event_id IN (SELECT target FROM ${db.own}.voids))
    ORDER BY learner`,
  example: { course: 'course-v1:A+B+C', learners: ['l'] },
});

/** Until when the stored facts of these learners go: the time of the last statement in them, microseconds. */
export const storedUntil = defineQuery({
  name: 'stored-until',
  params: { course: 'String', learners: 'Array(String)' },
  row: z.object({ learner: column.text, until: column.micros }),
  sql: (db, p) => `
    SELECT learner, toUnixTimestamp64Micro(last_at) AS until FROM ${db.own}.facts FINAL
    WHERE course_key = ${p.course} AND block_id = ${p.course} AND learner IN ${p.learners} ORDER BY learner`,
  example: { course: 'course-v1:A+B+C', learners: ['l'] },
});

/** Facts of these learners that an older version left behind. */
export const staleFactsOf = defineQuery({
  name: 'stale-facts-of',
  params: { course: 'String', learners: 'Array(String)', version: 'UInt64' },
  row: z.object({ block_id: column.text, learner: column.text }),
  sql: (db, p) => `
    SELECT block_id, learner FROM ${db.own}.facts FINAL
    WHERE course_key = ${p.course} AND learner IN ${p.learners} AND version < ${p.version} ORDER BY block_id, learner`,
  example: { course: 'course-v1:A+B+C', learners: ['l'], version: 1 },
});
