import { defineMessages } from '@edx/frontend-platform/i18n';

/** To whom a block is offered, by what limits it: beside a block, and as a sentence of its own. */
export const offeredWords = defineMessages({
  staff_only: {
    id: 'marginalia.offered.staffOnly',
    defaultMessage: 'Hidden from learners: only course staff see it.',
    description: 'Note about a section, subsection, unit or component that is visible to staff only',
  },
  not_started: {
    id: 'marginalia.offered.notStarted',
    defaultMessage: 'Not released yet: its start date is still to come.',
    description: 'Note about a section, subsection, unit or component with a start date in the future',
  },
  groups: {
    id: 'marginalia.offered.groups',
    defaultMessage: 'Offered to some learners only, by cohort, enrollment track or team.',
    description: 'Note about a unit or component with group access',
  },
  experiment: {
    id: 'marginalia.offered.experiment',
    defaultMessage: 'Offered to some learners: it belongs to one group of a content experiment.',
    description: 'Note about a unit or component inside a content experiment (split test)',
  },
  bank: {
    id: 'marginalia.offered.bank',
    defaultMessage: 'Offered to some learners: each learner gets a selection from a problem bank or library.',
    description: 'Note about a component in a problem bank or library',
  },
  condition: {
    id: 'marginalia.offered.condition',
    defaultMessage: 'Offered to some learners: it opens on a condition.',
    description: 'Note about a component in a conditional module',
  },
  unlisted: {
    id: 'marginalia.offered.unlisted',
    defaultMessage: 'Offered to some learners: only those with a link can open it.',
    description: 'Note about a section or subsection that is hidden from the table of contents',
  },
  maybe: {
    id: 'marginalia.offered.maybe',
    defaultMessage:
      'Some learners may not be offered this. The course data doesn’t say what belongs to a problem bank or an experiment.',
    description: 'Note about a component or unit that may belong to a problem bank, library or content experiment',
  },
  some: {
    id: 'marginalia.offered.some',
    defaultMessage: 'offered to some learners',
    description: 'Beside a block in a list of blocks: not every learner is offered it',
  },
  nobody: {
    id: 'marginalia.offered.nobody',
    defaultMessage: 'hidden from learners',
    description: 'Beside a block in a list of blocks: only course staff see it, or it starts later',
  },
  reached: {
    id: 'marginalia.offered.reached',
    defaultMessage: '{reached, plural, one {# learner} other {# learners}} reached this.',
    description:
      'First sentence of the panel of a block that is offered to some learners only: how many they are is not known',
  },
  inside: {
    id: 'marginalia.offered.inside',
    defaultMessage:
      '{n, plural, one {# component inside is} other {# components inside are}} offered to some learners only. Learners complete this with the components they are given.',
    description:
      'Note in the panel of a section, subsection or unit with a problem bank, a content experiment or content for groups in it',
  },
  notSaid: {
    id: 'marginalia.offered.notSaid',
    defaultMessage: 'The course data doesn’t say whether every learner is offered this unit.',
    description: 'Added to the finding that a unit is skipped, where the visibility of units is not known',
  },
});
