import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  title: {
    id: 'marginalia.experiment.title',
    defaultMessage: 'Groups compared',
    description: 'Heading in the panel of a content experiment, whose groups of learners are given different content',
  },
  clear: {
    id: 'marginalia.experiment.clear',
    defaultMessage:
      '{n, plural, =0 {No clear difference between the groups so far.} one {# clear difference between the groups.} other {# clear differences between the groups.}}',
    description: 'First sentence in the panel of a content experiment',
  },
  oneClear: {
    id: 'marginalia.experiment.oneClear',
    defaultMessage:
      '{outcome}: {points, plural, one {# point} other {# points}} {isHigher, select, true {higher} other {lower}} in “{other}” than in “{first}”.',
    description:
      'First sentence in the panel of a content experiment with one clear difference; {outcome} is one of the rows of the table below, such as “Completed”, the others are names of groups',
  },
  unknown: {
    id: 'marginalia.experiment.unknown',
    defaultMessage: 'The course data doesn’t say which content each group gets.',
    description: 'In place of the comparison of the groups of a content experiment',
  },
  early: {
    id: 'marginalia.experiment.early',
    defaultMessage: 'Too early to compare: each group needs {least, number} learners.',
    description: 'First sentence in the panel of a content experiment with too few learners for percentages',
  },
  caption: {
    id: 'marginalia.experiment.caption',
    defaultMessage: '{other} compared with {first}, by what learners did afterward',
    description: 'Caption of a table; both are names of groups of a content experiment',
  },
  outcome: {
    id: 'marginalia.experiment.outcome',
    defaultMessage: 'Afterward',
    description: 'Head of a column that says what learners did after the experiment, such as “Completed”',
  },
  difference: {
    id: 'marginalia.experiment.difference',
    defaultMessage: 'Difference (points)',
    description: 'Head of the column with the difference of two groups, in percentage points',
  },
  learners: {
    id: 'marginalia.experiment.learners',
    defaultMessage: 'Learners in the group',
    description: 'Row of a table that compares groups of learners',
  },
  reached: {
    id: 'marginalia.experiment.reached',
    defaultMessage: 'Reached “{name}”',
    description: 'Row of a table that compares groups of learners; {name} is the next unit',
  },
  firstTry: {
    id: 'marginalia.experiment.firstTry',
    defaultMessage: 'Correct on first attempt',
    description: 'Row of a table that compares groups of learners: of the problems that follow',
  },
  completed: {
    id: 'marginalia.experiment.completed',
    defaultMessage: 'Completed',
    description: 'Row of a table that compares groups of learners: of the content that follows',
  },
  watched: {
    id: 'marginalia.experiment.watched',
    defaultMessage: 'Watched',
    description: 'Row of a table that compares groups of learners: of the videos that follow',
  },
  range: {
    id: 'marginalia.experiment.range',
    defaultMessage: '{value} ({low} to {high})',
    description: 'A difference in percentage points with its likely range, for instance “+5 (−2 to +12)”',
  },
  clearRange: {
    id: 'marginalia.experiment.clearRange',
    defaultMessage: 'Clear: {value} ({low} to {high})',
    description: 'The same where the range leaves out 0',
  },
  few: {
    id: 'marginalia.experiment.few',
    defaultMessage: 'Too early',
    description: 'In place of a difference: a group has too few learners',
  },
  peek: {
    id: 'marginalia.experiment.peek',
    defaultMessage: 'These ranges stay valid however often you check them, for all rows together.',
    description: 'Note below a comparison of groups: looking at it again and again does no harm',
  },
  who: {
    id: 'marginalia.experiment.who',
    defaultMessage:
      'A learner counts in a group after doing something in it. Learners who left before that are in no group.',
    description: 'Note below a comparison of groups',
  },
  ofAll: {
    id: 'marginalia.experiment.ofAll',
    defaultMessage: 'Always covers all dates and learners. Filters don’t apply here.',
    description: 'Note in the panel of a content experiment where other panels are limited to dates or a track',
  },
});
