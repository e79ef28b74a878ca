import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import type { Databases } from '../../config/config';
import { aggregatesOf } from '../kit/panel';
import manyAttempts from './manyAttempts.metric';
import recovered from './recovered.metric';
import { REST, THIRDS } from './restScore';
import { isCounted } from '../../store/queries/countedEvents';

/**
 * Sums over the learners of a course, a row a problem, question or answer, and version of the block: no learner's row leaves the
 * database, and all sums are of whole numbers, so that they are the same in whatever order they are made. Only learners of
 * the course count (`registered_only`: those ever registered).
 */

const params = {
  course: 'String',
  registered_only: 'UInt8',
  /** Others a learner must have attempted before their strength is spoken of. */
  others: 'UInt32',
  /** Changes by which learners are told apart, a block and a time (microseconds) each; a block has as many as it was changed. */
  cut_blocks: 'Array(String)',
  cut_times: 'Array(Int64)',
} as const;
const example = { course: 'course-v1:A+B+C', registered_only: 1, others: 3, cut_blocks: [], cut_times: [] };
type P = Record<'course' | 'registered_only' | 'cut_blocks' | 'cut_times', string>;

/** The changes of each block: `location`, `times`. */
const cuts = (p: P): string => `
  cuts AS (
    SELECT cut.1 AS location, groupArray(cut.2) AS times
    FROM (SELECT arrayJoin(arrayZip(${p.cut_blocks}, ${p.cut_times})) AS cut) GROUP BY location)`;

/** How many changes came before a moment: 0 is the first version. */
const versionAt = (time: string): string => `arrayCount(cut -> cut <= toUnixTimestamp64Micro(${time}), cuts.times)`;

/** `base`: who attempted which problem, and which version of it. Rest share: of at least `others` other problems, in ten thousandths. */
const base = (db: Databases, p: P & { others: string }): string => `
  ${cuts(p)},
  base AS (
    SELECT facts.block_id AS block, learner, tried, first_right, ever_right, attempts, parts,
           ${versionAt('assumeNotNull(first_try_at)')} AS version, length(cuts.times) AS versions,
           rest_tried >= ${p.others} AS has_rest,
           if(has_rest, ${REST}, 0) AS rest
    FROM ${db.own}.facts AS facts FINAL LEFT JOIN cuts ON cuts.location = facts.block_id
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND tried = 1 AND notEmpty(parts)),
  thirds AS (
    SELECT block, quantileExact(${THIRDS.lower})(rest) AS lower_end, quantileExact(${THIRDS.upper})(rest) AS upper_start
    FROM base WHERE has_rest GROUP BY block)`;

/** Thirds are those of all who attempted the problem. Learners with the same rest share are in the same third; where that leaves no middle, nobody is in either. */
const IN_UPPER = 'has_rest AND lower_end < upper_start AND rest >= upper_start';
const IN_LOWER = 'has_rest AND lower_end < upper_start AND rest <= lower_end';

/** Each problem of a course: attempted, correct, given up, attempted again. */
export const itemStatistics = defineQuery({
  name: 'item-statistics',
  params: { ...params, least: 'UInt32' },
  row: z.object({
    block: column.text,
    version: column.count,
    n: column.count,
    n_right: column.count,
    n_ever_right: column.count,
    n_attempts: column.count,
    tried_again: column.count,
    recovered: column.count,
    n_many: column.count,
    rested: column.count,
    rest_sum: column.count,
  }),
  sql: (db, p) => `
    WITH ${base(db, p)}
    SELECT block, version, count() AS n, sum(first_right) AS n_right, sum(ever_right) AS n_ever_right,
           sum(attempts) AS n_attempts,
           ${aggregatesOf(recovered).of} AS tried_again, ${aggregatesOf(recovered).count} AS recovered,
           ${aggregatesOf(manyAttempts, p).count} AS n_many, countIf(has_rest) AS rested, sum(toUInt64(rest)) AS rest_sum
    FROM base GROUP BY block, version ORDER BY block, version`,
  example: { ...example, least: 5 },
});

