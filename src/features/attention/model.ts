import { LEARNER_RULES } from '@marginalia/contract';
import type {
  LearnerAttention,
  LearnerRule,
  LearnerRow,
  LearnerState,
  MarkEvidence,
  Rate,
  RuleCount,
} from '@marginalia/contract';

/** What the list of learners shows: everybody, those in one state, or those for whom one rule holds. */
export type Filter =
  | { readonly kind: 'all' }
  | { readonly kind: 'state'; readonly state: LearnerState }
  | { readonly kind: 'rule'; readonly rule: LearnerRule }
  | { readonly kind: 'section'; readonly section: string; readonly name: string };

/** The filter as the list and its CSV take it. */
export const queryOf = (filter: Filter): { state?: LearnerState; rule?: LearnerRule; section?: string } => {
  switch (filter.kind) {
    case 'state':
      return { state: filter.state };
    case 'rule':
      return { rule: filter.rule };
    case 'section':
      return { section: filter.section };
    default:
      return {};
  }
};

/** The answer to "Which learners may need help?", as data. */
export type HelpSentence = 'notYet' | 'withheld' | 'nobody' | 'some' | 'none' | 'hidden' | 'atLeast';

export const helpSentence = (learners: LearnerAttention): HelpSentence => {
  const { computedAt, of, flagged } = learners;
  if (computedAt === null) return 'notYet';
  if (typeof of !== 'number') return of.kind === 'withheld' ? 'withheld' : 'nobody';
  if (flagged.kind === 'withheld') return leastFlagged(learners) > 0 ? 'atLeast' : 'hidden';
  if (flagged.kind === 'none' || of === 0) return 'nobody';
  return flagged.count === 0 ? 'none' : 'some';
};

/** So many need help at least, from the states and rules that are disclosed: states do not overlap, rules do. */
export const leastFlagged = ({ states, rules }: Pick<LearnerAttention, 'states' | 'rules'>): number =>
  Math.max(
    states.reduce(
      (sum, { state, learners }) =>
        sum + (LEARNER_RULES.some((rule) => rule === state) && typeof learners === 'number' ? learners : 0),
      0,
    ),
    ...rules.map(({ learners }) => (learners.kind === 'value' ? learners.count : 0)),
  );

/** There may be somebody to list: a withheld count hides how many, not from who may see single learners. */
export const maySome = (rate: Rate): boolean => rate.kind === 'withheld' || (rate.kind === 'value' && rate.count > 0);

/** How a rule moved since a week before: only where the interval of the difference leaves out zero. */
export type Trend = 'up' | 'down' | 'same' | 'unknown';

export const trendOf = ({ change, weekAgo }: Pick<RuleCount, 'change' | 'weekAgo'>): Trend => {
  if (change.kind !== 'value' || weekAgo.kind !== 'value') return 'unknown';
  if (change.low > 0) return 'up';
  return change.high < 0 ? 'down' : 'same';
};

/**
 * The mark to write to a learner about: that of the state, else the first. Null where no rule holds.
 */
export const mainMark = ({ state, marks }: Pick<LearnerRow, 'state' | 'marks'>): MarkEvidence | null =>
  marks.find(({ rule }) => rule === state) ?? marks[0] ?? null;
