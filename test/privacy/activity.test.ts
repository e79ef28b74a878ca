import fc from 'fast-check';
import type { Quantity } from '@marginalia/contract';
import { type ActiveRow, CourseActivity } from '../../api/metrics/class/activity';
import { mayDiscloseInside, mayDisclosePart } from '../../api/metrics/kit/privacy/suppress';
import { distinct, few, minus, rowsOf, sizeOf, smallGroups, threshold } from './attack/solve';

/**
 * Somebody writes down all that is told of the days, weeks and hours of a class and works out what follows: numbers as equations
 * over the kinds of learners, and no learners where a disclosed number is 0. No small group may follow: none that could be
 * asked for, and nobody by whom one of these exceeds another.
 */

describe.each([
  ['two and two days, the last three of them lately', ['02', '04', '10', '12'], '04'],
  ['three days and one, the last two of them lately', ['02', '04', '05', '12'], '05'],
  ['two and two days, the last two of them lately', ['02', '04', '10', '12'], '09'],
])('days and weeks, active on %s', (_, days, late) => {
  const DATES = days.map((day) => `2026-03-${day}`);
  const LATE = `2026-03-${late}`;
  const WEEKS = ['2026-03-02', '2026-03-09'];
  const weekOf = (date: string): string => (date < '2026-03-09' ? WEEKS[0]! : WEEKS[1]!);
  /** A kind: on each day nothing, something, or a problem tried. */
  type Kind = readonly (0 | 1 | 2)[];
  const kinds: Kind[] = Array.from({ length: 3 ** DATES.length }, (__, n) =>
    DATES.map((___, at) => (Math.floor(n / 3 ** at) % 3) as 0 | 1 | 2),
  );
  const isOn = (kind: Kind, at: number, least: 1 | 2 = 1): boolean => (kind[at] ?? 0) >= least;
  const isIn = (kind: Kind, week: string, least: 1 | 2 = 1): boolean =>
    DATES.some((date, at) => weekOf(date) === week && isOn(kind, at, least));
  const all = rowsOf(kinds, () => true);
  const started = rowsOf(kinds, (kind) => kind.some((one) => one > 0));
  const dayRows = DATES.map((_, at) => rowsOf(kinds, (kind) => isOn(kind, at)));
  const weekRows = WEEKS.map((week) => rowsOf(kinds, (kind) => isIn(kind, week)));
  const dayTries = DATES.map((_, at) => rowsOf(kinds, (kind) => isOn(kind, at, 2)));
  const weekTries = WEEKS.map((week) => rowsOf(kinds, (kind) => isIn(kind, week, 2)));
  const lately = rowsOf(kinds, (kind) => DATES.some((date, at) => date >= LATE && isOn(kind, at)));
  const groups = [all, started, lately, ...dayRows, ...weekRows, ...dayTries, ...weekTries];
  const GROUPS = distinct([...groups, ...groups.flatMap((a) => groups.map((b) => minus(a, b)))]);

  const disclosedRows = (counts: readonly number[], k: number): bigint[][] => {
    const rowsFor = (by: 'day' | 'week', dates: readonly string[], any: bigint[][], tried: bigint[][]): ActiveRow[] =>
      dates.map((date, at) => ({
        by,
        date,
        learners: sizeOf(any[at]!, counts),
        watched: 0,
        tried: sizeOf(tried[at]!, counts),
      }));
    const some = [...rowsFor('day', DATES, dayRows, dayTries), ...rowsFor('week', WEEKS, weekRows, weekTries)].filter(
      ({ learners }) => learners > 0,
    );
    const learners = sizeOf(all, counts);
    const began = sizeOf(started, counts);
    const rows: bigint[][] = [];
    const isDisclosed = learners === 0 || learners >= k;
    if (isDisclosed) rows.push(all);
    const isStarted = mayDisclosePart(began, learners, k);
    if (isStarted) rows.push(started);
    const recent = sizeOf(lately, counts);
    const isLate = mayDisclosePart(recent, learners, k) && (!isStarted || mayDiscloseInside(recent, [began], k));
    if (isLate) rows.push(lately);
    const activity = new CourseActivity(
      some,
      {
        learners: isDisclosed ? learners : null,
        started: isStarted ? began : null,
        lately: isLate ? { from: LATE, learners: recent } : null,
      },
      k,
    ).between('2026-03-02', '2026-03-16', '2026-03-16');
    const add = (quantity: Quantity, row: bigint[]): void => {
      if (typeof quantity !== 'number') return;
      expect(quantity).toBe(sizeOf(row, counts));
      rows.push(row);
    };
    activity.days.forEach((day) => {
      const at = DATES.indexOf(day.date);
      if (at < 0) return expect([day.learners, day.tried]).toEqual([0, 0]);
      add(day.learners, dayRows[at]!);
      add(day.tried, dayTries[at]!);
    });
    activity.weeks.forEach((week) => {
      add(week.learners, weekRows[WEEKS.indexOf(week.date)]!);
      add(week.tried, weekTries[WEEKS.indexOf(week.date)]!);
    });
    return rows;
  };

  const crowd = fc
    .array(fc.tuple(fc.nat(kinds.length - 1), few), { minLength: 1, maxLength: 7 })
    .map((members) => kinds.map((_, at) => members.reduce((sum, [kind, n]) => sum + (kind === at ? n : 0), 0)));

  it('No small group follows from days, weeks, and who ever began', () => {
    fc.assert(
      fc.property(crowd, threshold, (counts, k) => {
        expect(smallGroups(disclosedRows(counts, k), GROUPS, counts, k)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  }, 300_000);

  it('The class page says the same of a day whatever window is asked for', () => {
    fc.assert(
      fc.property(crowd, threshold, fc.nat(3), (counts, k, from) => {
        const rows = DATES.map((date, at) => ({
          by: 'day' as const,
          date,
          learners: sizeOf(dayRows[at]!, counts),
          watched: 0,
          tried: 0,
        })).filter(({ learners }) => learners > 0);
        const activity = new CourseActivity(rows, { learners: null, started: null, lately: null }, k);
        const whole = activity.between(null, '2026-03-16', '2026-03-16').days;
        const part = activity.between(DATES[from]!, '2026-03-12', '2026-03-16').days;
        for (const day of part) expect(whole).toContainEqual(day);
      }),
    );
  });
});

it('One of the day and the week is not told where 50 came on Monday and 53 in the week, as worked by hand', () => {
  const rows: ActiveRow[] = [
    { by: 'day', date: '2026-03-02', learners: 50, watched: 20, tried: 47 },
    { by: 'day', date: '2026-03-04', learners: 30, watched: 0, tried: 0 },
    { by: 'week', date: '2026-03-02', learners: 53, watched: 20, tried: 47 },
  ];
  const around = { learners: 90, started: null, lately: null };
  const { days, weeks } = new CourseActivity(rows, around, 10).between(null, '2026-03-05', '2026-03-09');
  expect(weeks).toEqual([
    {
      date: '2026-03-02',
      learners: 53,
      watched: 20,
      tried: { kind: 'withheld', reason: 'too_few_learners' },
      whole: true,
    },
  ]);
  expect(days.map(({ date, learners }) => [date, learners])).toEqual([
    ['2026-03-02', { kind: 'withheld', reason: 'too_few_learners' }],
    ['2026-03-03', 0],
    ['2026-03-04', 30],
  ]);
});

describe.each([
  ['two Mondays', ['02 10', '02 11', '09 10', '10 10', '17 10']],
  ['an hour that is nothing but two days', ['02 10', '03 10', '03 11', '10 11', '09 10']],
])('hours of the week, active on %s', (_, SLOTS) => {
  const dayOfSlot = (slot: string): string => `2026-03-${slot.slice(0, 2)}`;
  const weekOf = (date: string): string => ['2026-03-16', '2026-03-09', '2026-03-02'].find((week) => week <= date)!;
  const cellOf = (slot: string): string => `${((Number(slot.slice(0, 2)) - 2) % 7) + 1} ${slot.slice(3)}`;
  const distinctOf = (of: (slot: string) => string): string[] => [...new Set(SLOTS.map(of))];
  const [DATES, WEEKS, CELLS] = [
    distinctOf(dayOfSlot),
    distinctOf((slot) => weekOf(dayOfSlot(slot))),
    distinctOf(cellOf),
  ];
  /** A kind: in each of the slots there or not. */
  const kinds = Array.from({ length: 2 ** SLOTS.length }, (__, n) => SLOTS.map((___, at) => ((n >> at) & 1) === 1));
  const where = (is: (slot: string) => boolean): bigint[] =>
    rowsOf(kinds, (kind) => SLOTS.some((slot, at) => kind[at] && is(slot)));
  const all = rowsOf(kinds, () => true);
  const started = where(() => true);
  const days = DATES.map((date) => where((slot) => dayOfSlot(slot) === date));
  const weeks = WEEKS.map((week) => where((slot) => weekOf(dayOfSlot(slot)) === week));
  const cells = CELLS.map((cell) => where((slot) => cellOf(slot) === cell));
  const lately = where((slot) => dayOfSlot(slot) >= '2026-03-10');
  const groups = [all, started, lately, ...days, ...weeks, ...cells];
  const GROUPS = distinct([...groups, ...groups.flatMap((a) => groups.map((b) => minus(a, b)))]);

  const stated = (counts: readonly number[], k: number): { beside: bigint[][]; hours: bigint[][] } => {
    const rows: bigint[][] = [];
    const [learners, began, late] = [all, started, lately].map((row) => sizeOf(row, counts)) as [
      number,
      number,
      number,
    ];
    const isDisclosed = learners === 0 || learners >= k;
    const isStarted = mayDisclosePart(began, learners, k);
    const isLate = mayDisclosePart(late, learners, k) && mayDisclosePart(late, began, k);
    if (isDisclosed) rows.push(all);
    if (isStarted) rows.push(started);
    if (isLate) rows.push(lately);
    const active = (by: 'day' | 'week', dates: readonly string[], of: bigint[][]): ActiveRow[] =>
      dates.map((date, at) => ({ by, date, learners: sizeOf(of[at]!, counts), watched: 0, tried: 0 }));
    const activity = new CourseActivity(
      [...active('day', DATES, days), ...active('week', WEEKS, weeks)].filter(({ learners: n }) => n > 0),
      {
        learners: isDisclosed ? learners : null,
        started: isStarted ? began : null,
        lately: isLate ? { from: '2026-03-10', learners: late } : null,
      },
      k,
    );
    const told = activity.between('2026-03-02', '2026-03-23', '2026-03-23');
    for (const { date, learners: n } of told.days)
      if (typeof n === 'number' && DATES.includes(date)) rows.push(days[DATES.indexOf(date)]!);
    for (const { date, learners: n } of told.weeks)
      if (typeof n === 'number' && WEEKS.includes(date)) rows.push(weeks[WEEKS.indexOf(date)]!);
    const cellsTold: bigint[][] = [];
    const hours = activity.hours(
      CELLS.map((cell, at) => ({
        weekday: Number(cell[0]),
        hour: Number(cell.slice(2)),
        learners: sizeOf(cells[at]!, counts),
        dates: SLOTS.filter(
          (slot, here) => cellOf(slot) === cell && kinds.some((kind, n) => kind[here] && (counts[n] ?? 0) > 0),
        ).map(dayOfSlot),
      })).filter(({ learners: n }) => n > 0),
    );
    for (const { weekday, hour, learners: n } of hours) {
      if (typeof n !== 'number') continue;
      const row = cells[CELLS.indexOf(`${weekday} ${hour}`)]!;
      expect(n).toBe(sizeOf(row, counts));
      cellsTold.push(row);
    }
    return { beside: rows, hours: cellsTold };
  };

  it('No small group more follows from the hours of the week than from days, weeks, and who ever began', () => {
    const crowd = fc
      .array(fc.tuple(fc.nat(kinds.length - 1), few), { minLength: 1, maxLength: 7 })
      .map((members) => kinds.map((__, at) => members.reduce((sum, [kind, n]) => sum + (kind === at ? n : 0), 0)));
    fc.assert(
      fc.property(crowd, threshold, (counts, k) => {
        const { beside, hours } = stated(counts, k);
        const before = smallGroups(beside, GROUPS, counts, k);
        expect(smallGroups([...beside, ...hours], GROUPS, counts, k)).toEqual(before);
      }),
      { numRuns: 1500 },
    );
  }, 300_000);
});

it('The hours of the week are all told where no group is small, and those of a single day never', () => {
  const rows: ActiveRow[] = ['2026-03-02', '2026-03-09'].flatMap((date) => [
    { by: 'day' as const, date, learners: 60, watched: 0, tried: 0 },
    { by: 'week' as const, date, learners: 60, watched: 0, tried: 0 },
  ]);
  const activity = new CourseActivity(rows, { learners: 120, started: 100, lately: null }, 10);
  const dates = ['2026-03-02', '2026-03-09'];
  expect(
    activity.hours([
      { weekday: 1, hour: 9, learners: 40, dates },
      { weekday: 1, hour: 10, learners: 9, dates },
      { weekday: 1, hour: 11, learners: 95, dates }, // the five others would follow
      { weekday: 1, hour: 12, learners: 30, dates: ['2026-03-09'] },
    ]),
  ).toEqual([
    { weekday: 1, hour: 9, learners: 40 },
    { weekday: 1, hour: 10, learners: { kind: 'withheld', reason: 'too_few_learners' } },
    { weekday: 1, hour: 11, learners: { kind: 'withheld', reason: 'too_few_learners' } },
    { weekday: 1, hour: 12, learners: { kind: 'withheld', reason: 'too_few_learners' } },
  ]);
});

it('Those who came both on one of the last seven days and on the other are not told where they are few', () => {
  const active = (by: 'day' | 'week', date: string, learners: number): ActiveRow => ({
    ...{ by, date, learners, watched: 0, tried: 0 },
  });
  const told = (rows: readonly ActiveRow[], late: number) => {
    const around = { learners: 200, started: null, lately: { from: '2026-03-05', learners: late } };
    const { days, weeks } = new CourseActivity(rows, around, 10).between('2026-03-02', '2026-03-12', '2026-03-12');
    return [...weeks, ...days.filter(({ learners }) => learners !== 0)].map(({ learners }) =>
      typeof learners === 'number' ? learners : null,
    );
  };
  // a Sunday and a Monday; 4 or 14 came on both
  const two = [active('day', '2026-03-08', 30), active('day', '2026-03-09', 44)];
  const weeks = [active('week', '2026-03-02', 50), active('week', '2026-03-09', 44)];
  const wednesday = active('day', '2026-03-03', 40);
  expect(told([wednesday, ...two, ...weeks], 70)).toEqual([50, 44, 40, null, 44]);
  expect(told([wednesday, ...two, ...weeks], 60)).toEqual([50, 44, 40, 30, 44]);
  // all of the first week came on that Sunday, so that one tells the other
  const sunday = [...two, active('week', '2026-03-02', 30), active('week', '2026-03-09', 44)];
  expect(told(sunday, 70)).toEqual([null, 44, null, 44]);
  // the week and the one day before it
  const tuesday = active('day', '2026-03-10', 24);
  const week = [wednesday, ...two, tuesday, active('week', '2026-03-02', 50), active('week', '2026-03-09', 58)];
  expect(told(week, 84)).toEqual([50, 58, 40, null, 44, 24]);
  expect(told(week, 74)).toEqual([50, 58, 40, 30, 44, 24]);
  // three days may overlap in any way
  const three = [wednesday, ...two, active('day', '2026-03-10', 50)];
  expect(told([...three, active('week', '2026-03-02', 50), active('week', '2026-03-09', 60)], 70)).toEqual([
    ...[50, 60, 40, 30, 44, 50],
  ]);
  // part of the day before these may have been part of them: nobody knows who came on both
  expect(told([active('day', '2026-03-04', 20), ...two, ...weeks], 70)).toEqual([50, 44, 20, 30, 44]);
});

it('One of two days that make a week is hidden where few came on both', () => {
  const days = (second: number) => {
    const rows: ActiveRow[] = [
      { by: 'day', date: '2026-03-03', learners: 30, watched: 0, tried: 0 },
      { by: 'day', date: '2026-03-05', learners: second, watched: 0, tried: 0 },
      { by: 'week', date: '2026-03-02', learners: 70, watched: 0, tried: 0 },
    ];
    const around = { learners: 90, started: null, lately: null };
    const told = new CourseActivity(rows, around, 10).between(null, '2026-03-09', '2026-03-09').days;
    return told.filter(({ learners }) => learners !== 0).map(({ learners }) => typeof learners);
  };
  expect(days(44)).toEqual(['object', 'number']);
  expect(days(50)).toEqual(['number', 'number']);
});

it('A day that few came on takes another with it, where nobody came on two days of the week', () => {
  const rows: ActiveRow[] = [
    ...[20, 30, 5].map((learners, at): ActiveRow => ({
      by: 'day',
      date: `2026-03-0${at + 2}`,
      learners,
      watched: 0,
      tried: 0,
    })),
    { by: 'week', date: '2026-03-02', learners: 55, watched: 0, tried: 0 },
  ];
  const { days } = new CourseActivity(rows, { learners: 90, started: null, lately: null }, 10).between(
    null,
    '2026-03-05',
    '2026-03-09',
  );
  expect(days.map(({ learners }) => typeof learners)).toEqual(['object', 'number', 'object']);
});

it('A day is hidden with its week, of which it may be all', () => {
  const rows = (['2026-03-03', '2026-03-10'] as const).flatMap((date, at): ActiveRow[] => [
    { by: 'day', date, learners: 40 - 10 * at, watched: 0, tried: 0 },
    { by: 'week', date: at === 0 ? '2026-03-02' : '2026-03-09', learners: 40 - 10 * at, watched: 0, tried: 0 },
  ]);
  // 40 and 30 of 65 who ever came: 5 came in both weeks
  const around = { learners: 90, started: 65, lately: null };
  const { days, weeks } = new CourseActivity(rows, around, 10).between(null, '2026-03-16', '2026-03-16');
  expect(weeks.map(({ learners }) => typeof learners)).toEqual(['number', 'object']);
  expect(days.find(({ date }) => date === '2026-03-10')?.learners).toEqual({
    kind: 'withheld',
    reason: 'too_few_learners',
  });
});

it('A week is hidden where the last seven days are part of it and few came only before them', () => {
  const rows: ActiveRow[] = [
    { by: 'day', date: '2026-03-02', learners: 14, watched: 0, tried: 0 },
    { by: 'day', date: '2026-03-05', learners: 40, watched: 0, tried: 0 },
    { by: 'week', date: '2026-03-02', learners: 44, watched: 0, tried: 0 },
  ];
  // told on Tuesday the 10th: nobody came since Sunday, so all 40 of the last seven days came in the week before
  const week = (late: number) =>
    new CourseActivity(
      rows,
      { learners: 90, started: null, lately: { from: '2026-03-04', learners: late } },
      10,
    ).between(null, '2026-03-10', '2026-03-09').weeks[0]!.learners;
  expect(week(40)).toEqual({ kind: 'withheld', reason: 'too_few_learners' });
  expect(week(34)).toBe(44);
});

it('A week hidden for the last seven days takes another with it, where all weeks add up to who ever came', () => {
  const rows: ActiveRow[] = [
    { by: 'week', date: '2026-02-16', learners: 20, watched: 0, tried: 0 },
    { by: 'week', date: '2026-02-23', learners: 25, watched: 0, tried: 0 },
    { by: 'day', date: '2026-02-17', learners: 20, watched: 0, tried: 0 },
    { by: 'day', date: '2026-02-24', learners: 25, watched: 0, tried: 0 },
    { by: 'day', date: '2026-03-02', learners: 14, watched: 0, tried: 0 },
    { by: 'day', date: '2026-03-05', learners: 40, watched: 0, tried: 0 },
    { by: 'week', date: '2026-03-02', learners: 44, watched: 0, tried: 0 },
  ];
  const around = { learners: 120, started: 89, lately: { from: '2026-03-04', learners: 40 } };
  const { weeks } = new CourseActivity(rows, around, 10).between(null, '2026-03-10', '2026-03-09');
  expect(weeks.slice(0, 3).map(({ learners }) => typeof learners)).toEqual(['object', 'number', 'object']);
});

describe('the hours of a week', () => {
  const dates = ['2026-03-02', '2026-03-09'];
  const told = (started: number | null, learners: readonly number[], of = dates): string[] => {
    const rows = of.flatMap((date): ActiveRow[] => [
      { by: 'day', date, learners: 60, watched: 0, tried: 0 },
      { by: 'week', date, learners: 60, watched: 0, tried: 0 },
    ]);
    return new CourseActivity(rows, { learners: 200, started, lately: null }, 10)
      .hours(learners.map((n, at) => ({ weekday: 1, hour: 9 + at, learners: n, dates: of })))
      .map(({ learners: n }) => typeof n);
  };

  it('The hours of a week are hidden where they are nothing but two days, and few came on both', () => {
    expect(told(null, [116])).toEqual(['object']);
    expect(told(null, [100])).toEqual(['number']);
  });

  it('The hours of a week that add up to who ever came take another with one that is hidden', () => {
    expect(told(75, [40, 30, 5])).toEqual(['number', 'object', 'object']);
    expect(told(90, [40, 30, 5])).toEqual(['number', 'number', 'object']);
  });
});
