import { counts, defineMetric, defineSource, z } from '@marginalia/extension';

export const survey = defineSource({
  id: 'survey',
  title: 'End-of-unit survey',
  row: z.object({
    user: z.string(),
    course: z.string(),
    unit: z.string(),
    answer: z.enum(['clear', 'so-so', 'lost']),
    when: z.iso.datetime(),
  }),
  event: ({ user, course, unit, answer, when }) => ({
    learner: user,
    course,
    block: unit,
    verb: 'acme.surveyed',
    at: when,
    response: answer,
  }),
});

export const felt = defineMetric({
  id: 'felt',
  title: 'How it felt',
  sentence: 'The last answer of each learner in the survey about the unit.',
  on: 'vertical',
  events: { verbs: ['acme.surveyed'] },
  as: counts({ among: 'valued', categories: ['clear', 'so-so', 'lost'] }),
  chart: 'bars',
  sql: { value: 'argMax(response, tuple(time, response))' },
});
