import { metric } from '../kit/metric';
import { count } from '../kit/shapes';

export default metric({
  id: 'viewers',
  of: 'video',
  member: 'viewers',
  words: {
    title: 'Viewers',
    sentence: 'Learners who played the video at least once.',
    counts: 'learners who played it',
    among: null,
    source: 'played statements',
  },
  unit: 'learners',
  shape: count(),
  value: () => '1',
  examples: [{ facts: [{ plays: 1 }, { plays: 9 }, { captions: 1 }], says: { shape: 'count', value: 2 } }],
});
