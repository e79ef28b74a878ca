import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'caught-loop',
  title: 'Bad: caught-loop',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    for (;;) {
      try {
        for (let at = 0; ; at += 1) if (at < 0) return { [String(events.length)]: at };
      } catch {
        // goes on
      } finally {
        events.length.toString();
      }
    }
  },
});
