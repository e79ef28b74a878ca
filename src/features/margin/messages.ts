import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  region: {
    id: 'marginalia.margin.region',
    defaultMessage: 'Marginalia: learning analytics',
    description: 'Name of the panel in the sidebar of Studio, for screen readers',
  },
  course: {
    id: 'marginalia.margin.course',
    defaultMessage: 'How far do learners get?',
    description: 'Heading of the panel of the whole course',
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
  open: {
    id: 'marginalia.margin.open',
    defaultMessage: 'Open in editor',
    description: 'Link to the page where a unit is edited',
  },
});
