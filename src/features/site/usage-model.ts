import { WITHHELD } from '@marginalia/contract';
import type { Quantity, SiteCourse, SiteOverview } from '@marginalia/contract';
import { dayAfter } from '../../lib/day';

const WEEK_DAYS = 7;
/** As many as a course tells where no dates are asked for. */
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

/** What a course tells of some weeks: nobody came before its first one, nor after its last. */
const toldIn = ({ weeks: told }: SiteCourse, weeks: readonly string[]): Quantity[] =>
  weeks.map((monday) => told.find(({ date }) => date === monday)?.learners ?? 0);

/**
 * Learners active in each of some weeks, once in each course. A course of which one of the weeks is hidden is left out of all
 * of them, for a week without it beside weeks with it would look like a change.
 */
export const learnersInWeeks = (
  courses: readonly SiteCourse[],
  weeks: readonly string[],
): { readonly sums: readonly Quantity[]; readonly without: number } => {
  const told = courses
    .map((course) => toldIn(course, weeks))
    .filter((counts): counts is number[] => counts.every((count) => typeof count === 'number'));
  const without = courses.length - told.length;
  const sumOf = (week: number): number => told.reduce((sum, counts) => sum + (counts[week] ?? 0), 0);
  return { sums: weeks.map((_, week) => (told.length === 0 && without > 0 ? WITHHELD : sumOf(week))), without };
};

/** Courses with active learners in each of some weeks. A week that is hidden had some: of nobody it is told. */
export const coursesInWeeks = (courses: readonly SiteCourse[], weeks: readonly string[]): number[] => {
  const told = courses.map((course) => toldIn(course, weeks));
  return weeks.map((_, week) => told.filter((counts) => counts[week] !== 0).length);
};

/** Whether a course ended within one of some weeks, of which it tells nothing then: on its Sunday it tells of it as of others. */
export const endsIn = ({ end }: SiteCourse, weeks: readonly string[]): boolean =>
  end !== null &&
  weeks.some((monday) => Date.parse(monday) < Date.parse(end) && end.slice(0, 10) < dayAfter(monday, WEEK_DAYS - 1));
