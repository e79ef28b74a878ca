import type { SiteCourse, SiteOverview } from '@marginalia/contract';

const DAY = 86_400_000;
/** A running course without any event for longer than this is silent. */
const SILENT_DAYS = 7;
/** Events are late after so many times the gap that is usual in the course. */
const LATE_GAPS = 3;

/** How sound the data of a course is, by what arrived and when. */
type Health = 'ok' | 'delayed' | 'silent' | 'ended' | 'notStarted' | 'nothing';

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

/** Courses in which somebody was active in the last seven days, and those of whom nothing may be disclosed. */
export const activeCourses = ({ courses }: Pick<SiteOverview, 'courses'>, now: number): number =>
  courses.filter((course) => isCurrent(course, now)).length;

/** Courses that run, and from which nothing arrived for a week. */
export const silentCourses = ({ courses }: Pick<SiteOverview, 'courses'>, now: number): SiteCourse[] =>
  courses.filter((course) => healthOf(course, now) === 'silent');
