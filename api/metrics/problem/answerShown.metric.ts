import { metric } from '../kit/metric';
import { total } from '../kit/shapes';

export default metric({
  id: 'answerShown',
  of: 'problem',
  member: 'help.answerShown',
  words: {
    title: 'Viewed the answer',
    sentence: 'Learners who viewed the answer, and how often.',
    counts: 'times the answer was opened',
    among: 'learners who opened the answer',
    source: 'asked statements',
  },
  unit: 'events',
  shape: total(),
  value: (fact) => fact.answers_shown,
  where: (fact) => `${fact.answers_shown} > 0`,
  examples: [
    {
      facts: [{ tried: 1, answers_shown: 2 }, { answers_shown: 1 }, { tried: 1 }],
      says: { shape: 'total', value: 3, of: 2 },
    },
  ],
});
