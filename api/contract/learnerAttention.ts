import * as z from 'zod/mini';
import { BlockHead } from './endpoint';
import { Difference, None, Quantity, Rate, Withheld } from './values';

/** Why a learner may need help. Absolute rules: what one learner does, never the place among the others. */
export const LEARNER_RULES = ['not_started', 'stopped', 'struggling', 'help_without_success', 'rushing'] as const;
export const LearnerRule = z.enum(LEARNER_RULES);
export type LearnerRule = z.infer<typeof LearnerRule>;

/**
 * How a learner stands: one state each. Where several rules hold, the state is the first of them in this order; where
 * none does, one of the last four.
 */
export const LEARNER_STATES = [...LEARNER_RULES, 'passed', 'ahead', 'on_track', 'not_enough_evidence'] as const;
export const LearnerState = z.enum(LEARNER_STATES);
export type LearnerState = z.infer<typeof LearnerState>;

/** What somebody of the course team said about one flag. */
export const FOLLOW_UPS = ['contacted', 'fine', 'wrong'] as const;
export const FollowUp = z.enum(FOLLOW_UPS);
export type FollowUp = z.infer<typeof FollowUp>;

/** The numbers a rule goes by; docs/learner-attention.md says what each one means. Days, counts, shares, seconds. */
export const Thresholds = z.strictObject({
  /** not_started: days since registration (or since the course began, where that is later). */
  notStartedDays: z.number(),
  /** stopped: days without activity, and how many times a learner's own usual gap. */
  stoppedDays: z.number(),
  stoppedGaps: z.number(),
  /** struggling: problems tried in a section, and how far the upper end of the interval lies below the section's share. */
  strugglingProblems: z.number(),
  strugglingMargin: z.number(),
  /** struggling: problems with so many submissions and none right. */
  stuckProblems: z.number(),
  stuckAttempts: z.number(),
  /** help_without_success: problems, the share of them with help, and the share never right. */
  helpProblems: z.number(),
  helpShare: z.number(),
  helpNotRight: z.number(),
  /** rushing: first answers, their middle time in seconds, and the share right the first time. */
  rushingAnswers: z.number(),
  rushingSeconds: z.number(),
  rushingRight: z.number(),
  /** The last so many days count for help_without_success and rushing. */
  recentDays: z.number(),
  /** on_track: problems tried, or days active, at least; fewer are not enough evidence. */
  evidenceProblems: z.number(),
  evidenceDays: z.number(),
  /** ahead: share right the first time, and how far the share of units reached is ahead of the share of time passed. */
  aheadShare: z.number(),
  aheadLead: z.number(),
});
export type Thresholds = z.infer<typeof Thresholds>;

/** What the rules go by where neither the site nor the course says otherwise. docs/learner-attention.md has the reasons. */
export const DEFAULT_THRESHOLDS: Thresholds = {
  notStartedDays: 7,
  stoppedDays: 14,
  stoppedGaps: 2,
  strugglingProblems: 5,
  strugglingMargin: 0.2,
  stuckProblems: 3,
  stuckAttempts: 5,
  helpProblems: 5,
  helpShare: 0.5,
  helpNotRight: 0.5,
  rushingAnswers: 8,
  rushingSeconds: 8,
  rushingRight: 0.4,
  recentDays: 28,
  evidenceProblems: 5,
  evidenceDays: 3,
  aheadShare: 0.7,
  aheadLead: 0.2,
};

/** A rule looked at afterwards, week by week with what was known then, over learners whose end is known. */
export const RuleReplay = z.strictObject({
  /** Learners for whom it held in any week. */
  fired: Quantity,
  /** Of these: passed later. The smaller, the less often the rule was wrong. */
  laterPassed: Rate,
  /** Of the learners who never passed: for how many it held in any week. */
  caught: Rate,
  /** Days from the first week it held to the end of the course, in the middle; only of those who did not pass. */
  daysEarly: Quantity,
});
export type RuleReplay = z.infer<typeof RuleReplay>;

