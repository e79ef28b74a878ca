import { defineMetric, total } from '@marginalia/extension';

const deep = (at: number): number => deep(at + 1) + 1;

export default defineMetric({
  id: 'recursion',
  title: 'Bad: recursion',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    return { [String(deep(events.length))]: 1 };
  },
});
