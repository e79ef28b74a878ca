import * as z from 'zod';
import { column } from '../../store/query';
import { defineFactQuery } from '../kit/facts.query';
import { HAS_REST, REST } from './restScore';

/**
 * What of the learners at one problem is no metric by itself, in few and plain expressions: the engine takes longer to
 * analyse a query than to read ten thousand facts. problemCounts.ts makes the sums of problemSums.ts of them; a test
 * holds them to what these are from facts.
 */

/**
 * Sums besides the metrics. Of the learners who attempted it: by the number of submissions; by rest score, with those
 * correct on the first attempt.
 */
export const problemTotals = {
  params: {},
  row: z.object({
    learners: column.count,
    as_of: column.micros,
    tried: column.count,
    submissions: column.histogram,
    rests: column.twoHistograms,
  }),
  aggregates: () => ({
    learners: 'count()',
    as_of: 'toUnixTimestamp64Micro(max(last_at))',
    tried: 'countIf(tried > 0)',
    submissions: 'sumMapIf([attempts], [1], tried > 0)',
    rests: `sumMapIf([${REST}], [1], [first_right], tried > 0 AND ${HAS_REST})`,
  }),
  example: {},
} as const;

/** The questions as met and the answers as sent, first and last together; of each such group the rest scores. */
export const problemResponses = defineFactQuery({
  name: 'problem-answers',
  params: {},
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
    learners: column.count,
    rests: column.histogram,
  }),
  sql: (facts) => `
    SELECT one, question, count() AS learners, sumMapIf([${REST}], [1], ${HAS_REST}) AS rests
    FROM ${facts.table} ARRAY JOIN parts AS one, arrayResize(questions, length(parts)) AS question
    WHERE ${facts.where} AND tried > 0
    GROUP BY one, question`,
  example: {},
});
