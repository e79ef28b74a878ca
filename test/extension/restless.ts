import { defineEventHandler } from '@marginalia/extension';

/** Takes one event, and never asks for another. */
export default defineEventHandler({
  id: 'restless',
  filter: {},
  grants: ['class'],
  loop: async ({ next }) => {
    for (let turns = await next(); turns;);
  },
});
