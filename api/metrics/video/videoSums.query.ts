import * as z from 'zod';
import { column } from '../../store/query';
import { defineFactQuery } from '../kit/facts.query';
import { BEGINNING, LANDING_BIN, LEFT_OUT, LOOKING, LOOKING_SHARE, REWATCH_BIN } from './passages';
import { inside } from './ranges';

/** Sums over the viewers of one video that are no metrics by themselves. What each means is said in videoSums.ts. */

/** The lengths that events state, whoever sent them, and how often. Seconds. */
export const statedLengths = defineFactQuery({
  name: 'stated-lengths',
  ofEverybody: true,
  params: {},
  row: z.object({ lengths: column.histogram }),
  sql: (facts) => `SELECT sumMap(lengths.1, lengths.2) AS lengths FROM ${facts.table} WHERE ${facts.where}`,
  example: {},
});

/** How the number of those who cover a second changes there. */
const steps = (ranges: string): string => `
  sumMapIf(arrayConcat(arrayMap(r -> r.1, ${ranges}), arrayMap(r -> r.2, ${ranges})),
           arrayConcat(arrayMap(r -> 1, ${ranges}), arrayMap(r -> -1, ${ranges})), plays > 0)`;

/** The same by bins of a few seconds, of ranges without overlaps and in order: a learner counts once a bin. */
const binSteps = (ranges: string): string => `
  sumMapIf(arrayConcat(arrayMap((r, before) -> greatest(intDiv(r.1, ${REWATCH_BIN}), intDiv(before.2 + ${REWATCH_BIN - 1}, ${REWATCH_BIN})), ${ranges},
                                arrayPopBack(arrayPushFront(${ranges}, (0, 0)))),
                       arrayMap(r -> toUInt64(intDiv(r.2 + ${REWATCH_BIN - 1}, ${REWATCH_BIN})), ${ranges})),
           arrayConcat(arrayMap(r -> 1, ${ranges}), arrayMap(r -> -1, ${ranges})), plays > 0)`;

/**
 * The second to which a viewer who began at the beginning watched on: where the last stretch ends that they watched for
 * half a minute or more, in whatever order and however often they came back; where there is none, the first stretch.
 * Somebody who jumps over a passage and watches on has not left there, and somebody who jumps to the end for a look has
 * not watched on to it. The furthest second, which others use, says that they have. Stretches of what was seen are folded
 * into (end of the stretch, seconds seen of it, end found so far).
 */
const watchedOnTo = (seconds: string): string => {
  const ends = (stretch: string): string =>
    `if(${stretch}.1 > 0 AND (${stretch}.3 = 0 OR ${stretch}.2 >= least(${LOOKING}, ${seconds} / ${1 / LOOKING_SHARE})), ${stretch}.1, ${stretch}.3)`;
  const folded = `arrayFold(
    (at, r) -> if(at.1 > 0 AND r.1 <= at.1 + ${LEFT_OUT},
                  (least(r.2, ${seconds}), toUInt32(at.2 + least(r.2, ${seconds}) - r.1), at.3),
                  (least(r.2, ${seconds}), toUInt32(least(r.2, ${seconds}) - r.1), toUInt32(${ends('at')}))),
    arrayFilter(r -> r.1 < ${seconds}, seen), (toUInt32(0), toUInt32(0), toUInt32(0)))`;
  return `arrayMap(at -> toUInt32(${ends('at')}), [${folded}])[1]`;
};

/** Sums besides the metrics. `seconds`: whole seconds of the video; the largest number where its length is not known. */
export const videoTotals = {
  params: { seconds: 'UInt32' },
  row: z.object({
    learners: column.count,
    as_of: column.micros,
    viewers: column.count,
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
  aggregates: (p: { readonly seconds: string }) => ({
    learners: 'count()',
    as_of: 'toUnixTimestamp64Micro(max(last_at))',
    viewers: 'countIf(plays > 0)',
    seen_seconds: `sumMapIf([toUInt32(${inside('seen', p.seconds)})], [1], plays > 0)`,
    views: steps('watched'),
    people: steps('seen'),
    passed: steps('skipped'),
    again: steps('twice'),
    people_bins: binSteps('seen'),
    again_bins: binSteps('twice'),
    ends: `sumMapIf([${watchedOnTo(p.seconds)}], [1],
                    plays > 0 AND notEmpty(watched) AND watched[1].1 < least(${BEGINNING}, ${p.seconds}))`,
    landed: `sumMapIf(arrayDistinct(arrayMap(s -> intDiv(s, ${LANDING_BIN}), arrayFilter(s -> s < ${p.seconds}, landings))) AS bins,
                      arrayMap(s -> 1, bins), plays > 0)`,
  }),
  example: { seconds: 300 },
} as const;
