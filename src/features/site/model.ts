import { dayAfter } from '../../lib/day';
import type { AddressState } from '../../panels/place';
import type { Quantity, Rate, SiteCourse, SiteOverview } from '@marginalia/contract';

const DAY = 86_400_000;
/** A running course without any event for longer than this is silent. */
const SILENT_DAYS = 7;
/** Events are late after so many times the gap that is usual in the course. */
const LATE_GAPS = 3;

export const HEALTHS = ['ok', 'delayed', 'silent', 'nothing', 'notStarted', 'ended'] as const;
/** How sound the data of a course is, by what arrived and when. */
type Health = (typeof HEALTHS)[number];

export const healthOf = (
  { start, end, asOf, usualGapDays }: Pick<SiteCourse, 'start' | 'end' | 'asOf' | 'usualGapDays'>,
  now: number,
): Health => {
  if (start !== null && Date.parse(start) > now) return 'notStarted';
  if (end !== null && Date.parse(end) <= now) return 'ended';
  if (asOf === null) return 'nothing';
  const days = (now - Date.parse(asOf)) / DAY;
  if (days > SILENT_DAYS) return 'silent';
  return usualGapDays !== null && days > LATE_GAPS * usualGapDays ? 'delayed' : 'ok';
};

/** Runs, and sends events, however late: what is counted up to the latest event says something about this week. */
export const isCurrent = (course: SiteCourse, now: number): boolean =>
  ['ok', 'delayed'].includes(healthOf(course, now));

/** What the table of courses is narrowed by; an empty text leaves everything in. */
export interface CourseFilter {
  readonly text: string;
  readonly health: string;
  readonly org: string;
}

/** Days back from today; `between`: two dates of one's own. */
export const DATES = ['30', '90', '365', 'between'] as const;

/** The dates that a page is about, as it keeps them in its address: days as people say them, both counted. */
export interface Dates {
  readonly dates: string;
  readonly from: string;
  readonly to: string;
}

export const datesIn = (address: AddressState): Dates => ({
  dates: address['dates'] ?? '',
  from: address['from'] ?? '',
  to: address['to'] ?? '',
});

/** What the address says the table is narrowed by. */
export const filterIn = (address: AddressState): CourseFilter => ({
  text: address['find'] ?? '',
  health: address['status'] ?? '',
  org: address['org'] ?? '',
});

/** The same as the service is asked: half open. Two dates the wrong way round are none. */
export const queryOf = ({ dates, from, to }: Dates, now: number): { readonly from?: string; readonly to?: string } => {
  if (dates === 'between') {
    if (from !== '' && to !== '' && from > to) return {};
    return { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to: dayAfter(to, 1) }) };
  }
  const days = Number(dates);
  return DATES.some((one) => one === dates)
    ? { from: dayAfter(new Date(now).toISOString().slice(0, 10), 1 - days) }
    : {};
};

/** Whether an answer is about some dates. */
export const isOfDates = ({ window: { from, to } }: Pick<SiteOverview, 'window'>): boolean =>
  from !== null || to !== null;

/** The courses that a filter leaves in; of dates, those that ran then. */
export const filtered = (site: SiteOverview, { text, health, org }: CourseFilter, now: number): SiteCourse[] => {
  const ofDates = isOfDates(site);
  const wanted = text.trim().toLocaleLowerCase();
  return site.courses.filter(
    (course) =>
      `${course.name} ${course.key} ${course.org}`.toLocaleLowerCase().includes(wanted) &&
      (health === '' || healthOf(course, now) === health) &&
      (org === '' || course.org === org) &&
      (!ofDates || course.inDates !== null),
  );
};

/** Courses in which somebody was active in the last seven days, and those of whom nothing may be disclosed. */
export const activeCourses = ({ courses }: Pick<SiteOverview, 'courses'>, now: number): number =>
  courses.filter((course) => isCurrent(course, now)).length;

/** Courses that run, and from which nothing arrived for a week. */
export const silentCourses = ({ courses }: Pick<SiteOverview, 'courses'>, now: number): SiteCourse[] =>
  courses.filter((course) => healthOf(course, now) === 'silent');

/** What courses come to together, and of how many of them it may not be told. */
export interface Sum {
  /** Null: of none may it be told. */
  readonly sum: number | null;
  readonly hidden: number;
}

/** The sum of the counts that are disclosed. */
export const sumOf = (counts: readonly (Quantity | Rate)[]): Sum => {
  const told = counts.flatMap((count) =>
    typeof count === 'number' ? [count] : count.kind === 'value' ? [count.count] : [],
  );
  const hidden = counts.filter((count) => typeof count === 'object' && count.kind === 'withheld').length;
  return { sum: told.length === 0 && hidden > 0 ? null : told.reduce((sum, count) => sum + count, 0), hidden };
};

const MONTHS_OF_YEAR = 12;

/** Months from the first to the last, also those in which nobody was active. */
export const everyMonth = (months: SiteOverview['months']): SiteOverview['months'] => {
  const indexOf = (month: string): number => Number(month.slice(0, 4)) * MONTHS_OF_YEAR + Number(month.slice(5, 7)) - 1;
  const [first, last] = [months.at(0), months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const known = new Map(months.map((one) => [indexOf(one.month), one]));
  const from = indexOf(first.month);
  return Array.from({ length: indexOf(last.month) - from + 1 }, (_, i) => {
    const at = from + i;
    const month = `${Math.floor(at / MONTHS_OF_YEAR)}-${String((at % MONTHS_OF_YEAR) + 1).padStart(2, '0')}`;
    return known.get(at) ?? { month, learners: 0, whole: true };
  });
};

/** How many may need help: where some courses tell only how many at least, so do all of them together. */
export const needHelpIn = (courses: readonly SiteCourse[]): Sum & { readonly isLeast: boolean } => {
  const told = courses.map(({ needHelp, needHelpAtLeast }) => needHelpAtLeast ?? needHelp);
  return { ...sumOf(told), isLeast: courses.some(({ needHelpAtLeast }) => needHelpAtLeast !== null) };
};
