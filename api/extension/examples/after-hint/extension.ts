import { counts, defineMetric } from '@marginalia/extension';

export default defineMetric({
  id: 'after-hint',
  title: 'After a hint',
  sentence:
    'Of the learners who attempted it: whose next attempt after their first hint was correct, was incorrect, or never came, and who used no hint.',
  on: 'problem',
  events: { verbs: ['evaluated', 'asked'], types: ['problem'] },
  as: counts({ among: 'tried', categories: ['correct', 'incorrect', 'no further attempt', 'no hint'] }),
  chart: 'bars',
  each({ events }) {
    const hinted = new Set<string>();
    const found: Record<string, 'correct' | 'incorrect' | 'no further attempt' | 'no hint'> = {};
    for (const { verb, part, block, success } of events) {
      if (verb === 'asked' && part === 'hint' && !hinted.has(block)) {
        hinted.add(block);
        found[block] = 'no further attempt';
      } else if (verb === 'evaluated' && part === '') {
        if (found[block] === 'no further attempt') found[block] = success ? 'correct' : 'incorrect';
        else found[block] ??= 'no hint';
      }
    }
    return found;
  },
});
