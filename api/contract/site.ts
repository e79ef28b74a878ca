import * as z from 'zod/mini';
import { endpoint } from './endpoint';
import { Quantity, Rate } from './values';

export const SiteCourse = z.strictObject({
  key: z.string(),
  name: z.string(),
  org: z.string(),
  learners: Quantity,
  enrolledNow: Quantity,
  /** Of the learners, as are `passing` and `completed`: did anything in the last 7 days. */
  active: Rate,
  passing: Rate,
  completed: Rate,
  /** Newest event counted, by the day where there are few learners; null: none. */
  asOf: z.nullable(z.string()),
  /** The median of days from one day with events to the next, lately; null: of too few days or learners. */
  usualGapDays: z.nullable(z.number()),
  /** ISO 8601; null: not known, or none. */
  start: z.nullable(z.string()),
  end: z.nullable(z.string()),
  /** Of the learners: enrolled now, and may need help. */
  needHelp: Rate,
  /** Learners active in each of the last eight weeks that are over, the oldest first, by its Monday. */
  weeks: z.array(z.strictObject({ date: z.string(), learners: Quantity })),
  /** Entries on the course's list of what is worth a look; null: not computed yet. */
  flags: z.nullable(z.number()),
});
export type SiteCourse = z.infer<typeof SiteCourse>;

export const SiteOverview = z.strictObject({
  asOf: z.nullable(z.string()),
  definitions: z.array(z.string()),
  minLearners: z.number(),
  /** `site`: every course; `team`: the courses on whose team the person is. */
  scope: z.enum(['site', 'team']),
  courses: z.array(SiteCourse),
  /** Distinct learners active in these courses in each calendar month (UTC), `2026-03`. A past month never changes. */
  months: z.array(z.strictObject({ month: z.string(), learners: Quantity, whole: z.boolean() })),
  organisations: z.array(
    z.strictObject({ org: z.string(), courses: z.number(), learners: Quantity, enrolledNow: Quantity }),
  ),
  /**
   * Which kinds of statements arrive, and on which day the newest of each happened. Of kinds that are about few learners,
   * both are withheld (`newest`: null).
   */
  coverage: z.array(z.strictObject({ verb: z.string(), statements: Quantity, newest: z.nullable(z.string()) })),
});
export type SiteOverview = z.infer<typeof SiteOverview>;

export const getSiteOverview = endpoint({
  method: 'GET',
  path: '/api/v1/site/overview',
  summary: 'All courses that the person may see, in one list.',
  query: z.strictObject({}),
  response: SiteOverview,
});
