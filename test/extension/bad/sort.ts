import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'sort',
  title: 'Bad: sort',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    const all = Array.from({ length: 3_000_000 }, (_, at) => (at * 7919 + events.length) % 1_000_003);
    return { [String(all.sort()[0])]: 1 };
  },
});
