import { type Day, type LearnerActivity, type ProblemActivity, type Seconds, dayOf } from '../../../facts/activity';
import { type CourseView, DAY } from './judgement';

/** What was known of one learner at a moment. */

const whenEnrolled = (of: LearnerActivity, at: Seconds): boolean => {
  let enrolled = false;
  for (const move of of.moves) {
    if (move.at > at) break;
    enrolled = move.enrolled;
  }
  return enrolled;
};

/** Whether a learner is one of those judged at a moment: enrolled then, or anybody seen where nobody ever registered. */
export const isJudged = (of: LearnerActivity, at: Seconds, view: CourseView): boolean =>
  view.anybodyRegistered ? whenEnrolled(of, at) : of.firstActive > 0 && of.firstActive <= at;

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
