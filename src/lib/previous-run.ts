/** The run of the same course that came just before this one, by the names of runs; nothing where there is none. */
export const previousRun = (candidates: readonly { readonly key: string }[], courseId: string): string[] => {
  const course = courseId.slice(0, courseId.lastIndexOf('+') + 1);
  const before = candidates
    .map(({ key }) => key)
    .filter((key) => key.startsWith(course) && key < courseId)
    .sort();
  return before.slice(-1);
};

/** What a run is called inside its course: the last part of its key. */
export const runOf = (key: string): string => key.split('+').at(-1) ?? key;

/** The key of another run of the same course. */
export const withRun = (courseId: string, run: string): string =>
  `${courseId.slice(0, courseId.lastIndexOf('+') + 1)}${run}`;

/** The run of the same course that comes just after this one, by the names of runs; null where there is none. */
export const nextRun = (candidates: readonly { readonly key: string }[], courseId: string): string | null => {
  const course = withRun(courseId, '');
  const after = candidates
    .map(({ key }) => key)
    .filter((key) => key.startsWith(course) && key > courseId)
    .sort();
  return after[0] ?? null;
};
