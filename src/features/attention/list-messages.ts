import { defineMessages } from '@edx/frontend-platform/i18n';

/** The list of single learners. */
export const listWords = defineMessages({
  title: {
    id: 'marginalia.list.title',
    defaultMessage: 'Learners',
    description: 'Heading over the list of learners',
  },
  showing: {
    id: 'marginalia.list.showing',
    defaultMessage: '{from, number}–{to, number} of {total, number}',
    description: 'Which learners of the list are on show',
  },
  nobody: {
    id: 'marginalia.list.nobody',
    defaultMessage: 'No learners match these filters.',
    description: 'In place of the list of learners, where the filters leave nobody',
  },
  noneFlagged: {
    id: 'marginalia.list.noneFlagged',
    defaultMessage: 'Nobody is flagged.',
    description: 'In place of the list of flagged learners, where there are none',
  },
  showAll: {
    id: 'marginalia.list.showAll',
    defaultMessage: 'Show all learners',
    description: 'Button in place of an empty list of flagged learners',
  },
  only: {
    id: 'marginalia.list.only',
    defaultMessage: 'Showing: {name}',
    description: 'Which filter is on; {name} is a state such as “Stopped”, or a section',
  },
  everybody: {
    id: 'marginalia.list.everybody',
    defaultMessage: 'Clear filters',
    description: 'Button that takes the filter off',
  },
  search: {
    id: 'marginalia.list.search',
    defaultMessage: 'Name or email',
    description: 'Label of the search field over the list of learners: part of a name, username or address',
  },
  track: {
    id: 'marginalia.list.track',
    defaultMessage: 'Track',
    description: 'Label of the choice of an enrollment track, such as verified',
  },
  allTracks: {
    id: 'marginalia.list.allTracks',
    defaultMessage: 'All tracks',
    description: 'In the choice of an enrollment track: no filter',
  },
  noTrack: {
    id: 'marginalia.list.noTrack',
    defaultMessage: 'No track',
    description: 'A learner without an enrollment track',
  },
  left: {
    id: 'marginalia.list.left',
    defaultMessage: 'Include unenrolled learners',
    description: 'Tick box: the list has learners who are no longer enrolled too',
  },
  previous: {
    id: 'marginalia.list.previous',
    defaultMessage: 'Previous',
    description: 'Button to the page before of a list',
  },
  next: { id: 'marginalia.list.next', defaultMessage: 'Next', description: 'Button to the next page of a list' },
  mailsCopied: {
    id: 'marginalia.list.mailsCopied',
    defaultMessage: '{n, plural, =0 {No email addresses here.} one {# address copied.} other {# addresses copied.}}',
    description: 'Said once e-mail addresses were copied',
  },
  mailsRefused: {
    id: 'marginalia.list.mailsRefused',
    defaultMessage: 'The browser doesn’t allow copying here. The CSV has the addresses.',
    description: 'Said where the browser refuses to copy',
  },
  recorded: {
    id: 'marginalia.list.recorded',
    defaultMessage: 'Viewing individual learners is logged.',
    description: 'Note below the list of learners',
  },
});
