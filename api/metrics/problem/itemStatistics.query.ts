import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import type { Databases } from '../../config/config';
import { aggregatesOf } from '../kit/panel';
import manyAttempts from './manyAttempts.metric';
import recovered from './recovered.metric';
import { HAS_REST, REST, THIRDS } from './restScore';
import { isCounted } from '../../store/queries/countedEvents';

/**
 * Sums over the learners of a course, a row a problem, question or answer: no learner's row leaves the database, and
 * all sums are of whole numbers, so that they are the same in whatever order they are made. Only learners of the course
 * count (`registered_only`: those ever registered).
 */

const params = { course: 'String', registered_only: 'UInt8', enough: 'UInt32' } as const;
const example = { course: 'course-v1:A+B+C', registered_only: 1, enough: 20 };
type P = Record<keyof typeof params, string>;

/** When each block was changed last, as the publishes tell. */
const edits = (db: Databases, p: P): string => `
  edits AS (
    SELECT location, max(parseDateTime64BestEffortOrNull(edited_on, 6, 'UTC')) AS last_edit
    FROM ${db.eventSink}.course_blocks WHERE course_key = ${p.course} GROUP BY location)`;

/**
 * `base`: who tried which problem. Where `enough` tried a problem before it was changed and `enough` since, only the
 * latter.
 */
const base = (db: Databases, p: P): string => `
  ${edits(db, p)},
  tries AS (
    SELECT facts.block_id AS block, learner, tried, first_right, ever_right, attempts, parts, first_try_at,
           edits.last_edit AS own_edit, ${HAS_REST} AS has_rest, if(${HAS_REST}, ${REST}, 0) AS rest
    FROM ${db.own}.facts AS facts FINAL LEFT JOIN edits ON edits.location = facts.block_id
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND tried = 1 AND notEmpty(parts)),
  splits AS (
    SELECT block, max(own_edit) AS last_edited, countIf(first_try_at < own_edit) AS n_before,
           countIf(first_try_at >= own_edit) AS n_since
    FROM tries GROUP BY block),
  base AS (
    SELECT tries.* FROM tries INNER JOIN splits ON splits.block = tries.block
    WHERE n_before < ${p.enough} OR n_since < ${p.enough} OR first_try_at >= own_edit),
  thirds AS (
    SELECT block, quantileExact(${THIRDS.lower})(rest) AS weakest_end, quantileExact(${THIRDS.upper})(rest) AS strongest_start
    FROM base WHERE has_rest GROUP BY block)`;

/** Learners with the same rest share are in the same third; where that leaves no middle, nobody is in either. */
const IN_UPPER = 'has_rest AND weakest_end < strongest_start AND rest >= strongest_start';
const IN_LOWER = 'has_rest AND weakest_end < strongest_start AND rest <= weakest_end';

/** Each problem of a course: tries, right, given up, tried again, and the split by the last edit. */
export const itemStatistics = defineQuery({
  name: 'item-statistics',
  params: { ...params, least: 'UInt32' },
  row: z.object({
    block: column.text,
    n: column.count,
    n_right: column.count,
    n_ever_right: column.count,
    n_attempts: column.count,
    tried_again: column.count,
    recovered: column.count,
    n_many: column.count,
    edited_at: column.maybeMicros,
    came_before: column.count,
    came_since: column.count,
  }),
  sql: (db, p) => `
    WITH ${base(db, p)}
    SELECT base.block AS block, count() AS n, sum(first_right) AS n_right, sum(ever_right) AS n_ever_right,
           sum(attempts) AS n_attempts,
           ${aggregatesOf(recovered).of} AS tried_again, ${aggregatesOf(recovered).count} AS recovered,
           ${aggregatesOf(manyAttempts, p).count} AS n_many,
           toUnixTimestamp64Micro(max(splits.last_edited)) AS edited_at, max(splits.n_before) AS came_before,
           max(splits.n_since) AS came_since
    FROM base INNER JOIN splits ON splits.block = base.block
    GROUP BY base.block ORDER BY block`,
  example: { ...example, least: 5 },
});

