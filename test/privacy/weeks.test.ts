import fc from 'fast-check';
import { type ActiveRow, CourseActivity } from '../../api/metrics/class/activity';
import type { SummedCourse } from '../../api/metrics/class/courseSummaries.service';
import { CourseWeeks, type OutcomeRow, OutcomeSizes } from '../../api/metrics/class/weekShares';
import { mayDisclosePart } from '../../api/metrics/kit/privacy/suppress';
import type { Quantity, Rate } from '@marginalia/contract';
import { distinct, few, minus, rowsOf, sizeOf, smallGroups, threshold } from './attack/solve';

/**
 * Somebody on the team of several courses compares each with the same one, and so learns how the class stood when each of its
 * weeks ended; the page of the site tells who passed in some weeks, the page of the class how many were active in each.
 */
const WEEKS = ['2026-03-02', '2026-03-09', '2026-03-16'];
const [START, K] = [Date.parse('2026-03-02T00:00:00Z') / 1000, WEEKS.length];
const subsets = Array.from({ length: 2 ** K }, (_, n) => WEEKS.map((__, at) => at).filter((at) => (n >> at) & 1));

/** In which weeks somebody came, and in which they passed or completed first; K: never. */
interface Kind {
  readonly weeks: readonly number[];
  readonly outcome: number;
}
const kindsOf = (isPossible: (kind: Kind) => boolean): Kind[] =>
  subsets.flatMap((weeks) => Array.from({ length: K + 1 }, (_, outcome) => ({ weeks, outcome }))).filter(isPossible);

describe.each([
  // whoever completes a block is active; a grade may be given to anybody
  ['completed' as const, kindsOf(({ weeks, outcome }) => outcome === K || weeks.includes(outcome))],
  ['passed' as const, kindsOf(() => true)],
])('who had %s by a week', (outcome, kinds) => {
  const all = rowsOf(kinds, () => true);
  const activeIn = WEEKS.map((_, at) => rowsOf(kinds, ({ weeks }) => weeks.includes(at)));
  const startedBy = WEEKS.map((_, at) => rowsOf(kinds, ({ weeks }) => weeks.some((week) => week <= at)));
  const doneBy = WEEKS.map((_, at) => rowsOf(kinds, (kind) => kind.outcome <= at));
  const nobody = all.map(() => 0n);
  const newIn = (by: bigint[][], at: number): bigint[] => minus(by[at]!, by[at - 1] ?? nobody);
  const groups = [all, ...activeIn, ...startedBy, ...doneBy];
  const GROUPS = distinct([
    ...groups,
    ...groups.flatMap((a) => groups.map((b) => minus(a, b))),
    // who came in a week and had come before, or did not complete in it
    ...WEEKS.flatMap((_, at) => [minus(activeIn[at]!, newIn(startedBy, at)), minus(activeIn[at]!, newIn(doneBy, at))]),
  ]);

  const told = (counts: readonly number[], k: number): bigint[][] => {
    const size = (row: readonly bigint[]): number => sizeOf(row, counts);
    const [learners, started] = [size(all), size(startedBy[K - 1]!)];
    const outcomes = WEEKS.flatMap((monday, at): OutcomeRow[] => [
      { outcome: 'started', monday, learners: size(newIn(startedBy, at)) },
      { outcome, monday, learners: size(newIn(doneBy, at)) },
    ]).filter((row) => row.learners > 0);
    const active = (['day', 'week'] as const)
      .flatMap((by): ActiveRow[] =>
        WEEKS.map((date, at) => ({ by, date, learners: size(activeIn[at]!), watched: 0, tried: 0 })),
      )
      .filter((row) => row.learners > 0);
    const isTold = learners === 0 || learners >= k;
    const isStarted = mayDisclosePart(started, learners, k);
    const around = { learners: isTold ? learners : null, started: isStarted ? started : null, lately: null };
    const activity = new CourseActivity(active, around, k);
    const sums = { learners, started, passed: 0, done: 0 } as SummedCourse['sums'];
    const weeks = new CourseWeeks(sums, START, outcomes, active, activity, k);
    const rows: bigint[][] = [...(isTold ? [all] : []), ...(isStarted ? [all, startedBy[K - 1]!] : [])];
    const add = (rate: Rate, row: bigint[]): void => {
      if (rate.kind !== 'value') return;
      expect(rate.count).toBe(size(row));
      rows.push(all, row);
    };
    WEEKS.forEach((_, at) => {
      const shares = weeks.at(at + 1, null);
      add(shares.active, activeIn[at]!);
      add(shares.started, startedBy[at]!);
      add(outcome === 'passed' ? shares.passing : shares.completed, doneBy[at]!);
    });
    const sizes = new OutcomeSizes(outcomes, learners, k);
    const addSize = (quantity: Quantity, row: bigint[]): void => {
      if (typeof quantity !== 'number') return;
      expect(quantity).toBe(size(row));
      rows.push(row);
    };
    if (outcome === 'passed')
      WEEKS.forEach((from, a) =>
        WEEKS.slice(a + 1).forEach((to, n) =>
          addSize(sizes.between(outcome, from, to), minus(doneBy[a + n]!, doneBy[a - 1] ?? nobody)),
        ),
      );
    return rows;
  };

  it('No small group follows from what is told of each week', () => {
    const crowd = fc
      .array(fc.tuple(fc.nat(kinds.length - 1), few), { minLength: 1, maxLength: 7 })
      .map((members) => kinds.map((_, at) => members.reduce((sum, [kind, n]) => sum + (kind === at ? n : 0), 0)));
    fc.assert(
      fc.property(crowd, threshold, (counts, k) => {
        expect(smallGroups(told(counts, k), GROUPS, counts, k)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  }, 300_000);

  it('All of it is told where no group is small', () => {
    expect(
      told(
        kinds.map(() => 20),
        10,
      ).length,
    ).toBeGreaterThanOrEqual(3 + 2 * 3 * K);
    expect(
      told(
        kinds.map((_, at) => at % 3),
        1,
      ).length,
    ).toBeGreaterThanOrEqual(3 + 2 * 3 * K);
  });
});
