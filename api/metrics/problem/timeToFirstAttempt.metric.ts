import { metric } from '../kit/metric';
import { quartiles } from '../kit/shapes';

export default metric({
  id: 'timeToFirstAttempt',
  of: 'problem',
  words: {
    title: 'Time to first attempt',
    sentence:
      'From the last arrival at the unit, or the last thing done in it, to the first attempt. Half of the learners took less than the median. Breaks of more than 30 minutes are left out.',
    counts: 'seconds until the first attempt',
    among: 'learners who attempted it, and of whom something is known in the 30 minutes before',
    source: 'evaluated and navigated statements, and any other about a block of the unit',
  },
  unit: 'seconds',
  shape: quartiles(),
  value: (fact) => `${fact.first_attempt_after} / 1000`,
  where: (fact) => `${fact.tried} > 0 AND isNotNull(${fact.first_attempt_after})`,
  examples: [
    {
      // 12, 40, 95, 95, 210 in order: the 25th percentile is the second, the 75th the fourth.
      facts: [
        { tried: 1, first_attempt_after: 95_000 },
        { tried: 1, first_attempt_after: 210_000 },
        { tried: 1, first_attempt_after: 12_000 },
        { tried: 1, first_attempt_after: 40_000 },
        { tried: 1, first_attempt_after: 95_000 },
        { tried: 1, first_attempt_after: null },
        { tried: 0 },
      ],
      says: { shape: 'quartiles', value: { kind: 'value', low: 40, middle: 95, high: 95, of: 5 } },
    },
  ],
});
