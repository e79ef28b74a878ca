import { type Counted, type Report, type Stated, statedMembers } from '../../api/metrics/kit/panel';
import { type ReportContext, counted } from '../../api/metrics/kit/population';
import type { Moments } from '../../api/metrics/problem/itemStatistics';
import { type Third, thirdBounds } from '../../api/metrics/problem/itemStatisticsThirds';
import { type ProblemSums, partSums } from '../../api/metrics/problem/problemSums';
import type { Fact } from '../../api/facts/types';
import { tally } from '../../api/lib/tally';
import { DAY } from '../../api/lib/time';

/**
 * The sums that the database makes about one problem, made slowly and plainly from facts: what tests of the database hold
 * it to, and what tests of answers are made of.
 */

/** The sums of these facts about one problem. */
export const problemSums = (facts: readonly Fact[], context: ReportContext): ProblemSums => {
  const mine = counted(facts, context);
  const tried = mine.filter((fact) => fact.tried > 0);
  return {
    asOf: mine.length === 0 ? null : mine.reduce((latest, fact) => Math.max(latest, fact.lastAt), -Infinity),
    tried: tried.length,
    attempts: tally(tried.map((fact) => fact.attempts)),
    rest: restOf(tried),
    ...partsOf(tried),
  };
};

const restOf = (tried: readonly Fact[]): Moments => {
  const shares = tried
    .filter((fact) => fact.restTried >= 5)
    .map((fact) => ({ fact, rest: Math.floor((fact.restRight * 10_000) / fact.restTried) }));
  const sum = (of: (one: { fact: Fact; rest: number }) => number): number =>
    shares.reduce((total, one) => total + of(one), 0);
  return {
    n: shares.length,
    inGroup: sum(({ fact }) => fact.firstRight),
    restSum: sum(({ rest }) => rest),
    restSquares: sum(({ rest }) => rest * rest),
    groupRestSum: sum(({ fact, rest }) => (fact.firstRight ? rest : 0)),
  };
};

const partsOf = (tried: readonly Fact[]): Pick<ProblemSums, 'questions' | 'responses' | 'pairs'> => {
  const thirds = thirdsOf(tried);
  return partSums(
    tried.flatMap((fact, index) => fact.parts.map((one) => ({ ...one, third: thirds[index] ?? null, learners: 1 }))),
  );
};

/** A learner's strength as far as one problem goes: the share right of the others, in ten thousandths; null: unknown. */
const restScore = ({ restRight, restTried }: Pick<Fact, 'restRight' | 'restTried'>, others: number): number | null =>
  restTried < others ? null : Math.floor((restRight * 10_000) / restTried);

/**
 * Which third each of these learners is in; null: the middle, or too few other problems tried.
 * @param others problems a learner must have tried beside this one
 */
export const thirdsOf = (facts: readonly Pick<Fact, 'restRight' | 'restTried'>[], others = 5): (Third | null)[] => {
  const rests = facts.map((fact) => restScore(fact, others));
  const bounds = thirdBounds(tally(rests.filter((rest) => rest !== null)));
  if (!bounds) return rests.map(() => null);
  return rests.map((rest) =>
    rest === null ? null : rest >= bounds.upperStart ? 'upperThird' : rest <= bounds.lowerEnd ? 'lowerThird' : null,
  );
};

/** What the metrics of a problem count, by their ids. @param edits of the problem, microseconds */
export const metricsOf = (facts: readonly Fact[], context: ReportContext, edits: readonly number[] = []): Counted => {
  const all = counted(facts, context);
  const mine = all.filter((fact) => fact.tried > 0);
  const share = (test: (fact: Fact) => boolean) => ({ of: mine.length, count: mine.filter(test).length });
  // also of whoever used help without an attempt
  const help = (which: 'hints' | 'answersShown') => ({
    of: all.filter((fact) => fact[which] > 0).length,
    sum: all.reduce((total, fact) => total + fact[which], 0),
  });
  const dated = mine.flatMap(({ firstTryAt: at, firstRight }) => (at === null ? [] : [{ at, firstRight }]));
  const cell = (at: number): string => `${Math.floor(at / DAY)} ${edits.filter((edit) => edit <= at).length}`;
  const right = new Map(tally(dated.filter(({ firstRight }) => firstRight > 0).map(({ at }) => cell(at))));
  return {
    place: 'problem',
    everybody: mine.length,
    rows: new Map<string, unknown>([
      ['attempted', { of: mine.length }],
      ['firstTry', share((fact) => fact.firstRight > 0)],
      ['eventual', share((fact) => fact.everRight > 0)],
      ['giveUp', share((fact) => fact.everRight === 0)],
      ['hint', help('hints')],
      ['answerShown', help('answersShown')],
      [
        'trend',
        {
          of: dated.length,
          days: tally(dated.map(({ at }) => cell(at))).map(([key, learners]) => {
            const [day, version] = key.split(' ').map(Number);
            return [day, learners, right.get(key) ?? 0, version];
          }),
        },
      ],
    ]),
  };
};

/** The metrics of a problem as its report states them. */
export const statedOf = (
  facts: readonly Fact[],
  context: ReportContext,
  report: Report = { minLearners: context.minLearners, isSelection: false },
): Stated => statedMembers(metricsOf(facts, context), report);
