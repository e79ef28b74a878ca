import * as z from 'zod/mini';
import { BlockHead, reportHead, endpoint } from './endpoint';
import { Difference, None, Quantity, Withheld } from './values';

/** What the groups of a content experiment are compared by. */
export const EXPERIMENT_OUTCOMES = ['reached', 'firstTry', 'completed', 'watched'] as const;
export type ExperimentOutcome = (typeof EXPERIMENT_OUTCOMES)[number];

/** The mean over learners of a number between 0 and 1. */
export const LearnerMean = z.union([
  z.strictObject({ kind: z.literal('value'), value: z.number(), of: z.number() }),
  Withheld,
  None,
]);
export type LearnerMean = z.infer<typeof LearnerMean>;

const Outcome = z.strictObject({
  mean: LearnerMean,
  /**
   * This group less the first one, with an interval that holds at whatever moment it is looked at, and for all intervals of
   * the experiment at once (95 %). Null in the first group.
   */
  difference: z.nullable(Difference),
});

/** The groups of a content experiment (split test), by how the learners of each fared with what follows it. */
export const Experiment = z.strictObject({
  ...reportHead,
  block: BlockHead,
  /** What follows, that everybody is offered: to the end of the section, or the next section where nothing is left of it. */
  following: z.strictObject({ next: z.nullable(BlockHead), problems: z.number(), videos: z.number() }),
  /** In the order of the course; none where the source of the course does not say what is in which group. */
  arms: z.array(
    z.strictObject({
      block: BlockHead,
      /** Learners who reached it. Who met several groups counts in each. */
      learners: Quantity,
      /** Reached the next unit. */
      reached: Outcome,
      /** Of the problems attempted that follow: correct on first attempt. */
      firstTry: Outcome,
      /** Of all that follows and that anybody completed: completed. */
      completed: Outcome,
      /** Of the videos played that follow: watched. */
      watched: Outcome,
    }),
  ),
});
export type Experiment = z.infer<typeof Experiment>;

export const getExperiment = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/blocks/:block/experiment',
  summary: 'The groups of a content experiment, compared by what their learners did afterward.',
  query: z.strictObject({}),
  response: Experiment,
});
