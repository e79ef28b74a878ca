import * as z from 'zod';
import { LEARNER_RULES, LEARNER_STATES } from '@marginalia/contract';

/** What is computed about a course's learners as a whole, as it is stored: bare counts, suppressed only when disclosed. */
const Rule = z.enum(LEARNER_RULES);
const StoredLearners = z.object({
  /** What it was computed from besides the events: the moment's day, the thresholds. */
  basis: z.string(),
  /** Seconds since 1970. */
  judgedAt: z.number(),
  running: z.boolean(),
  /** The newest event that counts, microseconds. Older versions did not say. */
  asOf: z.nullable(z.number()).default(null),
  /** How many facts there were to judge by. Older versions did not say. */
  volume: z.number().default(0),
  learners: z.number(),
  flagged: z.number(),
  rules: z.array(z.object({ rule: Rule, now: z.number(), weekAgo: z.number(), then: z.number() })),
  states: z.array(z.object({ state: z.enum(LEARNER_STATES), learners: z.number() })),
  quadrants: z.array(z.object({ active: z.boolean(), succeeding: z.boolean(), learners: z.number() })),
  sections: z.array(z.object({ section: z.string(), of: z.number(), struggling: z.number() })),
  /** How learners stood in the weeks before. Older versions did not say. */
  past: z
    .array(
      z.object({
        at: z.number(),
        states: z.array(z.object({ state: z.enum(LEARNER_STATES), learners: z.number() })),
      }),
    )
    .default([]),
  history: z.nullable(
    z.object({
      weeks: z.number(),
      learners: z.number(),
      passed: z.number(),
      rules: z.array(
        z.object({
          rule: Rule,
          fired: z.number(),
          laterPassed: z.number(),
          caught: z.number(),
          daysEarly: z.nullable(z.number()),
        }),
      ),
    }),
  ),
});
export type StoredLearners = z.infer<typeof StoredLearners>;

/** So many more or fewer facts, as a share and at least, and what was judged says little of the class. */
const MUCH = { share: 0.1, least: 20 };

/** Whether a course has changed by much since it was judged. Volumes as in what is stored. */
export const isOutgrown = (judged: number, now: number): boolean =>
  Math.abs(now - judged) > Math.max(MUCH.share * judged, MUCH.least);

/** Null where an older version stored it otherwise: then it is computed anew soon. */
export const parseLearners = (text: string): StoredLearners | null => {
  try {
    return StoredLearners.parse(JSON.parse(text));
  } catch {
    return null;
  }
};
