import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'huge',
  title: 'Bad: huge',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    return { ['x'.repeat(30_000_000 + events.length)]: 1 };
  },
});
