import { metric } from '../kit/metric';
import { count } from '../kit/shapes';

export default metric({
  id: 'slower',
  of: 'video',
  member: 'speed.slower',
  words: {
    title: 'Slowed down',
    sentence: 'Viewers who ever changed to a speed below normal.',
    counts: 'viewers who switched',
    among: null,
    source: 'interacted statements',
  },
  unit: 'learners',
  shape: count(),
  value: () => '1',
  where: (fact) => `${fact.plays} > 0 AND ${fact.slower} > 0`,
  examples: [{ facts: [{ plays: 1, slower: 1 }, { plays: 1 }, { slower: 1 }], says: { shape: 'count', value: 1 } }],
});
