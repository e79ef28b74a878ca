import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  notYetTitle: {
    id: 'marginalia.help.notYetTitle',
    defaultMessage: 'Not checked yet',
    description: 'Title on the page about learners who may need help, before they were judged for the first time',
  },
  notYet: {
    id: 'marginalia.help.notYet',
    defaultMessage: 'Learners of this course are being checked. This page fills in by itself.',
    description: 'Text on the page about learners who may need help, before they were judged for the first time',
  },
  outgrown: {
    id: 'marginalia.help.outgrown',
    defaultMessage:
      'Many events have arrived since the last check ({when}). Learners are being checked again; this page fills in by itself.',
    description:
      'Text on the page about learners who may need help, while they are judged again; {when} is for instance “10 minutes ago” or “Nov 16”',
  },
  nobody: {
    id: 'marginalia.help.nobody',
    defaultMessage: 'Nobody is enrolled now.',
    description: 'Text on the page about learners who may need help, where there are no learners',
  },
  some: {
    id: 'marginalia.help.some',
    defaultMessage: '{count, number} of {of, number} learners may need help.',
    description:
      'First sentence of the page about learners who may need help; {likely} is for instance “likely 13–24 %”',
  },
  none: {
    id: 'marginalia.help.none',
    defaultMessage: 'Nobody is flagged. {of, number} learners checked.',
    description: 'First sentence of the page about learners who may need help, where no rule holds for anybody',
  },
  noneEarly: {
    id: 'marginalia.help.noneEarly',
    defaultMessage:
      'Nobody is flagged. {checked, plural, one {# learner} other {# learners}} checked, {early, number} too early to tell.',
    description:
      'First sentence of the page about learners who may need help, where no rule holds for anybody, and some have done too little to be judged',
  },
  allEarly: {
    id: 'marginalia.help.allEarly',
    defaultMessage:
      'Too early to tell for {of, plural, one {# learner} other {all # learners}}. Flags appear once they have done more.',
    description:
      'First sentence of the page about learners who may need help, where all have done too little to be judged',
  },
  before: {
    id: 'marginalia.help.before',
    defaultMessage:
      'Too early to tell: the course starts on {date}. {of, plural, one {# learner is} other {# learners are}} enrolled.',
    description:
      'First sentence of the page about learners who may need help, of a course that has not begun; {date} is for instance “Nov 16”',
  },
  hidden: {
    id: 'marginalia.help.hidden',
    defaultMessage:
      'Hidden to protect privacy: showing how many of {of, number} learners may need help would reveal who.',
    description: 'First sentence of the page about learners who may need help, where the number is withheld',
  },
  atLeast: {
    id: 'marginalia.help.atLeast',
    defaultMessage:
      'At least {count, number} of {of, number} learners may need help. The exact number is hidden to protect privacy.',
    description:
      'First sentence of the page about learners who may need help, where the number is withheld but some of its parts are told',
  },
  states: {
    id: 'marginalia.help.states',
    defaultMessage: 'All learners by status',
    description: 'Heading over the row of states with their counts; each learner is in one of them',
  },
  everybody: {
    id: 'marginalia.help.everybody',
    defaultMessage: 'All',
    description: 'Button that takes the filter off the list of learners',
  },
  rules: {
    id: 'marginalia.help.rules',
    defaultMessage: 'How reliable are these rules here?',
    description: 'Heading over the list of rules',
  },
  ruleCount: {
    id: 'marginalia.help.ruleCount',
    defaultMessage: '{countOf} ({share})',
    description: 'For how many learners a rule holds, for instance “9 of 181 learners · 5 % · likely 3–9 %”',
  },
  up: {
    id: 'marginalia.help.up',
    defaultMessage: 'More than a week ago ({before})',
    description: 'Trend of a rule; {before} is the count of a week earlier, for instance “3 of 180”',
  },
  down: {
    id: 'marginalia.help.down',
    defaultMessage: 'Fewer than a week ago ({before})',
    description: 'Trend of a rule; {before} is the count of a week earlier, for instance “30 of 180”',
  },
  same: {
    id: 'marginalia.help.same',
    defaultMessage: 'No clear change in a week (was {before})',
    description: 'Trend of a rule; {before} is the count of a week earlier, for instance “8 of 180”',
  },
  unknown: {
    id: 'marginalia.help.unknown',
    defaultMessage: 'No comparison with last week',
    description: 'Trend of a rule that cannot be told',
  },
  newSince: {
    id: 'marginalia.help.newSince',
    defaultMessage: 'New since {date}: {n}.',
    description: 'For how many learners a rule began to hold since a day; {n} is a number or “Hidden”',
  },
  replay: {
    id: 'marginalia.help.replay',
    defaultMessage:
      'Flagged earlier: {fired}. Passed anyway: {passed}. Of those who didn’t pass, {caught} were flagged{days, select, none {.} other {, typically {days} days before the end.}}',
    description:
      'How good a rule was when past weeks are looked at again; {passed} and {caught} are for instance “9 of 40”, {days} is a number or the word none',
  },
  teamContacted: {
    id: 'marginalia.help.teamContacted',
    defaultMessage: '{n} contacted',
    description: 'How many of the learners whom a rule flagged the team wrote to; {n} is a number or “Hidden”',
  },
  teamFine: {
    id: 'marginalia.help.teamFine',
    defaultMessage: '{n} no concern',
    description: 'Of how many learners whom a rule flagged the team has no concern; {n} is a number or “Hidden”',
  },
  teamWrong: {
    id: 'marginalia.help.teamWrong',
    defaultMessage: '{n} wrong flag',
    description: 'How many flags of a rule the team called wrong; {n} is a number or “Hidden”',
  },
  replayed: {
    id: 'marginalia.help.replayed',
    defaultMessage:
      'Based on {weeks, plural, one {# past week} other {# past weeks}}. For comparison, passed overall: {passed}.',
    description: 'Below the rules: what the look back rests on; {passed} is for instance “130 of 212”',
  },
  show: {
    id: 'marginalia.help.show',
    defaultMessage: 'Show these learners',
    description: 'Button beside a rule, or a section, that filters the list of learners',
  },
  rule: { id: 'marginalia.help.rule', defaultMessage: 'Rule', description: 'Column heading: the name of a rule' },
  learners: {
    id: 'marginalia.help.learners',
    defaultMessage: 'Learners',
    description: 'Column heading: how many learners, and the heading over the list of learners',
  },
  fired: {
    id: 'marginalia.help.fired',
    defaultMessage: 'Flagged earlier',
    description: 'Column heading: for how many learners a rule held in any past week',
  },
  laterPassed: {
    id: 'marginalia.help.laterPassed',
    defaultMessage: 'Passed anyway',
    description: 'Column heading: how many learners for whom a rule held passed later',
  },
  caught: {
    id: 'marginalia.help.caught',
    defaultMessage: 'Flagged, of those who didn’t pass',
    description: 'Column heading: for how many of the learners who never passed a rule held',
  },
  daysEarly: {
    id: 'marginalia.help.daysEarly',
    defaultMessage: 'Median days before the end',
    description: 'Column heading: how many days before the end of the course a rule held first',
  },
  state: {
    id: 'marginalia.help.state',
    defaultMessage: 'Status',
    description: 'Column heading: the state of learners',
  },
  since: {
    id: 'marginalia.help.since',
    defaultMessage: 'New since',
    description: 'Label of a date field: the page then tells what happened since that day',
  },
  section: {
    id: 'marginalia.help.section',
    defaultMessage: 'Section',
    description: 'Column heading: a section of the course',
  },
  tried: {
    id: 'marginalia.help.tried',
    defaultMessage: 'Attempted a problem',
    description: 'Column heading: how many learners attempted a problem of the section',
  },
  right: {
    id: 'marginalia.help.right',
    defaultMessage: 'Correct on first attempt',
    description: 'Column heading: how many first attempts were correct',
  },
  where: {
    id: 'marginalia.help.where',
    defaultMessage: 'Where they struggle',
    description: 'Heading over the sections in which learners struggle',
  },
  struggle: {
    id: 'marginalia.help.struggle',
    defaultMessage: '{countOf} with enough attempts',
    description: 'At the end of a bar: learners struggling of those who attempted enough problems of the section',
  },
  quadrants: {
    id: 'marginalia.help.quadrants',
    defaultMessage: 'Active and succeeding',
    description: 'Heading over a table of two by two: active or not, succeeding or not',
  },
  quadrantsCaption: {
    id: 'marginalia.help.quadrantsCaption',
    defaultMessage:
      'Active: seen in the last {days, plural, one {# day} other {# days}}. Succeeding: at least half correct on first attempt.',
    description: 'Caption of the table of two by two',
  },
  activeYes: {
    id: 'marginalia.help.activeYes',
    defaultMessage: 'Active',
    description: 'Row heading of the table of two by two',
  },
  activeNo: {
    id: 'marginalia.help.activeNo',
    defaultMessage: 'Inactive',
    description: 'Row heading of the table of two by two',
  },
  succeedingYes: {
    id: 'marginalia.help.succeedingYes',
    defaultMessage: 'Succeeding',
    description: 'Column heading of the table of two by two',
  },
  succeedingNo: {
    id: 'marginalia.help.succeedingNo',
    defaultMessage: 'Not succeeding',
    description: 'Column heading of the table of two by two',
  },
  thresholds: {
    id: 'marginalia.help.thresholds',
    defaultMessage: 'Rule settings',
    description: 'Button that shows the thresholds of the rules',
  },
  fromDefault: {
    id: 'marginalia.help.fromDefault',
    defaultMessage: 'Default rule settings.',
    description: 'Where the thresholds come from: nobody changed them',
  },
  fromSite: {
    id: 'marginalia.help.fromSite',
    defaultMessage: 'Rule settings come from this site’s operator.',
    description: 'Where the thresholds come from: the site',
  },
  fromCourse: {
    id: 'marginalia.help.fromCourse',
    defaultMessage: 'Rule settings are specific to this course.',
    description: 'Where the thresholds come from: the course',
  },
});

