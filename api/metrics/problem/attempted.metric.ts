import { metric } from '../kit/metric';
import { count } from '../kit/shapes';

export default metric({
  id: 'attempted',
  of: 'problem',
  member: 'learners',
  words: {
    title: 'Attempted',
    sentence: 'Learners who submitted an answer at least once.',
    counts: 'learners with a submission',
    among: null,
    source: 'evaluated statements about the problem itself',
  },
  unit: 'learners',
  shape: count(),
  value: () => '1',
  examples: [{ facts: [{ tried: 1 }, { tried: 1 }, { hints: 2 }], says: { shape: 'count', value: 2 } }],
});
