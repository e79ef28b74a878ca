import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'loop',
  title: 'Bad: loop',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    for (let at = 0; ; at += 1) if (at < 0) return { [String(events.length)]: at };
  },
});
