import * as z from 'zod';
import { column, defineQuery } from '../clickhouse/query';

/** A row where any learner has a fact about the block. A course is a block with the course's key. */
export const blockIsSeen = defineQuery({
  name: 'block-is-seen',
  params: { course: 'String', block: 'String' },
  row: z.object({ one: z.number() }),
  sql: (db, p) => `
    SELECT 1 AS one FROM ${db.own}.facts FINAL WHERE course_key = ${p.course} AND block_id = ${p.block} LIMIT 1`,
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@problem+block@x' },
});

/** First tries of a problem's learners by week, and by how many of the edits (microseconds, ascending) came before. */
export const firstTries = defineQuery({
  name: 'first-tries',
  params: { course: 'String', block: 'String', edits: 'Array(Int64)', registered_only: 'UInt8' },
  row: z.object({ week: column.text, version: column.count, learners: column.count, right: column.count }),
  sql: (db, p) => `
    SELECT toString(toMonday(ifNull(facts.first_try_at, facts.first_at))) AS week,
           arrayCount(edit -> edit <= toUnixTimestamp64Micro(ifNull(facts.first_try_at, facts.first_at)), ${p.edits}) AS version,
           count() AS learners, sum(facts.first_right) AS right
    FROM ${db.own}.facts AS facts FINAL
    WHERE course_key = ${p.course} AND block_id = ${p.block} AND tried > 0
      AND (registered = 1 OR ${p.registered_only} = 0)
    GROUP BY week, version ORDER BY week, version`,
  example: {
    course: 'course-v1:A+B+C',
    block: 'block-v1:A+B+C+type@problem+block@x',
    edits: [0],
    registered_only: 1,
  },
});
