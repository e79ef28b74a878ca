import { metric } from '../kit/metric';
import { mean } from '../kit/shapes';
import { inside } from './ranges';

export default metric({
  id: 'coverage',
  of: 'video',
  member: 'coverage',
  words: {
    title: 'Average watched',
    sentence: 'How much of the video a viewer watched on average: distinct seconds, out of its length.',
    counts: 'distinct seconds watched',
    among: 'viewers times length in seconds',
    source: 'watch intervals',
  },
  unit: 'share',
  shape: mean('seconds'),
  value: (fact, p) => inside(fact.seen, p.seconds),
  examples: [
    {
      // 300 seconds long: all of it, a half, nothing
      facts: [
        { plays: 1, seen: [[0, 400]] },
        {
          plays: 1,
          seen: [
            [0, 100],
            [150, 200],
          ],
        },
        { plays: 1 },
      ],
      says: { shape: 'mean', value: 0.5, of: 3 },
    },
  ],
});
