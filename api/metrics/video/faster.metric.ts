import { metric } from '../kit/metric';
import { count } from '../kit/shapes';

export default metric({
  id: 'faster',
  of: 'video',
  member: 'speed.faster',
  words: {
    title: 'Sped up',
    sentence: 'Viewers who ever changed to a speed above normal.',
    counts: 'viewers who switched',
    among: null,
    source: 'interacted statements',
  },
  unit: 'learners',
  shape: count(),
  value: () => '1',
  where: (fact) => `${fact.plays} > 0 AND ${fact.faster} > 0`,
  examples: [{ facts: [{ plays: 1, faster: 1 }, { plays: 1 }, { faster: 1 }], says: { shape: 'count', value: 1 } }],
});
