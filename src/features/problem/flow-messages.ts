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
  last: {
    id: 'marginalia.flow.last',
    defaultMessage: 'last try',
    description: 'Above the right side of the bands from first answers to last ones',
  },
  answersTitle: {
    id: 'marginalia.flow.answers',
    defaultMessage: 'From first answer to last',
    description: 'Heading above bands that go from first answers to last ones',
  },
  moved: {
    id: 'marginalia.flow.moved',
    defaultMessage: '{n, number} of {of} learners who began with {from} ended with {to}.',
    description:
      'The largest move from a wrong first answer to another last one; {from} and {to} are answers in quotes',
  },
  stayed: {
    id: 'marginalia.flow.stayed',
    defaultMessage: '{n, number} of {of} who began with {answer} stayed with it.',
    description: 'How many stayed with a wrong answer from the first to the last try; {answer} is an answer in quotes',
  },
  few: {
    id: 'marginalia.flow.few',
    defaultMessage: 'Moves of few learners, or that would tell such a one, are not drawn.',
    description: 'Below the bands from first answers to last ones, where some are withheld',
  },
  caption: {
    id: 'marginalia.flow.caption',
    defaultMessage: 'Learners by their first and their last answer',
    description: 'Caption of the table of first and last answers',
  },
  firstAnswer: {
    id: 'marginalia.flow.firstAnswer',
    defaultMessage: 'First answer',
    description: 'Column of the table of first and last answers',
  },
  lastAnswer: {
    id: 'marginalia.flow.lastAnswer',
    defaultMessage: 'Last answer',
    description: 'Column of the table of first and last answers',
  },
  learners: {
    id: 'marginalia.flow.learners',
    defaultMessage: 'Learners',
    description: 'Column of the table of first and last answers: how many went from the one to the other',
  },
  sentence: {
    id: 'marginalia.flow.sentence',
    defaultMessage:
      'Of {wrong, plural, one {# learner who was wrong first} other {# learners who were wrong first}}, {moved, number} got it right later and {never, number} did not.',
    description: 'Below the bars of first tries and of the end',
  },
});
