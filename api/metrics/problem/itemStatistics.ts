import { EVIDENCE_GATES } from '@marginalia/contract';
import { readable } from './choiceTextResponse';
import { listIn } from './listResponse';
import { responseRule } from './responseRules';
import type { PartContent } from '../../facts/content';

/**
 * Sufficient statistics of a course's problems: sums over learners that the database makes, whole numbers all, so that
 * they are the same in whatever order they are added. What a rest score is, restScore.ts says.
 */

/** Others that a learner must have attempted where the list compares blocks: enough to find a wrong key in the first weeks of a course. */
export const MIN_OTHER_ITEMS_IN_LIST = 3;

/** Where so many learners were there before a change of a block and so many since, they are told apart. */
export const ENOUGH_SINCE_EDIT = 20;

/** Moments of right (or of having given an answer) and rest share, over learners whose rest share is known. */
export interface Moments {
  readonly n: number;
  /** Learners in the group: who were right, who gave the answer. */
  readonly inGroup: number;
  readonly restSum: number;
  readonly restSquares: number;
  /** Rest shares of the group. */
  readonly groupRestSum: number;
}

/** One problem. */
export interface ItemTotals {
  readonly block: string;
  /** Learners who tried; right the first time; ever right; submissions. */
  readonly n: number;
  readonly right: number;
  readonly everRight: number;
  readonly attempts: number;
  /** Wrong the first time and tried again; of those, right in the end. */
  readonly triedAgain: number;
  readonly recovered: number;
  /** Learners with many submissions. */
  readonly many: number;
  /** Those whose rest share is known, and the sum of these shares. */
  readonly rested: number;
  readonly restSum: number;
}

/** One question of a problem; `upper`, `lower`: the upper and lower third by rest score. */
export interface PartTotals extends Moments {
  readonly block: string;
  readonly part: string;
  readonly learners: number;
  readonly right: number;
  readonly upper: number;
  readonly lower: number;
  readonly upperRight: number;
  readonly lowerRight: number;
}

/** One answer to a question, among first answers, exactly as sent. */
export interface ResponseTotals {
  readonly block: string;
  readonly part: string;
  readonly answer: string;
  /** The kind of question, as events name it. */
  readonly type: string;
  /** What the course says of the question; left out where it is not loaded. */
  readonly content?: PartContent | undefined;
  readonly right: boolean;
  readonly learners: number;
  /** Those whose rest share is known, and the sum of these shares. */
  readonly rested: number;
  readonly restSum: number;
  readonly upper: number;
  readonly lower: number;
}

/** Adds up answers that were graded alike and are one answer to their kind of question. Most given first. */
export const mergeResponses = (rows: readonly ResponseTotals[]): ResponseTotals[] => {
  const merged = new Map<string, ResponseTotals>();
  // the commonest spelling speaks for all
  for (const sent of [...rows].sort(byFrequency)) {
    const row = { ...sent, answer: readable(sent.answer) };
    const rule = responseRule(row.type, freeText(row.content));
    const key = `${Number(row.right)} ${rule.key(row.answer, row.right)}`;
    const other = merged.get(key);
    const list = listIn(row.answer);
    const response = list ? JSON.stringify(list.map(rule.shown)) : rule.shown(row.answer);
    merged.set(
      key,
      other
        ? {
            ...other,
            learners: other.learners + row.learners,
            rested: other.rested + row.rested,
            restSum: other.restSum + row.restSum,
            upper: other.upper + row.upper,
            lower: other.lower + row.lower,
          }
        : { ...row, answer: response },
    );
  }
  return [...merged.values()].sort(byFrequency);
};

/** Choices stay as they were sent: the list shows the text that was chosen then. */
const freeText = (content: PartContent | undefined): PartContent | undefined =>
  content && content.choices.length === 0 ? content : undefined;

const byFrequency = (a: ResponseTotals, b: ResponseTotals): number =>
  b.learners - a.learners || (a.answer < b.answer ? -1 : a.answer > b.answer ? 1 : Number(b.right) - Number(a.right));

/**
 * Point-biserial correlation of being in the group with the rest share:
 * (n Σgroup rest - n_group Σrest) / √(n_group (n - n_group) (n Σrest² - (Σrest)²)), -1 to 1.
 * @returns null where one side does not vary, or of fewer than four learners
 */
export const itemRest = ({ n, inGroup, restSum, restSquares, groupRestSum }: Moments): number | null => {
  const variation = n * restSquares - restSum * restSum;
  if (n < 4 || inGroup === 0 || inGroup === n || variation <= 0) return null;
  const r = (n * groupRestSum - inGroup * restSum) / Math.sqrt(inGroup * (n - inGroup) * variation);
  return Math.min(1, Math.max(-1, r));
};

/** Fisher's z of a correlation over n learners, in standard errors: atanh(r) √(n - 3). */
export const fisherZ = (r: number, n: number): number =>
  Math.atanh(Math.min(1 - 1e-12, Math.max(-1 + 1e-12, r))) * Math.sqrt(n - 3);

/** Over learners who tried all of a course's widely tried problems. */
export interface ReliabilityTotals {
  readonly problems: number;
  readonly n: number;
  /** Problems right at the first try, summed over learners, and its square. */
  readonly scoreSum: number;
  readonly scoreSquares: number;
  /** Σ over problems of right (n - right). */
  readonly itemVariation: number;
}

/** Reliability is disclosed from so many learners with complete data, over so many problems. */
const RELIABILITY_LEARNERS = EVIDENCE_GATES.correlation;
const RELIABILITY_PROBLEMS = 3;

/**
 * Cronbach's alpha of first tries: k/(k-1) (1 - Σ var_item / var_score).
 * @returns null where too few learners tried all of the problems, or all have the same score
 */
export const cronbachAlpha = (t: ReliabilityTotals): number | null => {
  if (t.problems < RELIABILITY_PROBLEMS || t.n < RELIABILITY_LEARNERS) return null;
  const scoreVariation = t.n * t.scoreSquares - t.scoreSum * t.scoreSum;
  if (scoreVariation <= 0) return null;
  return (t.problems / (t.problems - 1)) * (1 - t.itemVariation / scoreVariation);
};
