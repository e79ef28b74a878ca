import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { ONE_MERGE } from '../../store/queries/final';

/**
 * Counts of the learners at one problem who count (`registered_only`: those ever registered), in few and plain
 * expressions: the engine takes longer to analyse a query than to read ten thousand facts. problemCounts.ts
 * makes the sums of problemSums.ts of them; a test holds them to what these are from facts.
 */
const params = { course: 'String', block: 'String', registered_only: 'UInt8' } as const;
const example = { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@problem+block@x', registered_only: 1 };

const counting = (p: Record<keyof typeof params, string>): string =>
  `course_key = ${p.course} AND block_id = ${p.block} AND (registered = 1 OR ${p.registered_only} = 0)`;

/** The share of the other problems right at the first try, in ten thousandths; to be used of who tried some. */
const REST = 'intDiv(rest_right * 10000, greatest(rest_tried, 1))';

/** When it was first tried, or met. */
const AT = 'ifNull(first_try_at, first_at)';

/**
 * Learners by how they did and by how many of the edits (microseconds) came before their first try; of each such group
 * the numbers of submissions, the days of the first try (days since 1970), the shares of the other problems right.
 */
export const problemTotals = defineQuery({
  name: 'problem-totals',
  params: { ...params, edits: 'Array(Int64)' },
  row: z.object({
    tried: column.number,
    first_right: column.number,
    ever_right: column.number,
    is_rested: column.flag,
    is_dated: column.flag,
    version: column.number,
    learners: column.count,
    as_of: column.micros,
    hint_learners: column.count,
    hint_events: column.count,
    shown_learners: column.count,
    shown_events: column.count,
    submissions: column.histogram,
    days: column.histogram,
    rests: column.histogram,
  }),
  sql: (db, p) => `
    SELECT tried, first_right, ever_right, rest_tried >= 5 AS is_rested, isNotNull(first_try_at) AS is_dated,
           arrayCount(edit -> edit <= toUnixTimestamp64Micro(${AT}), ${p.edits}) AS version,
           count() AS learners, max(toUnixTimestamp64Micro(last_at)) AS as_of,
           countIf(hints > 0) AS hint_learners, sum(hints) AS hint_events,
           countIf(answers_shown > 0) AS shown_learners, sum(answers_shown) AS shown_events,
           sumMap([attempts], [1]) AS submissions, sumMap([toInt32(toDate32(${AT}))], [1]) AS days,
           sumMap([${REST}], [1]) AS rests
    FROM ${db.own}.facts FINAL WHERE ${counting(p)}
    GROUP BY tried, first_right, ever_right, is_rested, is_dated, version ${ONE_MERGE}`,
  example: { ...example, edits: [0] },
});

/** The questions as met and the answers as sent, first and last together; with the third of the learners. */
export const problemAnswers = defineQuery({
  name: 'problem-answers',
  params: { ...params, weakest_end: 'Int32', strongest_start: 'Int32' },
  row: z.object({
    one: z.object({
      part: column.text,
      type: column.text,
      first_answer: column.text,
      first_right: column.mark,
      last_answer: column.text,
      last_right: column.mark,
      ever_right: column.mark,
    }),
    question: column.text,
    third: z.enum(['strongest', 'weakest', '']),
    learners: column.count,
  }),
  sql: (db, p) => `
    SELECT one, question, count() AS learners,
           multiIf(rest_tried < 5, '', ${REST} >= ${p.strongest_start}, 'strongest',
                   ${REST} <= ${p.weakest_end}, 'weakest', '') AS third
    FROM ${db.own}.facts FINAL ARRAY JOIN parts AS one, arrayResize(questions, length(parts)) AS question
    WHERE ${counting(p)} AND tried > 0
    GROUP BY one, question, third ${ONE_MERGE}`,
  example: { ...example, weakest_end: 3000, strongest_start: 7000 },
});
