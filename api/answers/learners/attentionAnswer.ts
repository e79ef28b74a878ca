import {
  type BlockHead,
  LEARNER_RULES,
  type LearnerAttention,
  type LearnerRule,
  type Quantity,
  type Rate,
  type RuleCount,
  WITHHELD,
  none,
} from '../../../src/contract';
import { isoTime } from '../../lib/time';
import { breakdown, mayTellPart, quantity } from '../../privacy/suppress';
import { rate } from '../stats';
import { difference } from './difference';
import type { StoredLearners } from './stored';
import type { Settings } from './thresholds';

/** What the team answered to marks of a rule, by what was said last. */
export interface RuleAnswers {
  readonly rule: string;
  readonly contacted: number;
  readonly fine: number;
  readonly wrong: number;
}

/** What is told since a day beside the stored sums. */
export interface SinceSums {
  readonly from: string;
  readonly learners: number;
  readonly active: number;
  readonly newMarks: ReadonlyMap<string, number>;
  readonly sections: readonly { section: string; learners: number; tried: number; right: number }[];
}

/** What is told of a course whose learners were not judged yet. */
export const notComputed = ({ thresholds, from }: Settings): LearnerAttention => {
  const yet = none('not_computed_yet');
  return {
    computedAt: null,
    judgedAt: null,
    running: true,
    of: yet,
    flagged: yet,
    notEnough: yet,
    rules: [],
    states: [],
    quadrants: [],
    sections: [],
    since: null,
    replayed: yet,
    thresholds,
    thresholdsFrom: from,
  };
};

/** A part of the learners judged. Whoever needs help is told as a group or not at all, and so is the rest. */
export const partOf = (part: number, whole: number, minLearners: number, reason = 'no_learners'): Rate =>
  mayTellPart(part, whole, minLearners) ? rate(part, whole, whole, minLearners, reason) : WITHHELD;

/** How many learners may need help, and why: counts only. */
export const learnerAttention = (
  stored: StoredLearners | null,
  computedAt: number | null,
  answers: readonly RuleAnswers[],
  sinceSums: SinceSums | null,
  heads: ReadonlyMap<string, BlockHead>,
  settings: Settings,
  minLearners: number,
): LearnerAttention => {
  if (!stored || computedAt === null) return notComputed(settings);
  const head = (id: string): BlockHead => heads.get(id) ?? { id, type: 'chapter', name: id, parent: null };
  const order = [...heads.keys()];
  const inOrder = <T extends { section: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
  const quiet = stored.states.find((one) => one.state === 'not_enough_evidence')?.learners ?? 0;
  const states = breakdown(
    stored.states.map((one) => one.learners),
    minLearners,
  );
  const quadrants = breakdown(
    stored.quadrants.map((one) => one.learners),
    minLearners,
  );
  const { history } = stored;
  return {
    computedAt: isoTime(computedAt),
    judgedAt: isoTime(stored.judgedAt * 1e6),
    running: stored.running,
    of: quantity(stored.learners, minLearners),
    flagged: partOf(stored.flagged, stored.learners, minLearners),
    notEnough: partOf(quiet, stored.learners, minLearners),
    rules: LEARNER_RULES.map((rule) => ruleCount(rule, stored, answers, sinceSums, minLearners)),
    states: stored.states.map(({ state }, index) => ({ state, learners: states[index] ?? WITHHELD })),
    quadrants: stored.quadrants.map(({ active, succeeding }, index) => ({
      active,
      succeeding,
      learners: quadrants[index] ?? WITHHELD,
    })),
    sections: inOrder(stored.sections).map(({ section, of, struggling }) => ({
      section: head(section),
      of: quantity(of, minLearners),
      struggling: partOf(struggling, of, minLearners),
    })),
    since: sinceSums && {
      from: sinceSums.from,
      active: partOf(sinceSums.active, sinceSums.learners, minLearners),
      sections: inOrder(sinceSums.sections).map(({ section, learners, tried, right }) => ({
        section: head(section),
        tried: quantity(learners, minLearners),
        firstTry: rate(right, tried, learners, minLearners, 'no_attempts'),
      })),
    },
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

const ruleCount = (
  rule: LearnerRule,
  stored: StoredLearners,
  answers: readonly RuleAnswers[],
  sinceSums: SinceSums | null,
  minLearners: number,
): RuleCount => {
  const own = stored.rules.find((one) => one.rule === rule) ?? { now: 0, weekAgo: 0, then: 0 };
  const said = answers.find((one) => one.rule === rule) ?? { contacted: 0, fine: 0, wrong: 0 };
  const total = said.contacted + said.fine + said.wrong;
  const [contacted = 0, fine = 0, wrong = 0] = breakdown([said.contacted, said.fine, said.wrong], minLearners);
  const now = partOf(own.now, stored.learners, minLearners);
  const weekAgo = partOf(own.weekAgo, own.then, minLearners, 'no_learners_a_week_ago');
  return {
    rule,
    learners: now,
    weekAgo,
    change: difference(now, weekAgo),
    newSince: sinceSums && quantity(sinceSums.newMarks.get(rule) ?? 0, minLearners),
    answers: { contacted, fine, wrong, right: partOf(said.contacted, total, minLearners, 'no_answers') },
    replay: replayOf(rule, stored, minLearners),
  };
};

const replayOf = (rule: LearnerRule, { history }: StoredLearners, minLearners: number): RuleCount['replay'] => {
  const own = history?.rules.find((one) => one.rule === rule);
  if (!history || !own) return none('no_past_weeks');
  const notPassed = history.learners - history.passed;
  const days: Quantity =
    own.daysEarly === null ? none('nobody') : own.caught < minLearners ? WITHHELD : Math.round(own.daysEarly);
  return {
    fired: quantity(own.fired, minLearners),
    laterPassed:
      history.passed === 0 ? none('nobody_passed_yet') : partOf(own.laterPassed, own.fired, minLearners, 'never_held'),
    caught: partOf(own.caught, notPassed, minLearners, 'everybody_passed'),
    daysEarly: days,
  };
};
