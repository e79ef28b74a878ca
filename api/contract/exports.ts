/** The tables that can be downloaded as CSV. `gated`: names single learners, so it needs identities to be on. */
export const EXPORTS = {
  outline: { gated: false, title: 'One row per block: reached, attempted, correct on first attempt, watched' },
  attention: { gated: false, title: 'Problems, videos and units that are worth a look' },
  'learner-attention': {
    gated: false,
    title: 'Rules for who may need help: how many, trend, how reliable each rule is',
  },
  experiments: { gated: false, title: 'Content experiments: groups by what learners did afterward' },
  states: { gated: false, title: 'Learners by status' },
  quadrants: { gated: false, title: 'Learners active recently or not, succeeding or not' },
  struggling: { gated: false, title: 'Sections in which learners struggle' },
  since: { gated: false, title: 'Attempts by section since a day' },
  sections: { gated: false, title: 'Progress through units, problems and videos by section and subsection' },
  enrolment: { gated: false, title: 'Enrolled by track at the end of each day' },
  activity: { gated: false, title: 'Active learners by day' },
  hours: { gated: false, title: 'Active learners by hour of the week' },
  weeks: { gated: false, title: 'Active learners by week' },
  grades: { gated: false, title: 'Distribution of course grades' },
  completion: { gated: false, title: 'Distribution of completion' },
  views: { gated: false, title: 'Page views by section and subsection' },
  'views-weeks': { gated: false, title: 'Page views by week, with running total' },
  problems: { gated: false, title: 'One row per problem: attempts, correct on first attempt and eventually' },
  videos: { gated: false, title: 'One row per video: viewers, average watched, rewatched' },
  'group-sections': { gated: false, title: 'Progress of one group and of the class by section and subsection' },
  'group-weeks': { gated: false, title: 'Active learners of one group and of the class by week' },
  'group-steps': { gated: false, title: 'Grades, last visits, enrollment and tracks of one group and of the class' },
  comparison: { gated: false, title: 'Courses compared' },
  learners: { gated: true, title: 'Learners, one row each' },
  'learner-days': { gated: true, title: 'One learner: activity by day' },
  'learner-sections': { gated: true, title: 'One learner by section, compared with the typical range of the class' },
  'learner-problems': { gated: true, title: 'One learner: problems attempted' },
  'learner-videos': { gated: true, title: 'One learner: videos played' },
  'learner-timeline': { gated: true, title: 'One learner: the latest 500 events' },
} as const satisfies Record<string, { gated: boolean; title: string }>;
export type ExportId = keyof typeof EXPORTS;
/** A metric of an extension, such as `acme.time-on-task`: it is a table, too. */
export type ExtensionId = `${string}.${string}`;

/** The tables of all courses that somebody may see. */
export const SITE_EXPORTS = {
  courses: 'Courses, one row each',
  tracks: 'Enrolled learners by course and track',
  months: 'Learners active in each month, in these courses',
  organisations: 'Learners by organization',
  coverage: 'Kinds of statements that arrive',
} as const satisfies Record<string, string>;
export type SiteExportId = keyof typeof SITE_EXPORTS;

const queried = (path: string, query: Record<string, string>): string => {
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
};

/** The address of a CSV file of the site. */
export const siteExportPath = (report: SiteExportId, query: Record<string, string> = {}): string =>
  queried(`/api/v1/site/export/${report}.csv`, query);

/** The address of a CSV file; the query is that of the table it comes from. */
export const exportPath = (
  course: string,
  report: ExportId | ExtensionId,
  query: Record<string, string> = {},
): string => queried(`/api/v1/courses/${encodeURIComponent(course)}/export/${report}.csv`, query);
