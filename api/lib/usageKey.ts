const COURSE = /^(course-v1:[^+/]+\+[^+/]+\+)[^+/]+$/;

/**
 * The key of another run of the same course. The keys of its blocks differ in the run alone.
 * @returns null where the key names no run of a course: that of a custom course (CCX), or one of the old form
 */
export const courseInRun = (courseKey: string, run: string): string | null => {
  const found = COURSE.exec(courseKey);
  return found ? `${found[1] ?? ''}${run}` : null;
};

/** What the keys of all runs of a course begin with; null where the key names no run. */
export const runsPrefix = (courseKey: string): string | null => COURSE.exec(courseKey)?.[1] ?? null;

/** The run in the key of a course. */
export const runOf = (courseKey: string): string => courseKey.slice(courseKey.lastIndexOf('+') + 1);

/** The same block in another run; null where the block is not of this course. */
export const blockInRun = (usageKey: string, courseKey: string, otherCourse: string): string | null => {
  const prefix = (key: string): string => `${key.replace(/^course-v1:/, 'block-v1:')}+`;
  return usageKey.startsWith(prefix(courseKey))
    ? `${prefix(otherCourse)}${usageKey.slice(prefix(courseKey).length)}`
    : null;
};

/** The block type in a usage key: `problem` of `block-v1:...+type@problem+block@...`; '' where there is none. */
export const typeInKey = (usageKey: string): string => /[+/]type@([^+]+)\+block@/.exec(usageKey)?.[1] ?? '';

/** The course of a block, by the block's key; null where it does not say: keys of before 2014 have no run. */
export const courseOfBlock = (usageKey: string): string | null => {
  const found = /^(ccx-)?block-v1:(.+)\+type@[^+]+\+block@/.exec(usageKey);
  return found ? `${found[1] ? 'ccx' : 'course'}-v1:${found[2] ?? ''}` : null;
};
