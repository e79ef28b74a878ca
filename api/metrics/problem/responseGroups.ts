import type { ResponseRule } from './responseRules';
import { readable } from './choiceTextResponse';
import { listIn } from './listResponse';
import type { ResponseCount } from './problemSums';

/** Learners by the answer they gave to one question. */
export interface ResponseGroup {
  readonly value: string;
  readonly texts: readonly string[];
  /** Every answer in it, as sent. */
  readonly responses: readonly string[];
  /** Whether this answer was graded as right; null where it was not always graded alike. */
  readonly correct: boolean | null;
  readonly first: number;
  readonly last: number;
  /** Of `first`: learners of the upper and of the lower third. */
  readonly upperThird: number;
  readonly lowerThird: number;
  /** The choices in it, where it is a list. */
  readonly choices: readonly string[] | null;
}

interface Tally {
  responses: Map<string, number>;
  right: number;
  wrong: number;
  first: number;
  last: number;
  upperThird: number;
  lowerThird: number;
}

const nothing = (): Tally => ({
  responses: new Map(),
  right: 0,
  wrong: 0,
  first: 0,
  last: 0,
  upperThird: 0,
  lowerThird: 0,
});

/** How each text was graded: texts of one key are one answer only where they were always graded alike. */
const correctnessOf = (counts: readonly ResponseCount[]): Map<string, string> => {
  const known = new Map<string, string>();
  for (const { response, correctness } of counts) {
    const before = known.get(response);
    known.set(response, before === undefined || before === String(correctness) ? String(correctness) : 'both');
  }
  return known;
};

/** Groups the first and last answers of one question; most frequent first, then by text. */
export const groupResponses = (counts: readonly ResponseCount[], rule: ResponseRule): ResponseGroup[] => {
  const known = correctnessOf(counts);
  const tallies = new Map<string, Tally>();
  for (const { which, response, correctness, third, learners } of counts) {
    const own = rule.key(readable(response, rule.isSet), correctness === 1);
    const key = rule.isFreeText ? `${known.get(response) ?? ''} ${own}` : own;
    const tally = tallies.get(key) ?? nothing();
    tally.responses.set(response, (tally.responses.get(response) ?? 0) + learners);
    tally[correctness === 1 ? 'right' : 'wrong'] += learners;
    tally[which] += learners;
    if (third) tally[third] += learners;
    tallies.set(key, tally);
  }
  return [...tallies.values()]
    .map((tally) => groupOf(tally, rule))
    .sort((a, b) => b.first - a.first || b.last - a.last || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
};

const groupOf = ({ responses, right, wrong, ...numbers }: Tally, rule: ResponseRule): ResponseGroup => {
  const texts = [...responses].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([text]) => text);
  const commonest = readable(texts[0] ?? '', rule.isSet);
  const list = listIn(commonest);
  return {
    value: list ? JSON.stringify(list.map(rule.shown)) : rule.shown(commonest),
    texts: rule.isFreeText && !list ? texts : [],
    responses: texts,
    correct: wrong === 0 ? true : right === 0 ? false : null,
    ...numbers,
    choices: list && [...new Set(list.map(rule.choice))].sort(),
  };
};
