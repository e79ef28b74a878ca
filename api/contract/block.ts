import * as z from 'zod/mini';
import { BlockHead, WindowQuery, reportHead, endpoint } from './endpoint';
import { Offered, ReachSource } from './outline';
import { Quantity, Rate } from './values';

/** How far learners get in a section, a subsection or a unit; and what is known of a block of any other type. */
export const Block = z.strictObject({
  ...reportHead,
  block: BlockHead,
  offered: Offered,
  /** Blocks inside (of a block without any: 0) that some learners only are offered, or may be. */
  forSomeInside: z.number(),
  /** Learners of the course. */
  learners: Quantity,
  /** As in the outline. */
  reach: Quantity,
  reachSource: z.nullable(ReachSource),
  attempted: Quantity,
  firstTry: Rate,
  /** Of those who tried: who got at least one of the problems inside right at least once. Of all time only. */
  right: Rate,
  /**
   * Of those who reached it: who completed all they were offered inside, of the blocks that anybody ever completed. Of
   * all time only.
   */
  finished: Rate,
  /**
   * The unit before this one that is offered to the same learners, and of those who reached that: who never reached
   * this. Units offered to everybody, all time; null for any other.
   */
  before: z.nullable(z.strictObject({ block: BlockHead, notReached: Rate })),
});
export type Block = z.infer<typeof Block>;

export const getBlock = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/blocks/:block',
  summary: 'How far learners get in a section, subsection or unit; who reached and completed any other block.',
  query: WindowQuery,
  response: Block,
});
