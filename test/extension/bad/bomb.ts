import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'bomb',
  title: 'Bad: bomb',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    const all: unknown[] = [];
    for (;;) {
      all.push(new Array(1000).fill(events.length));
      if (all.length < 0) return {};
    }
  },
});
