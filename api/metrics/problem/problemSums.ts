import type { Correctness, PartFact } from '../../facts/types';
import type { Micros } from '../../lib/time';
import type { Moments } from './itemStatistics';
import type { Third } from './itemStatisticsThirds';

/** One question, as so many learners met it: its words may change from one to the next. */
export interface QuestionCount {
  readonly part: string;
  readonly type: string;
  readonly question: string;
  readonly learners: number;
  readonly firstRight: number;
  readonly everRight: number;
}

/** One answer as sent, graded as right (1) or not: learners who gave it first, or last. */
export interface ResponseCount {
  readonly which: 'first' | 'last';
  readonly part: string;
  readonly response: string;
  readonly correctness: Correctness;
  /** Of first answers only. */
  readonly third: Third | null;
  readonly learners: number;
}

/** Learners by their first and their last answer to a question with choices; null: it was not graded. */
export interface PairCount {
  readonly part: string;
  readonly first: string | null;
  readonly last: string | null;
  readonly learners: number;
}

/** Kinds of question whose first and last answers are counted in pairs. */
const PAIRED = ['choice', 'true-false', 'likert'] as const;

/**
 * What a report about a problem is made of besides its metrics: sums over the learners who count, all of whole numbers, so
 * that they are the same in whatever order they are made.
 */
export interface ProblemSums {
  /** The newest event; null where there is none. */
  readonly asOf: Micros | null;
  readonly tried: number;
  /** Learners by their number of submissions. */
  readonly attempts: readonly (readonly [attempts: number, learners: number])[];
  /** First try here and at the other problems, of learners who tried enough others. */
  readonly rest: Moments;
  readonly questions: readonly QuestionCount[];
  readonly responses: readonly ResponseCount[];
  readonly pairs: readonly PairCount[];
}

/** So many learners met a question in the same words, and answered it the same first, and last. */
interface PartCount extends PartFact {
  readonly third: Third | null;
  readonly learners: number;
}

type PartSums = Pick<ProblemSums, 'questions' | 'responses' | 'pairs'>;

/** The questions, the answers to them, and which first answer led to which last one. */
export const partSums = (counts: readonly PartCount[]): PartSums => {
  const questions = new Map<string, QuestionCount>();
  const responses = new Map<string, ResponseCount>();
  const pairs = new Map<string, PairCount>();
  const count = (one: Omit<ResponseCount, 'learners'>, learners: number): void => {
    if (one.correctness < 0) return;
    const key = JSON.stringify([one.which, one.part, one.response, one.correctness, one.third]);
    responses.set(key, { ...one, learners: (responses.get(key)?.learners ?? 0) + learners });
  };
  for (const one of counts) {
    const { part, type, question, third, learners } = one;
    const key = JSON.stringify([part, type, question]);
    const before = questions.get(key);
    questions.set(key, {
      part,
      type,
      question,
      learners: (before?.learners ?? 0) + learners,
      firstRight: (before?.firstRight ?? 0) + (one.firstRight === 1 ? learners : 0),
      everRight: (before?.everRight ?? 0) + (one.everRight === 1 ? learners : 0),
    });
    if ((PAIRED as readonly string[]).includes(type)) {
      const first = one.firstRight < 0 ? null : one.firstResponse;
      const last = one.lastRight < 0 ? null : one.lastResponse;
      const pair = JSON.stringify([part, first, last]);
      pairs.set(pair, { part, first, last, learners: (pairs.get(pair)?.learners ?? 0) + learners });
    }
    count({ which: 'first', part, response: one.firstResponse, correctness: one.firstRight, third }, learners);
    count({ which: 'last', part, response: one.lastResponse, correctness: one.lastRight, third: null }, learners);
  }
  return { questions: [...questions.values()], responses: [...responses.values()], pairs: [...pairs.values()] };
};
