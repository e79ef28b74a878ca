import { defineMessages } from '@edx/frontend-platform/i18n';

export const flowWords = defineMessages({
  title: {
    id: 'marginalia.flow.how',
    defaultMessage: 'How answers changed',
    description: 'Heading above two bars: who was right the first time, and who in the end',
  },
  first: {
    id: 'marginalia.flow.first',
    defaultMessage: 'first attempt',
    description: 'Beside the bar of learners who were right the first time',
  },
  end: {
    id: 'marginalia.flow.end',
    defaultMessage: 'last attempt',
    description: 'Beside the bar of learners who were right in the end',
  },
  last: {
    id: 'marginalia.flow.last',
    defaultMessage: 'last attempt',
    description: 'Above the right side of the bands from first answers to last ones',
  },
  answersTitle: {
    id: 'marginalia.flow.answers',
    defaultMessage: 'From first answer to last',
    description: 'Heading above bands that go from first answers to last ones',
  },
  moved: {
    id: 'marginalia.flow.moved',
    defaultMessage: '{n, number} of {of} learners who first answered {from} changed to {to}.',
    description:
      'The largest move from a wrong first answer to another last one; {from} and {to} are answers in quotes',
  },
  stayed: {
    id: 'marginalia.flow.stayed',
    defaultMessage: '{n, number} of {of} who first answered {answer} kept it.',
    description:
      'How many stayed with a wrong answer from the first to the last attempt; {answer} is an answer in quotes',
  },
  few: {
    id: 'marginalia.flow.few',
    defaultMessage: 'Moves by few learners are not drawn, to protect small groups.',
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
      '{moved, number} of {wrong, plural, one {# learner who was} other {# learners who were}} wrong at first got it correct later; {never, number} did not.',
    description: 'Below the bars of first attempts and of the end',
  },
});
