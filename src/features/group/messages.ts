import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  nav: {
    id: 'marginalia.group.nav',
    defaultMessage: 'Group',
    description: 'Name of the links that choose between the whole class and groups of it',
  },
  whole: {
    id: 'marginalia.group.whole',
    defaultMessage: 'Whole class',
    description: 'Link to the numbers of the whole class',
  },
  needHelp: {
    id: 'marginalia.group.needHelp',
    defaultMessage: 'May need help',
    description: 'Link to the numbers of all learners who may need help, and name of this group',
  },
  track: {
    id: 'marginalia.group.track',
    defaultMessage: 'Track: {track}',
    description: 'Link to the numbers of learners in an enrollment track such as verified, and name of this group',
  },
  choice: {
    id: 'marginalia.group.choice',
    defaultMessage: '{group} ({learners})',
    description: 'A group to choose, with how many learners it has; {learners} is a number or “Hidden”',
  },
  learnersOf: {
    id: 'marginalia.group.learnersOf',
    defaultMessage: '{group}: {n, plural, one {# learner} other {# learners}}, compared with the class.',
    description: 'First sentence of the page about one group of the class; {group} is its name',
  },
  lower: {
    id: 'marginalia.group.lower',
    defaultMessage: 'Lower than the class: {metrics}.',
    description: 'Which numbers of a group are clearly lower; {metrics} is a list of their names',
  },
  higher: {
    id: 'marginalia.group.higher',
    defaultMessage: 'Higher than the class: {metrics}.',
    description: 'Which numbers of a group are clearly higher; {metrics} is a list of their names',
  },
  noneClear: {
    id: 'marginalia.group.noneClear',
    defaultMessage: 'No clear differences.',
    description: 'Where no number of a group clearly differs from that of the class',
  },
  difference: {
    id: 'marginalia.group.difference',
    defaultMessage: 'Difference',
    description: 'Column heading: how far a group and the class lie apart',
  },
  points: {
    id: 'marginalia.group.points',
    defaultMessage:
      '{direction, select, more {{n, plural, one {# point higher} other {# points higher}}} fewer {{n, plural, one {# point lower} other {# points lower}}} other {No clear difference}}',
    description: 'How far a share of a group and of the class lie apart',
  },
  notShown: {
    id: 'marginalia.group.notShown',
    defaultMessage: 'Not shown, to protect small groups: {parts}.',
    description: 'Note below the distributions of a group; {parts} is a list of those that are left out',
  },
  nobody: {
    id: 'marginalia.group.nobody',
    defaultMessage: '{group}: nobody now.',
    description: 'In place of the page about one group, where it is empty',
  },
  notYet: {
    id: 'marginalia.group.notYet',
    defaultMessage: 'Learners haven’t been checked yet. Numbers appear within a few minutes.',
    description: 'In place of the page about one group, where states were not computed yet',
  },
  beside: {
    id: 'marginalia.group.beside',
    defaultMessage: 'Compared with the class',
    description: 'Heading and caption of the table of main numbers of a group and of the class',
  },
  number: { id: 'marginalia.group.number', defaultMessage: 'Number', description: 'Column heading: what is counted' },
  group: {
    id: 'marginalia.group.group',
    defaultMessage: 'Group',
    description: 'Column heading, and name of a line',
  },
  class: {
    id: 'marginalia.group.class',
    defaultMessage: 'Class',
    description: 'Column heading, and name of a line',
  },
  learners: { id: 'marginalia.group.learners', defaultMessage: 'Learners', description: 'Row heading: how many' },
  activity: {
    id: 'marginalia.group.activity',
    defaultMessage: 'Active by week',
    description: 'Heading over the chart of active learners of a group by week',
  },
  activityDesc: {
    id: 'marginalia.group.activityDesc',
    defaultMessage: 'Peak: {most} of this group in one week. Latest week: {last}.',
    description: 'What the chart of a group’s activity shows; both are numbers or “Hidden”',
  },
  noActivity: {
    id: 'marginalia.group.noActivity',
    defaultMessage: 'Hidden: every week has too few active learners in this group.',
    description: 'In place of the chart of a group’s activity',
  },
  groupAny: {
    id: 'marginalia.group.groupAny',
    defaultMessage: 'Group, reached any',
    description: 'Column heading: learners of the group who reached at least one page, problem or video',
  },
  classAny: {
    id: 'marginalia.group.classAny',
    defaultMessage: 'Class, reached any',
    description: 'Column heading: learners of the class who reached at least one page, problem or video',
  },
  groupAll: {
    id: 'marginalia.group.groupAll',
    defaultMessage: 'Group, reached all',
    description: 'Column heading: learners of the group who reached all pages, problems or videos',
  },
  classAll: {
    id: 'marginalia.group.classAll',
    defaultMessage: 'Class, reached all',
    description: 'Column heading: learners of the class who reached all pages, problems or videos',
  },
  shares: {
    id: 'marginalia.group.shares',
    defaultMessage: 'Bars show the share of the group and of the class.',
    description: 'Note below bars of a group and the class',
  },
  bar: {
    id: 'marginalia.group.bar',
    defaultMessage: '{count} · {share}',
    description: 'At the end of a bar: a number of learners, and which share of their group it is',
  },
  visits: {
    id: 'marginalia.group.visits',
    defaultMessage: 'Last visit',
    description: 'Heading over bars: learners by how long ago they were here',
  },
  daysAgo: {
    id: 'marginalia.group.daysAgo',
    defaultMessage: '{from, number}–{to, number} days ago',
    description: 'Range of days since the last visit',
  },
  daysOrMore: {
    id: 'marginalia.group.daysOrMore',
    defaultMessage: 'more than {from, number} days ago',
    description: 'Range of days since the last visit, without an end',
  },
  daysOrNever: {
    id: 'marginalia.group.daysOrNever',
    defaultMessage: 'more than {from, number} days ago, or never',
    description: 'Range of days since the last visit, together with those who never came',
  },
  anyTime: {
    id: 'marginalia.group.anyTime',
    defaultMessage: 'at any time',
    description: 'All learners who were ever here, whenever it was last',
  },
  anyOrNever: {
    id: 'marginalia.group.anyOrNever',
    defaultMessage: 'at any time, or never',
    description: 'All learners, whenever they were here last',
  },
  never: {
    id: 'marginalia.group.never',
    defaultMessage: 'never',
    description: 'Learners who were never here',
  },
  enrolled: {
    id: 'marginalia.group.enrolled',
    defaultMessage: 'Enrollment week',
    description: 'Heading over bars: learners by the weeks of their first registration',
  },
  tracks: {
    id: 'marginalia.group.tracks',
    defaultMessage: 'Enrollment tracks',
    description: 'Heading over bars: learners by enrollment track',
  },
  noTrack: {
    id: 'marginalia.group.noTrack',
    defaultMessage: 'no track',
    description: 'Learners without an enrollment track',
  },
  step: { id: 'marginalia.group.step', defaultMessage: 'Range', description: 'Column heading: a range of values' },
  joined: {
    id: 'marginalia.group.joined',
    defaultMessage: 'Some ranges are combined to protect small groups.',
    description: 'Note below the distributions of a group',
  },
  link: {
    id: 'marginalia.group.link',
    defaultMessage: 'View as group',
    description: 'Link from a group on the page of who needs help to the numbers of that group',
  },
});
