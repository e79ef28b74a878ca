import { metric } from '../kit/metric';
import { share } from '../kit/shapes';
import { rate } from '../kit/stats';

export default metric({
  id: 'firstTry',
  of: 'problem',
  member: 'firstTry',
  words: {
    title: 'Correct on first attempt',
    sentence:
      'Learners whose first attempt was fully correct (every question, full points), out of learners who attempted. The first attempt is the one with the lowest attempt number, then the earliest.',
    counts: 'learners whose first attempt was correct',
    among: 'learners who attempted',
    source: 'evaluated statements; Wilson 95% interval',
  },
  unit: 'share',
  shape: share(),
  value: (fact) => fact.first_right,
  examples: [
    {
      facts: [{ tried: 1, first_right: 1, ever_right: 1 }, { tried: 1, ever_right: 1 }, { tried: 1 }, { hints: 1 }],
      says: { shape: 'share', value: rate(1, 3, 3, 1, '') },
    },
  ],
});
