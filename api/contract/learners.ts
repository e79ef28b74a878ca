import * as z from 'zod/mini';
import { BlockHead, reportHead, endpoint } from './endpoint';
import { LearnerRule, LearnerState, FollowUp } from './learnerAttention';
import { MiddleHalf, Quantity } from './values';

/**
 * Single learners. These routes answer only where the operator switched identities on and the person's role allows it
 * (`identities_off`, `role_not_enough` otherwise), and every report leaves an audit record.
 */

const Place = z.strictObject({ id: z.string(), name: z.string() });

/** The numbers behind one flag: what its sentence is made of. */
export const FlagEvidence = z.discriminatedUnion('rule', [
  /** `registeredAt`: when the present stay in the course began. */
  z.strictObject({ rule: z.literal('not_started'), since: z.string(), registeredAt: z.string(), days: z.number() }),
  z.strictObject({
    rule: z.literal('stopped'),
    since: z.string(),
    lastActiveAt: z.string(),
    days: z.number(),
    /** The middle gap between this learner's active days; null of one day only. */
    usualGapDays: z.nullable(z.number()),
    limitDays: z.number(),
    /** What the learner was doing. */
    lastBlock: z.nullable(BlockHead),
  }),
  z.strictObject({
    rule: z.literal('struggling'),
    since: z.string(),
    /** Sections below their share, the worst first. */
    sections: z.array(
      z.strictObject({
        section: Place,
        tried: z.number(),
        firstRight: z.number(),
        /** Upper end of the interval, and what it had to stay above: the section's share less the margin. */
        high: z.number(),
        limit: z.number(),
        courseShare: z.number(),
      }),
    ),
    /** Problems with many submissions and none right, in the order of the course. */
    stuck: z.array(z.strictObject({ problem: Place, attempts: z.number() })),
  }),
  z.strictObject({
    rule: z.literal('help_without_success'),
    since: z.string(),
    problems: z.number(),
    helped: z.number(),
    /** Of `helped`: had the answer shown before they were first right, or without ever being right. */
    shownFirst: z.number(),
    neverRight: z.number(),
  }),
  z.strictObject({
    rule: z.literal('rushing'),
    since: z.string(),
    answers: z.number(),
    /** The middle time from reaching a problem to its first answer. */
    seconds: z.number(),
    firstRight: z.number(),
  }),
]);
export type FlagEvidence = z.infer<typeof FlagEvidence>;

/** What was last said about a flag. `current`: said since the flag came up; an older one is history. */
export const GivenFollowUp = z.strictObject({
  rule: LearnerRule,
  answer: FollowUp,
  at: z.string(),
  by: z.string(),
  current: z.boolean(),
});
export type GivenFollowUp = z.infer<typeof GivenFollowUp>;

const who = {
  /** The learner as the events name them. */
  id: z.string(),
  /** Null where the site does not keep profiles here. */
  username: z.nullable(z.string()),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
};

const standing = {
  /** Enrolled now; true of everybody where nobody ever registered. */
  enrolled: z.boolean(),
  /** '' where no registration names one. */
  track: z.string(),
  registeredAt: z.nullable(z.string()),
  lastActiveAt: z.nullable(z.string()),
  activeDays: z.number(),
  /** Share of the course's units that the learner reached; null without a structure. */
  progress: z.nullable(z.number()),
  tried: z.number(),
  firstRight: z.number(),
  everRight: z.number(),
  /** The course grade last sent, 0 to 1; null: none was sent. */
  grade: z.nullable(z.number()),
  /** Null: no statement says either. */
  passed: z.nullable(z.boolean()),
  /** Null: not judged (left the course, or not computed yet). */
  state: z.nullable(LearnerState),
  marks: z.array(FlagEvidence),
  answers: z.array(GivenFollowUp),
};

/** So many weeks of seven days each are stated of a learner in a list. */
export const LEARNER_WEEKS = 8;

export const LearnerRow = z.strictObject({
  ...who,
  ...standing,
  /** On how many days of each of the last weeks the learner was active; the newest week last. */
  weeks: z.array(z.number()).check(z.length(LEARNER_WEEKS)),
});
export type LearnerRow = z.infer<typeof LearnerRow>;

export const LEARNER_SORTS = [
  'state',
  'name',
  'lastActive',
  'registered',
  'progress',
  'tried',
  'firstTry',
  'grade',
  'activeDays',
] as const;
export const LearnerSort = z.enum(LEARNER_SORTS);
export type LearnerSort = z.infer<typeof LearnerSort>;

/** What narrows the list; the CSV takes the same. */
export const learnerFilters = {
  state: z.optional(LearnerState),
  rule: z.optional(LearnerRule),
  /** `true`: at least one rule holds. `false`: none does, and there is enough to judge by. */
  flagged: z.optional(z.enum(['true', 'false'])),
  /** Usage key: struggling in this section. */
  section: z.optional(z.string()),
  track: z.optional(z.string()),
  /** Of whom a flag was last followed up so, of now or of before. */
  said: z.optional(FollowUp),
  /** `false`: also learners who left. */
  enrolled: z.optional(z.enum(['true', 'false'])),
  /** Flags that began on or after this day. */
  since: z.optional(z.iso.date()),
  /** Part of a username, name or e-mail address, or a whole learner id. */
  search: z.optional(z.string().check(z.minLength(2), z.maxLength(200))),
  sort: z.optional(LearnerSort),
  order: z.optional(z.enum(['up', 'down'])),
};