/** Each question of a problem: correct, moments with the rest share, and how the top and bottom third did. */
export const partStatistics = defineQuery({
  name: 'part-statistics',
  params,
  row: z.object({
    block: column.text,
    version: column.count,
    part: column.text,
    learners: column.count,
    n_right: column.count,
    rested: column.count,
    rested_right: column.count,
    rest_sum: column.count,
    rest_squares: column.count,
    right_rest_sum: column.count,
    upper: column.count,
    lower: column.count,
    upper_right: column.count,
    lower_right: column.count,
  }),
  sql: (db, p) => `
    WITH ${base(db, p)}
    SELECT base.block AS block, version, one.part AS part, count() AS learners, countIf(one.first_right = 1) AS n_right,
           countIf(has_rest) AS rested, countIf(has_rest AND one.first_right = 1) AS rested_right,
           sum(toUInt64(rest)) AS rest_sum, sum(toUInt64(rest) * rest) AS rest_squares,
           sumIf(toUInt64(rest), one.first_right = 1) AS right_rest_sum,
           countIf(${IN_UPPER}) AS upper, countIf(${IN_LOWER}) AS lower,
           countIf(${IN_UPPER} AND one.first_right = 1) AS upper_right,
           countIf(${IN_LOWER} AND one.first_right = 1) AS lower_right
    FROM base LEFT JOIN thirds ON thirds.block = base.block ARRAY JOIN parts AS one
    WHERE one.first_right >= 0
    GROUP BY base.block, version, one.part ORDER BY block, version, part`,
  example,
});

/** The commonest first answers to each question: who gave them, and how strong these are elsewhere. */
export const responseStatistics = defineQuery({
  name: 'answer-statistics',
  params: { ...params, most: 'UInt32' },
  row: z.object({
    block: column.text,
    version: column.count,
    part: column.text,
    answer: column.text,
    type: column.text,
    right: column.flag,
    learners: column.count,
    rested: column.count,
    rest_sum: column.count,
    upper: column.count,
    lower: column.count,
  }),
  sql: (db, p) => `
    WITH ${base(db, p)}
    SELECT base.block AS block, version, one.part AS part, one.first_answer AS answer, max(one.type) AS type,
           one.first_right AS right,
           count() AS learners, countIf(has_rest) AS rested, sum(toUInt64(rest)) AS rest_sum,
           countIf(${IN_UPPER}) AS upper, countIf(${IN_LOWER}) AS lower
    FROM base LEFT JOIN thirds ON thirds.block = base.block ARRAY JOIN parts AS one
    WHERE one.first_right >= 0
    GROUP BY base.block, version, one.part, one.first_answer, one.first_right
    ORDER BY block, version, part, learners DESC, answer, right LIMIT ${p.most} BY block, version, part`,
  example: { ...example, most: 50 },
});

/** What Cronbach's alpha is made of: the problems at least half tried, over the learners who tried all of these. */
export const reliabilityTotals = defineQuery({
  name: 'reliability-totals',
  params,
  row: z.object({
    problems: column.count,
    n: column.count,
    score_sum: column.count,
    score_squares: column.count,
    item_variation: column.count,
  }),
  sql: (db, p) => `
    WITH ${base(db, p)},
    people AS (SELECT uniqExact(learner) AS n FROM base),
    widely AS (SELECT block FROM base GROUP BY block HAVING 2 * count() >= (SELECT n FROM people)),
    complete AS (
      SELECT learner, toUInt64(sum(first_right)) AS score FROM base WHERE block IN (SELECT block FROM widely)
      GROUP BY learner HAVING count() = (SELECT count() FROM widely)),
    items AS (
      SELECT block, count() AS n, sum(first_right) AS n_right FROM base
      WHERE block IN (SELECT block FROM widely) AND learner IN (SELECT learner FROM complete) GROUP BY block)
    SELECT (SELECT count() FROM widely) AS problems, count() AS n, sum(score) AS score_sum,
           sum(score * score) AS score_squares, (SELECT sum(n_right * (n - n_right)) FROM items) AS item_variation
    FROM complete`,
  example,
});

/**
 * Who answered which problems correctly (the newest version of each), as patterns of answers with the number of learners who have each; of at most
 * `most` learners, those first by hash. An answer is twice the problem's place in `blocks` (from 0), plus one if right.
 */
export const responsePatterns = defineQuery({
  name: 'response-patterns',
  params: { ...params, blocks: 'Array(String)', most: 'UInt32' },
  row: z.object({ answers: z.array(column.number), learners: column.count }),
  sql: (db, p) => `
    WITH ${base(db, p)}
    SELECT answers, count() AS learners FROM (
      SELECT learner, arraySort(groupArray(toUInt32(2 * (indexOf(${p.blocks}, block) - 1) + first_right))) AS answers
      FROM base WHERE block IN ${p.blocks} AND version = versions
      GROUP BY learner ORDER BY cityHash64(learner), learner LIMIT ${p.most})
    GROUP BY answers ORDER BY answers`,
  example: { ...example, blocks: ['block-v1:A+B+C+type@problem+block@x'], most: 5000 },
});

