import { defineEventHandler, defineProperty, type Event } from '@marginalia/extension';

export const device = defineProperty({
  on: 'event',
  name: 'xapi.device',
  cases: [
    { when: "platform = 'edx'", value: "JSONExtractString(statement, 'context', 'extensions', 'device')" },
    { when: "platform = 'sakai'", value: "JSONExtractString(statement, 'context', 'platform')" },
  ],
});
export const effort = defineProperty({ on: 'problem', name: 'effort', from: 'acme.time-on-task' });
export const presence = defineEventHandler({
  id: 'presence',
  filter: {},
  grants: ['class'],
  *loop({ store }) {
    let today = 0;
    let seen = 0;
    while (true) {
      const event: Event = yield;
      const day = Math.floor(event.time / 86_400_000);
      [today, seen] = day === today ? [today, seen + 1] : [day, 1];
      store.set(`day ${day}`, seen, { at: event.time });
    }
  },
});
