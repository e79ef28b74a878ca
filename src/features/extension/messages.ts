import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  title: {
    id: 'marginalia.extension.title',
    defaultMessage: 'From extensions',
    description: 'Heading above cards with numbers that extensions by others compute',
  },
  ofAll: {
    id: 'marginalia.extension.ofAll',
    defaultMessage: 'Always covers all dates and learners. Filters don’t apply here.',
    description: 'Above the cards of extensions where other numbers of the panel are limited to dates or a track',
  },
  filling: {
    id: 'marginalia.extension.filling',
    defaultMessage: 'Computed for {done, number} of {of, plural, one {# learner} other {# learners}}',
    description: 'On a card that has no number yet, above a progress bar',
  },
  paused: {
    id: 'marginalia.extension.paused',
    defaultMessage: 'Paused. Nothing else is affected.',
    description: 'On a card whose extension is stopped for a while; the reason follows, in English',
  },
  failed: {
    id: 'marginalia.extension.failed',
    defaultMessage: 'Couldn’t compute this number. Nothing else is affected.',
    description: 'On a card whose extension failed; the reason follows, in English',
  },
  withheld: {
    id: 'marginalia.extension.withheld',
    defaultMessage: 'Hidden to protect a small group.',
    description: 'On a card whose number may not be shown',
  },
  none: {
    id: 'marginalia.extension.none',
    defaultMessage: 'No data yet.',
    description: 'On a card of a metric that says nothing about any learner here',
  },
  definition: {
    id: 'marginalia.extension.definition',
    defaultMessage: 'Definition',
    description: 'Button below a number of an extension that shows what is counted',
  },
  definitionClose: {
    id: 'marginalia.extension.definitionClose',
    defaultMessage: 'Hide definition',
    description: 'Button below a number of an extension that hides what is counted',
  },
  skipped: {
    id: 'marginalia.extension.skipped',
    defaultMessage: 'Not computed for {skipped, plural, one {# learner} other {# learners}}',
    description: 'Below a number: so many learners are not in it, because the extension failed over them',
  },
  cardsFailed: {
    id: 'marginalia.extension.cardsFailed',
    defaultMessage: 'Couldn’t load the numbers of extensions.',
    description: 'In place of the cards of extensions',
  },
  again: {
    id: 'marginalia.extension.again',
    defaultMessage: 'Try again',
    description: 'Button that loads the cards of extensions again',
  },
  numbers: {
    id: 'marginalia.extension.numbers',
    defaultMessage: 'Show the numbers',
    description: 'Button below a chart that an extension draws: opens the same numbers as words and tables',
  },
  numbersClose: {
    id: 'marginalia.extension.numbersClose',
    defaultMessage: 'Hide the numbers',
    description: 'Button below a chart that an extension draws: closes the numbers shown as words and tables',
  },
  provider: {
    id: 'marginalia.extension.provider',
    defaultMessage: 'From {name}, which is not part of this site',
    description: 'Below a card of another server; name: its host name. The numbers are counted there, not here',
  },
  providerExperimental: {
    id: 'marginalia.extension.providerExperimental',
    defaultMessage: 'Experimental. From {name}, which is not part of this site',
    description: 'Below a card of another server that is being tested; name: its host name',
  },
  score: {
    id: 'marginalia.extension.score',
    defaultMessage: '{of, plural, one {# learner} other {# learners}}',
    description: 'Below a score that an extension makes of other numbers: how many learners these are about, at least',
  },
});
