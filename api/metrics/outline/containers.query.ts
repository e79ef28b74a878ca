import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import type { Duties } from '../../facts/duties';

const counts = (p: { readonly registered_only: string }): string => `(registered = 1 OR ${p.registered_only} = 0)`;

/** Of some blocks: those that anybody completed. */
export const completedBlocks = defineQuery({
  name: 'completed-blocks',
  params: { course: 'String', blocks: 'Array(String)', registered_only: 'UInt8' },
  row: z.object({ block: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT block_id AS block FROM ${db.own}.facts FINAL
    WHERE course_key = ${p.course} AND block_id IN ${p.blocks} AND completed > 0 AND ${counts(p)} ORDER BY block`,
  example: { course: 'course-v1:A+B+C', blocks: ['block-v1:A+B+C+type@html+block@x'], registered_only: 1 },
});

/** Duties (facts/duties.ts) as arrays: what a block belongs to is given by number, from 1; blocks begun belong to nothing, 0. */
const DUTIES = {
  blocks: 'Array(String)',
  share_of: 'Array(UInt32)',
  /** Of each share: how many of its blocks are wanted, and the way it belongs to. */
  share_counts: 'Array(UInt32)',
  way_of: 'Array(UInt32)',
  /** Of each way: how many blocks it wants in all, and the duty it belongs to. */
  way_counts: 'Array(UInt32)',
  duty_of: 'Array(UInt32)',
  /** Of each duty: how many of its ways are wanted. */
  duty_counts: 'Array(UInt32)',
  begun: 'Array(String)',
} as const;

/** The arguments for some duties. */
export const asArrays = ({ duties, whereBegun }: Duties) => {
  const args = {
    blocks: [] as string[],
    share_of: [] as number[],
    share_counts: [] as number[],
    way_of: [] as number[],
    way_counts: [] as number[],
    duty_of: [] as number[],
    duty_counts: duties.map(({ count }) => count),
    begun: [...whereBegun],
  };
  duties.forEach(({ ways }, duty) => {
    for (const way of ways) {
      args.way_counts.push(way.reduce((sum, { count }) => sum + count, 0));
      args.duty_of.push(duty + 1);
      for (const { count, blocks } of way) {
        args.share_counts.push(count);
        args.way_of.push(args.way_counts.length);
        for (const block of blocks) {
          args.blocks.push(block);
          args.share_of.push(args.share_counts.length);
        }
      }
    }
  });
  const known = new Set(args.blocks);
  for (const block of whereBegun) {
    if (known.has(block)) continue;
    args.blocks.push(block);
    args.share_of.push(0);
  }
  return args;
};

/** Learners who completed anything, met all duties, and left nothing undone of what they only had to do once begun. */
export const finishedLearners = defineQuery({
  name: 'finished-learners',
  params: { course: 'String', registered_only: 'UInt8', ...DUTIES },
  row: z.object({ finished: column.count }),
  sql: (db, p) => `
    SELECT countIf(met = length(${p.duty_counts})) AS finished
    FROM (
      SELECT learner, countIf(duty > 0 AND whole >= ${p.duty_counts}[greatest(duty, 1)]) AS met
      FROM (
        SELECT learner, if(way > 0, ${p.duty_of}[greatest(way, 1)], 0) AS duty,
               countIf(way > 0 AND done >= ${p.way_counts}[greatest(way, 1)]) AS whole
        FROM (
          SELECT learner, if(share > 0, ${p.way_of}[greatest(share, 1)], 0) AS way,
                 sum(least(of_share, if(share > 0, ${p.share_counts}[greatest(share, 1)], 0))) AS done
          FROM (
            SELECT learner, transform(block_id, ${p.blocks}, ${p.share_of}, toUInt32(0)) AS share, count() AS of_share
            FROM ${db.own}.facts FINAL
            WHERE course_key = ${p.course} AND block_id IN ${p.blocks} AND completed > 0 AND ${counts(p)}
            GROUP BY learner, share)
          GROUP BY learner, way)
        GROUP BY learner, duty)
      GROUP BY learner)
    WHERE learner NOT IN (
      SELECT learner FROM ${db.own}.facts FINAL
      WHERE course_key = ${p.course} AND block_id IN ${p.begun} AND reached > 0 AND completed = 0 AND ${counts(p)})`,
  example: {
    course: 'course-v1:A+B+C',
    registered_only: 1,
    ...asArrays({ duties: [{ count: 1, ways: [[{ count: 1, blocks: ['b'] }]] }], whereBegun: ['c'] }),
  },
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
