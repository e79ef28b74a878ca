import { metric } from '../kit/metric';
import { share } from '../kit/shapes';
import { rate } from '../kit/stats';

export default metric({
  id: 'eventual',
  of: 'problem',
  member: 'eventual',
  words: {
    title: 'Eventually correct',
    sentence: 'Learners who were correct at least once, out of learners who attempted.',
    counts: 'learners ever correct',
    among: 'learners who attempted',
    source: 'evaluated statements; Wilson 95% interval',
  },
  unit: 'share',
  shape: share(),
  value: (fact) => fact.ever_right,
  examples: [
    {
      facts: [{ tried: 1, first_right: 1, ever_right: 1 }, { tried: 1, ever_right: 1 }, { tried: 1 }],
      says: { shape: 'share', value: rate(2, 3, 3, 1, '') },
    },
  ],
});
