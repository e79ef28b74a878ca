import type * as z from 'zod';
import { commonestLength } from '../../facts/video';
import type { FactsOf } from '../kit/facts.query';
import { type VideoSums, type VideoTotals, sumsOfSteps } from './videoSums';
import type { Engine } from '../../store/engine';
import { LAST_SECOND } from '../../facts/ranges';
import { statedLengths, type videoTotals } from './videoSums.query';

const NO_TOTALS: VideoTotals = { asOf: null, viewers: 0 };

/** The length of a video as events state it, in seconds; null where none does. */
export const readStatedDuration = async (engine: Engine, of: FactsOf): Promise<number | null> => {
  const [row] = await statedLengths.run(engine, of, {});
  return commonestLength(row?.lengths ?? []);
};

/** The length of a video as a parameter of its queries. @param seconds whole ones; Infinity: not known */
export const lengthArg = (seconds: number): { seconds: number } => ({ seconds: Math.min(seconds, LAST_SECOND) });

/**
 * The sums over everybody who counts as a viewer of a video.
 * @param row as the database counted them
 * @param seconds whole seconds of the video; Infinity where its length is not known
 */
export const videoSumsOf = (row: z.infer<typeof videoTotals.row>, seconds: number): VideoSums => {
  const began = row.ends.reduce((sum, [, viewers]) => sum + viewers, 0);
  return sumsOfSteps(
    {
      ...(row.learners > 0 ? { asOf: row.as_of, viewers: row.viewers } : NO_TOTALS),
      seen: row.seen_seconds,
      views: row.views,
      people: row.people,
      skipped: row.passed,
      twice: row.again,
      peopleBins: row.people_bins,
      twiceBins: row.again_bins,
      ends: [...row.ends, ...(row.viewers > began ? [[null, row.viewers - began] as const] : [])],
      landings: row.landed,
    },
    seconds,
  );
};
