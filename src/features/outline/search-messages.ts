import { defineMessages } from '@edx/frontend-platform/i18n';

export const searchWords = defineMessages({
  label: {
    id: 'marginalia.search.label',
    defaultMessage: 'Search by name or type',
    description: 'Label of the search field above the list of all blocks of the course',
  },
  hits: {
    id: 'marginalia.search.hits',
    defaultMessage: '{n, plural, =0 {Nothing found} one {# found} other {# found}}',
    description: 'Below the search field: how many blocks were found',
  },
  once: {
    id: 'marginalia.outline.once',
    defaultMessage: 'Eventually correct',
    description: 'Step of the funnel: learners who answered at least one problem in it correctly, on any attempt',
  },
  finished: {
    id: 'marginalia.outline.finished',
    defaultMessage: 'Completed',
    description: 'Step of the funnel: learners who completed everything in it',
  },
  notReached: {
    id: 'marginalia.outline.notReached',
    defaultMessage: '{count, number} of {of, number} stopped after {name}.',
    description: 'In the panel of a unit; {name} is the name of the unit before',
  },
  funnelReached: {
    id: 'marginalia.outline.funnelReached',
    defaultMessage: 'Progress in this part',
    description: 'Heading of the two bars of a section, subsection or unit in which there is no problem',
  },
  notMeasured: {
    id: 'marginalia.outline.notTracked',
    defaultMessage: 'Not tracked',
    description: 'In place of numbers beside a block for whose kind Open edX sends no events',
  },
  noneYet: {
    id: 'marginalia.outline.noneYet',
    defaultMessage: 'no learners yet',
    description: 'In place of numbers beside a block that no learner has opened',
  },
  reachSign: {
    id: 'marginalia.outline.reachSign',
    defaultMessage: 'reached',
    description: 'Legend above the list of blocks, beside the sign of the number of learners who reached a block',
  },
  firstTrySign: {
    id: 'marginalia.outline.firstTrySign',
    defaultMessage: 'first attempt',
    description: 'Legend above the list of blocks, beside the sign of the share that is correct on first attempt',
  },
  watchedSign: {
    id: 'marginalia.outline.watchedSign',
    defaultMessage: 'watched',
    description: 'Legend above the list of blocks, beside the sign of the share of videos that was watched on average',
  },
  attentionSign: {
    id: 'marginalia.outline.attentionSign',
    defaultMessage: 'flags',
    description: 'Legend above the list of blocks, beside the sign of the number of things worth a look',
  },
  notPublished: {
    id: 'marginalia.outline.notPublished',
    defaultMessage: 'Not known yet. It appears once it is published and a learner opens it.',
    description: 'In place of numbers beside a block that Studio has but the analytics do not know',
  },
});
