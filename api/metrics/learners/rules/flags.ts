import type { Thresholds } from '@marginalia/contract';
import type { LearnerActivity } from '../../../facts/activity';
import type { Day, Seconds } from '../../../facts/days';
import { median, wilson } from '../../kit/stats';
import { type CourseView, DAY, type RuleFlag, type SectionEvidence } from './judgement';
import { type Seen, stayBegan } from './known';

/** The five rules: each a flag with its numbers where it holds, else null. */

/** Problems tried by the class in a section before its share is something to be compared with. */
const TRIES_OF_A_SHARE = 50;

export const notStarted = (
  of: LearnerActivity,
  at: Seconds,
  isActive: boolean,
  view: CourseView,
  t: Thresholds,
): RuleFlag | null => {
  const registeredAt = stayBegan(of, at);
  if (isActive || registeredAt === 0) return null;
  const days = Math.floor((at - Math.max(registeredAt, view.start)) / DAY);
  return days >= t.notStartedDays ? { rule: 'not_started', registeredAt, days } : null;
};

/** The middle number of days between one active day and the next. */
export const usualGap = (days: readonly Day[]): number | null =>
  days.length < 2 ? null : median(days.slice(1).map((day, index) => day - (days[index] ?? day)));

export const stopped = (
  of: LearnerActivity,
  at: Seconds,
  days: readonly Day[],
  lastActive: Seconds,
  t: Thresholds,
): RuleFlag | null => {
  if (days.length === 0) return null;
  const usualGapDays = usualGap(days);
  const limitDays = Math.max(t.stoppedDays, t.stoppedGaps * (usualGapDays ?? 0));
  const gone = (at - lastActive) / DAY;
  if (gone < limitDays) return null;
  const lastBlock = lastActive === of.lastActive ? of.lastBlock : '';
  return { rule: 'stopped', lastActiveAt: lastActive, days: Math.floor(gone), usualGapDays, limitDays, lastBlock };
};

export const struggling = (
  tried: readonly Seen[],
  recent: readonly Seen[],
  at: Seconds,
  view: CourseView,
  t: Thresholds,
): RuleFlag | null => {
  // Nobody struggles with what lies long behind: only sections and problems of the last days count.
  const recently = new Set(recent.filter((one) => one.attempts > 0).map((one) => view.sectionOf(one.problem.block)));
  const bySection = new Map<string, { tried: number; right: number }>();
  for (const { problem } of tried) {
    const section = view.sectionOf(problem.block);
    if (section === '' || !recently.has(section)) continue;
    const sums = bySection.get(section) ?? { tried: 0, right: 0 };
    sums.tried += 1;
    sums.right += Number(problem.right);
    bySection.set(section, sums);
  }
  const sections: SectionEvidence[] = [];
  for (const [section, own] of bySection) {
    if (own.tried < t.strugglingProblems) continue;
    const all = view.firstTries(section, at);
    if (all.tried < TRIES_OF_A_SHARE) continue;
    const courseShare = all.right / all.tried;
    const limit = courseShare - t.strugglingMargin;
    const { high } = wilson(own.right, own.tried);
    if (high < limit) sections.push({ section, tried: own.tried, firstRight: own.right, high, limit, courseShare });
  }
  sections.sort((a, b) => a.high - a.limit - (b.high - b.limit) || (a.section < b.section ? -1 : 1));
  const stuck = recent
    .filter((one) => one.attempts >= t.stuckAttempts && !one.isRight)
    .map((one) => ({ problem: one.problem.block, attempts: one.attempts }));
  const isStuck = stuck.length >= t.stuckProblems;
  return sections.length > 0 || isStuck ? { rule: 'struggling', sections, stuck: isStuck ? stuck : [] } : null;
};

export const helpWithoutSuccess = (recent: readonly Seen[], at: Seconds, t: Thresholds): RuleFlag | null => {
  if (recent.length < t.helpProblems) return null;
  const helped = recent.filter(({ problem }) => problem.helpAt > 0 && problem.helpAt <= at);
  if (helped.length < t.helpShare * recent.length) return null;
  // an answer shown after one was right helped nobody to it
  const isShownFirst = ({ problem, isRight }: Seen): boolean =>
    problem.shownAt > 0 && problem.shownAt <= at && (!isRight || problem.shownAt < problem.rightAt);
  const neverRight = helped.filter((one) => !one.isRight).length;
  const inVain = helped.filter((one) => !one.isRight || isShownFirst(one)).length;
  if (inVain < t.helpNotRight * helped.length) return null;
  return {
    rule: 'help_without_success',
    problems: recent.length,
    helped: helped.length,
    shownFirst: helped.filter(isShownFirst).length,
    neverRight,
  };
};

export const rushing = (recent: readonly Seen[], at: Seconds, t: Thresholds): RuleFlag | null => {
  const from = at - t.recentDays * DAY;
  const timed = recent.filter(
    ({ problem, attempts }) => attempts > 0 && problem.latency !== null && (problem.submissions[0] ?? 0) > from,
  );
  if (timed.length < t.rushingAnswers) return null;
  const seconds = median(timed.map(({ problem }) => problem.latency ?? 0));
  const firstRight = timed.filter(({ problem }) => problem.right).length;
  if (seconds > t.rushingSeconds || firstRight >= t.rushingRight * timed.length) return null;
  return { rule: 'rushing', answers: timed.length, seconds, firstRight };
};
