import { metric } from '../kit/metric';
import { share } from '../kit/shapes';
import { rate } from '../kit/stats';

export default metric({
  id: 'rightOnce',
  of: 'container',
  member: 'right',
  words: {
    title: 'Eventually correct',
    sentence: 'Learners who were correct at least once on a problem inside, out of learners who attempted one.',
    counts: 'learners ever correct at a problem inside',
    among: 'learners who attempted a problem inside',
    source: 'evaluated statements; Wilson 95% interval',
  },
  unit: 'share',
  shape: share(),
  // of a container facts are sums over what is inside
  value: (fact) => `${fact.ever_right} > 0`,
  examples: [
    {
      facts: [{ tried: 3, ever_right: 2 }, { tried: 1, ever_right: 1 }, { tried: 4 }, { plays: 1 }],
      says: { shape: 'share', value: rate(2, 3, 3, 1, '') },
    },
  ],
});
