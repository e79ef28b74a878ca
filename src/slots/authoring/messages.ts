import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  page: {
    id: 'marginalia.sidebar.page',
    defaultMessage: 'Analytics',
    description: 'Name of the page in Studio’s sidebar, on its button and in its list of pages',
  },
  open: {
    id: 'marginalia.sidebar.open',
    defaultMessage: 'Analytics',
    description: 'Button in the header of the course outline that opens the page “Analytics” of the sidebar',
  },
});
