import * as z from 'zod';
import { column, defineQuery } from '../query';

/** Tells cheaply whether the list of forgotten learners changed. */
export const forgottenStamp = defineQuery({
  name: 'forgotten-stamp',
  params: {},
  row: z.object({ learners: column.count, newest: column.micros }),
  sql: (db) => `
    SELECT count() AS learners, toUnixTimestamp64Micro(max(forgotten.at)) AS newest FROM ${db.own}.forgotten`,
  example: {},
});

/** Hashes of the learners that were forgotten. */
export const forgottenHashes = defineQuery({
  name: 'forgotten-hashes',
  params: {},
  row: z.object({ hash: column.text }),
  sql: (db) => `SELECT DISTINCT hash FROM ${db.own}.forgotten ORDER BY hash`,
  example: {},
});

/** How many learners were forgotten, and of how many it was stopped in between. */
export const forgottenTotals = defineQuery({
  name: 'forgotten-totals',
  params: {},
  row: z.object({ learners: column.count, unfinished: column.count }),
  sql: (db) => `SELECT count() AS learners, countIf(finished = 0) AS unfinished FROM ${db.own}.forgotten FINAL`,
  example: {},
});

/** Courses that a learner left anything in. */
export const coursesOfLearner = defineQuery({
  name: 'courses-of-learner',
  params: { learner: 'String' },
  row: z.object({ course_key: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT course_key FROM (
      SELECT toString(course_key) AS course_key FROM ${db.own}.facts WHERE learner = ${p.learner}
      UNION ALL SELECT toString(course_key) FROM ${db.own}.events WHERE learner = ${p.learner})
    ORDER BY course_key`,
  example: { learner: 'l' },
});

/** Blocks of a course that sums are kept of. */
export const summedBlocks = defineQuery({
  name: 'summed-blocks',
  params: { course: 'String' },
  row: z.object({ block_id: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT block_id FROM ${db.own}.block_totals WHERE course_key = ${p.course} ORDER BY block_id`,
  example: { course: 'course-v1:A+B+C' },
});

/**
 * A page of the statements of one month (such as 202603) in which one of these texts stands, behind a place (time in
 * microseconds, id), in that order. Several stored texts of one statement are several rows, on the same page.
 */
export const statementsNaming = defineQuery({
  name: 'statements-naming',
  params: { month: 'UInt32', needles: 'Array(String)', after: 'Int64', after_id: 'UUID', limit: 'UInt32' },
  row: z.object({ id: column.text, time: column.micros, event: column.text }),
  sql: (db, p) => `
    SELECT event_id AS id, toUnixTimestamp64Micro(toDateTime64(emission_time, 6, 'UTC')) AS time, event
    FROM ${db.xapi}.xapi_events_all
    WHERE toYYYYMM(emission_time) = ${p.month} AND multiSearchAny(event, ${p.needles})
      AND emission_time >= fromUnixTimestamp64Micro(${p.after}, 'UTC')
      AND (toUnixTimestamp64Micro(toDateTime64(emission_time, 6, 'UTC')), event_id) > (${p.after}, ${p.after_id})
    ORDER BY time, event_id LIMIT ${p.limit} WITH TIES`,
  example: { month: 202603, needles: ['"l"'], after: 0, after_id: '00000000-0000-0000-0000-000000000000', limit: 1 },
});

/** Statements that lost against another, in which one of these texts stands. */
export const conflictsNaming = defineQuery({
  name: 'conflicts-naming',
  params: { learner: 'String', needles: 'Array(String)' },
  row: z.object({
    event_id: column.text,
    time: column.text,
    course_key: column.text,
    learner: column.text,
    excluded: column.number,
    event: column.text,
    noticed_at: column.text,
  }),
  sql: (db, p) => `
    SELECT event_id, toString(conflicts.time) AS time, toString(course_key) AS course_key, learner, excluded, event,
           toString(conflicts.noticed_at) AS noticed_at
    FROM ${db.own}.conflicts FINAL WHERE learner = ${p.learner} OR multiSearchAny(event, ${p.needles})
    ORDER BY event_id, conflicts.time`,
  example: { learner: 'l', needles: ['"l"'] },
});

/** Which statements these ones void. */
export const voidedBy = defineQuery({
  name: 'voided-by',
  params: { ids: 'Array(UUID)' },
  row: z.object({ target: column.text }),
  sql: (db, p) => `SELECT DISTINCT target FROM ${db.own}.voids WHERE event_id IN ${p.ids} ORDER BY target`,
  example: { ids: ['00000000-0000-0000-0000-000000000000'] },
});

/** Hashes as our tables keep them: of agents in the endpoint's index, of ids in the look-up. As text, in their order. */
export const indexHashes = defineQuery({
  name: 'index-hashes',
  params: { agents: 'Array(String)', ids: 'Array(UUID)' },
  row: z.object({ agents: z.array(z.string()), ids: z.array(z.string()) }),
  sql: (_, p) => `
    SELECT arrayMap(a -> toString(sipHash64(a)), ${p.agents}) AS agents,
           arrayMap(id -> toString(cityHash64(id)), ${p.ids}) AS ids`,
  example: { agents: ['mbox\nmailto:a@example.org'], ids: ['00000000-0000-0000-0000-000000000000'] },
});
