import { defineJob } from '@marginalia/extension';

export default defineJob({
  id: 'weekly-digest',
  every: '0 6 * * 1',
  scope: 'course',
  grants: ['mail'],
  async run({ course, metric, mail }) {
    const rows = await metric('acme.confusion');
    const told = rows.flatMap(({ name, told }) =>
      told.kind === 'value' && told.value > 0.6 ? [`${name}: ${told.value}`] : [],
    );
    if (told.length > 0)
      mail({ to: 'team', subject: `Where ${course.name} confuses`, text: told.slice(0, 5).join('\n') });
  },
});