/** The rules with the numbers they go by. */
export const ruleWords = defineMessages({
  not_started: {
    id: 'marginalia.rule.notStarted',
    defaultMessage: 'Enrolled {notStartedDays, plural, one {# day} other {# days}} or more with no activity.',
    description: 'A rule with its thresholds',
  },
  stopped: {
    id: 'marginalia.rule.stopped',
    defaultMessage:
      'No activity for {stoppedDays, plural, one {# day} other {# days}}, and for {stoppedGaps, number}× the learner’s usual break.',
    description: 'A rule with its thresholds',
  },
  struggling: {
    id: 'marginalia.rule.struggling',
    defaultMessage:
      'Far below the class on first attempts in a section ({strugglingProblems, number}+ problems, {strugglingMargin} margin). Or no correct answer after {stuckAttempts, number}+ attempts on {stuckProblems, number}+ problems.',
    description: 'A rule with its thresholds; {strugglingMargin} is a percentage',
  },
  help_without_success: {
    id: 'marginalia.rule.help',
    defaultMessage:
      'Last {recentDays, plural, one {# day} other {# days}}: used help on {helpShare} or more of {helpProblems, number}+ problems and didn’t master {helpNotRight} of those.',
    description: 'A rule with its thresholds; {helpShare} and {helpNotRight} are percentages',
  },
  rushing: {
    id: 'marginalia.rule.rushing',
    defaultMessage:
      'Last {recentDays, plural, one {# day} other {# days}}: {rushingAnswers, number}+ first attempts, median {rushingSeconds, number} s or less, at most {rushingRight} correct.',
    description: 'A rule with its thresholds; {rushingRight} is a percentage',
  },
});
