import { metric } from '../kit/metric';
import { share } from '../kit/shapes';
import { rate } from '../kit/stats';

export default metric({
  id: 'recovered',
  of: 'problem',
  report: 'attention',
  member: 'items[].recovered',
  words: {
    title: 'Correct after another attempt',
    sentence: 'Learners who were correct eventually, out of learners who made another attempt after a wrong first one.',
    counts: 'learners incorrect first, then correct',
    among: 'learners incorrect first who made another attempt',
    source: 'evaluated statements',
  },
  unit: 'share',
  shape: share(),
  value: (fact) => fact.ever_right,
  where: (fact) => `${fact.tried} > 0 AND ${fact.first_right} = 0 AND ${fact.attempts} > 1`,
  examples: [
    {
      facts: [
        { tried: 1, attempts: 1 },
        { tried: 1, attempts: 3 },
        { tried: 1, attempts: 2, ever_right: 1 },
        { tried: 1, attempts: 2, first_right: 1, ever_right: 1 },
      ],
      says: { shape: 'share', value: rate(1, 2, 2, 1, '') },
    },
  ],
});