export const RuleCount = z.strictObject({
  rule: LearnerRule,
  /** Of the learners judged: for whom it holds now. A learner may be in several. */
  learners: Rate,
  /** The same judged a week earlier, of the same learners. */
  weekAgo: Rate,
  change: Difference,
  /** For whom it began to hold on or after `since`; null where no `since` was asked for. */
  newSince: z.nullable(Quantity),
  /** Flags of this rule that were followed up, by what was said last; `right`: contacted, of all followed up. */
  answers: z.strictObject({ contacted: Quantity, fine: Quantity, wrong: Quantity, right: Rate }),
  replay: z.union([RuleReplay, None]),
});
export type RuleCount = z.infer<typeof RuleCount>;

export const LearnerAttention = z.strictObject({
  /** The newest event that counts in it, ISO 8601; null: none, or not computed yet. */
  asOf: z.nullable(z.string()),
  /** When it was computed, ISO 8601; null: not yet, and then the lists are empty. */
  computedAt: z.nullable(z.string()),
  /** The moment it was judged at: the end of the course where that is past, else when it was computed. */
  judgedAt: z.nullable(z.string()),
  /** Where it is being computed again because very much came in since: when it was computed last. Else null. */
  computedBefore: z.nullable(z.string()),
  /** False where the course is over: what is disclosed is how learners stood at its end. */
  running: z.boolean(),
  /** Learners judged: enrolled now, or everybody seen where nobody ever registered. */
  of: Quantity,
  /** At least one rule holds. */
  flagged: Rate,
  /** No rule holds, and there is too little to say that all is well. */
  notEnough: Rate,
  rules: z.array(RuleCount),
  /** Every learner in one state; the sum is `of`. */
  states: z.array(z.strictObject({ state: LearnerState, learners: Quantity })),
  /** Active in the last `stoppedDays` or not, by right the first time at least half of the time or not. */
  quadrants: z.array(z.strictObject({ active: z.boolean(), succeeding: z.boolean(), learners: Quantity })),
  /** Sections in which somebody struggles, far below the class or stuck on problems in it, in the order of the course. */
  sections: z.array(
    z.strictObject({
      section: BlockHead,
      /** Learners who tried enough problems in it to be judged, and who are stuck in it. */
      of: Quantity,
      struggling: Rate,
    }),
  ),
  /** Since `since`: learners active, problems tried by how many, and right the first time, per section. */
  since: z.nullable(
    z.strictObject({
      from: z.string(),
      active: Rate,
      sections: z.array(z.strictObject({ section: BlockHead, tried: Quantity, firstTry: Rate })),
    }),
  ),
  /**
   * How learners stood at moments a week apart before this one, the latest last. Empty for whoever sees no single learners: who
   * passed or began within a week may be few, and would follow from two of these.
   */
  past: z.array(
    z.strictObject({ at: z.string(), states: z.array(z.strictObject({ state: LearnerState, learners: z.number() })) }),
  ),
  /** The weeks that were replayed, and the share of all learners judged who passed: what to compare `laterPassed` with. */
  replayed: z.union([
    z.strictObject({ kind: z.literal('value'), weeks: z.number(), learners: Quantity, passed: Rate }),
    Withheld,
    None,
  ]),
  thresholds: Thresholds,
  /** Where these thresholds come from. */
  thresholdsFrom: z.enum(['default', 'site', 'course']),
});
export type LearnerAttention = z.infer<typeof LearnerAttention>;

interface Flagging {
  readonly states: LearnerAttention['states'];
  readonly rules: readonly Pick<RuleCount, 'learners'>[];
}

/** So many need help at least, from the states and rules that are disclosed: states do not overlap, rules do. */
export const leastFlagged = ({ states, rules }: Flagging): number =>
  Math.max(
    states.reduce(
      (sum, { state, learners }) =>
        sum + (LEARNER_RULES.some((rule) => rule === state) && typeof learners === 'number' ? learners : 0),
      0,
    ),
    ...rules.map(({ learners }) => (learners.kind === 'value' ? learners.count : 0)),
  );
