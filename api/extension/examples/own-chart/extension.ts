import { add, before, defineMetric, defineView, isSubmission, middle } from '@marginalia/extension';

export const pace = defineMetric({
  id: 'pace',
  title: 'Time between attempts',
  sentence: 'Before each attempt: the time since the learner’s previous event, at most 5 minutes.',
  on: 'problem',
  events: { context: 'all' },
  as: middle({ unit: 'seconds', min: 0, max: 3600 }),
  each({ events }) {
    const seconds = {};
    for (const [event, gap] of before(events, { atMost: 300 })) if (isSubmission(event)) add(seconds, event.block, gap);
    return seconds;
  },
});

export const chart = defineView({
  id: 'chart',
  title: 'Pace',
  place: 'problem',
  show: ['acme.pace'],
  html: 'chart.html',
});