export const LearnersQuery = z.strictObject({
  ...learnerFilters,
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200))),
  offset: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(10_000_000))),
});
export type LearnersQuery = z.infer<typeof LearnersQuery>;

export const Learners = z.strictObject({
  ...reportHead,
  course: z.strictObject({ key: z.string(), name: z.string() }),
  /** When the states were computed; null: not yet. */
  computedAt: z.nullable(z.string()),
  /** Learners that the filters leave. */
  total: z.number(),
  offset: z.number(),
  learners: z.array(LearnerRow),
  /** Tracks in this course, for the filter. */
  tracks: z.array(z.string()),
});
export type Learners = z.infer<typeof Learners>;

export const getLearners = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/learners',
  summary: 'Learners of the course, one row each: status, flags and their evidence. Needs identities to be on.',
  query: LearnersQuery,
  response: Learners,
});

/** What happened, newest first. */
export const LEARNER_MOMENTS = [
  'registered',
  'left',
  'went',
  'watched',
  'answered_right',
  'answered_wrong',
  'hint',
  'answer_shown',
  'completed',
  'grade',
  'passed',
  'failed',
  'other',
] as const;

export const Learner = z.strictObject({
  ...reportHead,
  course: z.strictObject({ key: z.string(), name: z.string() }),
  computedAt: z.nullable(z.string()),
  ...who,
  /** The number that the LMS knows the learner by; null where the site does not keep profiles here. */
  userId: z.nullable(z.number()),
  ...standing,
  /** The last thing done in the course, and where. */
  lastActivity: z.nullable(
    z.strictObject({ at: z.string(), what: z.enum(LEARNER_MOMENTS), block: z.nullable(BlockHead) }),
  ),
  /** This learner compared with the middle half of the course's learners who did anything. */
  beside: z.strictObject({
    activeDays: MiddleHalf,
    progress: MiddleHalf,
    tried: MiddleHalf,
    firstTryShare: MiddleHalf,
    watchedSeconds: MiddleHalf,
  }),
  watchedSeconds: z.number(),
  /** Every day on which something was done. */
  days: z.array(
    z.strictObject({
      date: z.string(),
      events: z.number(),
      problems: z.number(),
      videos: z.number(),
    }),
  ),
  /** Sections and their subsections in the order of the course. */
  sections: z.array(
    z.strictObject({
      block: BlockHead,
      units: z.strictObject({ reached: z.number(), of: z.number(), middleHalf: MiddleHalf }),
      problems: z.strictObject({
        tried: z.number(),
        firstRight: z.number(),
        everRight: z.number(),
        of: z.number(),
        middleHalf: MiddleHalf,
      }),
      videos: z.strictObject({ played: z.number(), of: z.number(), middleHalf: MiddleHalf }),
    }),
  ),
  problems: z.array(
    z.strictObject({
      block: BlockHead,
      attempts: z.number(),
      firstRight: z.boolean(),
      everRight: z.boolean(),
      firstTryAt: z.string(),
      lastAt: z.string(),
      hints: z.number(),
      answersShown: z.number(),
      /** How everybody fared: learners right the first time, of those who tried. */
      courseFirstTry: Quantity,
      /** The mean number of tries of everybody who tried. */
      courseMeanTries: Quantity,
    }),
  ),
  videos: z.array(
    z.strictObject({
      block: BlockHead,
      plays: z.number(),
      /** Share of its seconds seen; null where its length is not known. */
      coverage: z.nullable(z.number()),
      watchedSeconds: z.number(),
      lastAt: z.string(),
      /** Mean share seen over all viewers. */
      courseCoverage: Quantity,
      /** Seconds; null: not known. */
      duration: z.nullable(z.number()),
      /** What was seen, in order and without overlaps: whole seconds, `to` exclusive, and how often. */
      watched: z.array(z.strictObject({ from: z.number(), to: z.number(), times: z.number() })),
    }),
  ),
  /** The newest 500. */
  timeline: z.array(z.strictObject({ at: z.string(), what: z.enum(LEARNER_MOMENTS), block: z.nullable(BlockHead) })),
});
export type Learner = z.infer<typeof Learner>;

export const getLearner = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/learners/:learner',
  summary: 'One learner compared with the typical range of the class. Needs identities to be on.',
  query: z.strictObject({}),
  response: Learner,
});

export const putFollowUp = endpoint({
  method: 'PUT',
  path: '/api/v1/courses/:course/learners/:learner/answers',
  summary: 'Answers one flag: contacted, fine, wrong; null removes the answer. Needs identities to be on.',
  query: z.strictObject({}),
  body: z.strictObject({ rule: LearnerRule, answer: z.nullable(FollowUp) }),
  response: z.strictObject({ answers: z.array(GivenFollowUp) }),
});
