import { defineMessages } from '@edx/frontend-platform/i18n';

export const filterWords = defineMessages({
  filter: {
    id: 'marginalia.filter.filter',
    defaultMessage: 'Filters:',
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
    defaultMessage: 'Since {date}',
    description: 'At the top of a panel: its numbers are limited to what happened from a date on',
  },
  before: {
    id: 'marginalia.filter.untilDay',
    defaultMessage: 'Until {date}',
    description: 'At the top of a panel: its numbers are limited to what happened before a date',
  },
  between: {
    id: 'marginalia.filter.fromTo',
    defaultMessage: '{from} to {to}',
    description: 'At the top of a panel: its numbers are limited to what happened between two dates',
  },
  lastWeek: {
    id: 'marginalia.filter.lastWeek',
    defaultMessage: 'Last 7 days',
    description: 'Button in the filter: shows the numbers of the last seven days',
  },
  lastMonth: {
    id: 'marginalia.filter.lastMonth',
    defaultMessage: 'Last 30 days',
    description: 'Button in the filter: shows the numbers of the last thirty days',
  },
  presets: {
    id: 'marginalia.filter.presets',
    defaultMessage: 'Dates',
    description: 'Name of the row of buttons All time, Last 7 days, Last 30 days, for screen readers',
  },
  allTracks: {
    id: 'marginalia.filter.allTracks',
    defaultMessage: 'all tracks',
    description: 'At the top of a panel, and in a list to choose from: learners of every enrollment track',
  },
  ofTrack: {
    id: 'marginalia.filter.ofTrack',
    defaultMessage: '{track} track',
    description: 'At the top of a panel: only learners of this enrollment track',
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
    id: 'marginalia.filter.until',
    defaultMessage: 'To',
    description: 'Label of a date: what happened before it is counted',
  },
  track: {
    id: 'marginalia.filter.track',
    defaultMessage: 'Enrollment track',
    description: 'Label of the choice of an enrollment track',
  },
  run: {
    id: 'marginalia.filter.run',
    defaultMessage: 'Run',
    description: 'Label of the choice of another run of the course',
  },
  trackOption: {
    id: 'marginalia.filter.trackOption',
    defaultMessage: '{track} ({n, number})',
    description: 'An enrollment track to choose, and how many learners are in it',
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
    defaultMessage: 'The start date must be before the end date.',
    description: 'Below two dates that were filled in the wrong way round',
  },
  show: {
    id: 'marginalia.filter.apply',
    defaultMessage: 'Apply',
    description: 'Button that limits the numbers to what was filled in',
  },
  clear: {
    id: 'marginalia.filter.clear',
    defaultMessage: 'Clear filters',
    description: 'Button that takes the limits away',
  },
});
