import { LEARNER_RULES, leastFlagged } from '@marginalia/contract';
import type {
  LearnerAttention,
  LearnerRule,
  LearnerRow,
  LearnerState,
  FlagEvidence,
  Quantity,
  RuleCount,
} from '@marginalia/contract';

/** What the page says to "Which learners may need help?", as data. */
type HelpSentence =
  'notYet' | 'withheld' | 'nobody' | 'some' | 'none' | 'noneEarly' | 'allEarly' | 'before' | 'hidden' | 'atLeast';

/** @param hasBegun before its start, a course has nothing yet by which anybody could be flagged */
export const helpSentence = (learners: LearnerAttention, hasBegun = true): HelpSentence => {
  const { computedAt, of, flagged, notEnough } = learners;
  if (computedAt === null) return 'notYet';
  if (typeof of !== 'number') return of.kind === 'withheld' ? 'withheld' : 'nobody';
  if (flagged.kind === 'withheld') return leastFlagged(learners) > 0 ? 'atLeast' : 'hidden';
  if (flagged.kind === 'none' || of === 0) return 'nobody';
  if (flagged.count > 0) return 'some';
  if (!hasBegun) return 'before';
  if (notEnough.kind !== 'value' || notEnough.count === 0) return 'none';
  return notEnough.count === of ? 'allEarly' : 'noneEarly';
};

export const FINE: readonly LearnerState[] = ['passed', 'ahead', 'on_track'];

/** States merged: nobody, where all are empty; hidden, where any of them is. */
const together = (states: LearnerAttention['states'], which: readonly LearnerState[]): Quantity => {
  const parts = states.filter(({ state }) => which.includes(state)).map(({ learners }) => learners);
  const hidden = parts.find((part) => typeof part !== 'number');
  return hidden ?? parts.reduce<number>((sum, part) => sum + (typeof part === 'number' ? part : 0), 0);
};

/** How many learners of the whole are doing fine: passed, ahead or on track. */
export const doingFine = ({ states, of, flagged, notEnough }: LearnerAttention): Quantity => {
  const sum = together(states, FINE);
  // what is hidden of its parts may still follow from the whole, and then it is no secret
  if (typeof sum === 'number' || typeof of !== 'number' || flagged.kind !== 'value' || notEnough.kind !== 'value')
    return sum;
  return of - flagged.count - notEnough.count;
};

export const inState = ({ states }: LearnerAttention, state: LearnerState): Quantity =>
  states.find((one) => one.state === state)?.learners ?? 0;

/** The reason that most of the flagged learners have; null: it is not disclosed. */
export const commonest = ({ states }: LearnerAttention): LearnerRule | null => {
  let most: { rule: LearnerRule; learners: number } | null = null;
  for (const rule of LEARNER_RULES) {
    const learners = states.find(({ state }) => state === rule)?.learners;
    if (typeof learners === 'number' && learners > (most?.learners ?? 0)) most = { rule, learners };
  }
  return most?.rule ?? null;
};

/** How far a rule can be trusted here: by how many it flagged who passed anyway, against how many pass of all. */
type Verdict = 'strong' | 'useful' | 'weak' | 'early';

const USEFUL_MARGIN = 0.05;

export const verdictOf = (
  { replay }: Pick<RuleCount, 'replay'>,
  { replayed }: Pick<LearnerAttention, 'replayed'>,
): Verdict => {
  if (!('fired' in replay) || replay.laterPassed.kind !== 'value') return 'early';
  if (replayed.kind !== 'value' || replayed.passed.kind !== 'value') return 'early';
  const base = replayed.passed.value;
  const { high } = replay.laterPassed;
  if (high <= base / 2) return 'strong';
  return high <= base - USEFUL_MARGIN ? 'useful' : 'weak';
};

/**
 * The flag to write to a learner about: that of the state, else the first. Null where no rule holds.
 */
export const mainFlag = ({ state, marks }: Pick<LearnerRow, 'state' | 'marks'>): FlagEvidence | null =>
  marks.find(({ rule }) => rule === state) ?? marks[0] ?? null;

/** What was said last about any of a learner's present flags. */
export const lastSaid = ({ answers: followUps }: Pick<LearnerRow, 'answers'>): LearnerRow['answers'][number] | null =>
  followUps.filter(({ current }) => current).sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
