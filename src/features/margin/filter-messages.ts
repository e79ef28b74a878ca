import { defineMessages } from '@edx/frontend-platform/i18n';

export const filterWords = defineMessages({
  filter: {
    id: 'marginalia.filter.filter',
    defaultMessage: 'Numbers of:',
    description:
      'For screen readers, before what the numbers of the panel are limited to, such as “All time · all tracks”',
  },
  allTime: {
    id: 'marginalia.filter.allTime',
    defaultMessage: 'All time',
    description: 'At the top of a panel: its numbers are limited to no dates',
  },
  since: {
    id: 'marginalia.filter.since',
    defaultMessage: 'From {date}',
    description: 'At the top of a panel: its numbers are limited to what happened from a date on',
  },
  before: {
    id: 'marginalia.filter.before',
    defaultMessage: 'Before {date}',
    description: 'At the top of a panel: its numbers are limited to what happened before a date',
  },
  between: {
    id: 'marginalia.filter.between',
    defaultMessage: 'From {from}, before {to}',
    description: 'At the top of a panel: its numbers are limited to what happened between two dates',
  },
  allTracks: {
    id: 'marginalia.filter.allTracks',
    defaultMessage: 'all tracks',
    description: 'At the top of a panel, and in a list to choose from: learners of every enrolment track',
  },
  ofTrack: {
    id: 'marginalia.filter.ofTrack',
    defaultMessage: 'track {track}',
    description: 'At the top of a panel: only learners of this enrolment track',
  },
  ofRun: {
    id: 'marginalia.filter.ofRun',
    defaultMessage: 'run {run}',
    description: 'At the top of a panel: the numbers are those of another run of the course',
  },
  from: {
    id: 'marginalia.filter.from',
    defaultMessage: 'From',
    description: 'Label of a date: what happened on it and later is counted',
  },
  to: {
    id: 'marginalia.filter.to',
    defaultMessage: 'Before',
    description: 'Label of a date: what happened before it is counted',
  },
  track: {
    id: 'marginalia.filter.track',
    defaultMessage: 'Track',
    description: 'Label of the choice of an enrolment track',
  },
  run: {
    id: 'marginalia.filter.run',
    defaultMessage: 'Run',
    description: 'Label of the choice of another run of the course',
  },
  trackOption: {
    id: 'marginalia.filter.trackOption',
    defaultMessage: '{track} ({n, number})',
    description: 'An enrolment track to choose, and how many learners are in it',
  },
  runOption: {
    id: 'marginalia.filter.runOption',
    defaultMessage: '{run}: {name}',
    description: 'A run of the course to choose, and the name of the course in it',
  },
  thisRun: {
    id: 'marginalia.filter.thisRun',
    defaultMessage: 'this run',
    description: 'In the list of runs to choose from: the course that is open',
  },
  turned: {
    id: 'marginalia.filter.turned',
    defaultMessage: 'The first date has to lie before the second.',
    description: 'Below two dates that were filled in the wrong way round',
  },
  show: {
    id: 'marginalia.filter.show',
    defaultMessage: 'Show',
    description: 'Button that limits the numbers to what was filled in',
  },
  clear: {
    id: 'marginalia.filter.clear',
    defaultMessage: 'Show all',
    description: 'Button that takes the limits away',
  },
});
