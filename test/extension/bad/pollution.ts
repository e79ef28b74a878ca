import { defineMetric, total } from '@marginalia/extension';

export default defineMetric({
  id: 'pollution',
  title: 'Bad: pollution',
  sentence: 'A metric that misbehaves, for the tests of the walls around it.',
  on: 'problem',
  events: { context: 'all' },
  as: total({ unit: 'events', min: 0, max: 10 }),
  each({ events }) {
    const array = Array.prototype as unknown as Record<string, unknown>;
    const object = Object.prototype as unknown as Record<string, unknown>;
    const values: Record<string, number> = {};
    for (const { block, verb } of events) if (verb === 'evaluated') values[block] = 1;
    array.push = null;
    object.polluted = 1;
    return values;
  },
});
