import * as z from 'zod/mini';
import { BlockHead, WindowQuery, reportHead, endpoint } from './endpoint';
import { MetricValue } from './shapes';
import { Difference, None, Quantity, Rate, Withheld } from './values';

/** What the course as last published says of an answer. Absent where no export of the course was loaded, and where the answer may be one choice or another. */
export const Choice = z.strictObject({
  /** The choice as the course words it, without markup but where only that tells it from another; of a list answer a JSON list. Null: it is offered no more. */
  text: z.nullable(z.string()),
  /** Whether the course marks it right; null where it is offered no more, or only a script in the problem would tell. */
  right: z.nullable(z.boolean()),
  /** What whoever chooses it gets to read; '' for nothing. */
  hint: z.string(),
});
export type Choice = z.infer<typeof Choice>;

/** An answer that learners gave to one question, or a choice that the course offers and nobody took. `first`, `last`: learners whose first, last submission had it. */
export const QuestionResponse = z.strictObject({
  /** The answer as sent, but for hints sent with it where the course is not loaded; a list answer is the set, as a JSON list in sorted order. */
  value: z.string(),
  /** Right, wrong, or null where it was marked differently from one submission to the next. */
  correct: z.nullable(z.boolean()),
  first: Quantity,
  last: Quantity,
  /** Of the upper and the lower third: whose first answer it was. Absent where that is not disclosed. */
  strongest: z.optional(Quantity),
  weakest: z.optional(Quantity),
  /** The exact texts that were grouped under `value` because only case or white space differs; never of choices. */
  texts: z.optional(z.array(z.string())),
  choice: z.optional(Choice),
  /** Set where `first` or `last` is withheld. */
  withheld: z.optional(z.literal(true)),
});
export type QuestionResponse = z.infer<typeof QuestionResponse>;

export const ProblemPart = z.strictObject({
  /** `1` for a problem with one question; else what Open edX appends to the block's id, such as `2_1`. */
  part: z.string(),
  question: z.string(),
  interactionType: z.string(),
  firstTry: Rate,
  eventual: Rate,
  answers: z.array(QuestionResponse),
  /** Learners in the upper and the lower third (by the other problems of the course) who answered. */
  thirds: z.union([z.strictObject({ strongest: z.number(), weakest: z.number() }), Withheld, None]),
  /** List answers broken down: learners whose answer contained this choice. Empty where answers are not lists. */
  choices: z.array(
    z.strictObject({
      value: z.string(),
      first: Quantity,
      last: Quantity,
      choice: z.optional(Choice),
      withheld: z.optional(z.literal(true)),
    }),
  ),
  /** What the course accepts where there are no choices. Absent where that is not known. */
  accepted: z.optional(
    z.array(
      z.strictObject({
        /** A text, number, formula, or interval such as `[5, 7)`. */
        text: z.string(),
        /** `5%` or `0.01`; '' for none. */
        tolerance: z.string(),
        /** The text is a regular expression. */
        isPattern: z.boolean(),
      }),
    ),
  ),
  /**
   * Which first answer led to which last one, by the `value` of answers: every pair, withheld where the group is small or
   * one would follow. Absent where answers are no choices, and where nothing may be disclosed.
   */
  flow: z.optional(z.array(z.strictObject({ from: z.string(), to: z.string(), learners: Quantity }))),
  /** Answers whose texts are not disclosed because too few learners gave each of them. */
  other: z.nullable(z.strictObject({ texts: z.number(), first: Quantity, last: Quantity })),
});
export type ProblemPart = z.infer<typeof ProblemPart>;

/** Learners who used a kind of help, and how often they did. */
export const Help = z.strictObject({ learners: Quantity, events: Quantity });
export type Help = z.infer<typeof Help>;

/** The problem as last published. */
export const ProblemSettings = z.strictObject({
  /** Hints that a learner may ask for, in their order. */
  hints: z.array(z.string()),
  /** Submissions allowed; null: as many as one likes. */
  maxAttempts: z.nullable(z.number()),
  /** Points; null: one a question. */
  weight: z.nullable(z.number()),
  /** When answers are shown, in Open edX's words: `finished`, `past_due`, `never`, ... */
  showAnswer: z.string(),
  graded: z.boolean(),
  /** The kind of assignment it counts to; '' for none. */
  format: z.string(),
  /** ISO 8601, as the course states it. */
  due: z.nullable(z.string()),
  /** Learners do not see it. */
  isHidden: z.boolean(),
  /** Set where learners are asked with different values: one answer may be right for one and wrong for another. */
  variants: z.optional(z.literal(true)),
});
export type ProblemSettings = z.infer<typeof ProblemSettings>;

export const Problem = z.strictObject({
  ...reportHead,
  block: BlockHead,
  /** Learners who submitted at least once. */
  learners: Quantity,
  /** Learners whose first attempt was right. */
  firstTry: Rate,
  /** Learners who were ever right. */
  eventual: Rate,
  /** Learners who tried and were never right. */
  giveUp: Rate,
  /**
   * Submissions: all of them, and per learner. `total` and `mean` are withheld where those who submitted more than once
   * are few, and in a window or a track. `max`: the most by one learner; with `orMore` as many, or more, by at least
   * `minLearners` of them each, for the most is that of fewer.
   */
  attempts: z.union([
    z.strictObject({
      total: Quantity,
      mean: Quantity,
      median: z.number(),
      max: z.number(),
      orMore: z.optional(z.literal(true)),
    }),
    Withheld,
    None,
  ]),
  parts: z.array(ProblemPart),
  help: z.strictObject({
    hint: Help,
    answerShown: Help,
  }),
  /** By week (Monday, UTC) of the first attempt. */
  trend: z.array(z.strictObject({ week: z.string(), firstTry: Rate })),
  /** Do strong learners do better here: correlation with the first tries on the course's other problems, -1 to 1. */
  discrimination: z.union([
    z.strictObject({
      kind: z.literal('value'),
      value: z.number(),
      low: z.number(),
      high: z.number(),
      /** Learners it rests on; withheld where they are a few less than `learners`: the interval is a little too wide then. */
      of: Quantity,
    }),
    Withheld,
    None,
  ]),
  /** How hard it is compared with the course's other problems, over all time and whatever the window. */
  difficulty: z.union([
    z.strictObject({
      kind: z.literal('value'),
      /** The item response model: two parameters. */
      model: z.literal('2pl'),
      /** Logits: 0 is what the middle learner gets right half of the time; more is harder. */
      value: z.number(),
      low: z.number(),
      high: z.number(),
      /** Share of the course's other problems that are easier, 0 to 1. */
      percentile: z.number(),
      /** Problems on the scale, this one included. */
      problems: z.number(),
      /** Learners who had tried it by then; withheld where few have since, and in a window or a track. */
      of: Quantity,
      /** ISO 8601. */
      computedAt: z.string(),
    }),
    Withheld,
    None,
  ]),
  /**
   * When the block was published changed, oldest first, ISO 8601; and how first tries went between the edit before it
   * and this one, and from this one until the next. `difference`: after less before, in shares, with its 95 % interval.
   */
  edits: z.array(z.strictObject({ at: z.string(), before: Rate, after: Rate, difference: Difference })),
  /** Further numbers, one for each file that defines one; in a window or a track only those of all of its learners. */
  metrics: z.array(MetricValue),
  /** Absent where no export of the course was loaded. */
  settings: z.optional(ProblemSettings),
});
export type Problem = z.infer<typeof Problem>;

export const getProblem = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/blocks/:block/problem',
  summary: 'How learners did with one problem.',
  query: WindowQuery,
  response: Problem,
});
