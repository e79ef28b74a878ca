import { defineMetric, z } from '@marginalia/extension';

export default defineMetric({
  id: 'confusion',
  title: 'Confusion',
  sentence:
    'Never correct, plus half of those correct only after several attempts, weighted by how long learners stayed. From 0 to 1.',
  on: 'problem',
  params: { patience: z._default(z.number().check(z.minimum(60), z.maximum(900)), 300) },
  from: ['giveUp', 'firstTry', 'acme.time-on-task'],
  as: 'score',
  chart: 'stat',
  combine({ giveUp = 0, firstTry = 0, 'acme.time-on-task': seconds = 0 }, { patience }) {
    const slow = Math.min(1, seconds / patience);
    return Math.min(1, (giveUp + (1 - giveUp - firstTry) / 2) * (0.5 + slow / 2));
  },
  allow: [{ role: 'team', pin: { course: '$course', patience: '300' } }, { role: 'site' }],
});
