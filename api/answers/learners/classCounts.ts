import {
  LEARNER_RULES,
  LEARNER_STATES,
  type LearnerAttention,
  type LearnerRule,
  type LearnerState,
  type Rate,
  WITHHELD,
} from '../../../src/contract';
import { quantity } from '../../privacy/suppress';
import type { Counted } from '../../privacy/equations';
import { type Group, Teller, withDifferences } from '../../privacy/teller';
import { rate } from '../stats';
import type { StoredLearners } from './stored';

/** What holds for a learner: some rules, or none and a calm state. */
type Kind = LearnerState | readonly LearnerRule[];

const CALM = LEARNER_STATES.filter((state) => !(LEARNER_RULES as readonly string[]).includes(state));
/** Who did nothing yet can do nothing else wrong. */
const LONELY: LearnerRule = 'not_started';
const OTHERS = LEARNER_RULES.filter((rule) => rule !== LONELY);
const KINDS: readonly Kind[] = [
  [LONELY],
  ...Array.from({ length: 2 ** OTHERS.length - 1 }, (_, n) => OTHERS.filter((__, at) => ((n + 1) >> at) & 1)),
  ...CALM,
];

const rowOf = (holds: (kind: Kind) => boolean): Counted => KINDS.map((kind) => Number(holds(kind)));
const ALL = rowOf(() => true);
const FLAGGED = rowOf((kind) => typeof kind !== 'string');
const ofRule = (...rules: LearnerRule[]): Counted =>
  rowOf((kind) => typeof kind !== 'string' && rules.every((rule) => kind.includes(rule)));
/** The state is the first of the rules in their order. */
const ofState = (state: LearnerState): Counted =>
  rowOf((kind) => (typeof kind === 'string' ? kind : kind[0]) === state);
/** For whom some rule holds, but none of these. */
const SUBSETS = Array.from({ length: 2 ** LEARNER_RULES.length }, (_, n) =>
  LEARNER_RULES.filter((__, at) => (n >> at) & 1),
);
const without = (rules: readonly LearnerRule[]): Counted =>
  rowOf((kind) => typeof kind !== 'string' && !rules.some((rule) => kind.includes(rule)));

/** Whoever could be asked for, or be had by subtraction: by rules, by state, by all that holds. */
const WATCHED = [
  ...SUBSETS.map(without).filter((row) => row.includes(1)),
  ...KINDS.map((_, at) => KINDS.map((__, other) => Number(other === at))),
  ...withDifferences([
    ALL,
    FLAGGED,
    ...LEARNER_STATES.map(ofState),
    ...LEARNER_RULES.flatMap((one) => LEARNER_RULES.map((other) => ofRule(one, other))),
  ]),
];

/** Learners by rule and by state, as far as they may be told beside one another. */
export interface ClassCounts extends Pick<LearnerAttention, 'of' | 'flagged' | 'notEnough' | 'states'> {
  readonly rules: ReadonlyMap<LearnerRule, Rate>;
}

/**
 * Rules overlap, states do not, and the sums of some are others: what is told first decides what may be told after it.
 * How many, then how many of them need help, then why, then how all stand.
 */
export const classCounts = (stored: StoredLearners, minLearners: number): ClassCounts => {
  const all: Group = { row: ALL, size: stored.learners };
  const flagged: Group = { row: FLAGGED, size: stored.flagged };
  const rules = LEARNER_RULES.map((rule) => ({
    rule,
    row: ofRule(rule),
    size: stored.rules.find((one) => one.rule === rule)?.now ?? 0,
  }));
  const states = LEARNER_STATES.map((state) => ({
    state,
    row: ofState(state),
    size: stored.states.find((one) => one.state === state)?.learners ?? 0,
  }));
  const teller = new Teller(WATCHED, minLearners);
  const isAnybody = teller.tell(all);
  const share = (told: Group): Rate =>
    isAnybody && teller.tell(told)
      ? rate(told.size, stored.learners, stored.learners, minLearners, 'no_learners')
      : WITHHELD;
  const flaggedRate = share(flagged);
  const ruleRates = new Map(rules.map((one) => [one.rule, share(one)]));
  const told = states.map(({ state, ...one }) => ({ state, one, isTold: isAnybody && teller.tell(one) }));
  const quiet = told.find(({ state }) => state === 'not_enough_evidence');
  return {
    of: quantity(stored.learners, minLearners),
    flagged: flaggedRate,
    notEnough: quiet?.isTold
      ? rate(quiet.one.size, stored.learners, stored.learners, minLearners, 'no_learners')
      : WITHHELD,
    rules: ruleRates,
    states: told.map(({ state, one, isTold }) => ({ state, learners: isTold ? one.size : WITHHELD })),
  };
};
