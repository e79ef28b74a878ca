import type { LearnerRule, LearnerState, Thresholds } from '../../../../src/contract';
import { type Day, type LearnerActivity, type Seconds, dayOf } from '../../../facts/activity';
import { type CourseView, DAY, type Judgement, type Mark } from './judgement';
import { daysUntil, hasPassed, isJudged, lastActiveAt, seenAt } from './known';
import { helpWithoutSuccess, notStarted, rushing, stopped, struggling } from './marks';

/** Judges one learner at a moment. */
export const judge = (of: LearnerActivity, at: Seconds, view: CourseView, t: Thresholds): Judgement => {
  const days = daysUntil(of, at);
  const seen = of.problems.map((problem) => seenAt(problem, at)).filter((one) => one !== null);
  const tried = seen.filter((one) => one.attempts > 0);
  const right = tried.filter((one) => one.problem.right).length;
  const lastActive = lastActiveAt(of, days, at);
  const standing = {
    active: lastActive > 0 && at - lastActive < t.stoppedDays * DAY,
    succeeding: tried.length === 0 ? null : right / tried.length >= 0.5,
  };
  if (hasPassed(of, at)) return { state: 'passed', marks: [], ...standing };
  const recent = seen.filter((one) => one.latest > at - t.recentDays * DAY);
  const isDone = (of.doneAt > 0 && of.doneAt <= at) || (of.unitsAt > 0 && of.unitsAt <= at);
  const marks = [
    notStarted(of, at, days.length > 0, view, t),
    isDone ? null : stopped(of, at, days, lastActive, t),
    struggling(tried, recent, at, view, t),
    helpWithoutSuccess(recent, at, t),
    rushing(recent, at, t),
  ].filter((mark) => mark !== null);
  const [first] = marks;
  if (first) return { state: first.rule, marks, ...standing };
  return { state: calmState(of, at, tried.length, right, days.length, view, t), marks, ...standing };
};

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
  if (tried < t.evidenceProblems || right < t.aheadShare * tried || view.units === 0) return 'on_track';
  const reached = of.units.filter((unit) => unit.at <= at).length / view.units;
  const passed =
    view.end !== null && view.end > view.start ? Math.max(0, (at - view.start) / (view.end - view.start)) : 1;
  return reached >= Math.min(0.95, passed + t.aheadLead) ? 'ahead' : 'on_track';
};

/** How far back the beginning of a mark is looked for, days. */
const LOOK_BACK = 28;

/**
 * Since which day each mark holds without a break: the learner is judged at the same hour of the days before, as far
 * back as 28 days. @returns the days, in the order of the marks
 */
export const since = (
  of: LearnerActivity,
  at: Seconds,
  view: CourseView,
  t: Thresholds,
  marks: readonly Mark[],
): Day[] => {
  const open = new Map<LearnerRule, Day>(marks.map((mark) => [mark.rule, dayOf(at)]));
  const going = new Set(open.keys());
  for (let back = 1; back <= LOOK_BACK && going.size > 0; back += 1) {
    const then = at - back * DAY;
    const held = isJudged(of, then, view) ? new Set(judge(of, then, view, t).marks.map((mark) => mark.rule)) : null;
    for (const rule of [...going]) {
      if (held?.has(rule)) open.set(rule, dayOf(then));
      else going.delete(rule);
    }
  }
  return marks.map((mark) => open.get(mark.rule) ?? dayOf(at));
};
