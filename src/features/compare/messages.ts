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
    id: 'marginalia.compare.more',
    defaultMessage: '{low} to {high} points higher than this run',
    description: 'A clear difference of percentages; {low} and {high} are numbers of percentage points',
  },
  less: {
    id: 'marginalia.compare.less',
    defaultMessage: '{low} to {high} points lower than this run',
    description: 'A clear difference of percentages; {low} and {high} are numbers of percentage points',
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
