import { metric } from '../kit/metric';
import { total } from '../kit/shapes';

export default metric({
  id: 'imputedPlays',
  of: 'video',
  member: 'imputed.plays',
  words: {
    title: 'Plays without an end',
    sentence: 'Plays with no recorded end, or with one the clock contradicts.',
    counts: 'plays without a known end',
    among: 'viewers with such plays',
    source: 'played statements and what followed them',
  },
  unit: 'events',
  shape: total(),
  value: (fact) => fact.imputed_plays,
  where: (fact) => `${fact.plays} > 0 AND ${fact.imputed_plays} > 0`,
  examples: [
    {
      facts: [{ plays: 2, imputed_plays: 1 }, { plays: 2, imputed_plays: 2 }, { plays: 1 }],
      says: { shape: 'total', value: 3, of: 2 },
    },
  ],
});
