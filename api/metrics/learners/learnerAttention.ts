import { EXACT, isEnough } from '../kit/privacy/smallGroups';
import {
  type BlockHead,
  LEARNER_RULES,
  type LearnerAttention,
  type LearnerRule,
  type Quantity,
  type Rate,
  type RuleCount,
  WITHHELD,
  difference,
  none,
} from '@marginalia/contract';
import { isoTime } from '../../lib/time';
import { timeOfGroup } from '../kit/privacy/moments';
import { type DayOfLearners, mayDiscloseSince } from '../kit/privacy/since';
import { breakdown, mayDiscloseInside, mayDisclosePart, quantity } from '../kit/privacy/suppress';
import { partOf } from '../kit/partOf';
import { rate } from '../kit/stats';
import { type ClassCounts, classCounts } from '../class/classCounts';
import type { StoredLearners } from '../class/stored';
import type { Settings } from './thresholds';

/** What the team said to flags of a rule, by what was said last. */
interface RuleFollowUps {
  readonly rule: string;
  readonly contacted: number;
  readonly fine: number;
  readonly wrong: number;
}

/** What is disclosed since a day in addition to the stored sums. */
export interface SinceSums {
  readonly from: string;
  /** Learners enrolled now; the days on which they were active. */
  readonly learners: number;
  readonly active: readonly DayOfLearners[];
  /** By rule: the days on which it began to hold for somebody. */
  readonly newFlags: ReadonlyMap<string, readonly DayOfLearners[]>;
  /** Problems tried for the first time, by day; tried and right from the day asked for on. */
  readonly sections: readonly {
    readonly section: string;
    readonly days: readonly DayOfLearners[];
    readonly tried: number;
    readonly right: number;
  }[];
}

/** Learners who did something on or after a day. */
const since = (days: readonly DayOfLearners[], from: string): number =>
  days.reduce((sum, day) => (day.date >= from ? sum + day.last : sum), 0);

/** What is disclosed of a course whose learners were not judged yet, or by what is long outgrown. */
export const notComputed = ({ thresholds, from }: Settings, computedBefore: number | null): LearnerAttention => {
  const yet = none('not_computed_yet');
  return {
    asOf: null,
    computedAt: null,
    judgedAt: null,
    computedBefore: computedBefore === null ? null : isoTime(computedBefore),
    running: true,
    of: yet,
    flagged: yet,
    notEnough: yet,
    rules: [],
    states: [],
    quadrants: [],
    sections: [],
    since: null,
    past: [],
    replayed: yet,
    thresholds,
    thresholdsFrom: from,
  };
};

