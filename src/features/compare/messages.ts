import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  choose: {
    id: 'marginalia.compare.choose',
    defaultMessage: 'Compare with (up to {most, number})',
    description: 'Heading over the tick boxes of runs and courses to compare with',
  },
  run: {
    id: 'marginalia.compare.run',
    defaultMessage: 'another run',
    description: 'Beside the name of a run of the same course',
  },
  alone: {
    id: 'marginalia.compare.alone',
    defaultMessage: 'You aren’t on the team of any other course or run here, so there is nothing to compare with.',
    description: 'In place of the tick boxes, where there is no other course',
  },
  sentence: {
    id: 'marginalia.compare.sentence',
    defaultMessage: '{n, plural, =0 {No clear differences.} one {1 clear difference.} other {# clear differences.}}',
    description: 'First sentence of the comparison: in how many shares courses differ for certain',
  },
  sentenceWeek: {
    id: 'marginalia.compare.sentenceWeek',
    defaultMessage:
      'At the end of week {week, number}: {n, plural, =0 {no clear differences.} one {1 clear difference.} other {# clear differences.}}',
    description: 'First sentence of the comparison at the same week: in how many shares courses differ for certain',
  },
  pick: {
    id: 'marginalia.compare.pick',
    defaultMessage: 'Choose a run or course to compare with.',
    description: 'First sentence of the comparison, where nothing was chosen yet',
  },
  this: {
    id: 'marginalia.compare.this',
    defaultMessage: 'This run',
    description: 'Beside the name of the course that the others are compared with',
  },
  more: {
    id: 'marginalia.compare.isHigher',
    defaultMessage: '{points, plural, one {# point} other {# points}} higher ({low}–{high})',
    description:
      'This run is clearly higher than another; {points} and the range {low} to {high} are numbers of percentage points',
  },
  less: {
    id: 'marginalia.compare.isLower',
    defaultMessage: '{points, plural, one {# point} other {# points}} lower ({low}–{high})',
    description:
      'This run is clearly lower than another; {points} and the range {low} to {high} are numbers of percentage points',
  },
  unclear: {
    id: 'marginalia.compare.unclear',
    defaultMessage: 'No clear difference ({low} to {high} points)',
    description: 'A difference of percentages that may be nothing; {low} is negative, {high} positive',
  },
  undisclosed: {
    id: 'marginalia.compare.untold',
    defaultMessage: 'Difference hidden',
    description: 'A difference that is withheld or cannot be told',
  },
  caution: {
    id: 'marginalia.compare.caution',
    defaultMessage:
      'Each run has different learners, so a difference doesn’t show its cause. An unfinished run is compared as it is now.',
    description: 'Note below the comparison',
  },
  cautionWeek: {
    id: 'marginalia.compare.cautionWeek',
    defaultMessage:
      'All runs are shown as they were at the end of week {week, number}. Shares are of everyone who ever enrolled. Each run has different learners, so a difference doesn’t show its cause.',
    description: 'Note below the comparison of runs by the same week of the course',
  },
  when: {
    id: 'marginalia.compare.when',
    defaultMessage: 'Compared at',
    description: 'Name of the two choices of time, for screen readers',
  },
  sameWeek: {
    id: 'marginalia.compare.sameWeek',
    defaultMessage: 'Same week (end of week {week, number})',
    description: 'Choice: runs are compared at the same week of the course, the last one that is over',
  },
  now: {
    id: 'marginalia.compare.now',
    defaultMessage: 'As they stand now',
    description: 'Choice: runs are compared as they stand now, wherever they are in the course',
  },
  notAtWeek: {
    id: 'marginalia.compare.notAtWeek',
    defaultMessage: 'Not available for this week',
    description: 'Why there is a dash in a row of the comparison: this share is not counted by week',
  },
  metrics: {
    id: 'marginalia.compare.metrics',
    defaultMessage: 'Comparison',
    description: 'Caption of the table of what is compared, for screen readers',
  },
  difference: {
    id: 'marginalia.compare.difference',
    defaultMessage: 'Difference (points)',
    description: 'Column heading: how far this run is from the other in percentage points, drawn on a line',
  },
  verdict: {
    id: 'marginalia.compare.verdict',
    defaultMessage: 'Verdict',
    description: 'Column heading: whether this run is clearly higher or lower, in words',
  },
  byWeek: {
    id: 'marginalia.compare.byWeek',
    defaultMessage: 'Active by week of the course',
    description: 'Title of a card: share of learners active in each week, of two runs',
  },
  byWeekDesc: {
    id: 'marginalia.compare.byWeekDesc',
    defaultMessage: 'Week {week, number}: {now} active, {then} in {run}.',
    description: 'The last week that both runs have; {now} and {then} are percentages',
  },
  week: { id: 'marginalia.compare.week', defaultMessage: 'Week', description: 'Column heading' },
  bySection: {
    id: 'marginalia.compare.bySection',
    defaultMessage: 'Reached, by section',
    description: 'Title of a card: share of learners who reached each section, of two runs',
  },
  bySectionNote: {
    id: 'marginalia.compare.bySectionNote',
    defaultMessage: 'All runs as they are now.',
    description: 'Note in a card that does not go by the week of the course',
  },
  section: { id: 'marginalia.compare.section', defaultMessage: 'Section', description: 'Column heading' },
  both: {
    id: 'marginalia.compare.both',
    defaultMessage: '{now}, {then} in {run}',
    description: 'Two percentages at the end of a line: of this run, and of another',
  },
  changed: {
    id: 'marginalia.compare.changed',
    defaultMessage: 'Content that changed most',
    description: 'Title of a card: problems whose first attempts differ most between two runs',
  },
  changedNote: {
    id: 'marginalia.compare.changedNote',
    defaultMessage: 'Correct on first attempt, clear differences only.',
    description: 'Note in the card of content that changed most',
  },
  unchanged: {
    id: 'marginalia.compare.unchanged',
    defaultMessage: 'No problem shows a clear difference.',
    description: 'In the card of content that changed most, where nothing did',
  },
  problem: { id: 'marginalia.compare.problem', defaultMessage: 'Problem', description: 'Column heading' },
  change: {
    id: 'marginalia.compare.change',
    defaultMessage: 'Change (points)',
    description: 'Column heading: change of a percentage in percentage points',
  },
  table: {
    id: 'marginalia.compare.table',
    defaultMessage: 'About these runs',
    description: 'Heading and caption of the table that compares courses',
  },
  number: { id: 'marginalia.compare.number', defaultMessage: 'Metric', description: 'Column heading: what is counted' },
  org: { id: 'marginalia.compare.org', defaultMessage: 'Organization', description: 'Row heading in the comparison' },
  start: { id: 'marginalia.compare.start', defaultMessage: 'Start', description: 'Row heading: start of a course' },
  end: { id: 'marginalia.compare.end', defaultMessage: 'End', description: 'Row heading: end of a course' },
  unknown: {
    id: 'marginalia.compare.unknown',
    defaultMessage: 'Not available',
    description: 'In place of a date that is not known',
  },
  track: {
    id: 'marginalia.compare.track',
    defaultMessage: 'Enrollment track: {track}',
    description: 'Row heading: learners enrolled now in a track, such as verified',
  },
  noTrack: {
    id: 'marginalia.compare.noTrack',
    defaultMessage: 'No enrollment track',
    description: 'Row heading: learners enrolled now without a track',
  },
  tags: {
    id: 'marginalia.compare.tags',
    defaultMessage: 'Tags',
    description: 'Row heading in the comparison: tags of a course',
  },
  length: {
    id: 'marginalia.compare.length',
    defaultMessage: 'Average video length',
    description: 'Row heading in the comparison: how long videos are',
  },
  open: {
    id: 'marginalia.compare.open',
    defaultMessage: 'Course key',
    description: 'Row heading: the key by which the LMS knows a course',
  },
  higher: {
    id: 'marginalia.compare.higher',
    defaultMessage: 'Higher than in {run}: {metrics}.',
    description:
      'After how many differences are clear: which shares of this run are clearly higher; {metrics} is a list of names',
  },
  lower: {
    id: 'marginalia.compare.lower',
    defaultMessage: 'Lower than in {run}: {metrics}.',
    description:
      'After how many differences are clear: which shares of this run are clearly lower; {metrics} is a list of names',
  },
});
