import { defineEventHandler, defineMetric, share } from '@marginalia/extension';

export const stuck = defineEventHandler({
  id: 'stuck',
  filter: { verbs: ['evaluated'], types: ['problem'] },
  derive({ events }) {
    const wrong: Record<string, number> = {};
    return events.flatMap(({ block, time, part, success }) => {
      if (part !== '') return [];
      wrong[block] = success ? 0 : (wrong[block] ?? 0) + 1;
      return wrong[block] === 3 ? [{ at: time, verb: 'acme.stuck', block }] : [];
    });
  },
});

export const everStuck = defineMetric({
  id: 'ever-stuck',
  title: 'Stuck',
  sentence: 'Of the learners who attempted it, those with three wrong answers in a row.',
  on: 'problem',
  events: { verbs: ['acme.stuck'] },
  as: share({ among: 'tried' }),
  sql: { value: 'count() > 0' },
});
