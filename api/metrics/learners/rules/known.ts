import { type LearnerActivity } from '../../../facts/activity';
import type { ProblemActivity } from '../../../facts/blockActivity';
import { type Day, type Seconds, dayOf } from '../../../facts/days';
import { type CourseView, DAY } from './judgement';

/** What was known of one learner at a moment. */

/**
 * When the stay began in which a learner is at a moment: the last time of coming in. A change of track begins none.
 * 0: not enrolled then.
 */
export const stayBegan = (of: LearnerActivity, at: Seconds): Seconds => {
  let began = 0;
  for (const move of of.moves) {
    if (move.at > at) break;
    if (!move.enrolled) began = 0;
    else if (began === 0) began = move.at;
  }
  return began;
};

/** Whether the course was completed by a moment: as its completion says; where none is sent, as the units reached do. */
export const hasCompleted = (of: LearnerActivity, at: Seconds, view: CourseView): boolean => {
  const completedAt = view.sendsCompletion ? of.doneAt : of.unitsAt;
  return completedAt > 0 && completedAt <= at;
};

/** Whether a learner is one of those judged at a moment: enrolled then, or anybody seen where nobody ever registered. */
export const isJudged = (of: LearnerActivity, at: Seconds, view: CourseView): boolean =>
  view.anybodyRegistered ? stayBegan(of, at) > 0 : of.firstActive > 0 && of.firstActive <= at;

export const hasPassed = (of: LearnerActivity, at: Seconds): boolean =>
  of.passes.reduce((passed, one) => (one.at <= at ? one.passed : passed), false);

/** Days of activity known at a moment: its own day only where all that is known lies before the moment. */
export const daysUntil = (of: LearnerActivity, at: Seconds): readonly Day[] => {
  const today = dayOf(at);
  return of.days.filter((day) => day < today || (day === today && of.lastActive <= at));
};

/** A problem as it stood at a moment; null where nothing had happened with it. */
export interface Seen {
  readonly problem: ProblemActivity;
  readonly attempts: number;
  readonly isRight: boolean;
  readonly latest: Seconds;
}

export const seenAt = (problem: ProblemActivity, at: Seconds): Seen | null => {
  let attempts = 0;
  let latest = 0;
  for (const time of problem.submissions) {
    if (time > at) break;
    attempts += 1;
    latest = time;
  }
  for (const time of [problem.helpAt, problem.shownAt]) if (time > latest && time <= at) latest = time;
  if (latest === 0) return null;
  return { problem, attempts, isRight: problem.rightAt > 0 && problem.rightAt <= at, latest };
};

/** The last day counts as a whole: activity is known by day, and the very last one to the second. */
export const lastActiveAt = (of: LearnerActivity, days: readonly Day[], at: Seconds): Seconds => {
  const last = days[days.length - 1];
  if (last === undefined) return 0;
  return of.lastActive <= at ? of.lastActive : Math.min(at, (last + 1) * DAY - 1);
};

/** The newest of what is known to the second of a learner until a moment; 0: nothing. */
export const newestUntil = (of: LearnerActivity, at: Seconds): Seconds =>
  [
    of.firstActive,
    of.lastActive,
    ...[...of.moves, ...of.passes, ...of.units].map((one) => one.at),
    ...of.problems.flatMap((one) => [...one.submissions, one.helpAt, one.shownAt]),
  ].reduce((newest, time) => (time <= at && time > newest ? time : newest), 0);
