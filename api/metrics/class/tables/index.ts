import { attention, experiments, outline } from './blocks';
import { comparison, learnerAttention, quadrants, since, states, struggling } from './classes';
import { problems, videos } from './content';
import { activity, completion, enrolment, grades, hours, sections, views, viewsWeeks, weeks } from './course';
import { groupSections, groupSteps, groupWeeks } from './groups';
import { learnerDays, learnerProblems, learnerSections, learnerTimeline, learnerVideos } from './learner';
import { learners } from './learners';

export type { Table } from './cells';
export { siteTables } from './site';

/** Every table that can be exported, from the report that shows it. */
export const tableOf = {
  outline,
  attention,
  experiments,
  learnerAttention,
  states,
  quadrants,
  struggling,
  since,
  hours,
  'learner-days': learnerDays,
  'learner-sections': learnerSections,
  'learner-problems': learnerProblems,
  'learner-videos': learnerVideos,
  'learner-timeline': learnerTimeline,
  sections,
  enrolment,
  activity,
  weeks,
  grades,
  completion,
  views,
  viewsWeeks,
  problems,
  videos,
  groupSections,
  groupWeeks,
  groupSteps,
  comparison,
  learners,
};
