import { metric } from '../kit/metric';
import { share } from '../kit/shapes';
import { rate } from '../kit/stats';

/** Attempts from which on they are many. */
export const MANY_ATTEMPTS = 5;

export default metric({
  id: 'manyAttempts',
  of: 'problem',
  report: 'attention',
  member: 'items[].many',
  words: {
    title: 'Many attempts',
    sentence: 'Learners who made at least the stated number of attempts, out of learners who attempted.',
    counts: 'learners with so many submissions',
    among: 'learners who attempted',
    source: 'evaluated statements about the problem itself',
  },
  unit: 'share',
  shape: share(),
  parameters: { least: { type: 'UInt32', value: MANY_ATTEMPTS, words: 'attempts' } },
  value: (fact, p) => `${fact.attempts} >= ${p.least}`,
  examples: [
    {
      facts: [{ tried: 1, attempts: 4 }, { tried: 1, attempts: 5 }, { tried: 1, attempts: 9 }, { hints: 7 }],
      says: { shape: 'share', value: rate(2, 3, 3, 1, '') },
    },
  ],
});
