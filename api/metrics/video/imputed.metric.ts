import { metric } from '../kit/metric';
import { total } from '../kit/shapes';
import { inside } from './ranges';

export default metric({
  id: 'imputed',
  of: 'video',
  member: 'imputed.seconds',
  words: {
    title: 'Estimated seconds',
    sentence:
      'Seconds counted for plays with no recorded end, or with one the clock contradicts. They count until the learner resumed, or as long as the clock allows.',
    counts: 'estimated seconds',
    among: 'viewers with such plays',
    source: 'played statements and what followed them',
  },
  unit: 'seconds',
  shape: total(),
  value: (fact, p) => inside(fact.imputed, p.seconds),
  where: (fact) => `${fact.plays} > 0 AND ${fact.imputed_plays} > 0`,
  examples: [
    {
      facts: [
        { plays: 2, imputed_plays: 1, imputed: [[0, 30]] },
        { plays: 2, imputed_plays: 2, imputed: [[290, 310]] },
        { plays: 1 },
      ],
      says: { shape: 'total', value: 40, of: 2 },
    },
  ],
});
