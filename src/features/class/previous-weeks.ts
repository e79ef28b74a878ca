import { getChoices, getOverview } from '@marginalia/contract';
import type { Overview, Quantity } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { runOf, withRun } from '../../lib/run-key';
import { timeOf } from './model';

const DAY = 86_400_000;

/** The Monday (milliseconds, UTC) of the week that a moment is in. */
const mondayOf = (time: number): number => {
  const day = Math.floor(time / DAY);
  // 1 January 1970 was a Thursday
  return (day - ((day + 3) % 7)) * DAY;
};

/** Weeks of activity of a run that came before, by the week of the course. */
interface PreviousWeeks {
  /** What the run is called: `2025`. */
  readonly run: string;
  readonly values: readonly Quantity[];
}

/**
 * Learners active in another run, in the same week of the course as each of these weeks; 0 where it had nobody then.
 * @returns null where either start is not known
 */
export const weeksOfRun = (
  at: readonly string[],
  start: string | null,
  other: Pick<Overview, 'course' | 'activity'>,
): Quantity[] | null => {
  if (start === null || other.course.start === null) return null;
  // whole weeks
  const shift = mondayOf(timeOf(other.course.start)) - mondayOf(timeOf(start));
  const known = new Map(other.activity.weeks.map(({ date, learners }) => [timeOf(date), learners]));
  return at.map((date) => known.get(timeOf(date) + shift) ?? 0);
};

/**
 * The run before this one, where the reader may see one; null while it is not known, and where there is none. It is over:
 * nobody asks for it again.
 */
export const usePreviousRun = (courseId: string): Overview | null => {
  const choices = useReport(getChoices, { params: { course: courseId } }, { live: false });
  const run = choices.kind === 'ready' ? choices.data.before : null;
  const key = run === null ? null : withRun(courseId, run);
  const before = useReport(getOverview, key === null ? null : { params: { course: key }, query: {} }, {
    live: false,
  });
  return before.kind === 'ready' && before.data.course.key === key ? before.data : null;
};

/** @param at weeks of this run, each by its Monday */
export const previousWeeks = (
  at: readonly string[],
  { course }: Pick<Overview, 'course'>,
  before: Overview | null,
): PreviousWeeks | null => {
  const values = before && weeksOfRun(at, course.start, before);
  return before && values?.some((value) => value !== 0) ? { run: runOf(before.course.key), values } : null;
};
