import {
  LEARNER_RULES,
  LEARNER_STATES,
  type LearnerRule,
  type LearnerState,
  type Thresholds,
} from '@marginalia/contract';
import type { LearnerActivity } from '../../facts/activity';
import type { Seconds } from '../../facts/days';
import { median } from '../kit/stats';
import { type CourseView, DAY, isJudged, judge } from './rules';

const WEEK = 7 * DAY;

/** Of one rule, over the weeks of a course: learners and days, not yet suppressed. */
interface RuleHistory {
  readonly rule: LearnerRule;
  /** Held in some week; of these passed later. */
  readonly fired: number;
  readonly laterPassed: number;
  /** Of the learners who never passed: held in some week. */
  readonly caught: number;
  /** Middle days from the first such week to the end, of those who did not pass; null: nobody. */
  readonly daysEarly: number | null;
}

interface History {
  readonly weeks: number;
  readonly learners: number;
  readonly passed: number;
  readonly rules: RuleHistory[];
}

/** How learners stood at one of these moments, each in one state, not yet suppressed. */
interface PastWeek {
  readonly at: Seconds;
  readonly states: { readonly state: LearnerState; readonly learners: number }[];
}

/** So many of the last weeks are stated: with the present one, as many as a small line has points. */
const PAST_WEEKS = 7;

/** The moments that are replayed: weekly from a week after the beginning, before the last moment. */
export const weeksOf = (from: Seconds, to: Seconds): Seconds[] => {
  const weeks: Seconds[] = [];
  for (let at = from + WEEK; from > 0 && at < to; at += WEEK) weeks.push(at);
  return weeks;
};

/**
 * Looks at the past week by week with what was known then. Learners are added one after another; who never was enrolled
 * in any week does not count.
 */
export class Replay {
  private learners = 0;
  private passed = 0;
  private readonly stood = new Map<Seconds, Map<LearnerState, number>>();
  private readonly sums = new Map<LearnerRule, { fired: number; laterPassed: number; caught: number; early: number[] }>(
    LEARNER_RULES.map((rule) => [rule, { fired: 0, laterPassed: 0, caught: 0, early: [] }]),
  );

  constructor(
    private readonly weeks: readonly Seconds[],
    private readonly end: Seconds,
    private readonly view: CourseView,
    private readonly thresholds: Thresholds,
  ) {}

  add(of: LearnerActivity): void {
    const first = new Map<LearnerRule, Seconds>();
    let counts = false;
    for (const at of this.weeks) {
      if (!isJudged(of, at, this.view)) continue;
      counts = true;
      const { state, flags } = judge(of, at, this.view, this.thresholds);
      const week = this.stood.get(at) ?? new Map<LearnerState, number>();
      this.stood.set(at, week.set(state, (week.get(state) ?? 0) + 1));
      for (const { rule } of flags) if (!first.has(rule)) first.set(rule, at);
    }
    if (!counts) return;
    const passes = of.passes.some((one) => one.passed && one.at <= this.end);
    this.learners += 1;
    this.passed += Number(passes);
    for (const [rule, at] of first) {
      const sums = this.sums.get(rule);
      if (!sums) continue;
      sums.fired += 1;
      sums.laterPassed += Number(of.passes.some((one) => one.passed && one.at > at && one.at <= this.end));
      if (!passes) {
        sums.caught += 1;
        sums.early.push((this.end - at) / DAY);
      }
    }
  }

  /** The last weeks. */
  past(): PastWeek[] {
    return this.weeks.slice(-PAST_WEEKS).map((at) => ({
      at,
      states: LEARNER_STATES.map((state) => ({ state, learners: this.stood.get(at)?.get(state) ?? 0 })),
    }));
  }

  result(): History {
    return {
      weeks: this.weeks.length,
      learners: this.learners,
      passed: this.passed,
      rules: [...this.sums].map(([rule, { early, ...sums }]) => ({
        rule,
        ...sums,
        daysEarly: early.length === 0 ? null : median(early),
      })),
    };
  }
}
