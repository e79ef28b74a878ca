const metric = (
  name: string,
): string => `import { add, before, defineMetric, isSubmission, middle } from '@marginalia/extension';

export default defineMetric({
  id: '${name}',
  title: 'Time on task',
  sentence: 'Before each attempt: the time since whatever the learner did before it, at most 10 minutes.',
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
`;

const view = (name: string): string => `import { defineView } from '@marginalia/extension';

export default defineView({ id: '${name}', title: 'Hello', place: 'course', text: 'Hello world!' });
`;

const job = (name: string): string => `import { defineJob } from '@marginalia/extension';

export default defineJob({
  id: '${name}',
  every: '0 6 * * 1',
  scope: 'course',
  grants: ['mail'],
  async run({ course, metric, mail }) {
    const rows = await metric('firstTry');
    const low = rows.flatMap(({ name, told }) => (told.kind === 'value' && told.value < 0.5 ? [name] : []));
    if (low.length > 0) mail({ to: 'team', subject: \`Hard in \${course.name}\`, text: low.slice(0, 5).join('\\n') });
  },
});
`;

const source = (
  name: string,
  scope: string,
): string => `import { counts, defineMetric, defineSource, z } from '@marginalia/extension';

export const survey = defineSource({
  id: '${name}',
  title: 'Survey',
  row: z.object({ user: z.string(), course: z.string(), unit: z.string(), answer: z.enum(['clear', 'lost']), when: z.iso.datetime() }),
  event: ({ user, course, unit, answer, when }) => ({ learner: user, course, block: unit, verb: '${scope}.surveyed', at: when, response: answer }),
});

export const felt = defineMetric({
  id: 'felt',
  title: 'How it felt',
  sentence: 'The last answer of each learner in the survey about the unit.',
  on: 'vertical',
  events: { verbs: ['${scope}.surveyed'] },
  as: counts({ among: 'valued', categories: ['clear', 'lost'] }),
  chart: 'bars',
  sql: { value: 'argMax(response, tuple(time, response))' },
});
`;

const TEMPLATES: Record<string, (name: string, scope: string) => string> = { metric, view, job, source };

/** The file that a new extension begins with. */
export const templateOf = (kind: string, name: string, scope: string): string =>
  (TEMPLATES[kind] ?? metric)(name, scope);
