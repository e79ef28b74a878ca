import * as z from 'zod';

/** What authors wrote into blocks, as published: the words in which `load course` stores it and reports read it. */

export const ChoiceContent = z.object({
  /** Open edX's name for it where events do not give its text: `choice_0`, ... in the order of the source. */
  id: z.string(),
  /** As a reader sees it, without markup. */
  text: z.string(),
  /** What Open edX sends where it is chosen, word for word; more than one where releases differ. */
  sent: z.array(z.string()).default([]),
  /** Null where the course computes it, so that only a learner's own copy of the problem has it. */
  correct: z.nullable(z.boolean()),
  /** Shown to who chose it; '' for none. */
  hint: z.string(),
});
export type ChoiceContent = z.infer<typeof ChoiceContent>;

export const PartContent = z.object({
  /** What Open edX appends to the block's id: `2_1` is the first input of the first question. */
  part: z.string(),
  question: z.string(),
  /** Open edX's name for the kind of question, such as `multiplechoiceresponse`. */
  responseType: z.string(),
  /** Several choices may be ticked: the right answer is a set. */
  isSet: z.boolean(),
  choices: z.array(ChoiceContent),
  /** What is accepted where there are no choices: a text, number, formula, interval or pattern. */
  accepted: z.array(z.object({ text: z.string(), tolerance: z.string(), isPattern: z.boolean() })),
  /** Case matters to the grader. */
  isCaseSensitive: z.boolean().default(false),
});
export type PartContent = z.infer<typeof PartContent>;

/** Settings that subsection and course hand down. */
const settings = {
  /** ISO 8601, as Studio has it. */
  due: z.nullable(z.string()),
  graded: z.boolean(),
  /** The kind of assignment it counts to; '' for none. */
  format: z.string(),
  /** Learners do not see it. */
  isHidden: z.boolean(),
};

export const ProblemContent = z.object({
  ...settings,
  parts: z.array(PartContent),
  /** Hints a learner may ask for, in their order. */
  hints: z.array(z.string()),
  /** Null: no limit. */
  maxAttempts: z.nullable(z.number()),
  /** Points; null: one a question. */
  weight: z.nullable(z.number()),
  showAnswer: z.string(),
  /** A script in it makes values, and the course has them drawn anew, so that learners are asked different things. */
  variants: z.boolean().default(false),
});
export type ProblemContent = z.infer<typeof ProblemContent>;

export const VideoContent = z.object({
  ...settings,
  /** Seconds; null where the course does not say. */
  duration: z.nullable(z.number()),
  /** Languages of its transcripts; null where the source does not say. */
  languages: z.nullable(z.array(z.string())),
});
export type VideoContent = z.infer<typeof VideoContent>;

/** What is said from one second of a video to another. */
export const Sentence = z.object({ from: z.number(), to: z.number(), text: z.string() });
export type Sentence = z.infer<typeof Sentence>;

/** What counts how much. */
export const CourseContent = z.object({
  /** The language the course is in; '' where it does not say. */
  language: z.string(),
  assignments: z.array(
    z.object({ type: z.string(), count: z.number(), dropped: z.number(), weight: z.number(), label: z.string() }),
  ),
  /** The least share of the points, 0 to 1, by grade. */
  cutoffs: z.record(z.string(), z.number()),
  /** What a problem falls back on that says nothing itself; '' where the course says nothing either. */
  problems: z
    .object({ maxAttempts: z.nullable(z.number()), showAnswer: z.string(), rerandomize: z.string() })
    .optional(),
});
export type CourseContent = z.infer<typeof CourseContent>;
