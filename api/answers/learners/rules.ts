import { LEARNER_RULES, type LearnerRule, type LearnerState, type Thresholds } from '../../../src/contract';
import { type Day, type LearnerActivity, type ProblemActivity, type Seconds, dayOf } from '../../facts/activity';
import { median, wilson } from '../stats';

/**
 * The rules for who may need help: pure functions of what one learner did until a moment, and of a few sums of the
 * course known then. docs/learner-attention.md says why each is as it is.
 */

export const DAY: Seconds = 86_400;

/** What is known of the course at the moment that is judged. */
export interface CourseView {
  /** When the course began; 0: not known. */
  readonly start: Seconds;
  /** When it ends; null: not known. */
  readonly end: Seconds | null;
  /** Nobody ever registered: then nobody can be late to start. */
  readonly anybodyRegistered: boolean;
  readonly units: number;
  /** Problems' sections; '' where none is known. */
  sectionOf(block: string): string;
  /** First tries in a section before a day, over all learners that count. */
  firstTries(section: string, before: Day): { readonly tried: number; readonly right: number };
}

export interface SectionEvidence {
  readonly section: string;
  readonly tried: number;
  readonly firstRight: number;
  readonly high: number;
  readonly limit: number;
  readonly courseShare: number;
}

/** A rule that holds, with the numbers it rests on. Times are seconds since 1970. */
export type Mark =
  | { readonly rule: 'not_started'; readonly registeredAt: Seconds; readonly days: number }
  | {
      readonly rule: 'stopped';
      readonly lastActiveAt: Seconds;
      readonly days: number;
      readonly usualGapDays: number | null;
      readonly limitDays: number;
      readonly lastBlock: string;
    }
  | {
      readonly rule: 'struggling';
      readonly sections: readonly SectionEvidence[];
      readonly stuck: readonly { readonly problem: string; readonly attempts: number }[];
    }
  | {
      readonly rule: 'help_without_success';
      readonly problems: number;
      readonly helped: number;
      readonly shownFirst: number;
      readonly neverRight: number;
    }
  | { readonly rule: 'rushing'; readonly answers: number; readonly seconds: number; readonly firstRight: number };

export interface Judgement {
  readonly state: LearnerState;
  readonly marks: readonly Mark[];
  /** Active within `stoppedDays`; right the first time at least half of the time (null: nothing tried). */
  readonly active: boolean;
  readonly succeeding: boolean | null;
}

/** Problems tried by the class in a section before its share is something to be compared with. */
const TRIES_OF_A_SHARE = 50;

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

const hasPassed = (of: LearnerActivity, at: Seconds): boolean =>
  of.passes.reduce((passed, one) => (one.at <= at ? one.passed : passed), false);

/** Days of activity known at a moment: its own day only where all that is known lies before the moment. */
const daysUntil = (of: LearnerActivity, at: Seconds): readonly Day[] => {
  const today = dayOf(at);
  return of.days.filter((day) => day < today || (day === today && of.lastActive <= at));
};

/** A problem as it stood at a moment; null where nothing had happened with it. */
interface Seen {
  readonly problem: ProblemActivity;
  readonly attempts: number;
  readonly isRight: boolean;
  readonly latest: Seconds;
}

const seenAt = (problem: ProblemActivity, at: Seconds): Seen | null => {
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

/** The last day counts as a whole: activity is known by day, and the very last one to the second. */
const lastActiveAt = (of: LearnerActivity, days: readonly Day[], at: Seconds): Seconds => {
  const last = days[days.length - 1];
  if (last === undefined) return 0;
  return of.lastActive <= at ? of.lastActive : Math.min(at, (last + 1) * DAY - 1);
};

const notStarted = (
  of: LearnerActivity,
  at: Seconds,
  isActive: boolean,
  view: CourseView,
  t: Thresholds,
): Mark | null => {
  if (isActive || !view.anybodyRegistered || of.registeredAt === 0) return null;
  const since = Math.max(of.registeredAt, view.start);
  const days = Math.floor((at - since) / DAY);
  return days >= t.notStartedDays ? { rule: 'not_started', registeredAt: of.registeredAt, days } : null;
};

/** The middle number of days between one active day and the next. */
export const usualGap = (days: readonly Day[]): number | null =>
  days.length < 2 ? null : median(days.slice(1).map((day, index) => day - (days[index] ?? day)));

const stopped = (
  of: LearnerActivity,
  at: Seconds,
  days: readonly Day[],
  lastActive: Seconds,
  t: Thresholds,
): Mark | null => {
  if (days.length === 0) return null;
  const usualGapDays = usualGap(days);
  const limitDays = Math.max(t.stoppedDays, t.stoppedGaps * (usualGapDays ?? 0));
  const gone = (at - lastActive) / DAY;
  if (gone < limitDays) return null;
  const lastBlock = lastActive === of.lastActive ? of.lastBlock : '';
  return { rule: 'stopped', lastActiveAt: lastActive, days: Math.floor(gone), usualGapDays, limitDays, lastBlock };
};

const struggling = (
  tried: readonly Seen[],
  recent: readonly Seen[],
  at: Seconds,
  view: CourseView,
  t: Thresholds,
): Mark | null => {
  // Nobody is told to struggle in what lies long behind: sections and problems of the last days only.
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
    const all = view.firstTries(section, dayOf(at));
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

const helpWithoutSuccess = (recent: readonly Seen[], at: Seconds, t: Thresholds): Mark | null => {
  if (recent.length < t.helpProblems) return null;
  const helped = recent.filter(({ problem }) => problem.helpAt > 0 && problem.helpAt <= at);
  if (helped.length < t.helpShare * recent.length) return null;
  const isShownFirst = ({ problem }: Seen): boolean =>
    problem.shownAt > 0 && problem.shownAt <= at && problem.shownAt < (problem.submissions[0] ?? Infinity);
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

const rushing = (recent: readonly Seen[], at: Seconds, t: Thresholds): Mark | null => {
  const from = at - t.recentDays * DAY;
  const timed = recent.filter(
    ({ problem, attempts }) => attempts > 0 && problem.latency !== null && (problem.submissions[0] ?? 0) > from,
  );
  if (timed.length < t.rushingAnswers) return null;
  const seconds = median(timed.map(({ problem }) => problem.latency ?? 0));
  const firstRight = timed.filter(({ problem }) => problem.right).length;
  if (seconds >= t.rushingSeconds || firstRight >= t.rushingRight * timed.length) return null;
  return { rule: 'rushing', answers: timed.length, seconds, firstRight };
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

/** The place of a rule in the order of the list. */
export const rankOf = (rule: LearnerRule): number => LEARNER_RULES.indexOf(rule);
