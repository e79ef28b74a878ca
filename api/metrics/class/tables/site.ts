import { isAll } from '../../kit/window';
import { METRIC_OF, type SiteExportId, type SiteOverview } from '@marginalia/contract';
import { type Table, amount, plain, rate, table } from './cells';

const SITE = METRIC_OF.site;

type SiteCourse = SiteOverview['courses'][number];
type CourseTrack = SiteCourse['tracks'][number] & { readonly course: SiteCourse };

/** The tables of all courses that somebody may see. */
export const siteTables: Record<SiteExportId, (answer: SiteOverview) => Table> = {
  courses: ({ asOf, courses, window }) =>
    table<SiteCourse>(
      asOf,
      [
        plain('course', ({ key }) => key),
        plain('name', ({ name }) => name),
        plain('org', ({ org }) => org),
        amount('learners', SITE['courses[].learners'], ({ learners }) => learners),
        amount('enrolled_now', SITE['courses[].enrolledNow'], ({ enrolledNow }) => enrolledNow),
        amount('enrolled_change', SITE['courses[].enrolledChange'], ({ enrolledChange }) => enrolledChange),
        rate('active', SITE['courses[].active'], ({ active }) => active),
        rate('passing', SITE['courses[].passing'], ({ passing }) => passing),
        rate('completed', SITE['courses[].completed'], ({ completed }) => completed),
        amount('average_progress', SITE['courses[].progress'], ({ progress }) => progress),
        amount('active_per_week', SITE['courses[].inDates.activePerWeek'], (one) => one.inDates?.activePerWeek ?? null),
        amount('newly_passed', SITE['courses[].inDates.passed'], (one) => one.inDates?.passed ?? null),
        plain('flags', ({ flags }) => flags),
        plain('latest_event', (one) => one.asOf),
      ],
      // of dates, those that ran then
      isAll(window) ? courses : courses.filter(({ inDates }) => inDates !== null),
    ),
  tracks: ({ asOf, courses }) =>
    table<CourseTrack>(
      asOf,
      [
        plain('course', ({ course }) => course.key),
        plain('name', ({ course }) => course.name),
        plain('org', ({ course }) => course.org),
        plain('tracks', ({ tracks }) => tracks.join(', ')),
        amount('enrolled_now', SITE['courses[].tracks'], ({ enrolledNow }) => enrolledNow),
      ],
      courses.flatMap((course) => course.tracks.map((one) => ({ ...one, course }))),
    ),
  months: ({ asOf, months }) =>
    table<SiteOverview['months'][number]>(
      asOf,
      [
        plain('month', ({ month }) => month),
        amount('learners', SITE['months[].learners'], ({ learners }) => learners),
        plain('month_is_over', ({ whole }) => whole),
      ],
      months,
    ),
  organisations: ({ asOf, organisations }) =>
    table<SiteOverview['organisations'][number]>(
      asOf,
      [
        plain('org', ({ org }) => org),
        plain('courses', ({ courses }) => courses),
        amount('learners', SITE['organisations[].learners'], ({ learners }) => learners),
        amount('enrolled_now', SITE['organisations[].enrolledNow'], ({ enrolledNow }) => enrolledNow),
      ],
      organisations,
    ),
  coverage: ({ asOf, coverage }) =>
    table<SiteOverview['coverage'][number]>(
      asOf,
      [
        plain('verb', ({ verb }) => verb),
        amount('statements', SITE['coverage[].statements'], ({ statements }) => statements),
        plain('latest', ({ newest }) => newest),
      ],
      coverage,
    ),
};
