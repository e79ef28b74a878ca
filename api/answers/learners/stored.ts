import * as z from 'zod';
import { LEARNER_RULES, LEARNER_STATES } from '../../../src/contract';

/** What is computed about a course's learners as a whole, as it is stored: bare counts, suppressed only when told. */
const Rule = z.enum(LEARNER_RULES);
const StoredLearners = z.object({
  /** What it was computed from beside the events: the moment's day, the thresholds. */
  basis: z.string(),
  /** Seconds since 1970. */
  judgedAt: z.number(),
  running: z.boolean(),
  learners: z.number(),
  flagged: z.number(),
  rules: z.array(z.object({ rule: Rule, now: z.number(), weekAgo: z.number(), then: z.number() })),
  states: z.array(z.object({ state: z.enum(LEARNER_STATES), learners: z.number() })),
  quadrants: z.array(z.object({ active: z.boolean(), succeeding: z.boolean(), learners: z.number() })),
  sections: z.array(z.object({ section: z.string(), of: z.number(), struggling: z.number() })),
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

/** Null where an older version stored it otherwise: then it is computed anew soon. */
export const parseLearners = (text: string): StoredLearners | null => {
  try {
    return StoredLearners.parse(JSON.parse(text));
  } catch {
    return null;
  }
};
