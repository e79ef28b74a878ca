import { metric } from '../kit/metric';
import { count } from '../kit/shapes';

export default metric({
  id: 'captions',
  of: 'video',
  member: 'captions',
  words: {
    title: 'Captions on',
    sentence: 'Viewers who turned captions or the transcript on.',
    counts: 'viewers who turned them on',
    among: null,
    source: 'interacted statements',
  },
  unit: 'learners',
  shape: count(),
  value: () => '1',
  where: (fact) => `${fact.plays} > 0 AND ${fact.captions} > 0`,
  examples: [{ facts: [{ plays: 1, captions: 1 }, { plays: 1 }, { captions: 1 }], says: { shape: 'count', value: 1 } }],
});
