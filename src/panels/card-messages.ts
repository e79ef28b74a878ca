import { defineMessages } from '@edx/frontend-platform/i18n';

/** What can be done with a card. */
export const cardWords = defineMessages({
  menu: {
    id: 'marginalia.card.menu',
    defaultMessage: 'More for {name}',
    description: 'Name of the menu of a card; {name} is its title',
  },
  asTable: {
    id: 'marginalia.card.asTable',
    defaultMessage: 'View as table',
    description: 'In the menu of a card: its numbers as a table in place of the chart',
  },
  asChart: {
    id: 'marginalia.card.asChart',
    defaultMessage: 'View as chart',
    description: 'In the menu of a card: back from the table to the chart',
  },
});
