import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { IN_POPULATION } from '../kit/inPopulation';
import { GROUPED, GROUPED_EXAMPLE, grouped } from './groups.query';

/** Per group, every problem that somebody tried: learners, right the first time and ever, and by how many submissions. */
export const problemTable = defineQuery({
  name: 'problem-table',
  params: GROUPED,
  row: z.object({
    grp: column.text,
    block: column.text,
    learners: column.count,
    n_first: column.count,
    n_ever: column.count,
    submissions: column.histogram,
  }),
  sql: (db, p) => `
    SELECT grp, toString(block) AS block, sum(n) AS learners, sum(first) AS n_first, sum(ever) AS n_ever,
           sumMap([tries], [n]) AS submissions
    FROM (
      SELECT grp, one.1 AS block, length(one.7) AS tries, count() AS n, countIf(one.2 = 1) AS first, countIf(one.3 > 0) AS ever
      FROM (${grouped(db.own, p, 'problems')}) ARRAY JOIN problems AS one
      WHERE notEmpty(one.7)
      GROUP BY grp, block, tries)
    GROUP BY grp, block ORDER BY grp, block`,
  example: GROUPED_EXAMPLE,
});

/** Per group, learners who tried any of some problems. */
export const triersOf = defineQuery({
  name: 'triers-of',
  params: { ...GROUPED, blocks: 'Array(String)' },
  row: z.object({ grp: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT grp, count() AS learners FROM (${grouped(db.own, p, 'problems')})
    WHERE arrayExists(one -> notEmpty(one.7) AND has(${p.blocks}, toString(one.1)), problems)
    GROUP BY grp ORDER BY grp`,
  example: { ...GROUPED_EXAMPLE, blocks: ['b'] },
});

/** Seconds below a limit that ranges hold. */
const inside = (ranges: string): string => `arraySum(r -> if(r.1 < limit, least(r.2, limit) - r.1, 0), ${ranges})`;

/**
 * Per group, the videos named: viewers, seconds as often as watched, distinct seconds, seconds seen twice or more, viewers
 * who saw 95 %. `seconds` of each video in the order of `videos`; the largest number where its length is not known.
 */
export const videoTable = defineQuery({
  name: 'video-table',
  params: { ...GROUPED, videos: 'Array(String)', seconds: 'Array(UInt32)' },
  row: z.object({
    grp: column.text,
    block: column.text,
    viewers: column.count,
    watched: column.count,
    seen: column.count,
    twice: column.count,
    n_finished: column.count,
  }),
  sql: (db, p) => `
    SELECT grp, block, count() AS viewers, sum(own_watched) AS watched, sum(own_seen) AS seen, sum(own_twice) AS twice,
           countIf(own_seen / limit >= 0.95) AS n_finished
    FROM (
      SELECT learner, block_id AS block, transform(block_id, ${p.videos}, ${p.seconds}, toUInt32(0)) AS limit,
             ${inside('facts.watched')} AS own_watched, ${inside('facts.seen')} AS own_seen, ${inside('facts.twice')} AS own_twice
      FROM ${db.own}.facts AS facts FINAL
      WHERE course_key = ${p.course} AND block_id IN ${p.videos} AND plays > 0 AND ${IN_POPULATION(p)}) AS viewed
    JOIN (SELECT grp, learner FROM (${grouped(db.own, p, '')})) AS groups ON groups.learner = viewed.learner
    GROUP BY grp, block ORDER BY grp, block`,
  example: { ...GROUPED_EXAMPLE, videos: ['v'], seconds: [60] },
});

/** The lengths of videos as the latest publish that states them has them, seconds. */
export const videoLengths = defineQuery({
  name: 'video-lengths',
  params: { course: 'String', videos: 'Array(String)' },
  row: z.object({ block: column.text, duration: column.number }),
  sql: (db, p) => `
    SELECT block_id AS block, JSONExtractFloat(content, 'duration') AS duration
    FROM (SELECT block_id, content FROM ${db.own}.block_contents
          WHERE course_key = ${p.course} AND block_id IN ${p.videos} AND part = '' AND content != ''
          ORDER BY block_id, published_at DESC, dump_id DESC LIMIT 1 BY block_id)
    WHERE duration > 0 ORDER BY block`,
  example: { course: 'course-v1:A+B+C', videos: ['v'] },
});
