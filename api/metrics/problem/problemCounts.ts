import type { FactsOf } from '../kit/facts.query';
import type { FirstTries } from './edits';
import { thirdBounds } from './itemStatisticsThirds';
import { type ProblemSums, partSums } from './problemSums';
import type { Engine } from '../../store/engine';
import { dayText, mondayOf } from '../../lib/time';
import { problemResponses, problemTotals } from './problemSums.query';

type Histogram = readonly (readonly [key: number, learners: number])[];
type Totals = Awaited<ReturnType<typeof problemTotals.run>>;

/** What the database counted of a problem; `tries` by the edits it was asked about. */
interface ProblemCounts {
  readonly totals: Totals;
  readonly tries: FirstTries[];
}

/**
 * The learners who count at a problem.
 * @param edits times of edits, microseconds, ascending
 */
export const readProblemCounts = async (
  engine: Engine,
  of: FactsOf,
  edits: readonly number[],
): Promise<ProblemCounts> => {
  const totals = await problemTotals.run(engine, of, { edits });
  return { totals, tries: triesOf(totals) };
};

/** The sums over these learners. */
export const readProblemSums = async (engine: Engine, of: FactsOf, { totals }: ProblemCounts): Promise<ProblemSums> => {
  const tried = totals.filter((row) => row.tried > 0);
  const rested = tried.filter((row) => row.is_rested);
  const bounds = thirdBounds(merged(rested.map((row) => row.rests)));
  const rows = tried.length === 0 ? [] : await problemResponses.run(engine, of, asArgs(bounds));
  return {
    asOf: totals.length === 0 ? null : Math.max(...totals.map((row) => row.as_of)),
    tried: learners(tried),
    attempts: merged(tried.map((row) => row.submissions)),
    rest: {
      n: learners(rested),
      inGroup: sum(rested, (row) => row.first_right * row.learners),
      restSum: sum(rested, ({ rests }) => total(rests)),
      restSquares: sum(rested, ({ rests }) => total(rests.map(([rest, of]) => [rest * rest, of]))),
      groupRestSum: sum(rested, ({ first_right, rests }) => (first_right > 0 ? total(rests) : 0)),
    },
    ...partSums(
      rows.map(({ one, question, third, learners: some }) => ({
        part: one.part,
        type: one.type,
        question,
        firstResponse: one.first_answer,
        firstRight: one.first_right,
        lastResponse: one.last_answer,
        lastRight: one.last_right,
        everRight: one.ever_right,
        third: third || null,
        learners: some,
      })),
    ),
  };
};

/** No share is below 0 or above what 32 bits hold: without bounds nobody is in a third. */
const asArgs = (bounds: ReturnType<typeof thirdBounds>) => ({
  lower_end: bounds?.lowerEnd ?? -1,
  upper_start: bounds?.upperStart ?? 2 ** 31 - 1,
});

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((all, row) => all + of(row), 0);
const learners = (rows: Totals): number => sum(rows, (row) => row.learners);
const total = (histogram: Histogram): number => sum(histogram, ([key, of]) => key * of);

const merged = (histograms: readonly Histogram[]): [number, number][] => {
  const all = new Map<number, number>();
  for (const histogram of histograms) for (const [key, of] of histogram) all.set(key, (all.get(key) ?? 0) + of);
  return [...all];
};

const byWeek = (days: Histogram): [number, number][] => days.map(([day, of]) => [mondayOf(day), of]);

/** First tries by week and edits. */
const triesOf = (totals: Totals): FirstTries[] =>
  totals
    .filter((row) => row.tried > 0)
    .flatMap(({ version, first_right, days }) =>
      merged([byWeek(days)]).map(([monday, of]) => ({
        week: dayText(monday),
        version,
        learners: of,
        right: of * first_right,
      })),
    );
