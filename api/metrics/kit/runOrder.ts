import type { Seconds } from '../../facts/days';

/** When a run of a course was, as far as that is disclosed. */
export interface RunTime {
  readonly key: string;
  /** When the course says that it begins, seconds since 1970; 0: not known. */
  readonly start: Seconds;
  /** The newest event of its learners, as it is disclosed; null: there is none yet. */
  readonly newest: string | null;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Runs of a course, the latest first: by when they begin, where that is known of all of them, for somebody may come back to
 * a run that is over; else by their newest event. One in which nothing happened yet is still to come. Names decide nothing,
 * and neither does anything that is not disclosed.
 */
export const latestFirst = <Run extends RunTime>(runs: readonly Run[]): Run[] => {
  const areStartsKnown = runs.every(({ start, newest }) => start > 0 || newest === null);
  return [...runs].sort(
    (a, b) =>
      Number(b.newest === null) - Number(a.newest === null) ||
      (areStartsKnown ? b.start - a.start : 0) ||
      compare(b.newest ?? '', a.newest ?? '') ||
      compare(b.key, a.key),
  );
};

/** The run just before another, and the one just after it. @param runs the latest first */
export const runsAround = <Run extends RunTime>(
  runs: readonly Run[],
  key: string,
): { readonly before: Run | null; readonly after: Run | null } => {
  const at = runs.findIndex((run) => run.key === key);
  return { before: runs[at + 1] ?? null, after: runs[at - 1] ?? null };
};
