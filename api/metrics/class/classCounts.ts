import {
  LEARNER_RULES,
  LEARNER_STATES,
  type LearnerAttention,
  type LearnerRule,
  type LearnerState,
  type Rate,
  WITHHELD,
} from '@marginalia/contract';
import { quantity } from '../kit/privacy/suppress';
import type { Counted } from '../kit/privacy/equations';
import { type Candidate, type Group, DisclosureSolver, withDifferences } from '../kit/privacy/disclosureSolver';
import { rate } from '../kit/stats';
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

/**
 * Whoever could be asked for, or be had by subtraction: by rules, by state. Learners of whom just these rules hold follow
 * only where they are one of these groups, whoever else there is and whatever of it is disclosed.
 */
const WATCHED = [
  ...SUBSETS.map(without).filter((row) => row.includes(1)),
  ...withDifferences([
    ALL,
    FLAGGED,
    ...LEARNER_STATES.map(ofState),
    ...LEARNER_RULES.flatMap((one) => LEARNER_RULES.map((other) => ofRule(one, other))),
  ]),
];

/** Learners by rule and by state, as far as they may be disclosed together. */
export interface ClassCounts extends Pick<LearnerAttention, 'of' | 'flagged' | 'notEnough' | 'states'> {
  readonly rules: ReadonlyMap<LearnerRule, Rate>;
}

/** Why somebody may need help weighs more than how the others stand, or than how many they are in all. */
const WEIGHT = { rule: 3, other: 1 };

/** The last classes asked about: the same counts are disclosed for hours, and working out what to hide takes a while. */
const REMEMBERED = 100;
const remembered = new Map<string, ClassCounts>();

/**
 * Rules overlap, states do not, and the sums of some are others: disclosed is what can be together, with as
 * little hidden as possible. How many learners there are in all goes before everything else.
 */
export const classCounts = (stored: StoredLearners, minLearners: number): ClassCounts => {
  const { learners, flagged, rules, states } = stored;
  const key = JSON.stringify([minLearners, learners, flagged, rules.map((one) => [one.rule, one.now]), states]);
  const known = remembered.get(key) ?? worked(stored, minLearners);
  remembered.delete(key);
  remembered.set(key, known);
  for (const oldest of remembered.keys()) if (remembered.size > REMEMBERED) remembered.delete(oldest);
  return known;
};

const worked = (stored: StoredLearners, minLearners: number): ClassCounts => {
  const all: Group = { row: ALL, size: stored.learners };
  const flagged: Candidate = { row: FLAGGED, size: stored.flagged, weight: WEIGHT.other };
  const rules = LEARNER_RULES.map((rule) => ({
    rule,
    row: ofRule(rule),
    size: stored.rules.find((one) => one.rule === rule)?.now ?? 0,
    weight: WEIGHT.rule,
  }));
  const states = LEARNER_STATES.map((state) => ({
    state,
    row: ofState(state),
    size: stored.states.find((one) => one.state === state)?.learners ?? 0,
    weight: WEIGHT.other,
  }));
  const candidates = [flagged, ...rules, ...states];
  const disclosed = new DisclosureSolver(WATCHED, minLearners).discloseMost(all, candidates, states);
  const isDisclosed = new Set<Candidate>(candidates.filter((_, at) => disclosed[at]));
  const share = (one: Candidate): Rate =>
    isDisclosed.has(one) ? rate(one.size, stored.learners, stored.learners, minLearners, 'no_learners') : WITHHELD;
  const quiet = states.find(({ state }) => state === 'not_enough_evidence');
  return {
    of: quantity(stored.learners, minLearners),
    flagged: share(flagged),
    notEnough: quiet ? share(quiet) : WITHHELD,
    rules: new Map(rules.map((one) => [one.rule, share(one)])),
    states: states.map((one) => ({ state: one.state, learners: isDisclosed.has(one) ? one.size : WITHHELD })),
  };
};
