import * as z from 'zod/mini';
import { endpoint } from './endpoint';
import { Quantity, Rate } from './values';

export const SiteCourse = z.strictObject({
  key: z.string(),
  name: z.string(),
  org: z.string(),
  learners: Quantity,
  enrolledNow: Quantity,
  /**
   * Enrolled now less a week ago: of who is enrolled the team has the list. `none` where nobody ever registered, and everybody
   * seen counts.
   */
  enrolledChange: Quantity,
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
  /** Where that is withheld: so many of them follow from what the page of who needs help tells; null: none do. */
  needHelpAtLeast: z.nullable(z.number()),
  /** The average share of the course that learners who did anything have completed. */
  progress: Quantity,
  /**
   * Learners active in each of the last eight weeks that are over, the oldest first, by its Monday; where dates are asked for,
   * in those of their weeks that are over.
   */
  weeks: z.array(z.strictObject({ date: z.string(), learners: Quantity })),
  /**
   * Enrolled at the end of each of the last eight weeks that are over, the oldest first, by its Sunday (UTC), whatever dates are
   * asked for. After the last day on the page of the course: as of now. Empty: nobody ever registered.
   */
  enrolledWeeks: z.array(z.strictObject({ date: z.string(), learners: Quantity })),
  /** Enrolled now, by track. Several tracks: the sum of those that are not disclosed by themselves. */
  tracks: z.array(z.strictObject({ tracks: z.array(z.string()), enrolledNow: Quantity })),
  /** Entries on the course's list of what is worth a look; null: not computed yet. */
  flags: z.nullable(z.number()),
  /** In the weeks of `window`; null: none was asked for, or the course ran in none of them. */
  inDates: z.nullable(
    z.strictObject({
      /** The average of `weeks`. */
      activePerWeek: Quantity,
      /** Passed for the first time, and pass now. */
      passed: Quantity,
    }),
  ),
});
export type SiteCourse = z.infer<typeof SiteCourse>;

export const SiteOverview = z.strictObject({
  asOf: z.nullable(z.string()),
  definitions: z.array(z.string()),
  minLearners: z.number(),
  /** The calendar weeks (UTC) that lie wholly in the dates asked for: the first Monday, and the one after the last week. */
  window: z.strictObject({ from: z.nullable(z.string()), to: z.nullable(z.string()) }),
  /** `site`: every course; `team`: the courses on whose team the person is. */
  scope: z.enum(['site', 'team']),
  courses: z.array(SiteCourse),
  /** Distinct learners active in these courses in each calendar month (UTC), `2026-03`. A past month never changes.
   * Of dates asked for, the months that their weeks lie in. */
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

/** `from`, `to` cut what is told by week and by month; the other figures are of now. */
export const SiteQuery = z.strictObject({ from: z.optional(z.iso.date()), to: z.optional(z.iso.date()) });
export type SiteQuery = z.infer<typeof SiteQuery>;

export const getSiteOverview = endpoint({
  method: 'GET',
  path: '/api/v1/site/overview',
  summary: 'All courses that the person may see, in one list.',
  query: SiteQuery,
  response: SiteOverview,
});
