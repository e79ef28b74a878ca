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
    defaultMessage: 'Nobody, with these filters.',
    description: 'In place of the list of learners, where the filters leave nobody',
  },
  only: {
    id: 'marginalia.list.only',
    defaultMessage: 'Only: {name}',
    description: 'Which filter is on; {name} is a state such as “Stopped”, or a section',
  },
  everybody: {
    id: 'marginalia.list.everybody',
    defaultMessage: 'Show everybody',
    description: 'Button that takes the filter off',
  },
  search: {
    id: 'marginalia.list.search',
    defaultMessage: 'Find',
    description: 'Label of the search field over the list of learners: part of a name, username or address',
  },
  sort: {
    id: 'marginalia.list.sort',
    defaultMessage: 'Order',
    description: 'Label of the choice by what the list of learners is sorted',
  },
  track: {
    id: 'marginalia.list.track',
    defaultMessage: 'Track',
    description: 'Label of the choice of an enrolment track, such as verified',
  },
  allTracks: {
    id: 'marginalia.list.allTracks',
    defaultMessage: 'All tracks',
    description: 'In the choice of an enrolment track: no filter',
  },
  noTrack: {
    id: 'marginalia.list.noTrack',
    defaultMessage: 'No track',
    description: 'A learner without an enrolment track',
  },
  left: {
    id: 'marginalia.list.left',
    defaultMessage: 'Also who left',
    description: 'Tick box: the list has learners who are no longer enrolled too',
  },
  previous: {
    id: 'marginalia.list.previous',
    defaultMessage: 'Previous',
    description: 'Button to the page before of a list',
  },
  next: { id: 'marginalia.list.next', defaultMessage: 'Next', description: 'Button to the next page of a list' },
  copyMails: {
    id: 'marginalia.list.copyMails',
    defaultMessage: 'Copy the mail addresses on this page',
    description: 'Button that copies the e-mail addresses of the learners on show',
  },
  mailsCopied: {
    id: 'marginalia.list.mailsCopied',
    defaultMessage:
      '{n, plural, =0 {No addresses are known here.} one {# address copied.} other {# addresses copied.}}',
    description: 'Said once e-mail addresses were copied',
  },
  mailsRefused: {
    id: 'marginalia.list.mailsRefused',
    defaultMessage: 'The browser does not allow copying here. The CSV has the addresses.',
    description: 'Said where the browser refuses to copy',
  },
  recorded: {
    id: 'marginalia.list.recorded',
    defaultMessage: 'That you look at single learners is recorded.',
    description: 'Note below the list of learners',
  },
});

/** By what the list is sorted. */
export const sortNames = defineMessages({
  state: {
    id: 'marginalia.list.sortState',
    defaultMessage: 'Who needs help first',
    description: 'Order of the list of learners',
  },
  lastActive: {
    id: 'marginalia.list.sortLastActive',
    defaultMessage: 'Last active',
    description: 'Order of the list of learners: longest away first',
  },
  name: { id: 'marginalia.list.sortName', defaultMessage: 'Name', description: 'Order of the list of learners' },
  registered: {
    id: 'marginalia.list.sortRegistered',
    defaultMessage: 'Enrolled on',
    description: 'Order of the list of learners',
  },
  progress: {
    id: 'marginalia.list.sortProgress',
    defaultMessage: 'Least progress first',
    description: 'Order of the list of learners',
  },
  tried: {
    id: 'marginalia.list.sortTried',
    defaultMessage: 'Fewest problems tried first',
    description: 'Order of the list of learners',
  },
  firstTry: {
    id: 'marginalia.list.sortFirstTry',
    defaultMessage: 'Fewest right the first time',
    description: 'Order of the list of learners',
  },
  grade: {
    id: 'marginalia.list.sortGrade',
    defaultMessage: 'Lowest grade first',
    description: 'Order of the list of learners',
  },
  activeDays: {
    id: 'marginalia.list.sortActiveDays',
    defaultMessage: 'Fewest active days first',
    description: 'Order of the list of learners',
  },
});
