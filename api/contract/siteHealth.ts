import * as z from 'zod/mini';
import { endpoint } from './endpoint';

/** The five questions about the data of a site, in their order. */
export const HEALTH_QUESTIONS = ['arriving', 'counted', 'sound', 'used', 'cost'] as const;
export type HealthQuestion = (typeof HEALTH_QUESTIONS)[number];

/** What each question looks at, in the order in which the page has it. */
export const HEALTH_CHECKS = {
  arriving: ['latest', 'volume', 'rejected', 'bus', 'logs'],
  counted: ['waiting', 'backfill', 'background', 'structure', 'publishes', 'unknownBlocks'],
  sound: ['conflicts', 'withoutCourse', 'ahead', 'stoppedKinds'],
  used: ['people'],
  cost: ['disk', 'size', 'memory', 'backup', 'retention', 'slow'],
} as const satisfies Record<HealthQuestion, readonly string[]>;
export type HealthCheckId = (typeof HEALTH_CHECKS)[HealthQuestion][number];

/** One thing that was looked at. Which of the values it has depends on which it is. */
export const HealthCheck = z.strictObject({
  id: z.enum(Object.values(HEALTH_CHECKS).flat() as [HealthCheckId, ...HealthCheckId[]]),
  /** `ok`; `look`: somebody should; `mend`: something is lost or late until somebody does. */
  state: z.enum(['ok', 'look', 'mend']),
  /** How many, and of how many. */
  count: z.optional(z.number()),
  of: z.optional(z.number()),
  seconds: z.optional(z.number()),
  bytes: z.optional(z.number()),
  /** ISO 8601. */
  at: z.optional(z.string()),
  /** Courses, kinds of events, works in the background, or what else it is about; a few of them. */
  names: z.optional(z.array(z.string())),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/**
 * For whoever runs the site. Nothing in it is about a learner or a group of them: events are counted for the whole site, as
 * the service's own metrics have them.
 */
export const SiteHealth = z.strictObject({
  /** When it was looked at. */
  asOf: z.string(),
  definitions: z.array(z.string()),
  minLearners: z.number(),
  checks: z.array(HealthCheck),
  /** Events of the last 24 whole hours, and of the same hours a week before. */
  hours: z.array(z.strictObject({ at: z.string(), events: z.number(), before: z.number() })),
  /** The last 28 days (UTC): events, and courses with any. */
  days: z.array(z.strictObject({ day: z.string(), events: z.number(), courses: z.number() })),
  /** What came since the service was started, by where it came from. */
  sources: z.array(
    z.strictObject({
      source: z.enum(['xapi', 'tracking', 'bus', 'load']),
      accepted: z.number(),
      duplicate: z.number(),
      conflict: z.number(),
      rejected: z.number(),
      /** When the newest of its events happened, ISO 8601; null: none came. */
      newest: z.nullable(z.string()),
    }),
  ),
  /** People of course teams who opened a panel in the last 28 days, and on how many days. */
  use: z.array(z.strictObject({ course: z.string(), name: z.string(), people: z.number(), days: z.number() })),
  /** The largest first. */
  tables: z.array(z.strictObject({ name: z.string(), bytes: z.number(), rows: z.number() })),
  /** Statements by the month in which they happened, `2026-03`; the newest last. */
  months: z.array(z.strictObject({ month: z.string(), statements: z.number() })),
  /** The slowest questions to the database since the start: how often, and mean seconds. */
  queries: z.array(z.strictObject({ query: z.string(), times: z.number(), seconds: z.number() })),
});
export type SiteHealth = z.infer<typeof SiteHealth>;

export const getSiteHealth = endpoint({
  method: 'GET',
  path: '/api/v1/site/health',
  summary:
    'Whether events arrive, are counted and are sound, who uses the panels, and how the database is doing. For global staff.',
  query: z.strictObject({}),
  response: SiteHealth,
});
