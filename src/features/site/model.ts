import type { SiteCourse, SiteOverview } from '@marginalia/contract';

const DAY = 86_400_000;
/** A running course without any event for longer than this is silent. */
const SILENT_DAYS = 7;

/** How sound the data of a course is, by what arrived and when. */
export type Health = 'ok' | 'silent' | 'ended' | 'notStarted' | 'nothing';

export const healthOf = ({ start, end, asOf }: Pick<SiteCourse, 'start' | 'end' | 'asOf'>, now: number): Health => {
  if (start !== null && Date.parse(start) > now) return 'notStarted';
  if (end !== null && Date.parse(end) <= now) return 'ended';
  if (asOf === null) return 'nothing';
  return now - Date.parse(asOf) > SILENT_DAYS * DAY ? 'silent' : 'ok';
};

/** Courses in which somebody was active in the last seven days, and those of whom nothing may be disclosed. */
export const activeCourses = ({ courses }: Pick<SiteOverview, 'courses'>, now: number): number =>
  courses.filter((course) => healthOf(course, now) === 'ok').length;

/** Courses that run, and from which nothing arrived for a week. */
export const silentCourses = ({ courses }: Pick<SiteOverview, 'courses'>, now: number): SiteCourse[] =>
  courses.filter((course) => healthOf(course, now) === 'silent');
