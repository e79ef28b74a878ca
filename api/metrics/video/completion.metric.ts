import { metric } from '../kit/metric';
import { share } from '../kit/shapes';
import { rate } from '../kit/stats';
import { IN_FULL } from './passages';
import { inside } from './ranges';

export default metric({
  id: 'completion',
  of: 'video',
  member: 'completion',
  words: {
    title: 'Watched in full',
    sentence: 'Viewers who watched at least 95% of the seconds, out of all viewers.',
    counts: 'viewers with 95% of the seconds',
    among: 'viewers',
    source: 'watch intervals; Wilson 95% interval',
  },
  unit: 'share',
  shape: share(),
  parameters: { part: { type: 'Float64', value: IN_FULL, words: 'share of the seconds' } },
  value: (fact, p) => `${inside(fact.seen, p.seconds)} / ${p.seconds} >= ${p.part}`,
  examples: [
    {
      // 285 of 300 seconds are 95%
      facts: [
        { plays: 1, seen: [[0, 285]] },
        { plays: 1, seen: [[0, 284]] },
        { plays: 1, seen: [[0, 900]] },
      ],
      says: { shape: 'share', value: rate(2, 3, 3, 1, '') },
    },
  ],
});
