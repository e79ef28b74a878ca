import { isEnough } from '../kit/privacy/smallGroups';
import { type QuestionResponse, type ProblemPart, type Quantity, WITHHELD } from '@marginalia/contract';
import { disclosePairs } from '../kit/privacy/pairs';
import type { ResponseGroup } from './responseGroups';
import type { PairCount } from './problemSums';

/** The answers of which it may be said one by one where learners went; what is not said of the others is one of `REST`. */
const REST = { right: -1, wrong: -2 } as const;

interface Side {
  /** Of each answer as sent its row or column. */
  readonly of: ReadonlyMap<string | null, number>;
  readonly size: number;
  /** The answer of a row or column; null: more than one together, or none. */
  readonly responses: readonly (number | null)[];
}

/**
 * One row (or column) for each answer whose number is disclosed. The others stand together, for only their sum is known; right
 * and wrong ones apart where `byCorrectness`. Learners whose answer is not known stand with the wrong ones.
 */
const sideOf = (groups: readonly ResponseGroup[], disclosed: readonly boolean[], byCorrectness: boolean): Side => {
  const kinds = groups.map((group, index) =>
    disclosed[index] ? index : byCorrectness && group.correct === true ? REST.right : REST.wrong,
  );
  const rows = [...new Set([...kinds, REST.wrong])];
  return {
    of: new Map<string | null, number>([
      ...groups.flatMap(({ responses }, index) =>
        responses.map((response) => [response, rows.indexOf(kinds[index] ?? REST.wrong)] as const),
      ),
      [null, rows.indexOf(REST.wrong)],
    ]),
    size: rows.length,
    responses: rows.map((row) => (row < 0 ? null : row)),
  };
};

/** Right at some try, and neither at the first nor at the last. */
const rightBetween = (everRight: number, pairs: readonly PairCount[], isRight: (response: string | null) => boolean) =>
  everRight -
  pairs.reduce((sum, { first, last, learners }) => sum + (isRight(first) || isRight(last) ? learners : 0), 0);

/**
 * Which first answer led to which last one, as far as no small group follows from it and from the numbers of the answers.
 * Undefined where nothing may be disclosed: too many answers, answers marked in different ways, lists of which some are
 * withheld, or too few learners somewhere.
 * @param groups the answers, in the order of `answers`
 */
export const flowOf = (
  groups: readonly ResponseGroup[],
  responses: readonly QuestionResponse[],
  pairs: readonly PairCount[],
  everRight: number,
  minLearners: number,
): ProblemPart['flow'] => {
  if (pairs.length === 0 || groups.length < 2 || groups.length !== responses.length) return undefined;
  if (groups.some(({ correct }) => correct === null)) return undefined;
  if (groups.some(({ choices }) => choices !== null) && responses.some(({ withheld }) => withheld)) return undefined;

  const sent = groups.flatMap((group) => group.responses);
  // one text stands for two choices, told apart only by how it was graded
  if (new Set(sent).size < sent.length) return undefined;
  const right = new Set(groups.filter(({ correct }) => correct).flatMap((group) => group.responses));
  const between = rightBetween(everRight, pairs, (response) => response !== null && right.has(response));
  if (between !== 0 && !isEnough(between, minLearners)) return undefined;

  const isDisclosed = (which: 'first' | 'last'): boolean[] =>
    responses.map((response) => typeof response[which] === 'number');
  const rows = sideOf(groups, isDisclosed('first'), true);
  const columns = sideOf(groups, isDisclosed('last'), false);
  const table = Array.from({ length: rows.size }, () => Array.from({ length: columns.size }, () => 0));
  for (const { first, last, learners } of pairs) {
    const row = table[rows.of.get(first) ?? -1];
    const column = columns.of.get(last);
    if (!row || column === undefined) return undefined;
    row[column] = (row[column] ?? 0) + learners;
  }
  const known = (side: Side): boolean[] => side.responses.map((response) => response !== null);
  const discloses = disclosePairs(table, { rows: known(rows), columns: known(columns) }, minLearners);
  if (!discloses) return undefined;

  const learners = (from: number, to: number): Quantity => {
    const [row, column] = [rows.responses.indexOf(from), columns.responses.indexOf(to)];
    return discloses[row]?.[column] ? (table[row]?.[column] ?? WITHHELD) : WITHHELD;
  };
  const flow = responses.flatMap((a, from) =>
    responses.map((b, to) => ({ from: a.value, to: b.value, learners: learners(from, to) })),
  );
  // that who was right stayed right is no news
  const rightRows = new Set(groups.filter(({ correct }) => correct).map(({ value }) => value));
  const isNews = flow.some(({ from, learners: some }) => typeof some === 'number' && some > 0 && !rightRows.has(from));
  return isNews ? flow : undefined;
};
