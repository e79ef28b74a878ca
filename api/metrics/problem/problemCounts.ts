import type * as z from 'zod';
import type { FactsOf } from '../kit/facts.query';
import type { Counted } from '../kit/panel';
import { type TimeRow, sumsBy } from '../kit/shapes';
import type { FirstTries } from './edits';
import { thirdBounds, thirdOf } from './itemStatisticsThirds';
import { type ProblemSums, partSums } from './problemSums';
import type { Engine } from '../../store/engine';
import { problemResponses, type problemTotals } from './problemSums.query';
import trend from './trend.metric';

/** What the database counted of a problem besides its metrics. */
type ProblemTotals = z.infer<typeof problemTotals.row>;

/** The questions and the answers of the learners who count. */
export type ProblemResponses = Awaited<ReturnType<typeof readProblemResponses>>;
export const readProblemResponses = (engine: Engine, of: FactsOf) => problemResponses.run(engine, of, {});

/** The sums over these learners. */
export const problemSumsOf = (totals: ProblemTotals, responses: ProblemResponses): ProblemSums => {
  const { rests } = totals;
  const bounds = thirdBounds(rests.map(([rest, learners]) => [rest, learners]));
  return {
    asOf: totals.learners === 0 ? null : totals.as_of,
    tried: totals.tried,
    attempts: totals.submissions,
    rest: {
      n: sum(rests, ([, learners]) => learners),
      inGroup: sum(rests, ([, , right]) => right),
      restSum: sum(rests, ([rest, learners]) => rest * learners),
      restSquares: sum(rests, ([rest, learners]) => rest * rest * learners),
      groupRestSum: sum(rests, ([rest, , right]) => rest * right),
    },
    ...partSums(
      responses.flatMap(({ one, question, learners, rests: scores }) => {
        const inThird = { upperThird: 0, lowerThird: 0 };
        for (const [rest, some] of scores) {
          const third = thirdOf(rest, bounds);
          if (third) inThird[third] += some;
        }
        const between = learners - inThird.upperThird - inThird.lowerThird;
        const parts = [
          ['upperThird', inThird.upperThird],
          ['lowerThird', inThird.lowerThird],
          [null, between],
        ] as const;
        return parts
          .filter(([, some]) => some > 0)
          .map(([third, some]) => ({
            part: one.part,
            type: one.type,
            question,
            firstResponse: one.first_answer,
            firstRight: one.first_right,
            lastResponse: one.last_answer,
            lastRight: one.last_right,
            everRight: one.ever_right,
            third,
            learners: some,
          }));
      }),
    ),
  };
};

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((all, row) => all + of(row), 0);

/** First tries as the trend counts them: by week, and by the edits before them. */
export const firstTriesOf = ({ rows }: Counted): FirstTries => {
  const { days } = rows.get(trend.id) as TimeRow;
  return { weeks: sumsBy('week', days), versions: sumsBy('beside', days) };
};
