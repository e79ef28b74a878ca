import * as z from 'zod';
import { column, defineQuery } from '../clickhouse/query';

/**
 * Sums over the learners at one problem who count (`registered_only`: those ever registered). What each means is said in
 * answers/problemSums.ts, which makes the same sums from facts; a test holds the two together.
 */
const params = { course: 'String', block: 'String', registered_only: 'UInt8' } as const;
const example = { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@problem+block@x', registered_only: 1 };

const counting = (p: Record<keyof typeof params, string>): string =>
  `course_key = ${p.course} AND block_id = ${p.block} AND (registered = 1 OR ${p.registered_only} = 0)`;

/** The share of the other problems right at the first try, in ten thousandths, of who tried at least five. */
const REST = 'intDiv(rest_right * 10000, greatest(rest_tried, 1))';
const HAS_REST = '(tried > 0 AND rest_tried >= 5)';

/** Kinds of question with choices: PAIRED in answers/problemSums. */
const PAIRS = `'choice', 'true-false', 'likert'`;

/** Days since 1970 of the first try; weeks begin on Mondays, and 1970 began on a Thursday. */
const DAY = "dateDiff('day', toDate32('1970-01-01'), toDate32(first_try_at))";

/** What is one number or one small table each. */
export const problemTotals = defineQuery({
  name: 'problem-totals',
  params,
  row: z.object({
    learners: column.count,
    as_of: column.micros,
    hint_learners: column.count,
    hint_events: column.count,
    shown_learners: column.count,
    shown_events: column.count,
    n_tried: column.count,
    n_right: column.count,
    n_ever_right: column.count,
    submissions: column.histogram,
    weeks: column.histogram,
    weeks_right: column.histogram,
    rested: column.count,
    rested_right: column.count,
    rest_sum: column.count,
    rest_squares: column.count,
    right_rest_sum: column.count,
  }),
  // what is used more than once is a column of the inner query: the engine would analyse each mention anew
  sql: (db, p) => `
    SELECT count() AS learners, toUnixTimestamp64Micro(max(last_at)) AS as_of,
           countIf(hints > 0) AS hint_learners, sum(hints) AS hint_events,
           countIf(answers_shown > 0) AS shown_learners, sum(answers_shown) AS shown_events,
           countIf(is_tried) AS n_tried, sumIf(first_right, is_tried) AS n_right, sumIf(ever_right, is_tried) AS n_ever_right,
           sumMapIf([attempts], [1], is_tried) AS submissions,
           sumMapIf([monday], [1], is_dated) AS weeks,
           sumMapIf([monday], [1], is_dated AND first_right > 0) AS weeks_right,
           countIf(is_rested) AS rested, sumIf(first_right, is_rested) AS rested_right,
           sumIf(rest, is_rested) AS rest_sum, sumIf(rest * rest, is_rested) AS rest_squares,
           sumIf(rest, is_rested AND first_right > 0) AS right_rest_sum
    FROM (
      SELECT last_at, hints, answers_shown, attempts, first_right, ever_right, is_tried, is_rested, rest,
             is_tried AND day IS NOT NULL AS is_dated, ifNull(day - positiveModulo(day + 3, 7), 0) AS monday
      FROM (
        SELECT last_at, hints, answers_shown, attempts, first_right, ever_right, tried > 0 AS is_tried,
               ${HAS_REST} AS is_rested, toUInt64(${REST}) AS rest, ${DAY} AS day
        FROM ${db.own}.facts FINAL WHERE ${counting(p)}))`,
  example,
});

/**
 * The questions and the answers to them, a row for every wording and for every answer as sent; of choices also one for
 * every pair of a first and a last answer. Learners with the same
 * rest share are in the same third; where that leaves no middle, nobody is in either.
 */
export const problemAnswers = defineQuery({
  name: 'problem-answers',
  params,
  row: z.object({
    what: z.enum(['question', 'first', 'last', 'pair']),
    part: column.text,
    type: column.text,
    question: column.text,
    answer: column.text,
    pair: z.array(column.text),
    mark: column.mark,
    third: z.enum(['strongest', 'weakest', '']),
    learners: column.count,
    n_first_right: column.count,
    n_ever_right: column.count,
  }),
  sql: (db, p) => `
    WITH
      (SELECT (quantileExact(0.3333333333)(${REST}), quantileExact(0.6666666667)(${REST}))
       FROM ${db.own}.facts FINAL WHERE ${counting(p)} AND ${HAS_REST}) AS bounds
    SELECT multiIf(grouping(own_type) = 0, 'question', grouping(own_pair) = 0, 'pair', grouping(first_answer) = 0, 'first', 'last') AS what,
           part, own_type AS type, own_question AS question, if(what = 'first', first_answer, last_answer) AS answer,
           if(what = 'first', first_mark, last_mark) AS mark, own_pair AS pair, own_third AS third, count() AS learners,
           countIf(first_right_here) AS n_first_right, countIf(ever_right_here) AS n_ever_right
    FROM (
      SELECT one.1 AS part, one.2 AS own_type, own_question, one.3 AS first_answer, one.4 AS first_mark,
             one.5 AS last_answer, one.6 AS last_mark, one.4 = 1 AS first_right_here, one.7 = 1 AS ever_right_here,
             if(one.2 IN (${PAIRS}), [if(one.4 >= 0, concat('=', one.3), ''), if(one.6 >= 0, concat('=', one.5), '')], []) AS own_pair,
             multiIf(NOT ${HAS_REST} OR bounds.1 >= bounds.2, '', ${REST} >= bounds.2, 'strongest',
                     ${REST} <= bounds.1, 'weakest', '') AS own_third
      FROM ${db.own}.facts FINAL ARRAY JOIN parts AS one, arrayResize(questions, length(parts)) AS own_question
      WHERE ${counting(p)} AND tried > 0)
    GROUP BY GROUPING SETS (
      (part, own_type, own_question), (part, own_pair), (part, first_answer, first_mark, own_third), (part, last_answer, last_mark))
    HAVING what = 'question' OR (what = 'pair' AND notEmpty(pair)) OR (what IN ('first', 'last') AND mark >= 0)`,
  example,
});
