import { defineMessages } from '@edx/frontend-platform/i18n';

export const flowWords = defineMessages({
  title: {
    id: 'marginalia.flow.title',
    defaultMessage: 'From the first try to the end',
    description: 'Heading above two bars: who was right the first time, and who in the end',
  },
  first: {
    id: 'marginalia.flow.first',
    defaultMessage: 'first try',
    description: 'Beside the bar of learners who were right the first time',
  },
  end: {
    id: 'marginalia.flow.end',
    defaultMessage: 'in the end',
    description: 'Beside the bar of learners who were right in the end',
  },
  sentence: {
    id: 'marginalia.flow.sentence',
    defaultMessage:
      'Of {wrong, plural, one {# learner who was wrong first} other {# learners who were wrong first}}, {moved, number} got it right later and {never, number} did not.',
    description: 'Below the bars of first tries and of the end',
  },
});
