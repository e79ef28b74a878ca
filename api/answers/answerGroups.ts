import type { AnswerCount } from './problemSums';

/** Learners by the answer they gave to one question. */
export interface AnswerGroup {
  readonly value: string;
  readonly texts: readonly string[];
  /** Whether this answer was marked right; null where it was marked differently from time to time. */
  readonly correct: boolean | null;
  readonly first: number;
  readonly last: number;
  /** Of `first`: learners of the strongest and of the weakest third. */
  readonly strongest: number;
  readonly weakest: number;
  /** The choices in it, where it is a list. */
  readonly choices: readonly string[] | null;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A list answer's choices, sorted and once each; null where the answer is no JSON list of strings. */
export const choicesOf = (answer: string): string[] | null => {
  if (!answer.startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(answer);
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) return null;
    return [...new Set(list as string[])].sort();
  } catch {
    return null;
  }
};

/**
 * What makes two answers one: lists with the same choices; numbers of the same value; texts that differ only in case
 * and white space (Unicode NFKC, lower case, runs of white space as one blank, none at the ends).
 */
export const answerKey = (answer: string): string => {
  const choices = choicesOf(answer);
  if (choices) return JSON.stringify(choices);
  const text = answer.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return NUMBER.test(text) ? String(Number(text)) : text;
};

interface Tally {
  texts: Map<string, number>;
  right: number;
  wrong: number;
  first: number;
  last: number;
  strongest: number;
  weakest: number;
}

const nothing = (): Tally => ({ texts: new Map(), right: 0, wrong: 0, first: 0, last: 0, strongest: 0, weakest: 0 });

/** Groups the first and last answers of one question; most frequent first, then by text. */
export const groupAnswers = (counts: readonly AnswerCount[]): AnswerGroup[] => {
  const tallies = new Map<string, Tally>();
  for (const { which, answer, mark, third, learners } of counts) {
    const key = answerKey(answer);
    const tally = tallies.get(key) ?? nothing();
    tally.texts.set(answer, (tally.texts.get(answer) ?? 0) + learners);
    tally[mark === 1 ? 'right' : 'wrong'] += learners;
    tally[which] += learners;
    if (third) tally[third] += learners;
    tallies.set(key, tally);
  }
  return [...tallies]
    .map(([key, tally]): AnswerGroup => {
      const choices = choicesOf(key);
      const texts = [...tally.texts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([text]) => text);
      return {
        value: choices ? key : (texts[0] ?? key),
        texts: choices ? [] : texts,
        correct: tally.wrong === 0 ? true : tally.right === 0 ? false : null,
        first: tally.first,
        last: tally.last,
        strongest: tally.strongest,
        weakest: tally.weakest,
        choices,
      };
    })
    .sort((a, b) => b.first - a.first || b.last - a.last || (a.value < b.value ? -1 : 1));
};
