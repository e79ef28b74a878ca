import { defineMetric, total } from '@marginalia/extension';

/** For the operator only. */
export default defineMetric({
  id: 'secret',
  title: 'For the site',
  sentence: 'Attempts that learners sent, for the operator of the site.',
  on: 'problem',
  events: { verbs: ['evaluated'] },
  as: total({ unit: 'events', min: 0, max: 100 }),
  sql: { value: 'count()' },
  allow: [{ role: 'site' }],
});
