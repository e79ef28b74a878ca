import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { ONE_MERGE } from '../../store/queries/final';

/**
 * Sums over the viewers of one video who count (`registered_only`: those ever registered). What each means is said in
 * videoSums.ts, which makes the same sums from facts; a test holds the two together.
 */
const params = { course: 'String', block: 'String', registered_only: 'UInt8', seconds: 'UInt32' } as const;

/** The commonest positive length that events state, whoever sent them (ties: the largest); 0: none. Seconds. */
export const statedDuration = defineQuery({
  name: 'stated-duration',
  params: { course: 'String', block: 'String' },
  row: z.object({ duration: column.number }),
  sql: (db, p) => `
    SELECT argMax(length, (times, length)) AS duration FROM (
      SELECT one.1 AS length, sum(one.2) AS times
      FROM ${db.own}.facts FINAL ARRAY JOIN lengths AS one
      WHERE course_key = ${p.course} AND block_id = ${p.block} GROUP BY length)
    ${ONE_MERGE}`,
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@video+block@x' },
});

/** Seconds inside the video that ranges hold. */
const inside = (ranges: string, seconds: string): string =>
  `arraySum(r -> if(r.1 < ${seconds}, least(r.2, ${seconds}) - r.1, 0), ${ranges})`;

/** How the number of those who cover a second changes there. */
const steps = (ranges: string): string => `
  sumMapIf(arrayConcat(arrayMap(r -> r.1, ${ranges}), arrayMap(r -> r.2, ${ranges})),
           arrayConcat(arrayMap(r -> 1, ${ranges}), arrayMap(r -> -1, ${ranges})), plays > 0)`;

/** The same by bins of five seconds, of ranges without overlaps and in order: a learner counts once a bin. */
const binSteps = (ranges: string): string => `
  sumMapIf(arrayConcat(arrayMap((r, before) -> greatest(intDiv(r.1, 5), intDiv(before.2 + 4, 5)), ${ranges},
                                arrayPopBack(arrayPushFront(${ranges}, (0, 0)))),
                       arrayMap(r -> toUInt64(intDiv(r.2 + 4, 5)), ${ranges})),
           arrayConcat(arrayMap(r -> 1, ${ranges}), arrayMap(r -> -1, ${ranges})), plays > 0)`;

/**
 * The second to which a viewer who began at the beginning watched on (see videoLeaving.ts): stretches of what was
 * seen are folded into (end of the stretch, seconds seen of it, end told so far).
 */
const watchedOnTo = (seconds: string): string => {
  const ends = (stretch: string): string =>
    `if(${stretch}.1 > 0 AND (${stretch}.3 = 0 OR ${stretch}.2 >= least(30, ${seconds} / 4)), ${stretch}.1, ${stretch}.3)`;
  const folded = `arrayFold(
    (at, r) -> if(at.1 > 0 AND r.1 <= at.1 + 10,
                  (least(r.2, ${seconds}), toUInt32(at.2 + least(r.2, ${seconds}) - r.1), at.3),
                  (least(r.2, ${seconds}), toUInt32(least(r.2, ${seconds}) - r.1), toUInt32(${ends('at')}))),
    arrayFilter(r -> r.1 < ${seconds}, seen), (toUInt32(0), toUInt32(0), toUInt32(0)))`;
  return `arrayMap(at -> toUInt32(${ends('at')}), [${folded}])[1]`;
};

/** `seconds`: whole seconds of the video; the largest number where its length is not known. */
export const videoTotals = defineQuery({
  name: 'video-totals',
  params,
  row: z.object({
    learners: column.count,
    as_of: column.micros,
    viewers: column.count,
    watched_seconds: column.count,
    imputers: column.count,
    n_imputed: column.count,
    imputed_seconds: column.count,
    rewinders: column.count,
    n_rewinds: column.count,
    n_faster: column.count,
    n_slower: column.count,
    n_captions: column.count,
    seen_seconds: column.histogram,
    views: column.histogram,
    people: column.histogram,
    passed: column.histogram,
    again: column.histogram,
    people_bins: column.histogram,
    again_bins: column.histogram,
    ends: column.histogram,
    landed: column.histogram,
  }),
  sql: (db, p) => `
    SELECT count() AS learners, toUnixTimestamp64Micro(max(last_at)) AS as_of, countIf(plays > 0) AS viewers,
           sumIf(${inside('watched', p.seconds)}, plays > 0) AS watched_seconds,
           countIf(imputed_plays > 0 AND plays > 0) AS imputers, sumIf(imputed_plays, plays > 0) AS n_imputed, sumIf(${inside('imputed', p.seconds)}, plays > 0) AS imputed_seconds,
           countIf(plays > 0 AND rewinds > 0) AS rewinders, sumIf(rewinds, plays > 0) AS n_rewinds,
           countIf(plays > 0 AND faster) AS n_faster, countIf(plays > 0 AND slower) AS n_slower,
           countIf(plays > 0 AND captions) AS n_captions,
           sumMapIf([toUInt32(${inside('seen', p.seconds)})], [1], plays > 0) AS seen_seconds,
           ${steps('watched')} AS views, ${steps('seen')} AS people, ${steps('skipped')} AS passed, ${steps('twice')} AS again,
           ${binSteps('seen')} AS people_bins, ${binSteps('twice')} AS again_bins,
           sumMapIf([${watchedOnTo(p.seconds)}], [1],
                    plays > 0 AND notEmpty(watched) AND watched[1].1 < least(10, ${p.seconds})) AS ends,
           sumMapIf(arrayDistinct(arrayMap(s -> intDiv(s, 10), arrayFilter(s -> s < ${p.seconds}, landings))) AS bins,
                    arrayMap(s -> 1, bins), plays > 0) AS landed
    FROM ${db.own}.facts FINAL
    WHERE course_key = ${p.course} AND block_id = ${p.block} AND (registered = 1 OR ${p.registered_only} = 0)
    ${ONE_MERGE}`,
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@video+block@x', registered_only: 1, seconds: 300 },
});
