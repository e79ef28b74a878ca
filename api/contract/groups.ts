import * as z from 'zod/mini';
import { BlockHead, reportHead, endpoint } from './endpoint';
import { LEARNER_STATES } from './learnerAttention';
import { MiddleHalf, Quantity, Rate } from './values';

/** Every learner in one of five states that may need help. */
export const AT_RISK = 'need_help';
const TRACK = 'track:';

/** A group of a class: learners in a state (`need_help`: in any that may need help), or `track:` and an enrolment track. */
export const GroupKey = z.union([
  z.enum([AT_RISK, ...LEARNER_STATES]),
  z.string().check(z.startsWith(TRACK), z.maxLength(110)),
]);
export type GroupKey = z.infer<typeof GroupKey>;

/** The track that a group's name says; null: it is a state. */
export const trackOf = (group: string): string | null => (group.startsWith(TRACK) ? group.slice(TRACK.length) : null);
export const groupOfTrack = (track: string): GroupKey => `${TRACK}${track}`;

/** Learners of the group and of the whole class. In steps nothing is withheld: they are joined until it need not be. */
const beside = { group: z.number(), course: z.number() };
const both = { group: Quantity, course: Quantity };

/** Of a kind of block inside a section or subsection: who reached at least one, who all. */
const ReachBeside = z.strictObject({
  blocks: z.number(),
  any: z.strictObject(both),
  all: z.strictObject(both),
});

/** How a group, or the class, stands: each number as on the course page. */
export const Standing = z.strictObject({
  learners: Quantity,
  started: Rate,
  firstTry: Rate,
  passing: Rate,
  completed: Rate,
  grade: MiddleHalf,
});
export type Standing = z.infer<typeof Standing>;

export const Group = z.strictObject({
  ...reportHead,
  /** What was asked for. */
  key: z.string(),
  group: Standing,
  course: Standing,
  /** Active by calendar week, from Monday (UTC); weeks that are over. */
  weeks: z.array(z.strictObject({ date: z.string(), ...both })),
  /** Sections and their subsections in the order of the course. */
  reach: z.array(z.strictObject({ block: BlockHead, units: ReachBeside, problems: ReachBeside, videos: ReachBeside })),
  /** Course grades last sent, from 0 to 1, `to` exclusive but for 1. Empty where it cannot be disclosed in any two steps. */
  grades: z.array(z.strictObject({ from: z.number(), to: z.number(), ...beside })),
  /** Of who is enrolled now: days since the last visit; `to` null: any longer; `never`: with those who never came. */
  visits: z.array(
    z.strictObject({ from: z.nullable(z.number()), to: z.nullable(z.number()), never: z.boolean(), ...beside }),
  ),
  /** Of who is enrolled now: first registration, in weeks from Monday (UTC), `to` exclusive. */
  enrolled: z.array(z.strictObject({ from: z.string(), to: z.string(), ...beside })),
  /** Of who is enrolled now, by track ('' none); small ones joined. Empty of a group that is a track. */
  tracks: z.array(z.strictObject({ tracks: z.array(z.string()), ...beside })),
});
export type Group = z.infer<typeof Group>;

/** Absent: `need_help`. */
export const GroupQuery = z.strictObject({ group: z.optional(GroupKey) });
export type GroupQuery = z.infer<typeof GroupQuery>;

export const getGroup = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/group',
  summary: 'One group compared with the class: learners with a status, or in an enrollment track.',
  query: GroupQuery,
  response: Group,
});