const { others: _, ...unrested } = params;
const { others: __, ...unrestedExample } = example;

/** Learners who viewed a problem's answer before their first attempt, or without one. */
export const helpBeforeTrying = defineQuery({
  name: 'help-before-trying',
  params: unrested,
  row: z.object({ block: column.text, version: column.count, learners: column.count, untried: column.count }),
  sql: (db, p) => `
    WITH ${cuts(p)},
    shown AS (
      SELECT block_id, learner, min(events.time) AS shown_at FROM ${db.own}.events FINAL
      WHERE course_key = ${p.course} AND verb = 'asked' AND part = 'answer'
        AND ${isCounted(db.own)}
      GROUP BY block_id, learner)
    SELECT facts.block_id AS block, ${versionAt('ifNull(first_try_at, shown_at)')} AS version, count() AS learners,
           countIf(tried = 0) AS untried
    FROM ${db.own}.facts AS facts FINAL
    INNER JOIN shown ON shown.block_id = facts.block_id AND shown.learner = facts.learner
    LEFT JOIN cuts ON cuts.location = facts.block_id
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND answers_shown > 0
      AND (first_try_at IS NULL OR shown.shown_at < first_try_at)
    GROUP BY facts.block_id, version ORDER BY block, version`,
  example: unrestedExample,
});

/**
 * Of problems with hints: learners who used one and submitted after it (asked for before the first attempt, or that one was wrong
 * and another followed), those who were wrong at first and submitted again without one, and of both those eventually correct.
 */
export const hintStatistics = defineQuery({
  name: 'hint-statistics',
  params: unrested,
  row: z.object({
    block: column.text,
    version: column.count,
    used: column.count,
    used_right: column.count,
    unused: column.count,
    unused_right: column.count,
  }),
  sql: (db, p) => `
    WITH ${cuts(p)},
    hints AS (
      SELECT block_id, learner, toNullable(min(events.time)) AS hinted_at FROM ${db.own}.events FINAL
      WHERE course_key = ${p.course} AND verb = 'asked' AND part = 'hint'
        AND ${isCounted(db.own)}
      GROUP BY block_id, learner),
    tries AS (
      SELECT facts.block_id AS block, ${versionAt('assumeNotNull(first_try_at)')} AS version, ever_right,
             hinted_at IS NOT NULL AND hinted_at < first_try_at AS is_early, first_right = 0 AND attempts > 1 AS is_again,
             is_early OR (hinted_at IS NOT NULL AND is_again) AS is_used
      FROM ${db.own}.facts AS facts FINAL
      LEFT JOIN hints ON hints.block_id = facts.block_id AND hints.learner = facts.learner
      LEFT JOIN cuts ON cuts.location = facts.block_id
      WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND tried = 1 AND notEmpty(parts)
        AND facts.block_id IN (SELECT block_id FROM hints))
    SELECT block, version, countIf(is_used) AS used, countIf(is_used AND ever_right = 1) AS used_right,
           countIf(NOT is_used) AS unused, countIf(NOT is_used AND ever_right = 1) AS unused_right
    FROM tries WHERE is_used OR is_again GROUP BY block, version ORDER BY block, version`,
  example: unrestedExample,
});

/** How far viewers of each video got: by steps of seconds, the last second anybody saw being the end of the last. */
export const viewingEnds = defineQuery({
  name: 'viewing-ends',
  params: { ...unrested, seconds: 'UInt32' },
  row: z.object({ block: column.text, version: column.count, step: column.count, learners: column.count }),
  sql: (db, p) => `
    WITH ${cuts(p)}
    SELECT facts.block_id AS block, ${versionAt('first_at')} AS version, intDiv(seen[-1].2 - 1, ${p.seconds}) AS step,
           count() AS learners
    FROM ${db.own}.facts AS facts FINAL LEFT JOIN cuts ON cuts.location = facts.block_id
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND plays > 0 AND notEmpty(seen)
    GROUP BY facts.block_id, version, step ORDER BY block, version, step`,
  example: { ...unrestedExample, seconds: 5 },
});
