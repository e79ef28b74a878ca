import { defineProperty } from '@marginalia/extension';

export const device = defineProperty({
  on: 'event',
  name: 'xapi.device',
  cases: [
    { when: "platform = 'edx'", value: "JSONExtractString(statement, 'context', 'extensions', 'device')" },
    { when: "platform = 'sakai'", value: "JSONExtractString(statement, 'context', 'platform')" },
  ],
});
export const effort = defineProperty({ on: 'problem', name: 'effort', from: 'acme.time-on-task' });
