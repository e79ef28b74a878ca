import type { ResponseTotals, ItemTotals, PartTotals } from '../../api/metrics/problem/itemStatistics';
import { MIN_OTHER_ITEMS_IN_LIST } from '../../api/metrics/problem/itemStatistics';
import type { Third } from '../../api/metrics/problem/itemStatisticsThirds';
import { thirdsOf } from './plainProblem';
import type { Fact } from '../../api/facts/types';

/** What of a fact the sums are made of. */
export type TriedFact = Pick<Fact, 'block' | 'firstRight' | 'everRight' | 'attempts' | 'restRight' | 'restTried'> & {
  readonly parts: readonly Pick<Fact['parts'][number], 'part' | 'type' | 'firstResponse' | 'firstRight'>[];
};

export interface Sums {
  readonly items: ItemTotals[];
  readonly parts: PartTotals[];
  readonly answers: ResponseTotals[];
}

/** The sums that the database makes, made slowly and plainly from the facts of everybody who tried one problem. */
export const sumUp = (block: string, facts: readonly TriedFact[]): Sums => {
  const thirds = thirdsOf(facts, MIN_OTHER_ITEMS_IN_LIST);
  const rests = facts.map(restOf).filter((rest) => rest !== null);
  const count = (test: (fact: TriedFact) => boolean): number => facts.filter(test).length;
  const item: ItemTotals = {
    block,
    n: facts.length,
    right: count((fact) => fact.firstRight === 1),
    everRight: count((fact) => fact.everRight === 1),
    attempts: facts.reduce((sum, fact) => sum + fact.attempts, 0),
    triedAgain: count((fact) => fact.firstRight === 0 && fact.attempts > 1),
    recovered: count((fact) => fact.firstRight === 0 && fact.attempts > 1 && fact.everRight === 1),
    many: count((fact) => fact.attempts >= 5),
    rested: rests.length,
    restSum: rests.reduce((total, rest) => total + rest, 0),
  };
  const given = facts.flatMap((fact, index) =>
    fact.parts
      .filter((part) => part.firstRight >= 0)
      .map((part) => ({ ...part, rest: restOf(fact), third: thirds[index] ?? null })),
  );
  const names = [...new Set(given.map((one) => one.part))].sort();
  return {
    items: facts.length > 0 ? [item] : [],
    parts: names.map((part) => {
      const own = given.filter((one) => one.part === part);
      const rested = own.filter((one) => one.rest !== null);
      const right = own.filter((one) => one.firstRight === 1);
      return {
        block,
        part,
        learners: own.length,
        right: right.length,
        n: rested.length,
        inGroup: rested.filter((one) => one.firstRight === 1).length,
        restSum: sum(rested, (rest) => rest),
        restSquares: sum(rested, (rest) => rest * rest),
        groupRestSum: sum(right, (rest) => rest),
        upper: inThird(own, 'upperThird'),
        lower: inThird(own, 'lowerThird'),
        upperRight: inThird(right, 'upperThird'),
        lowerRight: inThird(right, 'lowerThird'),
      };
    }),
    answers: names.flatMap((part) => {
      const own = given.filter((one) => one.part === part);
      const groups = new Map<string, typeof own>();
      for (const one of own) {
        const key = `${one.firstRight}${one.firstResponse}`;
        groups.set(key, [...(groups.get(key) ?? []), one]);
      }
      return [...groups.values()].map((group) => ({
        block,
        part,
        answer: group[0]!.firstResponse,
        type: group[0]!.type,
        right: group[0]!.firstRight === 1,
        learners: group.length,
        rested: group.filter((one) => one.rest !== null).length,
        restSum: sum(group, (rest) => rest),
        upper: inThird(group, 'upperThird'),
        lower: inThird(group, 'lowerThird'),
      }));
    }),
  };
};

const restOf = ({ restRight, restTried }: TriedFact): number | null =>
  restTried < MIN_OTHER_ITEMS_IN_LIST ? null : Math.floor((restRight * 10_000) / restTried);

const sum = (rows: readonly { rest: number | null }[], of: (rest: number) => number): number =>
  rows.reduce((total, { rest }) => total + (rest === null ? 0 : of(rest)), 0);

const inThird = (rows: readonly { third: Third | null }[], third: Third): number =>
  rows.filter((row) => row.third === third).length;
