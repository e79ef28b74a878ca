import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'forum-questions',
  title: 'Questions asked',
  sentence: 'Threads that learners opened in the discussions of the unit.',
  on: 'discussion',
  events: { verbs: ['posted'], types: ['discussion'] },
  as: total({ unit: 'events', min: 0, max: 50 }),
  sql: { value: 'count()' },
});
