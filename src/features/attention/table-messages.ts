import { defineMessages } from '@edx/frontend-platform/i18n';

/** The sentence of the page, its counters, and the table of learners with what is done there. */
export const tableWords = defineMessages({
  someNew: {
    id: 'marginalia.help.someNew',
    defaultMessage: '{count, number} of {of, number} learners may need help, {fresh, number} of them new since {date}.',
    description: 'The answer of the page about learners who may need help; “new” are those flagged since a date',
  },
  skip: {
    id: 'marginalia.help.skip',
    defaultMessage: 'Skip to the learners',
    description:
      'Button that shows up when it is reached by keyboard: moves the focus to the first learner of the list',
  },
  ended: {
    id: 'marginalia.help.ended',
    defaultMessage: 'This run has ended. Passed: {passed}. Flagged at the end: {flagged}.',
    description:
      'The answer of the page where the run is over; {passed} is a number or “Hidden”, {flagged} for instance “163 of 376”',
  },
  compareRuns: {
    id: 'marginalia.help.compareRuns',
    defaultMessage: 'Compare with other runs',
    description: 'Link to the comparison, where the run is over',
  },
  nextRun: {
    id: 'marginalia.help.nextRun',
    defaultMessage: 'Open the next run, {run}',
    description: 'Link to the run after one that is over; {run} is its name, for instance 2026',
  },
  showList: {
    id: 'marginalia.help.showList',
    defaultMessage: 'Show the learners',
    description: 'Button: shows the list of learners of a run that is over',
  },
  hideList: {
    id: 'marginalia.help.hideList',
    defaultMessage: 'Hide the learners',
    description: 'Button: closes the list of learners of a run that is over',
  },
  common: {
    id: 'marginalia.help.common',
    defaultMessage:
      '{rule, select, not_started {Most common: not started.} stopped {Most common: inactive.} struggling {Most common: struggling.} help_without_success {Most common: relying on help.} other {Most common: rushing.}}',
    description: 'Which reason most of the flagged learners have, after the answer of the page',
  },
  counters: {
    id: 'marginalia.help.counters',
    defaultMessage: 'Learners by status',
    description: 'Name of the group of counters that filter the list of learners, for screen readers',
  },
  allFlagged: {
    id: 'marginalia.help.allFlagged',
    defaultMessage: 'All flagged',
    description: 'Counter: learners who may need help, for whatever reason',
  },
  fresh: {
    id: 'marginalia.help.fresh',
    defaultMessage: 'New',
    description: 'Counter, and a word in a row: flagged since the date chosen',
  },
  fine: {
    id: 'marginalia.help.fine',
    defaultMessage: 'Doing fine',
    description: 'Counter: learners who passed, are ahead or on track',
  },
  contacted: {
    id: 'marginalia.list.contactedCount',
    defaultMessage: 'Contacted',
    description: 'Below a number: learners of whom somebody of the team said that they were contacted',
  },
  activityOf: {
    id: 'marginalia.list.activityOf',
    defaultMessage: 'Active days by week: {days}',
    description: 'What the small line of a learner shows, for a screen reader; {days} is a list of eight numbers',
  },
  allSelected: {
    id: 'marginalia.list.allSelected',
    defaultMessage: 'All {n, number} on this page are selected.',
    description: 'Over the table, when every row of the page is ticked and there are more pages',
  },
  selectMatching: {
    id: 'marginalia.list.selectMatching',
    defaultMessage: 'Select all {n, number} that match',
    description: 'Button: selects also the learners on the other pages of the list',
  },
  everySelected: {
    id: 'marginalia.list.everySelected',
    defaultMessage: 'All {n, number} that match are selected.',
    description: 'Over the table, when the learners of all pages of the list are selected',
  },
  selectFailed: {
    id: 'marginalia.list.selectFailed',
    defaultMessage: 'Couldn’t load the other learners. Try again.',
    description: 'Over the table, when selecting the learners of all pages failed',
  },
  tooEarly: {
    id: 'marginalia.help.tooEarly',
    defaultMessage: 'Too early',
    description: 'Counter: learners of whom it is too early to tell',
  },
  section: {
    id: 'marginalia.help.inSection',
    defaultMessage: 'Struggling in',
    description: 'Before the name of a section that the list is filtered by',
  },
  selectAll: {
    id: 'marginalia.list.selectAll',
    defaultMessage: 'Select all learners on this page',
    description: 'Name of the tick box in the head of the table',
  },
  select: {
    id: 'marginalia.list.select',
    defaultMessage: 'Select {name}',
    description: 'Name of the tick box of one learner',
  },
  learner: {
    id: 'marginalia.list.learner',
    defaultMessage: 'Learner',
    description: 'Head of the column with names',
  },
  why: { id: 'marginalia.list.why', defaultMessage: 'Why', description: 'Head of the column with the reason' },
  lastActive: {
    id: 'marginalia.list.lastActive',
    defaultMessage: 'Last active',
    description: 'Head of the column with the last activity',
  },
  progressColumn: {
    id: 'marginalia.list.progressColumn',
    defaultMessage: 'Progress',
    description: 'Head of the column with the share of units reached',
  },
  firstAttempt: {
    id: 'marginalia.list.firstAttempt',
    defaultMessage: 'First attempt',
    description: 'Head of the column with the share of problems that were correct on first attempt',
  },
  gradeColumn: { id: 'marginalia.list.gradeColumn', defaultMessage: 'Grade', description: 'Head of a column' },
  statusColumn: {
    id: 'marginalia.list.statusColumn',
    defaultMessage: 'Status',
    description: 'Head of the column that says whether a flag is new, or what the team said',
  },
  more: {
    id: 'marginalia.list.more',
    defaultMessage: '{n, plural, one {# more reason} other {# more reasons}}',
    description: 'After the first reason why a learner may need help',
  },
  keys: {
    id: 'marginalia.list.keys',
    defaultMessage:
      'Move with the arrows or j and k. Select with x, open with Enter, draft with d. Press c for contacted and n for no concern.',
    description: 'How the table is used by keyboard; the letters stay as they are',
  },
  keysTitle: {
    id: 'marginalia.list.keysTitle',
    defaultMessage: 'Keyboard',
    description: 'Button that shows how the table is used by keyboard',
  },
  selected: {
    id: 'marginalia.list.selected',
    defaultMessage: '{n, plural, one {# selected} other {# selected}}',
    description: 'How many learners of the table are selected',
  },
  markContacted: {
    id: 'marginalia.list.markContacted',
    defaultMessage: 'Mark contacted',
    description: 'Button: says of all selected learners that they were contacted',
  },
  copyMails: {
    id: 'marginalia.list.copySelected',
    defaultMessage: 'Copy emails',
    description: 'Button: copies the email addresses of the selected learners',
  },
  clear: {
    id: 'marginalia.list.clear',
    defaultMessage: 'Clear selection',
    description: 'Button: no learner is selected any longer',
  },
  bulk: {
    id: 'marginalia.list.bulk',
    defaultMessage: 'Selected learners',
    description: 'Name of the bar with what can be done with the selected learners, for screen readers',
  },
  saved: {
    id: 'marginalia.list.saved',
    defaultMessage: '{n, plural, one {# learner marked.} other {# learners marked.}}',
    description: 'Said once the selected learners were marked as contacted, or as no concern',
  },
  notSaved: {
    id: 'marginalia.list.notSaved',
    defaultMessage:
      '{n, plural, one {Couldn’t mark # learner. Try again.} other {Couldn’t mark # learners. Try again.}}',
    description: 'Said where some of the selected learners could not be marked',
  },
  draftTitle: {
    id: 'marginalia.list.draftTitle',
    defaultMessage: '{n, plural, one {Draft message to # learner} other {Draft message to # learners}}',
    description: 'Heading over a message to several learners',
  },
  draftSubject: {
    id: 'marginalia.list.draftSubject',
    defaultMessage: 'Checking in about {course}',
    description: 'Subject of a message to several learners',
  },
  draftBody: {
    id: 'marginalia.list.draftBody',
    defaultMessage:
      'I’m checking in with some of you about {course}. If something is in the way, just reply and tell me.',
    description: 'Text of a message to several learners; it tells nothing about any of them',
  },
  draftFor: {
    id: 'marginalia.list.draftFor',
    defaultMessage: 'For you only, not in the message: why each of them is on the list.',
    description: 'Over the reasons beside a message to several learners',
  },
  draftMost: {
    id: 'marginalia.list.draftMost',
    defaultMessage: 'Mail programs take up to {n, number} hidden recipients. Select fewer learners to open it in mail.',
    description: 'Said where more learners are selected than one mail can go to',
  },
  close: { id: 'marginalia.list.close', defaultMessage: 'Close', description: 'Button that closes a panel' },
  fullPage: {
    id: 'marginalia.list.fullPage',
    defaultMessage: 'Open full page',
    description: 'Link from the short look at a learner to the page about the learner',
  },
  menu: {
    id: 'marginalia.list.menu',
    defaultMessage: 'More for this list',
    description: 'Name of a menu with what else can be done with the list of learners, for screen readers',
  },
  inList: {
    id: 'marginalia.list.inList',
    defaultMessage: 'Learners of the list',
    description: 'Name of the way between the learners of a list, on the page of one, for screen readers',
  },
  position: {
    id: 'marginalia.list.position',
    defaultMessage: '{at, number} of {total, number} in the list',
    description: 'On the page of a learner: where the learner stands in the list',
  },
  earlier: { id: 'marginalia.list.earlier', defaultMessage: 'Previous learner', description: 'Button' },
  later: { id: 'marginalia.list.later', defaultMessage: 'Next learner', description: 'Button' },
  said: {
    id: 'marginalia.list.said',
    defaultMessage: '{answer, select, contacted {Contacted {when}} fine {No concern {when}} other {Wrong flag {when}}}',
    description: 'What the team said about a learner’s flag, and when, such as “2 days ago” or “Nov 16”',
  },
  verdict: {
    id: 'marginalia.help.verdict',
    defaultMessage: 'Reliability',
    description: 'Head of the column that says how far to trust a rule',
  },
  verdictStrong: {
    id: 'marginalia.help.verdictStrong',
    defaultMessage: 'Strong',
    description: 'A rule that is right often',
  },
  verdictUseful: {
    id: 'marginalia.help.verdictUseful',
    defaultMessage: 'Useful',
    description: 'A rule that is right more often than chance',
  },
  verdictWeak: {
    id: 'marginalia.help.verdictWeak',
    defaultMessage: 'Weak here',
    description: 'A rule that is right no more often than chance in this course',
  },
  verdictEarly: {
    id: 'marginalia.help.verdictEarly',
    defaultMessage: 'Too early',
    description: 'A rule without a track record yet',
  },
  flaggedNow: { id: 'marginalia.help.flaggedNow', defaultMessage: 'Flagged now', description: 'Head of a column' },
  teamColumn: {
    id: 'marginalia.help.teamColumn',
    defaultMessage: 'Your team',
    description: 'Head of the column with what the team answered',
  },
});
