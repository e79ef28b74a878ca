import { WITHHELD } from '@marginalia/contract';
import type { Quantity, SiteCourse, SiteOverview } from '@marginalia/contract';
import { dayAfter } from '../../lib/day';

const WEEK_DAYS = 7;
/** As many as the API reports where no dates are asked for. */
const MOST_WEEKS = 8;

/** The Monday (UTC) of the week that is not over. */
const thisMonday = (now: number): string => {
  const today = new Date(now);
  return dayAfter(today.toISOString().slice(0, 10), -((today.getUTCDay() + 6) % WEEK_DAYS));
};

/** The last weeks that are over, by their Mondays, the oldest first; of dates, the last that lie in them. */
export const weeksOf = ({ from, to }: SiteOverview['window'], now: number): string[] => {
  const running = thisMonday(now);
  const end = to !== null && to < running ? to : running;
  return Array.from({ length: MOST_WEEKS }, (_, i) => dayAfter(end, (i - MOST_WEEKS) * WEEK_DAYS)).filter(
    (monday) => from === null || monday >= from,
  );
};

/** Whether dates hold weeks before these. */
export const isCut = ({ from, to }: SiteOverview['window'], [first]: readonly string[]): boolean =>
  first !== undefined && (from === null ? to !== null : from < first);

/** Learners of a course in some weeks; 0 before its first one and after its last. */
const learnersIn = ({ weeks: own }: SiteCourse, weeks: readonly string[]): Quantity[] =>
  weeks.map((monday) => own.find(({ date }) => date === monday)?.learners ?? 0);

/**
 * Learners active in each of some weeks, once in each course. A course of which one of the weeks is hidden is left out of all
 * of them, for a week without it beside weeks with it would look like a change.
 */
export const learnersInWeeks = (
  courses: readonly SiteCourse[],
  weeks: readonly string[],
): { readonly sums: readonly Quantity[]; readonly without: number } => {
  const disclosed = courses
    .map((course) => learnersIn(course, weeks))
    .filter((counts): counts is number[] => counts.every((count) => typeof count === 'number'));
  const without = courses.length - disclosed.length;
  const sumOf = (week: number): number => disclosed.reduce((sum, counts) => sum + (counts[week] ?? 0), 0);
  return { sums: weeks.map((_, week) => (disclosed.length === 0 && without > 0 ? WITHHELD : sumOf(week))), without };
};

/** Courses with active learners in each of some weeks. A hidden week had some: 0 is never hidden. */
export const coursesInWeeks = (courses: readonly SiteCourse[], weeks: readonly string[]): number[] => {
  const counts = courses.map((course) => learnersIn(course, weeks));
  return weeks.map((_, week) => counts.filter((own) => own[week] !== 0).length);
};

/** Whether a course ended within one of some weeks: that week is not reported, unless the course ended on its Sunday. */
export const endsIn = ({ end }: SiteCourse, weeks: readonly string[]): boolean =>
  end !== null &&
  weeks.some((monday) => Date.parse(monday) < Date.parse(end) && end.slice(0, 10) < dayAfter(monday, WEEK_DAYS - 1));
