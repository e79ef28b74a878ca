import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'redos',
  title: 'Bad: redos',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    return { [String(/^(a+)+$/.test(`${'a'.repeat(40 + (events.length % 2))}b`))]: 1 };
  },
});
