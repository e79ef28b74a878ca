import * as z from 'zod';
import type { Engine } from '../engine';
import { column, defineQuery } from '../query';
import type { Databases } from '../../config/config';
import type { Micros } from '../../lib/time';

/** Blocks summed up by one statement: bounds its text and its memory. */
const BLOCKS_AT_ONCE = 500;

/**
 * The sums of some blocks. Every block gets both rows, registered and not, so that what is gone is replaced by zeros.
 * `{course}`, `{blocks}`, `{version}` are bound.
 */
const totals = (db: Databases): string => `
  WITH
    stated AS (
      SELECT block_id, argMax(length, (times, length)) AS duration FROM (
        SELECT block_id, one.1 AS length, sum(one.2) AS times
        FROM ${db.own}.facts FINAL ARRAY JOIN lengths AS one
        WHERE course_key = {course:String} AND block_id IN {blocks:Array(String)} GROUP BY block_id, length)
      GROUP BY block_id),
    sums AS (
      SELECT block_id, registered,
             count() AS learners,
             countIf(reached > 0) AS reached,
             groupBitOr(facts.reached) AS reached_bits,
             countIf(facts.tried > 0) AS attempted,
             sum(facts.tried) AS tried,
             sum(facts.first_right) AS first_right,
             countIf(plays > 0) AS viewers,
             -- seconds beyond the duration are not seconds of the video
             sumIf(arraySum(r -> greatest(0, least(toInt64(r.2), if(ifNull(limits.duration, 0) > 0, toInt64(floor(ifNull(limits.duration, 0))), 4294967295)) - toInt64(r.1)), facts.seen), plays > 0) AS seen,
             -- of times as such, once it is compiled, the engine takes one before 1970 for the largest
             fromUnixTimestamp64Micro(max(toUnixTimestamp64Micro(facts.last_at)), 'UTC') AS as_of
      FROM ${db.own}.facts AS facts FINAL LEFT JOIN stated AS limits ON limits.block_id = facts.block_id
      WHERE course_key = {course:String} AND facts.block_id IN {blocks:Array(String)}
      GROUP BY block_id, registered)
  SELECT {course:String} AS course_key, asked.block_id AS block_id, asked.registered AS registered, {version:UInt64} AS version,
         ifNull(sums.learners, 0) AS learners, ifNull(sums.reached, 0) AS reached, ifNull(sums.reached_bits, 0) AS reached_bits,
         ifNull(sums.attempted, 0) AS attempted, ifNull(sums.tried, 0) AS tried, ifNull(sums.first_right, 0) AS first_right,
         ifNull(sums.viewers, 0) AS viewers, ifNull(sums.seen, 0) AS seen, ifNull(stated.duration, 0) AS duration,
         ifNull(sums.as_of, toDateTime64(0, 6, 'UTC')) AS as_of
  FROM (SELECT arrayJoin({blocks:Array(String)}) AS block_id, arrayJoin([0, 1]::Array(UInt8)) AS registered) AS asked
  LEFT JOIN sums ON sums.block_id = asked.block_id AND sums.registered = asked.registered
  LEFT JOIN stated ON stated.block_id = asked.block_id`;

/** Sums up anew the blocks of a course whose facts changed. */
export const refreshTotals = async (
  engine: Engine,
  course: string,
  blocks: readonly string[],
  version: Micros,
): Promise<void> => {
  for (let at = 0; at < blocks.length; at += BLOCKS_AT_ONCE) {
    await engine.command(`INSERT INTO ${engine.databases.own}.block_totals ${totals(engine.databases)}`, {
      course,
      blocks: blocks.slice(at, at + BLOCKS_AT_ONCE),
      version,
    });
  }
};

/** The sums of a whole course: the rows of the outline. A course itself is a block with the course's key. */
export const blockTotals = defineQuery({
  name: 'block-totals',
  params: { course: 'String' },
  row: z.object({
    block: column.text,
    registered: column.flag,
    learners: column.count,
    reached: column.count,
    reached_bits: column.number,
    attempted: column.count,
    tried: column.count,
    first_right: column.count,
    viewers: column.count,
    seen: column.count,
    duration: column.number,
    as_of: column.micros,
  }),
  sql: (db, p) => `
    SELECT block_id AS block, registered, learners, reached, reached_bits, attempted, tried, first_right, viewers, seen,
           duration, toUnixTimestamp64Micro(block_totals.as_of) AS as_of
    FROM ${db.own}.block_totals FINAL
    WHERE course_key = ${p.course} AND learners > 0 ORDER BY block, registered`,
  example: { course: 'course-v1:A+B+C' },
});

/** Learners of a course who ever registered, or who did not. */
export interface CourseTotal {
  readonly registered: boolean;
  readonly learners: number;
  /** Their newest event, of any kind. */
  readonly as_of: Micros;
}

/** Of some blocks that few tried or viewed: numbers that stand for who did. */
export const fewOfBlocks = defineQuery({
  name: 'few-of-blocks',
  params: { course: 'String', registered_only: 'UInt8', blocks: 'Array(String)' },
  row: z.object({ block: column.text, triers: z.array(column.number), watchers: z.array(column.number) }),
  sql: (db, p) => `
    SELECT block_id AS block, groupUniqArrayIf(toUInt32(cityHash64(learner) % 4294967291), facts.tried > 0) AS triers,
           groupUniqArrayIf(toUInt32(cityHash64(learner) % 4294967291), plays > 0) AS watchers
    FROM ${db.own}.facts AS facts FINAL
    WHERE course_key = ${p.course} AND block_id IN ${p.blocks} AND (registered = 1 OR ${p.registered_only} = 0)
    GROUP BY block_id ORDER BY block`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, blocks: ['b'] },
});

/** The newest event of any kind of some courses, of who ever registered and of others, and how many each are. */
export const newestEvents = defineQuery({
  name: 'newest-events',
  params: { courses: 'Array(String)' },
  row: z.object({ course_key: column.text, registered: column.flag, learners: column.count, as_of: column.micros }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key, registered, learners, toUnixTimestamp64Micro(block_totals.as_of) AS as_of
    FROM ${db.own}.block_totals FINAL
    WHERE course_key IN ${p.courses} AND block_id = toString(course_key) AND learners > 0 ORDER BY course_key, registered`,
  example: { courses: ['course-v1:A+B+C'] },
});

/** Courses whose key begins so and in which anything happened: the 100 in which something happened last. */
export const coursesLike = defineQuery({
  name: 'courses-like',
  params: { prefix: 'String' },
  row: z.object({ course_key: column.text }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key FROM ${db.own}.block_totals FINAL
    WHERE startsWith(course_key, ${p.prefix}) AND block_id = toString(course_key) AND learners > 0
    GROUP BY course_key ORDER BY max(block_totals.as_of) DESC, course_key LIMIT 100`,
  example: { prefix: 'course-v1:A+B+' },
});

/** How many learners of a course were ever registered, how many others were seen, and when something happened last. */
export const courseTotals = defineQuery({
  name: 'course-totals',
  params: { course: 'String' },
  row: z.object({ registered: column.flag, learners: column.count, as_of: column.micros }),
  sql: (db, p) => `
    SELECT registered, learners, toUnixTimestamp64Micro(block_totals.as_of) AS as_of FROM ${db.own}.block_totals FINAL
    WHERE course_key = ${p.course} AND block_id = ${p.course} AND learners > 0 ORDER BY registered`,
  example: { course: 'course-v1:A+B+C' },
});
