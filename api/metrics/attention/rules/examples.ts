import type { ResponseTotals, ItemTotals, PartTotals } from '../../problem/itemStatistics';

/** For the examples of rules: rows of which only some numbers matter. */
export const itemOf = (block: string, over: Partial<ItemTotals> = {}): ItemTotals => ({
  block,
  n: 100,
  right: 50,
  everRight: 80,
  attempts: 150,
  triedAgain: 40,
  recovered: 30,
  many: 2,
  rested: 0,
  restSum: 0,
  ...over,
});

export const partOf = (block: string, over: Partial<PartTotals> = {}): PartTotals => ({
  block,
  part: '1',
  learners: 100,
  right: 50,
  n: 0,
  inGroup: 0,
  restSum: 0,
  restSquares: 0,
  groupRestSum: 0,
  upper: 0,
  lower: 0,
  upperRight: 0,
  lowerRight: 0,
  ...over,
});

export const responseOf = (
  block: string,
  response: string,
  learners: number,
  over: Partial<ResponseTotals> = {},
): ResponseTotals => ({
  block,
  part: '1',
  answer: response,
  type: 'choice',
  right: false,
  learners,
  rested: 0,
  restSum: 0,
  upper: 0,
  lower: 0,
  ...over,
});
