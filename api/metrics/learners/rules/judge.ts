import { LEARNER_RULES, type LearnerRule, type LearnerState, type Thresholds } from '@marginalia/contract';
import { type LearnerActivity } from '../../../facts/activity';
import { type Day, type Seconds, dayOf } from '../../../facts/days';
import { type CourseView, DAY, type Judgement, type RuleFlag } from './judgement';
import { type Seen, daysUntil, hasCompleted, hasPassed, isJudged, lastActiveAt, seenAt } from './known';
import { helpWithoutSuccess, notStarted, rushing, stopped, struggling } from './flags';

/** Shares are quotients: one that is just enough must not fail by a rounding. */
const ROUNDING = 1e-9;

/** Judges one learner at a moment. */
export const judge = (of: LearnerActivity, at: Seconds, view: CourseView, t: Thresholds): Judgement => {
  const days = daysUntil(of, at);
  const seen = seenUntil(of, at, view);
  const tried = seen.filter((one) => one.attempts > 0);
  const right = tried.filter((one) => one.problem.right).length;
  const lastActive = lastActiveAt(of, days, at);
  const standing = {
    active: lastActive > 0 && at - lastActive < t.stoppedDays * DAY,
    succeeding: tried.length === 0 ? null : right / tried.length >= 0.5,
  };
  if (hasPassed(of, at)) return { state: 'passed', flags: [], ...standing };
  const flags = LEARNER_RULES.map((rule) => flagOf(rule, of, at, view, t, seen)).filter((flag) => flag !== null);
  const [first] = flags;
  if (first) return { state: first.rule, flags, ...standing };
  return { state: calmState(of, at, tried.length, right, days.length, view, t), flags, ...standing };
};

/** The problems of the course as last published with which something had happened by a moment. */
const seenUntil = (of: LearnerActivity, at: Seconds, view: CourseView): Seen[] =>
  of.problems
    .filter((problem) => view.isPublished(problem.block))
    .map((problem) => seenAt(problem, at))
    .filter((one) => one !== null);

/** One rule for a learner who did not pass. @param seen as `seenUntil` has it, where it is known already */
const flagOf = (
  rule: LearnerRule,
  of: LearnerActivity,
  at: Seconds,
  view: CourseView,
  t: Thresholds,
  seen?: readonly Seen[],
): RuleFlag | null => {
  const problems = (): readonly Seen[] => seen ?? seenUntil(of, at, view);
  const lately = (all: readonly Seen[]): Seen[] => all.filter((one) => one.latest > at - t.recentDays * DAY);
  switch (rule) {
    case 'not_started':
      return notStarted(of, at, daysUntil(of, at).length > 0, view, t);
    case 'stopped': {
      const days = daysUntil(of, at);
      return hasCompleted(of, at, view) ? null : stopped(of, at, days, lastActiveAt(of, days, at), t);
    }
    case 'struggling': {
      const all = problems();
      const tried = all.filter((one) => one.attempts > 0);
      return struggling(tried, lately(all), at, view, t);
    }
    case 'help_without_success':
      return helpWithoutSuccess(lately(problems()), at, t);
    case 'rushing':
      return rushing(lately(problems()), at, t);
  }
};

/**
 * A learner for whom no rule holds. Ahead takes a known end that lies ahead, enough problems, good answers, and the whole
 * lead: where less time is left than the lead, nobody can have it.
 */
const calmState = (
  of: LearnerActivity,
  at: Seconds,
  tried: number,
  right: number,
  activeDays: number,
  view: CourseView,
  t: Thresholds,
): LearnerState => {
  if (tried < t.evidenceProblems && activeDays < t.evidenceDays) return 'not_enough_evidence';
  if (tried < t.evidenceProblems || right < t.aheadShare * tried - ROUNDING || view.units === 0) return 'on_track';
  if (view.end === null || view.end <= view.start || at >= view.end) return 'on_track';
  const reached = of.units.filter((unit) => unit.at <= at).length / view.units;
  const passed = Math.max(0, (at - view.start) / (view.end - view.start));
  return reached >= passed + t.aheadLead - ROUNDING ? 'ahead' : 'on_track';
};

/**
 * Since which day each flag holds without a break: the learner is judged at the same hour of the days before, as far
 * back as it held. It ends at the latest where the learner was not enrolled, or in a course without registrations was
 * not there. @returns the days, in the order of the flags
 */
export const since = (
  of: LearnerActivity,
  at: Seconds,
  view: CourseView,
  t: Thresholds,
  flags: readonly RuleFlag[],
): Day[] =>
  flags.map(({ rule }) => {
    let began = at;
    const held = (then: Seconds): boolean =>
      isJudged(of, then, view) && !hasPassed(of, then) && flagOf(rule, of, then, view, t) !== null;
    while (held(began - DAY)) began -= DAY;
    return dayOf(began);
  });
