import { metric } from '../kit/metric';
import { total } from '../kit/shapes';

export default metric({
  id: 'hint',
  of: 'problem',
  member: 'help.hint',
  words: {
    title: 'Used a hint',
    sentence: 'Learners who used a hint, and how often.',
    counts: 'hints opened',
    among: 'learners who opened a hint',
    source: 'asked statements',
  },
  unit: 'events',
  shape: total(),
  value: (fact) => fact.hints,
  where: (fact) => `${fact.hints} > 0`,
  examples: [
    { facts: [{ tried: 1, hints: 3 }, { hints: 1 }, { tried: 1 }], says: { shape: 'total', value: 4, of: 2 } },
  ],
});
