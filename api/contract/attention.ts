import * as z from 'zod/mini';
import { BlockHead, RunQuery, reportHead, endpoint } from './endpoint';
import { LearnerAttention } from './learnerAttention';
import { AttentionNote } from './notes';
import { None, Quantity, Rate, Withheld } from './values';

/** Why a block is worth a look, in the order in which the list prefers them. That something is easy or hard is none. */
export const ATTENTION_REASONS = [
  'key_may_be_wrong',
  'correct_answer_refused',
  'nobody_correct',
  'second_correct_answer',
  'no_success_after_hint',
  'worse_after_edit',
  'confusing_distractor',
  'hard_without_recovery',
  'many_attempts',
  'help_before_trying',
  'video_drop_out',
  'unit_skipped',
] as const;
export const AttentionReason = z.enum(ATTENTION_REASONS);
export type AttentionReason = z.infer<typeof AttentionReason>;

/** What an author may do about a finding. */
export const NEXT_STEPS = [
  'check_key',
  'accept_answer',
  'check_grading',
  'accept_both_or_reword',
  'check_hint',
  'compare_versions',
  'reword_answer',
  'explain_or_split',
  'review_instructions',
  'hide_answer_until_attempted',
  'look_at_moment',
  'move_or_mark_optional',
] as const;
export const NextStep = z.enum(NEXT_STEPS);
export type NextStep = z.infer<typeof NextStep>;

/** How much the words may say: below 50 learners never more than `early`; `strong` from 100 (EVIDENCE_GATES). */
export const Evidence = z.enum(['early', 'worth_a_look', 'strong']);
export type Evidence = z.infer<typeof Evidence>;

/** What stands beside a block in the outline: findings at it and inside it. */
export const FindingsAt = z.strictObject({
  /** Blocks on the list at this block or inside it. */
  items: z.number(),
  /** Of the first of them on the list; null where there is none. */
  reason: z.nullable(AttentionReason),
});
export type FindingsAt = z.infer<typeof FindingsAt>;

/**
 * Where an item stands. `seen`: somebody of the team looked at it; `set_aside`: an author said it is intended, or later;
 * `back`: that no longer holds, for the evidence has changed since, or the mending did not help. `watching`: published
 * again since learners were there, or said to be fixed, and those who came since could not have shown the fault yet: the
 * numbers are those from before. From about `needed` learners on, only those who came after the edit decide.
 */
export const AttentionState = z.enum(['new', 'seen', 'watching', 'back', 'set_aside']);
export type AttentionState = z.infer<typeof AttentionState>;

const shared = {
  /** Names the question asked of the block, from one list to the next. */
  id: z.string(),
  block: BlockHead,
  /** Further reasons on the same block. */
  also: z.array(AttentionReason),
  evidence: Evidence,
  /** Learners the finding rests on. */
  learners: Quantity,
  /** When it came onto the list, ISO 8601. */
  listedSince: z.string(),
  state: AttentionState,
  /** What an author said to it last; null: nothing, or taken back. */
  note: z.nullable(AttentionNote),
  /**
   * Set where the block was changed, or said to be fixed, after learners had been there. `needed`: about so many have to
   * come since before their results show whether the fault is still there.
   */
  edit: z.nullable(
    z.strictObject({
      at: z.string(),
      /** Those of the stated weeks of the block's panel that began after the change; withheld where there are none. */
      learnersSince: Quantity,
      /** Absent: exact. */
      orMore: z.optional(z.literal(true)),
      needed: z.number(),
    }),
  ),
  /** The question and the answer that it is about, where there is one: `answer` is null where its text is withheld. */
  suspect: z.nullable(z.strictObject({ part: z.string(), answer: z.nullable(z.string()) })),
  next: NextStep,
};

const Difference = z.union([
  z.strictObject({ kind: z.literal('value'), value: z.number(), low: z.number(), high: z.number() }),
  Withheld,
  None,
]);

/** The mean share correct of the other problems, of a group of learners. */
const MeanElsewhere = z.union([
  z.strictObject({ kind: z.literal('value'), value: z.number(), of: z.number() }),
  Withheld,
  None,
]);

const Strength = z.union([
  z.strictObject({
    kind: z.literal('value'),
    value: z.number(),
    low: z.number(),
    high: z.number(),
    of: z.number(),
  }),
  Withheld,
  None,
]);

