import * as z from 'zod';
import { column, defineQuery } from '../../store/query';

/** Shares of one learner are summed up as whole ten thousandths: the same in whatever order. */
export const UNITS_OF_A_SHARE = 10_000;

const share = (part: string, whole: string): string => `toUInt64(round(${UNITS_OF_A_SHARE} * (${part}) / (${whole})))`;
const moments = (name: string, value: string, where: string): string => `
  countIf(${where}) AS ${name}_n, sumIf(${value}, ${where}) AS ${name}_sum,
  sumIf(${value} * ${value}, ${where}) AS ${name}_squares`;

/**
 * By arm of an experiment, and of everybody (''): learners, and what they did with what follows. `watched`: of the seconds of the
 * videos that the learner played.
 */
export const experimentArms = defineQuery({
  name: 'experiment-arms',
  params: {
    course: 'String',
    registered_only: 'UInt8',
    /** The block that stands for each arm; the unit in which the experiment is. */
    arms: 'Array(String)',
    unit: 'String',
    /** The unit that comes next; '' for none. */
    next: 'String',
    problems: 'Array(String)',
    completable: 'Array(String)',
    videos: 'Array(String)',
    /** Of each video, seconds. */
    lengths: 'Array(UInt32)',
  },
  row: z.object({
    arm: column.text,
    learners: column.count,
    in_unit: column.count,
    in_arms: column.count,
    reached: column.count,
    first_n: column.count,
    first_sum: column.count,
    first_squares: column.count,
    completed_n: column.count,
    completed_sum: column.count,
    completed_squares: column.count,
    watched_n: column.count,
    watched_sum: column.count,
    watched_squares: column.count,
  }),
  sql: (db, p) => `
    SELECT arm, count() AS learners, countIf(is_in_unit) AS in_unit, countIf(notEmpty(own)) AS in_arms,
           countIf(has_reached) AS reached,
           ${moments('first', share('right', 'greatest(tried, 1)'), 'tried > 0')},
           ${moments('completed', share('done', `greatest(length(${p.completable}), 1)`), `notEmpty(${p.completable})`)},
           ${moments('watched', share('seen_seconds', 'greatest(seconds, 1)'), 'seconds > 0')}
    FROM (
      WITH transform(block_id, ${p.videos}, ${p.lengths}, toUInt32(0)) AS length_of
      SELECT learner,
             groupUniqArrayIf(block_id, has(${p.arms}, block_id) AND facts.reached > 0) AS own,
             max(block_id = ${p.unit} AND facts.reached > 0) AS is_in_unit,
             max(block_id = ${p.next} AND facts.reached > 0) AS has_reached,
             sumIf(facts.tried, has(${p.problems}, block_id)) AS tried,
             sumIf(facts.first_right, has(${p.problems}, block_id)) AS right,
             countIf(has(${p.completable}, block_id) AND facts.completed > 0) AS done,
             sumIf(length_of, plays > 0) AS seconds,
             sumIf(arraySum(r -> greatest(0, least(toInt64(r.2), toInt64(length_of)) - toInt64(r.1)), seen), plays > 0) AS seen_seconds
      FROM ${db.own}.facts AS facts FINAL
      WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0)
        AND has(arrayConcat(${p.arms}, ${p.problems}, ${p.completable}, ${p.videos}, [${p.unit}, ${p.next}]), block_id)
      GROUP BY learner)
    ARRAY JOIN arrayPushBack(own, '') AS arm
    GROUP BY arm ORDER BY arm`,
  example: {
    course: 'course-v1:A+B+C',
    registered_only: 1,
    arms: ['a'],
    unit: 'u',
    next: 'v',
    problems: ['p'],
    completable: ['h'],
    videos: ['w'],
    lengths: [60],
  },
});
