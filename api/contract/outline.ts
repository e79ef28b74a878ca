import * as z from 'zod/mini';
import { FindingsAt } from './attention';
import { WindowQuery, reportHead, endpoint } from './endpoint';
import { Quantity, Rate } from './values';

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
  /** Of a block offered to some learners, nothing tells how many they are: its learners are no share of the course's. */
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
});
export type OutlineBlock = z.infer<typeof OutlineBlock>;

export const Outline = z.strictObject({
  ...reportHead,
  course: z.strictObject({
    key: z.string(),
    name: z.string(),
    /** What the names of its blocks are written in, a language tag as Studio has it; absent where nothing tells. */
    language: z.optional(z.string()),
  }),
  /** Learners of the course: ever registered, or everybody seen where nobody ever registered. */
  learners: Quantity,
  /** `published`: the latest publish; `events`: no structure was loaded, the blocks are those seen in events. */
  structure: z.enum(['published', 'events']),
  blocks: z.array(OutlineBlock),
});
export type Outline = z.infer<typeof Outline>;

export const getOutline = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/outline',
  summary: 'One row per block of the course: who reached it, and how they fared.',
  query: WindowQuery,
  response: Outline,
});
