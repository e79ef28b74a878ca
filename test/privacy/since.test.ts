import fc from 'fast-check';
import { type DayOfLearners, mayDiscloseSince } from '../../api/metrics/kit/privacy/since';
import { few, rowsOf, sizeOf, threshold } from './attack/solve';

/** Somebody asks what is new since one day after the other, and looks for the few by whom two answers differ. */

describe('since a day', () => {
  // a kind: the set of days on which somebody did something
  const DATES = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
  const kinds = Array.from({ length: 2 ** DATES.length - 1 }, (_, n) =>
    DATES.map((__, at) => at).filter((at) => ((n + 1) >> at) & 1),
  );
  const since = DATES.map((_, from) => rowsOf(kinds, (days) => days.some((day) => day >= from)));
  const between = DATES.flatMap((_, from) =>
    DATES.map((__, to) => rowsOf(kinds, (days) => days.some((day) => day >= from && day < to))),
  );
  const crowd = fc
    .array(fc.tuple(fc.nat(kinds.length - 1), few), { minLength: 1, maxLength: 7 })
    .map((members) => kinds.map((_, at) => members.reduce((sum, [kind, n]) => sum + (kind === at ? n : 0), 0)));
  const daysOf = (counts: readonly number[]): DayOfLearners[] =>
    DATES.map((date, at) => ({
      date,
      learners: sizeOf(
        rowsOf(kinds, (days) => days.includes(at)),
        counts,
      ),
      last: sizeOf(
        rowsOf(kinds, (days) => days.at(-1) === at),
        counts,
      ),
    }));

  it('No two days asked for differ by few learners, nor by what few learners did in between', () => {
    fc.assert(
      fc.property(crowd, threshold, (counts, k) => {
        const days = daysOf(counts);
        const disclosed = DATES.map((_, at) => at).filter((at) => mayDiscloseSince(days, DATES[at]!, k));
        for (const at of disclosed) {
          const size = sizeOf(since[at]!, counts);
          expect(size === 0 || size >= k).toBe(true);
          for (const later of disclosed.filter((one) => one > at)) {
            const gone = size - sizeOf(since[later]!, counts);
            const active = sizeOf(between[at * DATES.length + later]!, counts);
            expect([gone === 0 || gone >= k, active === 0 || active >= k]).toEqual([true, true]);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('The days since when a number is told come out as worked by hand: 12 on the first day only, 4 on the second, 20 on the third', () => {
    const days = [
      { date: '2026-03-01', learners: 12, last: 12 },
      { date: '2026-03-02', learners: 4, last: 4 },
      { date: '2026-03-03', learners: 20, last: 20 },
    ];
    expect(
      ['2026-02-01', '2026-03-02', '2026-03-03', '2026-03-04'].map((day) => mayDiscloseSince(days, day, 10)),
    ).toEqual([
      true, // 36
      true, // 24
      false, // 20: the four would follow
      true, // nobody: 24 gone since the second
    ]);
  });

  it('A number since a day is hidden where 9 came for the last time before it, though more came', () => {
    const days = (last: number) => [
      { date: '2026-03-01', learners: 12, last },
      { date: '2026-03-02', learners: 20, last: 20 },
    ];
    expect([9, 10].map((last) => mayDiscloseSince(days(last), '2026-03-02', 10))).toEqual([false, true]);
  });

  it('A number since before the first day is told where enough came in all, though few on any day', () => {
    const days = [
      { date: '2026-03-01', learners: 5, last: 5 },
      { date: '2026-03-02', learners: 6, last: 6 },
    ];
    expect(['2026-03-01', '2026-03-02', '2026-03-03'].map((day) => mayDiscloseSince(days, day, 10))).toEqual([
      ...[true, false, false],
    ]);
  });
});
