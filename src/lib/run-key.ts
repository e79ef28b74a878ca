/** What a run is called inside its course: the last part of its key. */
export const runOf = (key: string): string => key.split('+').at(-1) ?? key;

/** The key of another run of the same course. */
export const withRun = (courseId: string, run: string): string =>
  `${courseId.slice(0, courseId.lastIndexOf('+') + 1)}${run}`;
