import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'throw',
  title: 'Bad: throw',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    throw new Error(`no number of ${events.length > 0 ? 'them' : 'none'}`);
  },
});
