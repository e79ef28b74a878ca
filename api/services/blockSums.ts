import type { AnswerContext } from '../answers/counted';
import type { Doing, ProblemSums } from '../answers/problemSums';
import { type VideoSums, type VideoTotals, sumsOfSteps } from '../answers/videoSums';
import type { Engine } from '../clickhouse/engine';
import { LAST_SECOND } from '../facts/ranges';
import { problemAnswers, problemTotals } from '../queries/problemSums';
import { statedDuration, videoTotals } from '../queries/videoSums';

const NOTHING = { n: 0, inGroup: 0, restSum: 0, restSquares: 0, groupRestSum: 0 };
const NOBODY: Doing = { learners: 0, events: 0 };
const NO_PROBLEM: ProblemSums = {
  asOf: null,
  hints: NOBODY,
  answersShown: NOBODY,
  tried: 0,
  firstRight: 0,
  everRight: 0,
  attempts: [],
  weeks: [],
  weeksRight: [],
  rest: NOTHING,
  questions: [],
  answers: [],
  pairs: [],
};

/** An answer of a pair: `=` and its text where it was marked, else nothing. */
const markedIn = (answer: string): string | null => (answer === '' ? null : answer.slice(1));

/** The sums over everybody who counts at a problem, of all time. */
export const readProblemSums = async (engine: Engine, block: string, context: AnswerContext): Promise<ProblemSums> => {
  const args = { course: context.courseKey, block, registered_only: Number(context.registeredOnly) };
  const [totals] = await problemTotals.run(engine, args);
  if (!totals || totals.learners === 0) return NO_PROBLEM;
  const rows = await problemAnswers.run(engine, args);
  return {
    asOf: totals.as_of,
    hints: { learners: totals.hint_learners, events: totals.hint_events },
    answersShown: { learners: totals.shown_learners, events: totals.shown_events },
    tried: totals.n_tried,
    firstRight: totals.n_right,
    everRight: totals.n_ever_right,
    attempts: totals.submissions,
    weeks: totals.weeks,
    weeksRight: totals.weeks_right,
    rest: {
      n: totals.rested,
      inGroup: totals.rested_right,
      restSum: totals.rest_sum,
      restSquares: totals.rest_squares,
      groupRestSum: totals.right_rest_sum,
    },
    questions: rows
      .filter((row) => row.what === 'question')
      .map(({ part, type, question, learners, n_first_right, n_ever_right }) => ({
        part,
        type,
        question,
        learners,
        firstRight: n_first_right,
        everRight: n_ever_right,
      })),
    answers: rows.flatMap(({ what, part, answer, mark, third, learners }) =>
      what === 'first' || what === 'last' ? [{ which: what, part, answer, mark, third: third || null, learners }] : [],
    ),
    pairs: rows.flatMap(({ part, pair: [first, last], learners }) =>
      first === undefined || last === undefined
        ? []
        : [{ part, first: markedIn(first), last: markedIn(last), learners }],
    ),
  };
};

const NO_TOTALS: VideoTotals = {
  asOf: null,
  viewers: 0,
  watchedSeconds: 0,
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
