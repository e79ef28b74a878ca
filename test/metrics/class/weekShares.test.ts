import fc from 'fast-check';
import { CourseActivity, type ActiveRow } from '../../../api/metrics/class/activity';
import { CourseWeeks, discloseGrowing, lastWholeWeek, type OutcomeRow } from '../../../api/metrics/class/weekShares';
import type { SummedCourse } from '../../../api/metrics/class/courseSummaries.service';

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;
/** A Wednesday. */
const START = at('2026-03-04');

it.each([
  ['2026-03-08', null],
  ['2026-03-09', 1],
  ['2026-03-15', 1],
  ['2026-03-17', 2],
])('A course that began on a Wednesday has on %s as its last whole week %s', (day, week) => {
  expect(lastWholeWeek(START, at(day))).toBe(week);
  expect(lastWholeWeek(0, at(day))).toBeNull();
});

it('A course that has not begun has no whole week', () => expect(lastWholeWeek(START, at('2026-02-04'))).toBeNull());

it('A growing group is disclosed in sizes between which is nobody, or enough, and so is whoever is outside', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 }),
      fc.nat(40),
      fc.integer({ min: 2, max: 12 }),
      (added, others, k) => {
        let sum = 0;
        const sizes = added.map((more) => (sum += more));
        const whole = sum + others;
        const flags = discloseGrowing(sizes, whole, k);
        const shown = sizes.filter((_, week) => flags[week]);
        const groups = shown.flatMap((size, i) => [
          size,
          whole - size,
          ...shown.slice(i + 1).map((later) => later - size),
        ]);
        expect(groups.filter((group) => group > 0 && group < k)).toEqual([]);
      },
    ),
  );
});

const weeksOf = (outcomes: readonly OutcomeRow[], active: readonly ActiveRow[], started = 60): CourseWeeks => {
  const sums = { learners: 100, started } as SummedCourse['sums'];
  const activity = new CourseActivity(active, { learners: 100, started, lately: null }, 10);
  return new CourseWeeks(sums, START, outcomes, active, activity, 10);
};
const row = (by: ActiveRow['by'], date: string, learners: number): ActiveRow => ({
  by,
  date,
  learners,
  watched: 0,
  tried: 0,
});

it('A share of a week counts who was active in it, and who started, passed and completed by its end', () => {
  const weeks = weeksOf(
    [
      { outcome: 'started', monday: '2026-02-23', learners: 10 },
      { outcome: 'started', monday: '2026-03-02', learners: 20 },
      { outcome: 'started', monday: '2026-03-09', learners: 30 },
      { outcome: 'passed', monday: '2026-03-09', learners: 12 },
      { outcome: 'passed', monday: '2026-03-16', learners: 5 },
    ],
    [row('week', '2026-03-02', 30), row('day', '2026-03-04', 30), row('week', '2026-03-09', 40)],
  );
  expect(weeks.at(1, null)).toMatchObject({
    active: { count: 30, of: 100 },
    started: { count: 30, of: 100 },
    passing: { count: 0, of: 100 },
    completed: { count: 0, of: 100 },
    firstTry: { kind: 'none', reason: 'not_at_this_week' },
    needHelp: { kind: 'none', reason: 'not_at_this_week' },
    differences: [],
  });
  const second = weeks.at(2, weeks.at(1, null));
  expect(second.active).toMatchObject({ count: 40 });
  // five passed later: who had passed by then would tell of them
  expect(second.passing.kind).toBe('withheld');
  expect(second.differences.find(({ metric }) => metric === 'started')?.difference).toMatchObject({ kind: 'value' });
  expect(weeks.at(3, null).passing).toMatchObject({ count: 17 });
  // a week of which nothing is known ends as the one before it
  expect(weeks.at(9, null).passing).toMatchObject({ count: 17 });
});

it('A share of a week hides who had started by then, where the learners of a week leave few of them', () => {
  const started: OutcomeRow[] = [
    { outcome: 'started', monday: '2026-03-02', learners: 30 },
    { outcome: 'started', monday: '2026-03-09', learners: 12 },
    { outcome: 'started', monday: '2026-03-16', learners: 18 },
  ];
  const weeks = weeksOf(started, [
    row('day', '2026-03-04', 30),
    row('week', '2026-03-02', 30),
    row('week', '2026-03-09', 38),
    row('week', '2026-03-16', 20),
  ]);
  expect(weeks.at(1, null).started).toMatchObject({ count: 30 });
  // 42 by then, 38 of them in that week: four came in the first one only
  expect(weeks.at(2, null).started.kind).toBe('withheld');
});
