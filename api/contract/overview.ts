import * as z from 'zod/mini';
import { BlockHead, reportHead, endpoint } from './endpoint';
import { MiddleHalf, Quantity, Rate } from './values';

/** Of a kind of block inside a section or subsection: how many there are, who reached at least one, who all. */
export const ReachOf = z.strictObject({ blocks: z.number(), any: Quantity, all: Quantity });
export type ReachOf = z.infer<typeof ReachOf>;

/** A note on the time axis. */
export const Annotation = z.strictObject({
  /** ISO 8601; a date alone where it is for a whole day. */
  at: z.string(),
  kind: z.enum(['start', 'end', 'due', 'published', 'note']),
  /** What it says: the name of what is due, or the note. */
  text: z.string(),
  block: z.nullable(z.string()),
  /** Of a note: its id, and who wrote it. */
  id: z.nullable(z.string()),
  by: z.nullable(z.string()),
  /** Of a note: whoever asks may take it off, as its writer or as one of those who write the course. */
  mayRemove: z.optional(z.boolean()),
});
export type Annotation = z.infer<typeof Annotation>;

/** Days that can be stored; no course runs on others. */
export const [FIRST_DAY, LAST_DAY] = ['1970-01-01', '2149-06-06'];
const NoteDate = z.iso
  .date()
  .check(z.refine((date) => date >= FIRST_DAY && date <= LAST_DAY, `must be from ${FIRST_DAY} to ${LAST_DAY}`));

const Bucket = z.strictObject({
  /** 0 to 1; the last bucket contains its end. */
  from: z.number(),
  to: z.number(),
  learners: Quantity,
});

/**
 * What both the course page and the comparison say of a course, each number defined once. Every share of learners is of
 * the same: of the `learners` of the course, who left it since among them.
 */
export const CourseSummary = z.strictObject({
  /** The moment that "now" means here: now; of a course that is over, its end. ISO 8601. */
  at: z.string(),
  /** Ever registered, or everybody seen. */
  learners: Quantity,
  enrolledNow: Quantity,
  /** Of the learners: did anything in the 7 days before `at`. */
  active: Rate,
  /** Of the learners: did anything at all. */
  started: Rate,
  /** Of the learners: the last of passed and failed is passed. */
  passing: Rate,
  /** Of the learners: completed 95 % of what can be completed. */
  completed: Rate,
  /** Of learner-problem pairs: right the first time. */
  firstTry: Rate,
  /** Of the seconds of the videos that learners started: the share they saw. */
  watched: Quantity,
  /** Course grades last sent, 0 to 1. */
  grade: MiddleHalf,
  daysToPass: MiddleHalf,
  daysToComplete: MiddleHalf,
  /** Of the learners: enrolled now, and at least one rule for needing help holds; `not_computed_yet` until it was computed. */
  needHelp: Rate,
});
export type CourseSummary = z.infer<typeof CourseSummary>;

export const CourseHead = z.strictObject({
  key: z.string(),
  name: z.string(),
  org: z.string(),
  /** ISO 8601; null: not known here. */
  start: z.nullable(z.string()),
  end: z.nullable(z.string()),
  /** The lowest grade that passes, 0 to 1. */
  passLine: z.nullable(z.number()),
});
export type CourseHead = z.infer<typeof CourseHead>;

export const Overview = z.strictObject({
  ...reportHead,
  course: CourseHead,
  summary: CourseSummary,
  /** Enrolled at the end of each day (UTC), by track: what one day says never changes later. */
  enrolment: z.strictObject({
    tracks: z.array(z.string()),
    days: z.array(
      z.strictObject({
        date: z.string(),
        total: Quantity,
        /** In the order of `tracks`. */
        byTrack: z.array(Quantity),
      }),
    ),
  }),
  /** Distinct learners who did anything; watched a video; tried a problem. Weeks begin on Monday (UTC). */
  activity: z.strictObject({
    days: z.array(z.strictObject({ date: z.string(), learners: Quantity, watched: Quantity, tried: Quantity })),
    weeks: z.array(
      z.strictObject({
        date: z.string(),
        learners: Quantity,
        watched: Quantity,
        tried: Quantity,
        /** False for the week that is not over: not to be compared. */
        whole: z.boolean(),
      }),
    ),
    /**
     * Only where `hours=true`: distinct learners who were ever active in an hour of the week, over all time. `weekday`: 1 is
     * Monday; both are UTC, and the hours without anybody are left out.
     */
    hours: z.nullable(z.array(z.strictObject({ weekday: z.number(), hour: z.number(), learners: Quantity }))),
  }),
  /** Sections and their subsections in the order of the course. */
  reach: z.array(z.strictObject({ block: BlockHead, units: ReachOf, problems: ReachOf, videos: ReachOf })),
  grades: z.strictObject({
    graded: Quantity,
    passLine: z.nullable(z.number()),
    /** Ten equal ones. */
    buckets: z.array(Bucket),
  }),
  completion: z.strictObject({
    /** `completion` events, or units reached where the site sends none. */
    source: z.enum(['completion', 'units']),
    /** Mean share over learners who did anything. */
    mean: Quantity,
    buckets: z.array(Bucket),
  }),
  annotations: z.array(Annotation),
});
export type Overview = z.infer<typeof Overview>;

/** `from`, `to` cut the time series; the other figures are of all time. */
export const OverviewQuery = z.strictObject({
  from: z.optional(z.iso.date()),
  to: z.optional(z.iso.date()),
  hours: z.optional(z.enum(['true', 'false'])),
});
export type OverviewQuery = z.infer<typeof OverviewQuery>;

export const getOverview = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/overview',
  summary: 'How the class is doing: enrollment, activity, progress, grades, passing, completion.',
  query: OverviewQuery,
  response: Overview,
});

export const postAnnotation = endpoint({
  method: 'POST',
  path: '/api/v1/courses/:course/annotations',
  summary: "A note on the course's time axis.",
  query: z.strictObject({}),
  body: z.strictObject({ date: NoteDate, text: z.string().check(z.minLength(1), z.maxLength(200)) }),
  response: z.strictObject({ annotations: z.array(Annotation) }),
});

export const deleteAnnotation = endpoint({
  method: 'DELETE',
  path: '/api/v1/courses/:course/annotations/:id',
  summary: "Removes a note from the course's time axis: your own, or as a course author anybody's.",
  query: z.strictObject({}),
  response: z.strictObject({ annotations: z.array(Annotation) }),
});
