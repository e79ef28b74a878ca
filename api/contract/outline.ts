import * as z from 'zod/mini';
import { FindingsAt } from './attention';
import { WindowQuery, reportHead, endpoint } from './endpoint';
import { None, Quantity, Rate, Withheld } from './values';

/** How "reached" was found for a block: completion events, navigation to the unit, or any activity inside it. */
export const ReachSource = z.enum(['completion', 'navigation', 'activity']);

/**
 * To whom a block is offered: everybody, some learners only, nobody but the course team (or nobody yet). `unknown`: the
 * source of the course does not say. `limit`: what limits it.
 */
export const Offered = z.strictObject({
  to: z.enum(['all', 'some', 'nobody', 'unknown']),
  limit: z.nullable(z.enum(['staff_only', 'not_started', 'groups', 'experiment', 'bank', 'condition', 'unlisted'])),
});
export type Offered = z.infer<typeof Offered>;

/** What an extension says of a block in one number: a share, a median, a total or a score. `of`: of how many learners. */
export const OutlineFigure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.number(), of: z.number() }),
  Withheld,
  None,
]);
export type OutlineFigure = z.infer<typeof OutlineFigure>;

/** The one metric of an extension that the site's operator chose for the outline. */
export const OutlineExtension = z.strictObject({
  /** `acme.time-on-task` */
  id: z.string(),
  /** Whose it is: the name of the extension, `acme/time-on-task`. */
  by: z.string(),
  title: z.string(),
  /** What is counted. */
  sentence: z.string(),
  /** Title and sentence in other languages. */
  words: z.optional(z.record(z.string(), z.strictObject({ title: z.string(), sentence: z.string() }))),
  /** Blocks have figures while it is `ready`. */
  state: z.enum(['ready', 'filling', 'paused', 'failed']),
  /** Of how many learners it is computed, while it is filled. */
  progress: z.optional(z.strictObject({ done: z.number(), of: z.number() })),
  /** How learners became one number. */
  shape: z.enum(['share', 'quartiles', 'total', 'score']),
  unit: z.enum(['share', 'seconds', 'events', 'points', 'days']),
});
export type OutlineExtension = z.infer<typeof OutlineExtension>;

export const OutlineBlock = z.strictObject({
  id: z.string(),
  /** course, chapter (section), sequential (subsection), vertical (unit), problem, video, html, ... */
  type: z.string(),
  name: z.string(),
  /** Usage key of the block it lies in; null for the course and for blocks that no structure knows. */
  parent: z.nullable(z.string()),
  /** Position in a depth-first walk of the course, from 0. */
  order: z.number(),
  graded: z.boolean(),
  /** Of a block offered to some learners, nothing says how many they are: its learners are no share of the course's. */
  offered: Offered,
  /** Learners who reached it. */
  reach: Quantity,
  /** Null where nobody reached it, and where `reach` is withheld. */
  reachSource: z.nullable(ReachSource),
  /** Learners who submitted at least once (a problem, or any problem inside). */
  attempted: Quantity,
  /** Right the first time: of learners (a problem), of learner-problem pairs (a container). */
  firstTry: Rate,
  /** Mean share of the video's seconds seen, over its viewers; in a container over all viewer-video pairs. 0 to 1. */
  watched: Quantity,
  /** What is worth a look at it or inside it, over all time; null while the list has not been made. */
  attention: z.nullable(FindingsAt),
  /** Of a block of the kind that the outline's metric of an extension is about, over all time: what its card says. */
  extension: z.optional(OutlineFigure),
});
export type OutlineBlock = z.infer<typeof OutlineBlock>;

export const Outline = z.strictObject({
  ...reportHead,
  course: z.strictObject({
    key: z.string(),
    name: z.string(),
    /** What the names of its blocks are written in, a language tag as Studio has it; absent where nothing says so. */
    language: z.optional(z.string()),
  }),
  /** Learners of the course: ever registered, or everybody seen where nobody ever registered. */
  learners: Quantity,
  /** `published`: the latest publish; `events`: no structure was loaded, the blocks are those seen in events. */
  structure: z.enum(['published', 'events']),
  /** Absent where none was chosen or one may not see it, and in a window or a track: its numbers are of all time. */
  extension: z.optional(OutlineExtension),
  blocks: z.array(OutlineBlock),
});
export type Outline = z.infer<typeof Outline>;

export const getOutline = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/outline',
  summary: 'One row per block of the course: who reached it, and how they did.',
  query: WindowQuery,
  response: Outline,
});
