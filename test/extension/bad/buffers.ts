import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'buffers',
  title: 'Bad: buffers',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    const all: unknown[] = [];
    for (;;) {
      all.push(new Uint8Array(1_000_000));
      if (all.length < 0) return { [String(events.length)]: 1 };
    }
  },
});
