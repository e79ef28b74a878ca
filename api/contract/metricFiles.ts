// Made by `npm run generate` from all files named *.metric.ts. Do not change it by hand.
import type { Metric } from './metric';

export const METRIC_FILES = {
  timeToFirstAttempt: {
    title: 'Time to first attempt',
    sentence:
      'From the last arrival at the unit, or the last thing done in it, to the first attempt. Half of the learners took less than the median. Breaks of more than 30 minutes are left out.',
    numerator: 'seconds until the first attempt',
    denominator: 'learners who attempted it, and of whom something is known in the 30 minutes before',
    unit: 'seconds',
    gate: "the site's threshold of learners",
    source: 'evaluated and navigated statements, and any other about a block of the unit',
    about: 'problem',
  },
} as const satisfies Record<string, Omit<Metric, 'id'>>;
