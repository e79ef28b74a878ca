import { correlation } from '../support/correlation';
import { problemId } from './course';

/** How the rules of others judge a problem, as their documentation states them. */
export interface Flags {
  /** Upper less lower 27 % at 0.25 or less. */
  readonly canvas: boolean;
  /** Question bank: discrimination index below 30, "very likely needs checking". */
  readonly moodle: boolean;
  /** Discrimination below 0.1, or correct by fewer than 30 % or more than 80 %. */
  readonly blackboard: boolean;
}

const share = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** @param scores learner by problem: 1 correct, 0 not, null not attempted; the whole score counts what was attempted */
export const flagsOf = (scores: readonly (readonly (number | null)[])[]): Map<string, Flags> => {
  const problems = scores[0]?.length ?? 0;
  const totals = scores.map((row) => share(row.filter((one) => one !== null)));
  return new Map(
    Array.from({ length: problems }, (_, j): [string, Flags] => {
      const own = scores.flatMap((row, i) => {
        const one = row[j] ?? null;
        if (one === null) return [];
        const tried = row.filter((other) => other !== null).length;
        const total = totals[i] ?? 0;
        return [{ one, total, rest: tried < 2 ? 0 : (total * tried - one) / (tried - 1) }];
      });
      const easy = share(own.map(({ one }) => one));
      const sorted = [...own].sort((a, b) => b.total - a.total);
      const group = Math.max(1, Math.round(0.27 * own.length));
      const mean = (part: typeof own): number => share(part.map(({ one }) => one));
      const withTotal = correlation(own.map(({ one, total }) => [one, total] as const));
      const withRest = correlation(own.map(({ one, rest }) => [one, rest] as const));
      return [
        problemId(j),
        {
          canvas: own.length > 0 && mean(sorted.slice(0, group)) - mean(sorted.slice(-group)) <= 0.25,
          moodle: withRest !== null && withRest < 0.3,
          blackboard: own.length > 0 && (easy > 0.8 || easy < 0.3 || (withTotal !== null && withTotal < 0.1)),
        },
      ];
    }),
  );
};
