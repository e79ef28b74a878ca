import { createHash } from 'node:crypto';
import type { Weighted } from './random';

/** The words a demo course is written in. Blocks are known by a short word of ours, their slug. */

export type ResponseValue = string | readonly string[];

/** Open edX's names for kinds of questions, and what the events call them. */
export const INTERACTION = {
  multiplechoiceresponse: 'choice',
  optionresponse: 'choice',
  choiceresponse: 'choice',
  numericalresponse: 'numeric',
  stringresponse: 'fill-in',
} as const;
type ResponseType = keyof typeof INTERACTION;

export interface Question {
  readonly text: string;
  readonly kind: ResponseType;
  /** Answers marked right, in the spellings learners use. */
  readonly right: Weighted<ResponseValue>;
  readonly wrong: Weighted<ResponseValue>;
  /** Ability at which half are right at the first try; abilities are about -2 to 2. */
  readonly difficulty: number;
  /** How sharply strong and weak learners differ; 1 is usual. */
  readonly sharpness: number;
  /** What strong learners choose although it is marked wrong. */
  readonly trueResponse?: ResponseValue;
}

export interface ProblemContent {
  readonly type: 'problem';
  readonly slug: string;
  readonly name: string;
  readonly questions: readonly Question[];
  /** Submissions allowed. */
  readonly attempts: number;
  /** Hints, in the order in which they are given. */
  readonly hints: readonly string[];
  /** Share of learners who ask for a hint. */
  readonly hintShare: number;
  /** Share of learners who have the answer shown before they try. */
  readonly peekShare: number;
  /** How much harder the problem was before its author changed it. */
  readonly harderBeforeEdit: number;
}

/** A stretch of a video, in seconds. */
export interface Passage {
  readonly from: number;
  readonly to: number;
}

export interface VideoContent {
  readonly type: 'video';
  readonly slug: string;
  readonly name: string;
  /** Seconds. */
  readonly length: number;
  /** A passage after which many jump back to its beginning. */
  readonly rewatched?: Passage;
  /** A passage that many jump over. */
  readonly dull?: Passage;
  /** The moment at which many leave. */
  readonly leavingAt?: number;
}

export interface OtherContent {
  readonly type: 'html' | 'discussion';
  readonly slug: string;
  readonly name: string;
}

export type Content = ProblemContent | VideoContent | OtherContent;

export interface Unit {
  readonly slug: string;
  readonly name: string;
  readonly contents: readonly Content[];
  /** Who comes here: everybody who works on the subsection (default), a handful, or nobody. */
  readonly visitors?: 'few' | 'nobody';
}

export interface Subsection {
  readonly slug: string;
  readonly name: string;
  readonly graded: boolean;
  /** Days after the course's start between which most learners begin to work on it. */
  readonly opens: number;
  readonly closes: number;
  /** Most wait until the last days before it closes. */
  readonly dueRush?: true;
  readonly units: readonly Unit[];
}

export interface Section {
  readonly slug: string;
  readonly name: string;
  readonly subsections: readonly Subsection[];
}

/** The 32 hexadecimal digits that Studio would have given the block. Later runs of a course keep them. */
export const blockId = (slug: string): string =>
  createHash('sha256').update(`block ${slug}`).digest('hex').slice(0, 32);

/** The usage key of a block in a run: `block-v1:Org+Course+Run+type@problem+block@<32 hex>`. */
export const usageKey = (courseKey: string, type: string, slug: string): string =>
  `${courseKey.replace('course-v1:', 'block-v1:')}+type@${type}+block@${type === 'course' ? 'course' : blockId(slug)}`;

const once = (response: ResponseValue): Weighted<ResponseValue> => [[response, 1]];

interface QuestionWords {
  readonly kind?: ResponseType;
  readonly difficulty?: number;
  readonly sharpness?: number;
  readonly trueResponse?: ResponseValue;
}

/** A question with one spelling of the right answer, or several with their weights. */
export const question = (
  text: string,
  right: ResponseValue | Weighted<ResponseValue>,
  wrong: Weighted<ResponseValue>,
  { kind = 'multiplechoiceresponse', difficulty = -0.4, sharpness = 1.1, trueResponse }: QuestionWords = {},
): Question => ({
  text,
  kind,
  right: isWeighted(right) ? right : once(right),
  wrong,
  difficulty,
  sharpness,
  ...(trueResponse === undefined ? {} : { trueResponse }),
});

const isWeighted = (right: ResponseValue | Weighted<ResponseValue>): right is Weighted<ResponseValue> =>
  Array.isArray(right) && Array.isArray(right[0]);

interface ProblemWords {
  readonly attempts?: number;
  readonly hints?: readonly string[];
  readonly hintShare?: number;
  readonly peekShare?: number;
  readonly harderBeforeEdit?: number;
}

export const problem = (
  slug: string,
  name: string,
  questions: readonly Question[],
  { attempts = 6, hints = [], hintShare = 0, peekShare = 0, harderBeforeEdit = 0 }: ProblemWords = {},
): ProblemContent => ({
  type: 'problem',
  slug,
  name,
  questions,
  attempts,
  hints,
  hintShare,
  peekShare,
  harderBeforeEdit,
});

export const video = (
  slug: string,
  name: string,
  length: number,
  habits: Pick<VideoContent, 'rewatched' | 'dull' | 'leavingAt'> = {},
): VideoContent => ({ type: 'video', slug, name, length, ...habits });

export const html = (slug: string, name: string): OtherContent => ({ type: 'html', slug, name });

export const sameResponse = (a: ResponseValue, b: ResponseValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The question with the key that is right, where the marked one is not. */
export const corrected = (question: Question): Question => {
  const { trueResponse } = question;
  if (trueResponse === undefined) return question;
  const { trueResponse: _, ...rest } = question;
  return {
    ...rest,
    right: [[trueResponse, 1]],
    wrong: [...question.right, ...question.wrong.filter(([response]) => !sameResponse(response, trueResponse))],
  };
};
