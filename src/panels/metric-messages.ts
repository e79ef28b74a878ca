import { defineMessages } from '@edx/frontend-platform/i18n';

export const metricCardWords = defineMessages({
  fromExtension: {
    id: 'marginalia.card.fromExtension',
    defaultMessage: 'From the extension {by}.',
    description:
      'After a definition, where an extension brings the number; {by} is its name, such as acme/time-on-task',
  },
  title: {
    id: 'marginalia.card.title',
    defaultMessage: 'More numbers',
    description: 'Heading above small cards, each with one further number about the problem or video.',
  },
  typical: {
    id: 'marginalia.card.typical',
    defaultMessage: 'Typical range: {low}–{high} · {of, plural, one {# learner} other {# learners}}',
    description:
      'Below a median. {low} and {high} are the 25th and 75th percentile with their unit, such as 40 s; {of} is how many learners.',
  },
  median: {
    id: 'marginalia.card.median',
    defaultMessage: 'Median',
    description:
      'Column of a table with the quartiles of a metric, and before the median in words about a chart of them.',
  },
  lower: {
    id: 'marginalia.card.lower',
    defaultMessage: 'Typical range from',
    description: 'Column of a table with the quartiles of a metric: the 25th percentile.',
  },
  upper: {
    id: 'marginalia.card.upper',
    defaultMessage: 'Typical range to',
    description: 'Column of a table with the quartiles of a metric: the 75th percentile.',
  },
  learners: {
    id: 'marginalia.card.learners',
    defaultMessage: 'Learners',
    description: 'Column of a table with the quartiles of a metric: of how many learners.',
  },
  of: {
    id: 'marginalia.card.of',
    defaultMessage: '{of, plural, one {# learner} other {# learners}}',
    description: 'Below a total or an average: how many learners it is about.',
  },
  hidden: {
    id: 'marginalia.card.hidden',
    defaultMessage: 'Hidden to protect a small group.',
    description:
      'In place of the numbers of a card whose group of learners is too small, or would give away a small group.',
  },
  hiddenOnes: {
    id: 'marginalia.card.hiddenOnes',
    defaultMessage: 'Hidden to protect small groups: {titles}.',
    description: 'In place of cards whose numbers are all hidden; {titles} is a list of their titles.',
  },
  nothing: {
    id: 'marginalia.card.nothing',
    defaultMessage: 'No data yet.',
    description: 'In place of the numbers of a card that has nothing to count.',
  },
  andMore: {
    id: 'marginalia.card.andMore',
    defaultMessage: '{from} or more',
    description: 'Name of the last bar of a histogram. {from} is a number with its unit.',
  },
  upTo: {
    id: 'marginalia.card.upTo',
    defaultMessage: '{from} to {to}',
    description: 'Name of a bar of a histogram: from the first number up to, not including, the second.',
  },
});
