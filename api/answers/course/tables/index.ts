import { attention, outline } from './blocks';
import { comparison, learnerAttention } from './classes';
import { problems, videos } from './content';
import { activity, completion, enrolment, grades, sections, views, viewsWeeks, weeks } from './course';
import { groupSections, groupSteps, groupWeeks } from './groups';
import { learners } from './learners';

export type { Table } from './cells';

/** Every table that can be exported, from the answer that shows it. */
export const tableOf = {
  outline,
  attention,
  learnerAttention,
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
