import * as z from 'zod';
import { column, defineQuery } from '../clickhouse/query';

const counts = (p: { readonly registered_only: string }): string => `(registered = 1 OR ${p.registered_only} = 0)`;

/** Learners who tried anything at a block or inside it, who were right at any of it, and who completed the block itself. */
export const containerTotals = defineQuery({
  name: 'container-totals',
  params: { course: 'String', block: 'String', registered_only: 'UInt8' },
  row: z.object({ tried: column.count, right: column.count, completed: column.count }),
  sql: (db, p) => `
    SELECT countIf(facts.tried > 0) AS tried, countIf(facts.ever_right > 0) AS right, countIf(facts.completed > 0) AS completed
    FROM ${db.own}.facts AS facts FINAL
    WHERE course_key = ${p.course} AND block_id = ${p.block} AND ${counts(p)}`,
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@vertical+block@x', registered_only: 1 },
});

/**
 * Of some blocks: how many anybody completed (`completable`), and how many learners completed all of these. Of none the
 * answer is no learner.
 */
export const completedAll = defineQuery({
  name: 'completed-all',
  params: { course: 'String', blocks: 'Array(String)', registered_only: 'UInt8' },
  row: z.object({ completable: column.count, finished: column.count }),
  sql: (db, p) => `
    WITH done AS (
      SELECT block_id, learner FROM ${db.own}.facts FINAL
      WHERE course_key = ${p.course} AND block_id IN ${p.blocks} AND completed > 0 AND ${counts(p)})
    SELECT (SELECT uniqExact(block_id) FROM done) AS completable,
           countIf(blocks = completable) AS finished
    FROM (SELECT learner, uniqExact(block_id) AS blocks FROM done GROUP BY learner)`,
  example: { course: 'course-v1:A+B+C', blocks: ['block-v1:A+B+C+type@html+block@x'], registered_only: 1 },
});

/** Learners who reached a block and another one after it: the first, the second, both. */
export const reachedBoth = defineQuery({
  name: 'reached-both',
  params: { course: 'String', before: 'String', block: 'String', registered_only: 'UInt8' },
  row: z.object({ before: column.count, here: column.count, both: column.count }),
  sql: (db, p) => `
    SELECT countIf(first) AS before, countIf(second) AS here, countIf(first AND second) AS both
    FROM (
      SELECT learner, max(block_id = ${p.before}) AS first, max(block_id = ${p.block}) AS second
      FROM ${db.own}.facts FINAL
      WHERE course_key = ${p.course} AND block_id IN (${p.before}, ${p.block}) AND reached > 0 AND ${counts(p)}
      GROUP BY learner)`,
  example: {
    course: 'course-v1:A+B+C',
    before: 'block-v1:A+B+C+type@vertical+block@w',
    block: 'block-v1:A+B+C+type@vertical+block@x',
    registered_only: 1,
  },
});

/** Learners of a course by the mode of their last enrolment. */
export const courseTracks = defineQuery({
  name: 'course-tracks',
  params: { course: 'String', registered_only: 'UInt8' },
  row: z.object({ track: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT toString(facts.mode) AS track, count() AS learners FROM ${db.own}.facts AS facts FINAL
    WHERE course_key = ${p.course} AND block_id = ${p.course} AND ${counts(p)}
    GROUP BY track ORDER BY learners DESC, track`,
  example: { course: 'course-v1:A+B+C', registered_only: 1 },
});

/** Courses whose key begins so and in which anything happened, newest first. */
export const coursesLike = defineQuery({
  name: 'courses-like',
  params: { prefix: 'String' },
  row: z.object({ course: column.text, newest: column.micros }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course, toUnixTimestamp64Micro(max(as_of)) AS newest FROM ${db.own}.block_totals FINAL
    WHERE startsWith(course_key, ${p.prefix}) AND learners > 0
    GROUP BY course ORDER BY newest DESC, course LIMIT 100`,
  example: { prefix: 'course-v1:A+B+' },
});
