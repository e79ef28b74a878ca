import * as z from 'zod';
import { column } from '../../store/query';
import { defineFactQuery } from '../kit/facts.query';
import { HAS_REST, REST } from './restScore';

/**
 * What of the learners at one problem is no metric by itself, in few and plain expressions: the engine takes longer to
 * analyse a query than to read ten thousand facts. problemCounts.ts makes the sums of problemSums.ts of them; a test
 * holds them to what these are from facts.
 */

/** When it was first tried, or met. */
const AT = 'ifNull(first_try_at, first_at)';

/**
 * Learners by whether they attempted it and were right at first, and by how many of the edits (microseconds) came before
 * their first attempt; of each such group the numbers of submissions, the days of the first attempt (days since 1970),
 * the rest scores.
 */
export const problemTotals = defineFactQuery({
  name: 'problem-totals',
  params: { edits: 'Array(Int64)' },
  row: z.object({
    tried: column.number,
    first_right: column.number,
    is_rested: column.flag,
    version: column.number,
    learners: column.count,
    as_of: column.micros,
    submissions: column.histogram,
    days: column.histogram,
    rests: column.histogram,
  }),
  sql: (facts, p) => `
    SELECT tried, first_right, ${HAS_REST} AS is_rested,
           arrayCount(edit -> edit <= toUnixTimestamp64Micro(${AT}), ${p.edits}) AS version,
           count() AS learners, max(toUnixTimestamp64Micro(last_at)) AS as_of,
           sumMap([attempts], [1]) AS submissions, sumMap([toInt32(toDate32(${AT}))], [1]) AS days,
           sumMap([${REST}], [1]) AS rests
    FROM ${facts.table} WHERE ${facts.where}
    GROUP BY tried, first_right, is_rested, version`,
  example: { edits: [0] },
});

/** The questions as met and the answers as sent, first and last together; with the third of the learners. */
export const problemResponses = defineFactQuery({
  name: 'problem-answers',
  params: { lower_end: 'Int32', upper_start: 'Int32' },
  row: z.object({
    one: z.object({
      part: column.text,
      type: column.text,
      first_answer: column.text,
      first_right: column.correctness,
      last_answer: column.text,
      last_right: column.correctness,
      ever_right: column.correctness,
    }),
    question: column.text,
    third: z.enum(['upperThird', 'lowerThird', '']),
    learners: column.count,
  }),
  sql: (facts, p) => `
    SELECT one, question, count() AS learners,
           multiIf(NOT (${HAS_REST}), '', ${REST} >= ${p.upper_start}, 'upperThird',
                   ${REST} <= ${p.lower_end}, 'lowerThird', '') AS third
    FROM ${facts.table} ARRAY JOIN parts AS one, arrayResize(questions, length(parts)) AS question
    WHERE ${facts.where} AND tried > 0
    GROUP BY one, question, third`,
  example: { lower_end: 3000, upper_start: 7000 },
});
