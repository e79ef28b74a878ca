import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  last: {
    id: 'marginalia.outline.last',
    defaultMessage:
      '{reached, number} of {learners, plural, one {# learner} other {# learners}} reached the last section, {name}.',
    description: 'First sentence of the panel of a course; {name} is the name of its last section',
  },
  furthest: {
    id: 'marginalia.outline.furthest',
    defaultMessage: '{reached, number} of {learners, plural, one {# learner} other {# learners}} reached {name}.',
    description: 'First sentence of the panel of a course; {name} is the name of the furthest section reached',
  },
  learners: {
    id: 'marginalia.outline.learners',
    defaultMessage: '{learners, plural, one {# learner} other {# learners}} in this course.',
    description: 'First sentence of the panel of a course where no section was reached',
  },
  nobody: {
    id: 'marginalia.outline.nobody',
    defaultMessage: 'No learners in this course yet.',
    description: 'In the panel of a course without learners',
  },
  howFar: {
    id: 'marginalia.outline.howFar',
    defaultMessage: 'How far do learners get?',
    description: 'Heading of the bars of learners by section',
  },
  funnel: {
    id: 'marginalia.outline.funnel',
    defaultMessage: 'Progress',
    description: 'Heading of the three bars of a section, subsection or unit',
  },
  inside: {
    id: 'marginalia.outline.inside',
    defaultMessage: 'Contents',
    description: 'Heading of the list of blocks of a section, subsection or unit',
  },
  all: {
    id: 'marginalia.outline.all',
    defaultMessage: 'The whole course',
    description: 'Heading of the list of all blocks of a course',
  },
  expand: {
    id: 'marginalia.outline.expand',
    defaultMessage: 'Contents of {name}',
    description: 'Name of the button that opens and closes a branch of the list of blocks, for screen readers',
  },
  noName: {
    id: 'marginalia.outline.noName',
    defaultMessage: 'Unnamed {type}',
    description: 'In place of the name of a block; {type} is its kind, such as "Problem"',
  },
  fromEvents: {
    id: 'marginalia.outline.fromEvents',
    defaultMessage: 'This course’s structure is not loaded, so only components with events are listed.',
    description: 'Note in the panel of a course whose structure was not loaded',
  },
  reached: {
    id: 'marginalia.outline.reached',
    defaultMessage: 'Reached',
    description: 'Row: learners who reached a block',
  },
  tried: {
    id: 'marginalia.outline.tried',
    defaultMessage: 'Attempted a problem',
    description: 'Row: learners who attempted a problem in a section, subsection or unit',
  },
  right: {
    id: 'marginalia.outline.right',
    defaultMessage: 'Correct on first attempt',
    description: 'Row: share of first attempts that were correct',
  },
  ofTries: {
    id: 'marginalia.outline.ofTries',
    defaultMessage: '{share}, {count, number} of {of, plural, one {# first attempt} other {# first attempts}}',
    description: 'End of the bar of first attempts that were correct; {share} is a percentage',
  },
  countsOfTries: {
    id: 'marginalia.outline.countsOfTries',
    defaultMessage: '{count, number} of {of, plural, one {# first attempt} other {# first attempts}}',
    description: 'End of the bar of first attempts that were correct, while there are too few for a percentage',
  },
  ofLearners: {
    id: 'marginalia.outline.ofLearners',
    defaultMessage: '{count, number} of {of, number}',
    description: 'End of a bar: learners, of how many',
  },
  containerReached: {
    id: 'marginalia.outline.containerReached',
    defaultMessage: '{reached, number} of {learners, plural, one {# learner} other {# learners}} reached this.',
    description: 'First sentence of the panel of a section, subsection, unit or block',
  },
  containerTried: {
    id: 'marginalia.outline.containerTried',
    defaultMessage: 'Of those, {tried, number} attempted a problem in it.',
    description: 'Second sentence of the panel of a section, subsection or unit',
  },
  containerNobody: {
    id: 'marginalia.outline.containerNobody',
    defaultMessage: 'Nobody has reached this yet.',
    description: 'In the panel of a section, subsection, unit or block that nobody reached',
  },
  byCompletion: {
    id: 'marginalia.outline.byCompletion',
    defaultMessage: 'Reached: by completion events.',
    description: 'Note: how it is known that learners reached a block',
  },
  byNavigation: {
    id: 'marginalia.outline.byNavigation',
    defaultMessage: 'Reached: by opening the unit.',
    description: 'Note: how it is known that learners reached a block',
  },
  byActivity: {
    id: 'marginalia.outline.byActivity',
    defaultMessage: 'Reached: did something in it. Learners who only read are not counted.',
    description: 'Note: how it is known that learners reached a block',
  },
  readoutHidden: {
    id: 'marginalia.outline.readoutHidden',
    defaultMessage: 'Hidden numbers protect a small group.',
    description: 'In the tooltip of a card on the outline, where some of its numbers are hidden',
  },
  readoutReach: {
    id: 'marginalia.outline.readoutReach',
    defaultMessage: '{n} learners reached it.',
    description: 'Explanation of a figure beside a block; {n} is a number or the word "Hidden"',
  },
  readoutFirstTry: {
    id: 'marginalia.outline.readoutFirstTry',
    defaultMessage: '{n} correct on first attempt.',
    description: 'Explanation of a figure beside a block; {n} is for instance "54 % (120 of 222)" or the word "Hidden"',
  },
  readoutWatched: {
    id: 'marginalia.outline.readoutWatched',
    defaultMessage: '{n} watched on average.',
    description: 'Explanation of a figure beside a block; {n} is a percentage or the word "Hidden"',
  },
  readoutAttention: {
    id: 'marginalia.outline.readoutAttention',
    defaultMessage: '{n, plural, one {# flag} other {# flags}}.',
    description: 'Explanation of a figure beside a block: how many findings there are at it or inside it',
  },
  readoutExtension: {
    id: 'marginalia.outline.readoutExtension',
    defaultMessage: '{title}: {n} ({of, plural, one {# learner} other {# learners}}, from {by}).',
    description:
      'Explanation of a figure beside a block that an extension computes; {title} is what the extension calls it, {n} for instance "54%", {by} the name of the extension, such as acme/time-on-task',
  },
  readoutMedian: {
    id: 'marginalia.outline.readoutMedian',
    defaultMessage: '{title}: median {n} ({of, plural, one {# learner} other {# learners}}, from {by}).',
    description:
      'Explanation of a figure beside a block that an extension computes; {title} is what the extension calls it, {n} for instance "1 min 40 s", {by} the name of the extension, such as acme/time-on-task',
  },
  withCount: {
    id: 'marginalia.outline.withCount',
    defaultMessage: '{share} ({countOf})',
    description: 'A percentage with its numbers, for instance "54 % (120 of 222)"',
  },
  show: {
    id: 'marginalia.outline.show',
    defaultMessage: 'Show analytics for {name} in the sidebar',
    description: 'Name of the button on a card of the course outline, followed by its figures; for screen readers',
  },
  caption: {
    id: 'marginalia.outline.caption',
    defaultMessage: 'Learners by component',
    description: 'Caption of the table of blocks',
  },
  block: {
    id: 'marginalia.outline.block',
    defaultMessage: 'Component',
    description: 'Column of the table of blocks: their names',
  },
  triedColumn: {
    id: 'marginalia.outline.triedColumn',
    defaultMessage: 'Attempted',
    description: 'Column of the table of blocks: learners who attempted a problem',
  },
  watchedColumn: {
    id: 'marginalia.outline.watchedColumn',
    defaultMessage: 'Average watched',
    description: 'Column of the table of blocks: mean share of the videos that was seen',
  },
});

