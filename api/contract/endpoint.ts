import * as z from 'zod/mini';

/**
 * One description per route, imported by the API (which validates with it) and by the plugin (which calls with it).
 * Path parameters are `:name` segments; course and usage keys are percent-encoded by the caller.
 */
export interface Endpoint<
  Path extends string = string,
  Query extends z.ZodMiniType = z.ZodMiniType,
  Response extends z.ZodMiniType = z.ZodMiniType,
  Body extends z.ZodMiniType | undefined = z.ZodMiniType | undefined,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: Path;
  readonly summary: string;
  readonly query: Query;
  readonly response: Response;
  /** Of a route that changes something: what is sent, as JSON. */
  readonly body?: Body;
}

export const endpoint = <
  Path extends string,
  Query extends z.ZodMiniType,
  Response extends z.ZodMiniType,
  Body extends z.ZodMiniType | undefined = undefined,
>(
  description: Endpoint<Path, Query, Response, Body>,
): Endpoint<Path, Query, Response, Body> => description;

/** The parameter names in a path: `PathParams<'/courses/:course/outline'>` is `'course'`. */
export type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathParams<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** Puts percent-encoded values into a path. */
export const fillPath = <Path extends string>(path: Path, params: Record<PathParams<Path>, string>): string =>
  path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ''),
  );

/** The run of a course key: what it is made of there. */
const Run = z.string().check(z.regex(/^[^\s+/:@%]{1,100}$/));

/** `run`: the same question about another run of the course, which one may also see. */
export const RunQuery = z.strictObject({ run: z.optional(Run) });
export type RunQuery = z.infer<typeof RunQuery>;

/**
 * `from`, `to`: dates (UTC, half open). Only what happened inside the window is counted. `track`: only learners whose
 * last enrolment was in this mode, such as `verified`.
 */
export const WindowQuery = z.strictObject({
  from: z.optional(z.iso.date()),
  to: z.optional(z.iso.date()),
  track: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  run: z.optional(Run),
});
export type WindowQuery = z.infer<typeof WindowQuery>;

/** What is stored of a course and not in its reports yet, because more arrives than can be counted at the moment. */
export const Backlog = z.strictObject({
  /** Learners whose latest statements are not counted yet. */
  learners: z.number(),
  /** How long the first of them has waited, seconds. */
  seconds: z.number(),
});
export type Backlog = z.infer<typeof Backlog>;

/** What every report carries. */
export const reportHead = {
  /**
   * Newest event counted, ISO 8601 UTC; null where nothing was counted. A date alone where the group is small, and in a
   * window or a track (not with a threshold of 1).
   */
  asOf: z.nullable(z.string()),
  /** Set where statements have waited for ten seconds or more, of as many learners as a group needs to be counted. */
  backlog: z.optional(Backlog),
  /** Ids of the metrics in this report, resolvable at /api/v1/metrics. */
  definitions: z.array(z.string()),
  /** Groups smaller than this are withheld. */
  minLearners: z.number(),
  /**
   * The window counted; null: unbounded on that side. It is wider than `asked` (which is set only then) where the
   * difference would give a small group away.
   */
  window: z.strictObject({
    from: z.nullable(z.string()),
    to: z.nullable(z.string()),
    asked: z.optional(z.strictObject({ from: z.nullable(z.string()), to: z.nullable(z.string()) })),
  }),
  /** The track counted; absent: all. */
  track: z.optional(z.string()),
  /** Set in a bounded window or a track: breakdowns are disclosed of all time and all learners only (not with a threshold of 1). */
  breakdowns: z.optional(z.literal('withheld')),
};

/** Where a block stands in the course; null parents and names where no structure was loaded. */
export const BlockHead = z.strictObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  parent: z.nullable(z.string()),
});
export type BlockHead = z.infer<typeof BlockHead>;
