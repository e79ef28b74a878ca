import { metric } from '../kit/metric';
import { total } from '../kit/shapes';

export default metric({
  id: 'rewinds',
  of: 'video',
  member: 'rewinds',
  words: {
    title: 'Rewound',
    sentence: 'Learners who rewound, how often, and the ten seconds where most of them land.',
    counts: 'seeks backwards',
    among: 'learners who rewound',
    source: 'seeked statements',
  },
  unit: 'events',
  shape: total(),
  value: (fact) => fact.rewinds,
  where: (fact) => `${fact.plays} > 0 AND ${fact.rewinds} > 0`,
  examples: [
    {
      facts: [{ plays: 1, rewinds: 4 }, { plays: 1, rewinds: 1 }, { plays: 1 }],
      says: { shape: 'total', value: 5, of: 2 },
    },
  ],
});
