import { defineMessages } from '@edx/frontend-platform/i18n';

export const searchWords = defineMessages({
  label: {
    id: 'marginalia.search.label',
    defaultMessage: 'Find a block by its name or kind',
    description: 'Label of the search field above the list of all blocks of the course',
  },
  hits: {
    id: 'marginalia.search.hits',
    defaultMessage: '{n, plural, =0 {No block found} one {# block found} other {# blocks found}}',
    description: 'Below the search field: how many blocks were found',
  },
  once: {
    id: 'marginalia.outline.once',
    defaultMessage: 'Right at least once',
    description: 'Step of the funnel: learners who got at least one problem in it right, at any try',
  },
  finished: {
    id: 'marginalia.outline.finished',
    defaultMessage: 'Finished',
    description: 'Step of the funnel: learners who completed everything in it',
  },
  notReached: {
    id: 'marginalia.outline.notReached',
    defaultMessage: '{count, number} of {of, number} who reached the unit before this one, {name}, never opened it.',
    description: 'In the panel of a unit; {name} is the name of the unit before',
  },
  funnelReached: {
    id: 'marginalia.outline.funnelReached',
    defaultMessage: 'From reaching to finishing',
    description: 'Heading of the two bars of a section, subsection or unit in which there is no problem',
  },
  notMeasured: {
    id: 'marginalia.outline.notMeasured',
    defaultMessage: 'not measured',
    description: 'In place of numbers beside a block for whose kind Open edX sends no events',
  },
  noneYet: {
    id: 'marginalia.outline.noneYet',
    defaultMessage: 'nobody yet',
    description: 'In place of numbers beside a block that no learner has opened',
  },
  notPublished: {
    id: 'marginalia.outline.notPublished',
    defaultMessage: 'not known here yet: it shows up once it is published and somebody opens it',
    description: 'In place of numbers beside a block that Studio has but the analytics do not know',
  },
});
