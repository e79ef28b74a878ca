import * as z from 'zod/mini';
import { reportHead, endpoint } from './endpoint';
import { CourseHead, CourseSummary } from './overview';
import { Difference, Quantity, Rate } from './values';

/** Shares that are compared, each with the interval of the difference. */
export const COMPARED = ['active', 'started', 'passing', 'completed', 'firstTry', 'needHelp'] as const;
export const Compared = z.enum(COMPARED);
export type Compared = z.infer<typeof Compared>;

const DIFFERENCES = z.array(z.strictObject({ metric: Compared, difference: Difference }));

/** Shares as they were when a week of a course ended. Those that cannot be told of the past are `not_at_this_week`. */
export const WeekShares = z.strictObject({
  active: Rate,
  started: Rate,
  passing: Rate,
  completed: Rate,
  firstTry: Rate,
  needHelp: Rate,
  /** This course less the one the comparison is about; empty for that one. */
  differences: DIFFERENCES,
});
export type WeekShares = z.infer<typeof WeekShares>;

export const ComparedCourse = z.strictObject({
  ...CourseHead.shape,
  summary: CourseSummary,
  tracks: z.array(z.strictObject({ track: z.string(), enrolledNow: Quantity })),
  /** How many, their mean length in seconds (null: of none is it known), and seen twice of what viewers saw. */
  videos: z.strictObject({ count: z.number(), meanSeconds: z.nullable(z.number()), seenTwice: Quantity }),
  /** Null: the site's sources have no tags. */
  tags: z.nullable(z.array(z.string())),
  /** This course less the one the comparison is about; empty for that one. */
  differences: DIFFERENCES,
  /** At the end of `week`; null where no week is compared, or it is not known when this course began. */
  atWeek: z.nullable(WeekShares),
});
export type ComparedCourse = z.infer<typeof ComparedCourse>;

export const Comparison = z.strictObject({
  ...reportHead,
  /** While the course runs, its last whole week (1 is the first); null: over, not begun, or it is not known when it began. */
  week: z.nullable(z.number()),
  /** First the course itself, then those asked for, in that order. */
  courses: z.array(ComparedCourse),
  /**
   * Other courses the person may see; `run`: a run of the same course, of which the latest come first. `newest`: the newest
   * event there, ISO 8601, by the day where there are few learners; null: none.
   */
  candidates: z.array(
    z.strictObject({ key: z.string(), name: z.string(), run: z.boolean(), newest: z.nullable(z.string()) }),
  ),
  /** The key of the run just before this one, as in the choices of the course; null: there is none. */
  before: z.nullable(z.string()),
});
export type Comparison = z.infer<typeof Comparison>;

export const getComparison = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/comparison',
  summary: 'The course compared with other runs and courses that the person may see.',
  /** `with`: up to five course keys, separated by blanks (a plus sign in an address is a blank: encode it as %2B). */
  query: z.strictObject({ with: z.optional(z.string().check(z.maxLength(2000))) }),
  response: Comparison,
});
