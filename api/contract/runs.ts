import * as z from 'zod/mini';
import { BlockHead, reportHead, endpoint } from './endpoint';
import { Quantity, Rate } from './values';

/** Another run of a course that the person may see. */
const Run = {
  /** What `run` is asked with. */
  run: z.string(),
  name: z.string(),
  /** Newest event there, ISO 8601, by the day where there are few learners. */
  newest: z.string(),
};

/** What a course's reports can be asked about. */
export const Choices = z.strictObject({
  minLearners: z.number(),
  /** Enrolment tracks of the course that may be disclosed, most learners first. */
  tracks: z.array(z.strictObject({ track: z.string(), learners: Quantity })),
  /**
   * The latest first, without the course itself: by when they began, where that is known of all of them, else by their newest
   * event.
   */
  runs: z.array(z.strictObject(Run)),
  /** Of these, the run just before the course's own, and the one just after it; null: there is none. */
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
});
export type Choices = z.infer<typeof Choices>;

export const getChoices = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/choices',
  summary: 'The enrollment tracks of a course, and its other runs that the person may see.',
  query: z.strictObject({}),
  response: Choices,
});

/** The same block in other runs: a re-run keeps the ids of its blocks. */
export const BlockRuns = z.strictObject({
  ...reportHead,
  block: BlockHead,
  /** The latest first, at most five. What a block of this type has not is `none`. */
  runs: z.array(
    z.strictObject({
      ...Run,
      reach: Quantity,
      attempted: Quantity,
      firstTry: Rate,
      viewers: Quantity,
      coverage: Quantity,
      completion: Rate,
    }),
  ),
});
export type BlockRuns = z.infer<typeof BlockRuns>;

export const getBlockRuns = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/blocks/:block/runs',
  summary: 'How learners did with the same block in other runs of the course that the person may see.',
  query: z.strictObject({}),
  response: BlockRuns,
});