/** How many learners may need help, and why: counts only. */
export const learnerAttention = (
  stored: StoredLearners | null,
  computedAt: number | null,
  computedBefore: number | null,
  followUps: readonly RuleFollowUps[],
  sinceSums: SinceSums | null,
  heads: ReadonlyMap<string, BlockHead>,
  settings: Settings,
  minLearners: number,
): LearnerAttention => {
  if (!stored || computedAt === null) return notComputed(settings, computedBefore);
  const head = (id: string): BlockHead => heads.get(id) ?? { id, type: 'chapter', name: id, parent: null };
  const order = [...heads.keys()];
  const inOrder = <T extends { section: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
  const counts = classCounts(stored, minLearners);
  const inQuadrants = stored.quadrants.map((one) => one.learners);
  // those who tried nothing are in none, and could be had by subtraction
  const elsewhere = stored.learners - inQuadrants.reduce((a, b) => a + b, 0);
  const quadrants = breakdown([...inQuadrants, elsewhere], minLearners);
  const strugglers = counts.rules.get('struggling');
  const { history } = stored;
  return {
    asOf: timeOfGroup(stored.asOf, stored.learners, minLearners),
    computedAt: isoTime(computedAt),
    judgedAt: isoTime(stored.judgedAt * 1e6),
    computedBefore: null,
    running: stored.running,
    of: counts.of,
    flagged: counts.flagged,
    notEnough: counts.notEnough,
    rules: LEARNER_RULES.map((rule) => ruleCount(rule, stored, counts, followUps, sinceSums, minLearners)),
    states: counts.states,
    quadrants: stored.quadrants.map(({ active, succeeding }, index) => ({
      active,
      succeeding,
      learners: quadrants[index] ?? WITHHELD,
    })),
    sections: inOrder(stored.sections).map(({ section, of, struggling }) => ({
      section: head(section),
      of: quantity(of, minLearners),
      struggling: mayDiscloseInside(struggling, strugglers?.kind === 'value' ? [strugglers.count] : [], minLearners)
        ? partOf(struggling, of, minLearners)
        : WITHHELD,
    })),
    since: sinceSums && sinceADay(sinceSums, inOrder(sinceSums.sections), head, minLearners),
    // of two weeks disclosed, one follows from the other: only for whoever may see these learners anyway
    past: minLearners === EXACT ? stored.past.map(({ at, states }) => ({ at: isoTime(at * 1e6), states })) : [],
    replayed:
      history === null
        ? none('no_past_weeks')
        : {
            kind: 'value',
            weeks: history.weeks,
            learners: quantity(history.learners, minLearners),
            passed: partOf(history.passed, history.learners, minLearners),
          },
    thresholds: settings.thresholds,
    thresholdsFrom: settings.from,
  };
};

const sinceADay = (
  { from, learners, active }: SinceSums,
  sections: SinceSums['sections'],
  head: (id: string) => BlockHead,
  minLearners: number,
): LearnerAttention['since'] => {
  const isDisclosed = (days: readonly DayOfLearners[]): boolean =>
    since(days, from) === 0 || mayDiscloseSince(days, from, minLearners);
  return {
    from,
    active: isDisclosed(active) ? partOf(since(active, from), learners, minLearners) : WITHHELD,
    sections: sections.map(({ section, days, tried, right }) => ({
      section: head(section),
      tried: isDisclosed(days) ? quantity(since(days, from), minLearners) : WITHHELD,
      firstTry: isDisclosed(days) ? rate(right, tried, since(days, from), minLearners, 'no_attempts') : WITHHELD,
    })),
  };
};

/** New among those for whom a rule holds: neither these nor the others may be few. */
const newFlags = (days: readonly DayOfLearners[], from: string, holds: Rate, minLearners: number): Quantity => {
  const found = since(days, from);
  if (found === 0) return 0;
  const isDisclosed =
    mayDiscloseSince(days, from, minLearners) &&
    mayDiscloseInside(found, holds.kind === 'value' ? [holds.count] : [], minLearners);
  return isDisclosed ? found : WITHHELD;
};

const ruleCount = (
  rule: LearnerRule,
  stored: StoredLearners,
  counts: ClassCounts,
  followUps: readonly RuleFollowUps[],
  sinceSums: SinceSums | null,
  minLearners: number,
): RuleCount => {
  const own = stored.rules.find((one) => one.rule === rule) ?? { now: 0, weekAgo: 0, then: 0 };
  const said = followUps.find((one) => one.rule === rule) ?? { contacted: 0, fine: 0, wrong: 0 };
  const total = said.contacted + said.fine + said.wrong;
  const [contacted = 0, fine = 0, wrong = 0] = breakdown([said.contacted, said.fine, said.wrong], minLearners);
  const now = counts.rules.get(rule) ?? WITHHELD;
  const weekAgo = partOf(own.weekAgo, own.then, minLearners, 'no_learners_a_week_ago');
  return {
    rule,
    learners: now,
    weekAgo,
    change: difference(now, weekAgo),
    newSince: sinceSums && newFlags(sinceSums.newFlags.get(rule) ?? [], sinceSums.from, now, minLearners),
    answers: {
      contacted,
      fine,
      wrong,
      right: typeof contacted === 'number' ? partOf(said.contacted, total, minLearners, 'no_answers') : WITHHELD,
    },
    replay: replayOf(rule, stored, minLearners),
  };
};

const replayOf = (rule: LearnerRule, { history }: StoredLearners, minLearners: number): RuleCount['replay'] => {
  const own = history?.rules.find((one) => one.rule === rule);
  if (!history || !own) return none('no_past_weeks');
  const notPassed = history.learners - history.passed;
  const isPassedDisclosed = mayDisclosePart(history.passed, history.learners, minLearners);
  // who passed without the rule ever holding, who was found and who was not: groups of their own
  const others = isPassedDisclosed ? [own.fired, history.passed] : [own.fired];
  const isLaterDisclosed = mayDiscloseInside(own.laterPassed, others, minLearners);
  const days: Quantity =
    own.daysEarly === null ? none('nobody') : !isEnough(own.caught, minLearners) ? WITHHELD : Math.round(own.daysEarly);
  return {
    fired: quantity(own.fired, minLearners),
    laterPassed:
      history.passed === 0
        ? none('nobody_passed_yet')
        : isLaterDisclosed
          ? partOf(own.laterPassed, own.fired, minLearners, 'never_held')
          : WITHHELD,
    caught: mayDiscloseInside(
      own.caught,
      [own.fired, ...(isLaterDisclosed ? [own.fired - own.laterPassed] : [])],
      minLearners,
    )
      ? partOf(own.caught, notPassed, minLearners, 'everybody_passed')
      : WITHHELD,
    daysEarly: days,
  };
};
