import { defineMetric, total } from '@marginalia/extension';

let calls = 0;

export default defineMetric({
  id: 'leak',
  title: 'Calls so far',
  sentence: 'How often this was called before, as far as it can tell. It can tell nothing: it is always once.',
  on: 'problem',
  events: { verbs: ['evaluated'] },
  as: total({ unit: 'events', min: 0, max: 1_000_000 }),
  each({ events }) {
    calls += 1;
    return Object.fromEntries(events.map(({ block }) => [block, calls]));
  },
});
