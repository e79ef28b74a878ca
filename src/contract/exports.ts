/** The tables that can be had as CSV. `gated`: names single learners, so it needs identities to be on. */
export const EXPORTS = {
  outline: { gated: false, title: 'One row per block: reach, tries, right the first time, watched' },
  attention: { gated: false, title: 'Blocks that are worth a look' },
  'learner-attention': { gated: false, title: 'Rules for needing help: how many, trend, how good each rule is' },
  sections: { gated: false, title: 'Reach of pages, problems and videos by section and subsection' },
  enrolment: { gated: false, title: 'Enrolled by track at the end of each day' },
  activity: { gated: false, title: 'Active learners by day' },
  weeks: { gated: false, title: 'Active learners by week' },
  grades: { gated: false, title: 'Distribution of course grades' },
  completion: { gated: false, title: 'Distribution of completion' },
  views: { gated: false, title: 'Page views by section and subsection' },
  'views-weeks': { gated: false, title: 'Page views by week, and their running total' },
  problems: { gated: false, title: 'One row per problem: tries, right the first time and in the end' },
  videos: { gated: false, title: 'One row per video: viewers, how much of it they saw, seen twice' },
  'group-sections': { gated: false, title: 'Reach of one group and of the class by section and subsection' },
  'group-weeks': { gated: false, title: 'Active learners of one group and of the class by week' },
  'group-steps': { gated: false, title: 'Grades, last visits, enrolment and tracks of one group and of the class' },
  comparison: { gated: false, title: 'Courses side by side' },
  learners: { gated: true, title: 'Learners, one row each' },
} as const satisfies Record<string, { gated: boolean; title: string }>;
export type ExportId = keyof typeof EXPORTS;

/** The address of a CSV file; the query is that of the table it comes from. */
export const exportPath = (course: string, report: ExportId, query: Record<string, string> = {}): string => {
  const search = new URLSearchParams(query).toString();
  return `/api/v1/courses/${encodeURIComponent(course)}/export/${report}.csv${search === '' ? '' : `?${search}`}`;
};
