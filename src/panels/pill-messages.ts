import { defineMessages } from '@edx/frontend-platform/i18n';

/** How fresh the numbers of a page are, in its head. */
export const pillWords = defineMessages({
  updated: {
    id: 'marginalia.pill.updated',
    defaultMessage: 'Updated {time}',
    description: 'In the head of a page: when its numbers arrived; {time} is a time of day',
  },
  latest: {
    id: 'marginalia.pill.latest',
    defaultMessage: 'Latest event {when}',
    description: 'In the head of a page: the newest event counted; {when} is such as “2 minutes ago” or “Nov 16”',
  },
});
