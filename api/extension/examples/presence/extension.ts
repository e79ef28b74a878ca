import { defineEventHandler, defineView } from '@marginalia/extension';

const DAY = 86_400_000;

export const presence = defineEventHandler({
  id: 'presence',
  filter: {},
  grants: ['class'],
  async loop({ next, store }) {
    let today = 0;
    let here = new Set<number>();
    while (true) {
      const event = await next();
      const day = Math.floor(event.time / DAY);
      if (day !== today) [today, here] = [day, new Set()];
      here.add(event.learner);
      store.set('last day', { day, learners: here.size }, { at: event.time });
    }
  },
});

export const lastDay = defineView({
  id: 'last-day',
  title: 'The last day with anybody here',
  place: 'course',
  text({ store }) {
    const last = store.get('last day') as { day: number; learners: number } | null;
    if (last === null) return 'Nobody has been here yet.';
    const date = new Date(last.day * DAY).toISOString().slice(0, 10);
    return last.learners < 10 ? `${date}: fewer than 10 learners.` : `${date}: ${last.learners} learners.`;
  },
});
