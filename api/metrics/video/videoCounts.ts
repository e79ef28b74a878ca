import type { AnswerContext } from '../kit/population';
import { type VideoSums, type VideoTotals, sumsOfSteps } from './videoSums';
import type { Engine } from '../../store/engine';
import { LAST_SECOND } from '../../facts/ranges';
import { statedDuration, videoTotals } from './videoSums.query';

const NO_TOTALS: VideoTotals = {
  asOf: null,
  viewers: 0,
  watchedSeconds: 0,
  imputedLearners: 0,
  imputedPlays: 0,
  imputedSeconds: 0,
  rewinders: 0,
  rewinds: 0,
  faster: 0,
  slower: 0,
  captions: 0,
};

/** The length of a video as events state it, in seconds; null where none does. */
export const readStatedDuration = async (engine: Engine, course: string, block: string): Promise<number | null> => {
  const [row] = await statedDuration.run(engine, { course, block });
  return row && row.duration > 0 ? row.duration : null;
};

/**
 * The sums over everybody who counts as a viewer of a video, of all time.
 * @param seconds whole seconds of the video; Infinity where its length is not known
 */
export const readVideoSums = async (
  engine: Engine,
  block: string,
  seconds: number,
  context: AnswerContext,
): Promise<VideoSums> => {
  const [row] = await videoTotals.run(engine, {
    course: context.courseKey,
    block,
    registered_only: Number(context.registeredOnly),
    seconds: Math.min(seconds, LAST_SECOND),
  });
  const began = row?.ends.reduce((sum, [, viewers]) => sum + viewers, 0) ?? 0;
  return sumsOfSteps(
    {
      ...(row && row.learners > 0
        ? {
            asOf: row.as_of,
            viewers: row.viewers,
            watchedSeconds: row.watched_seconds,
            imputedLearners: row.imputers,
            imputedPlays: row.n_imputed,
            imputedSeconds: row.imputed_seconds,
            rewinders: row.rewinders,
            rewinds: row.n_rewinds,
            faster: row.n_faster,
            slower: row.n_slower,
            captions: row.n_captions,
          }
        : NO_TOTALS),
      seen: row?.seen_seconds ?? [],
      views: row?.views ?? [],
      people: row?.people ?? [],
      skipped: row?.passed ?? [],
      twice: row?.again ?? [],
      peopleBins: row?.people_bins ?? [],
      twiceBins: row?.again_bins ?? [],
      ends: [...(row?.ends ?? []), ...(row && row.viewers > began ? [[null, row.viewers - began] as const] : [])],
      landings: row?.landed ?? [],
    },
    seconds,
  );
};
