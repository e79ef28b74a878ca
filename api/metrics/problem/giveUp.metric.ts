import { metric } from '../kit/metric';
import { share } from '../kit/shapes';
import { rate } from '../kit/stats';

export default metric({
  id: 'giveUp',
  of: 'problem',
  member: 'giveUp',
  words: {
    title: 'Never correct',
    sentence: 'Learners who were never correct, out of learners who attempted.',
    counts: 'learners never correct',
    among: 'learners who attempted',
    source: 'evaluated statements; Wilson 95% interval',
  },
  unit: 'share',
  shape: share(),
  value: (fact) => `${fact.ever_right} = 0`,
  examples: [
    {
      // right at once, right later, never right twice, and nothing tried
      facts: [
        { tried: 1, first_right: 1, ever_right: 1 },
        { tried: 1, attempts: 3, ever_right: 1 },
        { tried: 1, attempts: 7 },
        { tried: 1 },
        {},
      ],
      says: { shape: 'share', value: rate(2, 4, 4, 1, '') },
    },
  ],
});
