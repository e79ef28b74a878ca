import { isSmall } from '../kit/privacy/smallGroups';
import { type ProblemFigures, type VideoFigures, WITHHELD, none } from '@marginalia/contract';
import { quantity } from '../kit/privacy/suppress';
import { type Count, medianOf, rate } from '../kit/stats';

/** Sums over some learners who tried a problem. */
export interface ProblemRow {
  readonly learners: number;
  readonly n_first: number;
  readonly n_ever: number;
  readonly submissions: readonly Count[];
}

const NOBODY_TRIED: ProblemRow = { learners: 0, n_first: 0, n_ever: 0, submissions: [] };

export const sumOfProblems = (rows: readonly ProblemRow[]): ProblemRow =>
  rows.reduce(
    (sum, row) => ({
      learners: sum.learners + row.learners,
      n_first: sum.n_first + row.n_first,
      n_ever: sum.n_ever + row.n_ever,
      submissions: [...sum.submissions, ...row.submissions],
    }),
    NOBODY_TRIED,
  );

/** Learners of a row who submitted more than once: beyond one each, all submissions are theirs. */
export const triedAgain = ({ submissions }: Pick<ProblemRow, 'submissions'>): number =>
  submissions.reduce((sum, [n, learners]) => sum + (n > 1 ? learners : 0), 0);

/**
 * @param isStated false: few others would follow from the learners of the row
 * @param isMeanDisclosed false: those of them who submitted more than once could
 */
export const problemFigures = (
  row: ProblemRow,
  minLearners: number,
  isDisclosed = true,
  isMeanDisclosed = quantity(triedAgain(row), minLearners) !== WITHHELD,
): ProblemFigures => {
  if (!isDisclosed || isSmall(row.learners, minLearners))
    return { learners: WITHHELD, firstTry: WITHHELD, eventual: WITHHELD, meanTries: WITHHELD, medianTries: WITHHELD };
  const { learners } = row;
  const nothing = none('no_attempts');
  const tries = row.submissions.reduce((sum, [submissions, times]) => sum + submissions * times, 0);
  return {
    learners: quantity(learners, minLearners),
    firstTry: rate(row.n_first, learners, learners, minLearners, 'no_attempts'),
    eventual: rate(row.n_ever, learners, learners, minLearners, 'no_attempts'),
    meanTries: learners === 0 ? nothing : isMeanDisclosed ? tries / learners : WITHHELD,
    medianTries: learners === 0 ? nothing : medianOf(row.submissions),
  };
};

/** Sums over some viewers of a video, in seconds. */
export interface VideoRow {
  readonly viewers: number;
  readonly watched: number;
  readonly seen: number;
  readonly twice: number;
  readonly n_finished: number;
}

const NOBODY_WATCHED: VideoRow = { viewers: 0, watched: 0, seen: 0, twice: 0, n_finished: 0 };

export const sumOfVideos = (rows: readonly VideoRow[]): VideoRow =>
  rows.reduce(
    (sum, row) => ({
      viewers: sum.viewers + row.viewers,
      watched: sum.watched + row.watched,
      seen: sum.seen + row.seen,
      twice: sum.twice + row.twice,
      n_finished: sum.n_finished + row.n_finished,
    }),
    NOBODY_WATCHED,
  );

/** @param duration seconds; null: not known @param isStated as of a problem */
export const videoFigures = (
  row: VideoRow,
  duration: number | null,
  minLearners: number,
  isDisclosed = true,
): VideoFigures => {
  if (!isDisclosed || isSmall(row.viewers, minLearners))
    return { viewers: WITHHELD, viewings: WITHHELD, coverage: WITHHELD, completion: WITHHELD, seenTwice: WITHHELD };
  const { viewers } = row;
  const seconds = Math.floor(duration ?? 0);
  const missing = viewers === 0 ? none('no_viewers') : none('no_duration');
  const isKnown = viewers > 0 && seconds > 0;
  return {
    viewers: quantity(viewers, minLearners),
    viewings: isKnown ? row.watched / seconds : missing,
    coverage: isKnown ? row.seen / (viewers * seconds) : missing,
    completion: isKnown ? rate(row.n_finished, viewers, viewers, minLearners, 'no_viewers') : missing,
    seenTwice: viewers === 0 ? missing : row.seen > 0 ? row.twice / row.seen : none('nothing_watched'),
  };
};
