/** What the LMS answers to the instructor dashboard built on frontend-base, made from any structure. */
import type { DemoStructure } from '../../api/demo/studioResponses';

/** The dashboard's own tabs, as far as a page behind one of them matters here. */
const TABS = [
  ['course_info', 'Course Info', 10],
  ['grading', 'Grading', 40],
] as const;

/** What the dashboard asks first: without it there are no tabs. `tab`: the LMS gives ours as well. */
export const instructorCourse = ({ key, name }: DemoStructure, tab: boolean): object => {
  const own = [...TABS, ...(tab ? [['marginalia', 'Analytics', 125] as const] : [])];
  return {
    course_id: key,
    display_name: name,
    org: '',
    course_number: '',
    course_run: '',
    start: '2026-01-01T00:00:00Z',
    end: null,
    enrollment_start: null,
    enrollment_end: null,
    has_started: true,
    has_ended: false,
    enrollment_counts: { total: 1 },
    total_enrollment: 1,
    learner_count: 1,
    staff_count: 0,
    num_sections: 1,
    pacing: 'self',
    grade_cutoffs: '',
    permissions: { admin: true, instructor: true, data_researcher: true },
    studio_url: '',
    gradebook_url: '',
    admin_console_url: '',
    username: 'staff',
    tabs: own.map(([tab_id, title, sort_order]) => ({
      tab_id,
      title,
      sort_order,
      url: `/instructor-dashboard/${key}/${tab_id}`,
    })),
  };
};