/** The kinds of block, in the words of Studio. */
export const typeWords = defineMessages({
  course: { id: 'marginalia.type.course', defaultMessage: 'Course', description: 'Kind of block' },
  chapter: { id: 'marginalia.type.chapter', defaultMessage: 'Section', description: 'Kind of block' },
  sequential: { id: 'marginalia.type.sequential', defaultMessage: 'Subsection', description: 'Kind of block' },
  vertical: { id: 'marginalia.type.vertical', defaultMessage: 'Unit', description: 'Kind of block' },
  problem: { id: 'marginalia.type.problem', defaultMessage: 'Problem', description: 'Kind of block' },
  video: { id: 'marginalia.type.video', defaultMessage: 'Video', description: 'Kind of block' },
  html: { id: 'marginalia.type.html', defaultMessage: 'Text', description: 'Kind of block' },
  discussion: { id: 'marginalia.type.discussion', defaultMessage: 'Discussion', description: 'Kind of block' },
  openassessment: {
    id: 'marginalia.type.openassessment',
    defaultMessage: 'Open response',
    description: 'Kind of block: open response assessment',
  },
  split_test: {
    id: 'marginalia.type.split_test',
    defaultMessage: 'Content experiment',
    description: 'Kind of block: groups of learners are given different content',
  },
  other: { id: 'marginalia.type.other', defaultMessage: 'Component', description: 'Kind of block: any other' },
});
