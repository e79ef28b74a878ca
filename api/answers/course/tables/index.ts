import { attention, outline } from './blocks';
import { comparison, learnerAttention } from './classes';
import { activity, completion, enrolment, grades, sections, weeks } from './course';
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
  comparison,
  learners,
};
