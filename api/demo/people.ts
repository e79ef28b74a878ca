/** A role in one course, or in a whole organisation (then `course_id` is empty), as the LMS states it. */
export interface CourseRole {
  readonly org: string;
  readonly course_id: string;
  /** `instructor`, `staff`, `limited_staff`, `data_researcher`, `beta_testers`, ... */
  readonly role: string;
}

/** Somebody who can sign in to the stand-in LMS. */
export interface DemoPerson {
  readonly username: string;
  readonly name: string;
  /** What the person is, in words for the demo page. */
  readonly description: string;
  readonly userId: number;
  /** Global staff. */
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  readonly roles: readonly CourseRole[];
}

/** Who is signed in where nobody signed in or out yet. */
export const COURSE_AUTHOR = 'author';

/** Cuts the organisation out of `course-v1:Org+Course+Run`. */
const orgOf = (courseKey: string): string => /^[^:]+:([^+]+)\+/.exec(courseKey)?.[1] ?? '';

/**
 * One person of each kind that differs in what an LMS lets them do with a course.
 * @param courseKey the course most of them belong to
 * @param earlierRun the run before it: who writes the course wrote that one too
 */
export const demoPeople = (courseKey: string, earlierRun?: string): DemoPerson[] => {
  const org = orgOf(courseKey);
  const inCourse = (role: string): CourseRole => ({ org, course_id: courseKey, role });
  const before: CourseRole[] = earlierRun === undefined ? [] : [{ org, course_id: earlierRun, role: 'instructor' }];
  const elsewhere: CourseRole = { org: 'Elsewhere', course_id: 'course-v1:Elsewhere+Knots+2026', role: 'staff' };
  const kinds: readonly (readonly [
    username: string,
    name: string,
    description: string,
    roles: readonly CourseRole[],
  ])[] = [
    [
      COURSE_AUTHOR,
      'Course Author',
      'Admin of the course (instructor): writes it in Studio',
      [inCourse('instructor'), ...before],
    ],
    ['staff', 'Course Staff', 'Staff of the course', [inCourse('staff')]],
    ['limited', 'Limited Staff', 'Limited staff of the course: no Studio', [inCourse('limited_staff')]],
    ['researcher', 'Data Researcher', 'Data researcher of the course', [inCourse('data_researcher')]],
    [
      'orgstaff',
      'Organization Staff',
      'Staff of every course of the organization',
      [{ org, course_id: '', role: 'staff' }],
    ],
    ['neighbour', "Another Course's Staff", 'Staff of a course of another organization', [elsewhere]],
    ['tester', 'Beta Tester', 'Sees the course before it opens; not on its team', [inCourse('beta_testers')]],
    ['learner', 'Enrolled Learner', 'Takes the course', []],
    ['global', 'Global Staff', 'Staff of the whole site', []],
    ['super', 'Superuser', 'Superuser who is not global staff', []],
  ];
  return kinds.map(([username, name, description, roles], index) => ({
    username,
    name,
    description,
    userId: 101 + index,
    isStaff: username === 'global',
    isSuperuser: username === 'super',
    roles,
  }));
};
