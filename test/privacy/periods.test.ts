/** Which windows may be disclosed as they were asked for, and what wider ones are answered instead: days worked by hand. */
import { dayOf, isDisclosable, usableCuts, widen } from '../../api/metrics/kit/privacy/periods';

const K = 10;
const day = (date: number): string => `2026-03-${String(date).padStart(2, '0')}`;
const came = (learners: number, dates: readonly number[]) =>
  Array.from({ length: learners }, () => ({ days: dates.map((date) => dayOf(day(date))), track: 'audit' }));
const between = (from: number | null, to: number | null) => ({
  from: from === null ? null : day(from),
  to: to === null ? null : day(to),
});

it('A window of what nobody did may be disclosed, whatever it is', () => {
  const cuts = usableCuts([], K);
  expect(isDisclosable(cuts, between(2, 3))).toBe(true);
  expect(widen(cuts, between(2, 3))).toEqual(between(2, 3));
});

describe('where 20 came on 2 March only, 20 on the 5th only, and 4 on the 5th and the 9th', () => {
  const cuts = usableCuts([...came(20, [2]), ...came(20, [5]), ...came(4, [5, 9])], K);

  it('A window may begin and end before the first day, after the last one, and between days that enough parts', () => {
    for (const date of [1, 2, 3, 4, 5, 10, 31]) {
      expect([date, isDisclosable(cuts, between(date, null))]).toEqual([date, true]);
      expect([date, isDisclosable(cuts, between(null, date))]).toEqual([date, true]);
    }
    for (const date of [6, 7, 9]) {
      expect([date, isDisclosable(cuts, between(date, null))]).toEqual([date, false]);
      expect([date, isDisclosable(cuts, between(null, date))]).toEqual([date, false]);
    }
  });

  it('A window between days that few part is the smallest wider one', () => {
    expect(widen(cuts, between(7, 31))).toEqual(between(5, 31));
    expect(widen(cuts, between(3, 7))).toEqual(between(3, null));
    expect(widen(cuts, between(6, 9))).toEqual(between(5, null));
  });
});

it('A window is open to the past where no day before it may begin one', () => {
  const cuts = usableCuts([...came(4, [2]), ...came(20, [5])], K);
  expect(isDisclosable(cuts, between(4, null))).toBe(false);
  expect(widen(cuts, between(4, null))).toEqual(between(null, null));
});

it('A window may not begin where those who first came before differ by few from a number that is disclosed', () => {
  const activities = [...came(20, [2]), ...came(20, [5])];
  expect(isDisclosable(usableCuts(activities, K, [20]), between(3, null))).toBe(true);
  expect(isDisclosable(usableCuts(activities, K, [15]), between(3, null))).toBe(false);
  // who came on both days first came on the first
  const both = [...came(20, [2, 5]), ...came(20, [5])];
  expect(isDisclosable(usableCuts(both, K, [20]), between(3, null))).toBe(true);
  expect(isDisclosable(usableCuts(both, K, [0, 40]), between(3, null))).toBe(true);
  expect(isDisclosable(usableCuts(both, K, [35]), between(3, null))).toBe(true);
  expect(isDisclosable(usableCuts(both, K, [25]), between(3, null))).toBe(false);
});
