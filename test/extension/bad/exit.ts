import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'exit',
  title: 'Bad: exit',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    (globalThis as unknown as { process: { exit(code: number): void } }).process.exit(events.length);
    return {};
  },
});