/** Each question of a problem: right, moments with the rest share, and how the strongest and weakest third did. */
export const partStatistics = defineQuery({
  name: 'part-statistics',
  params,
  row: z.object({
    block: column.text,
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
    SELECT base.block AS block, one.part AS part, count() AS learners, countIf(one.first_right = 1) AS n_right,
           countIf(has_rest) AS rested, countIf(has_rest AND one.first_right = 1) AS rested_right,
           sum(toUInt64(rest)) AS rest_sum, sum(toUInt64(rest) * rest) AS rest_squares,
           sumIf(toUInt64(rest), one.first_right = 1) AS right_rest_sum,
           countIf(${IN_UPPER}) AS upper, countIf(${IN_LOWER}) AS lower,
           countIf(${IN_UPPER} AND one.first_right = 1) AS upper_right,
           countIf(${IN_LOWER} AND one.first_right = 1) AS lower_right
    FROM base LEFT JOIN thirds ON thirds.block = base.block ARRAY JOIN parts AS one
    WHERE one.first_right >= 0
    GROUP BY base.block, one.part ORDER BY block, part`,
  example,
});

/** The commonest first answers to each question: who gave them, and how strong these are elsewhere. */
export const answerStatistics = defineQuery({
  name: 'answer-statistics',
  params: { ...params, most: 'UInt32' },
  row: z.object({
    block: column.text,
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
    SELECT base.block AS block, one.part AS part, one.first_answer AS answer, max(one.type) AS type,
           one.first_right AS right,
           count() AS learners, countIf(has_rest) AS rested, sum(toUInt64(rest)) AS rest_sum,
           countIf(${IN_UPPER}) AS upper, countIf(${IN_LOWER}) AS lower
    FROM base LEFT JOIN thirds ON thirds.block = base.block ARRAY JOIN parts AS one
    WHERE one.first_right >= 0
    GROUP BY base.block, one.part, one.first_answer, one.first_right
    ORDER BY block, part, learners DESC, answer, right LIMIT ${p.most} BY block, part`,
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
    people AS (SELECT uniqExact(learner) AS n FROM tries),
    widely AS (SELECT block FROM tries GROUP BY block HAVING 2 * count() >= (SELECT n FROM people)),
    complete AS (
      SELECT learner, toUInt64(sum(first_right)) AS score FROM tries WHERE block IN (SELECT block FROM widely)
      GROUP BY learner HAVING count() = (SELECT count() FROM widely)),
    items AS (
      SELECT block, count() AS n, sum(first_right) AS n_right FROM tries
      WHERE block IN (SELECT block FROM widely) AND learner IN (SELECT learner FROM complete) GROUP BY block)
    SELECT (SELECT count() FROM widely) AS problems, count() AS n, sum(score) AS score_sum,
           sum(score * score) AS score_squares, (SELECT sum(n_right * (n - n_right)) FROM items) AS item_variation
    FROM complete`,
  example,
});

/**
 * Who answered which problems rightly, as patterns of answers with the number of learners who have each; of at most
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
      FROM base WHERE block IN ${p.blocks}
      GROUP BY learner ORDER BY cityHash64(learner), learner LIMIT ${p.most})
    GROUP BY answers ORDER BY answers`,
  example: { ...example, blocks: ['block-v1:A+B+C+type@problem+block@x'], most: 5000 },
});

/** Learners who had a problem's answer shown before their first try, or without one. */
export const helpBeforeTrying = defineQuery({
  name: 'help-before-trying',
  params: { course: 'String', registered_only: 'UInt8' },
  row: z.object({ block: column.text, learners: column.count, untried: column.count }),
  sql: (db, p) => `
    WITH shown AS (
      SELECT block_id, learner, min(events.time) AS shown_at FROM ${db.own}.events FINAL
      WHERE course_key = ${p.course} AND verb = 'asked' AND part = 'answer'
        AND ${isCounted(db.own)}
      GROUP BY block_id, learner)
    SELECT facts.block_id AS block, count() AS learners, countIf(tried = 0) AS untried
    FROM ${db.own}.facts AS facts FINAL
    INNER JOIN shown ON shown.block_id = facts.block_id AND shown.learner = facts.learner
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND answers_shown > 0
      AND (first_try_at IS NULL OR shown.shown_at < first_try_at)
    GROUP BY facts.block_id ORDER BY block`,
  example: { course: 'course-v1:A+B+C', registered_only: 1 },
});

/** How far viewers of each video got: by tens of seconds, the last second anybody saw being the end of the last. */
export const viewingEnds = defineQuery({
  name: 'viewing-ends',
  params,
  row: z.object({
    block: column.text,
    ten: column.count,
    learners: column.count,
    edited_at: column.maybeMicros,
    came_before: column.count,
    came_since: column.count,
  }),
  sql: (db, p) => `
    WITH ${edits(db, p)},
    viewers AS (
      SELECT facts.block_id AS block, facts.first_at AS came_at, edits.last_edit AS own_edit,
             intDiv(seen[-1].2 - 1, 10) AS ten
      FROM ${db.own}.facts AS facts FINAL LEFT JOIN edits ON edits.location = facts.block_id
      WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND plays > 0 AND notEmpty(seen)),
    splits AS (
      SELECT block, max(own_edit) AS last_edited, countIf(came_at < own_edit) AS n_before,
             countIf(came_at >= own_edit) AS n_since
      FROM viewers GROUP BY block)
    SELECT viewers.block AS block, ten, count() AS learners,
           toUnixTimestamp64Micro(max(splits.last_edited)) AS edited_at, max(splits.n_before) AS came_before,
           max(splits.n_since) AS came_since
    FROM viewers INNER JOIN splits ON splits.block = viewers.block
    WHERE splits.n_before < ${p.enough} OR splits.n_since < ${p.enough} OR came_at >= own_edit
    GROUP BY viewers.block, ten ORDER BY block, ten`,
  example,
});
