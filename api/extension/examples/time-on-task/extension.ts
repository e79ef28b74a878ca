import { add, before, defineMetric, isSubmission, middle } from '@marginalia/extension';

export default defineMetric({
  id: 'time-on-task',
  title: 'Time on task',
  sentence:
    'How long learners worked on the problem. Before each attempt: the time since whatever they did before it, at most 10 minutes.',
  on: 'problem',
  events: { context: 'all' },
  as: middle({ unit: 'seconds', min: 0, max: 7200 }),
  chart: 'histogram',
  each({ events }) {
    const seconds = {};
    for (const [event, gap] of before(events, { atMost: 600 })) if (isSubmission(event)) add(seconds, event.block, gap);
    return seconds;
  },
});