/** One block on the list with the numbers its sentence is made of. Texts of answers are null where they are withheld. */
export const AttentionItem = z.discriminatedUnion('reason', [
  z.strictObject({
    ...shared,
    reason: z.literal('key_may_be_wrong'),
    part: z.string(),
    /** The answer marked right, and the one that strong learners choose instead. */
    marked: z.nullable(z.string()),
    chosen: z.nullable(z.string()),
    /** Of all who answered: marked right. Of the others: gave the answer that strong learners choose. */
    markedRight: Rate,
    chosenOfWrong: Rate,
    /** Of the upper third: marked right; gave the other. */
    markedByStrong: Rate,
    chosenByStrong: Rate,
    /** Item-rest correlation of this question. */
    discrimination: Strength,
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('correct_answer_refused'),
    part: z.string(),
    /** An answer that is marked correct, and an equal one that is not. */
    accepted: z.nullable(z.string()),
    refused: z.nullable(z.string()),
    /** Of the first answers equal to one that is accepted: marked incorrect. */
    refusals: Rate,
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('nobody_correct'),
    /** Of the learners who attempted it: eventually correct. */
    correct: Rate,
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('second_correct_answer'),
    part: z.string(),
    /** The answer marked correct, and another whose choosers do about as well elsewhere. */
    marked: z.nullable(z.string()),
    chosen: z.nullable(z.string()),
    /** Of all who answered: gave the other one. */
    chose: Rate,
    /** How those who gave the one marked correct, and those who gave the other, do on the other problems. */
    markedElsewhere: MeanElsewhere,
    chosenElsewhere: MeanElsewhere,
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('no_success_after_hint'),
    /** Eventually correct: of the learners who used a hint and submitted after it, and of those who tried again without one. */
    afterHint: Rate,
    withoutHint: Rate,
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('worse_after_edit'),
    /** When it was changed, ISO 8601. */
    at: z.string(),
    /** Correct on first attempt, of those who came before the change and of those who came since. */
    before: Rate,
    after: Rate,
    /** before - after, with its interval: 0.3 is 30 points. */
    drop: Difference,
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('confusing_distractor'),
    part: z.string(),
    answer: z.nullable(z.string()),
    /** Of the learners wrong the first time, and of the upper third: who gave it. */
    ofWrong: Rate,
    ofStrong: Rate,
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('hard_without_recovery'),
    /** Of the learners who were wrong and tried again: right in the end. */
    recovered: Rate,
    /** Of the learners who tried: never right. */
    giveUp: Rate,
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('many_attempts'),
    /** Learners with at least `attempts` submissions. */
    many: Rate,
    attempts: z.number(),
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('help_before_trying'),
    /** Learners who had the answer shown before their first try; with `withoutTrying` also those who had it without one. */
    shown: Rate,
    withoutTrying: z.boolean(),
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('video_drop_out'),
    /** Of the viewers still there at second `from`: last seen before second `to`. */
    left: Rate,
    from: z.number(),
    to: z.number(),
    duration: z.number(),
  }),
  z.strictObject({
    ...shared,
    reason: z.literal('unit_skipped'),
    reached: Quantity,
    /** Learners of the units before and after it, of those offered to everybody; null where it was never opened and there is none. */
    before: z.nullable(Quantity),
    after: z.nullable(Quantity),
    /** Whether the source of the course says that everybody is offered the unit. */
    offered: z.enum(['all', 'unknown']),
  }),
]);
export type AttentionItem = z.infer<typeof AttentionItem>;

export const Attention = z.strictObject({
  ...reportHead,
  course: z.strictObject({ key: z.string(), name: z.string() }),
  /** When the list was made, ISO 8601; null: not yet, and then it is empty. */
  computedAt: z.nullable(z.string()),
  /** Problems, videos and units: on the list; looked at without a finding; too few learners to look. */
  counts: z.strictObject({
    /** Set aside ones not counted. */
    listed: z.number(),
    setAside: z.number(),
    nothingFound: z.number(),
    tooEarly: z.number(),
  }),
  /** Whether whoever asks may triage the items. */
  mayAnswer: z.boolean(),
  /** Cronbach's alpha of the problems that most learners tried. */
  reliability: z.union([
    z.strictObject({ kind: z.literal('value'), value: z.number(), problems: z.number(), of: z.number() }),
    Withheld,
    None,
  ]),
  /** First what needs work most; those set aside at the end. */
  items: z.array(AttentionItem),
  /** How many learners may need help, and why: counts only, never who. */
  learners: LearnerAttention,
});
export type Attention = z.infer<typeof Attention>;

export const getAttention = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/attention',
  summary: 'Blocks that are worth a look, each with its reason; and how many learners may need help, by rule.',
  /** `since`: what is new among the learners since that day (UTC), as since one's last session. */
  query: z.strictObject({ since: z.optional(z.iso.date()), run: RunQuery.shape.run }),
  response: Attention,
});
