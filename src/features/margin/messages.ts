import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  region: {
    id: 'marginalia.margin.region',
    defaultMessage: 'Marginalia: learning analytics',
    description: 'Name of the panel in the sidebar of Studio, for screen readers',
  },
  back: {
    id: 'marginalia.margin.back',
    defaultMessage: 'Back to {name}',
    description: 'Button that leads from a block to what it lies in; {name} is the name of that',
  },
  backToCourse: {
    id: 'marginalia.margin.backToCourse',
    defaultMessage: 'Back to the course',
    description: 'Button that leads from a block to the panel of the whole course',
  },
  cardsOfAll: {
    id: 'marginalia.margin.cardsOfAll',
    defaultMessage: 'Numbers on the outline’s cards always cover all dates and learners.',
    description: 'At the top of a panel whose numbers are limited to dates or learners, beside the course outline',
  },
  edit: {
    id: 'marginalia.margin.edit',
    defaultMessage:
      '{type, select, problem {Edit problem} video {Edit video} html {Edit text} vertical {Open unit} other {Open in unit}}',
    description: 'Link from a panel to where the block is edited in Studio; {type} is the kind of block',
  },
});
