import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  notYetTitle: {
    id: 'marginalia.help.notYetTitle',
    defaultMessage: 'Not looked at yet',
    description: 'Title on the page about learners who may need help, before they were judged for the first time',
  },
  notYet: {
    id: 'marginalia.help.notYet',
    defaultMessage: 'The learners of this course are looked at in the background. This page fills by itself.',
    description: 'Text on the page about learners who may need help, before they were judged for the first time',
  },
  outgrown: {
    id: 'marginalia.help.outgrown',
    defaultMessage:
      'Very much has come in since the learners were looked at, {when}. They are being looked at again; this page fills by itself.',
    description:
      'Text on the page about learners who may need help, while they are judged again; {when} is for instance “10 minutes ago”',
  },
  nobody: {
    id: 'marginalia.help.nobody',
    defaultMessage: 'Nobody is enrolled now, so there is nobody to judge.',
    description: 'Text on the page about learners who may need help, where there are no learners',
  },
  some: {
    id: 'marginalia.help.some',
    defaultMessage:
      '{count, number} of {of, number} learners may need help ({likely}): at least one rule holds for them.',
    description:
      'First sentence of the page about learners who may need help; {likely} is for instance “likely 13–24 %”',
  },
  none: {
    id: 'marginalia.help.none',
    defaultMessage: 'No rule holds for any of {of, number} learners.',
    description: 'First sentence of the page about learners who may need help, where no rule holds for anybody',
  },
  hidden: {
    id: 'marginalia.help.hidden',
    defaultMessage: 'How many of {of, number} learners may need help is not shown: the number would tell who.',
    description: 'First sentence of the page about learners who may need help, where the number is withheld',
  },
  atLeast: {
    id: 'marginalia.help.atLeast',
    defaultMessage: 'At least {count, number} of {of, number} learners may need help; the exact number would tell who.',
    description:
      'First sentence of the page about learners who may need help, where the number is withheld but some of its parts are told',
  },
  notEnough: {
    id: 'marginalia.help.notEnough',
    defaultMessage: 'For {count, number} of {of, number} there is not enough to say.',
    description: 'Second sentence: how many learners have done too little to be judged',
  },
  judged: {
    id: 'marginalia.help.judged',
    defaultMessage: 'Looked at {when}.',
    description: 'When the learners were judged; {when} is for instance “10 minutes ago”',
  },
  over: {
    id: 'marginalia.help.over',
    defaultMessage: 'The course is over: this is how learners stood at its end.',
    description: 'Note on the page about learners who may need help, where the course has ended',
  },
  states: {
    id: 'marginalia.help.states',
    defaultMessage: 'How learners stand',
    description: 'Heading over the row of states with their counts; each learner is in one of them',
  },
  statesHint: {
    id: 'marginalia.help.statesHint',
    defaultMessage: 'each learner in one state; press one for its rule',
    description: 'Beside the heading over the row of states',
  },
  everybody: {
    id: 'marginalia.help.everybody',
    defaultMessage: 'Everybody',
    description: 'Button that takes the filter off the list of learners',
  },
  rules: {
    id: 'marginalia.help.rules',
    defaultMessage: 'The rules, and how good they are here',
    description: 'Heading over the list of rules',
  },
  rulesHint: {
    id: 'marginalia.help.rulesHint',
    defaultMessage: 'a learner may be counted under several',
    description: 'Beside the heading over the list of rules',
  },
  ruleCount: {
    id: 'marginalia.help.ruleCount',
    defaultMessage: '{countOf} learners · {share} · {likely}',
    description: 'For how many learners a rule holds, for instance “9 of 181 learners · 5 % · likely 3–9 %”',
  },
  up: {
    id: 'marginalia.help.up',
    defaultMessage: 'More than a week earlier ({before}).',
    description: 'Trend of a rule; {before} is the count of a week earlier, for instance “3 of 180”',
  },
  down: {
    id: 'marginalia.help.down',
    defaultMessage: 'Fewer than a week earlier ({before}).',
    description: 'Trend of a rule; {before} is the count of a week earlier, for instance “30 of 180”',
  },
  same: {
    id: 'marginalia.help.same',
    defaultMessage: 'No clear change since a week earlier ({before}).',
    description: 'Trend of a rule; {before} is the count of a week earlier, for instance “8 of 180”',
  },
  unknown: {
    id: 'marginalia.help.unknown',
    defaultMessage: 'How it was a week earlier is not known, or not shown.',
    description: 'Trend of a rule that cannot be told',
  },
  newSince: {
    id: 'marginalia.help.newSince',
    defaultMessage: 'New since {date}: {n}.',
    description: 'For how many learners a rule began to hold since a day; {n} is a number or the word “few”',
  },
  replay: {
    id: 'marginalia.help.replay',
    defaultMessage:
      'In the past of this course it held for {fired} learners at some time; {passed} of them passed later all the same. Of those who never passed, it found {caught}{days, select, none {.} other {, in the middle {days} days before the end.}}',
    description:
      'How good a rule was when past weeks are looked at again; {passed} and {caught} are for instance “9 of 40”, {days} is a number or the word none',
  },
  replayNobody: {
    id: 'marginalia.help.replayNobody',
    defaultMessage:
      'In the past of this course it held for {fired} learners at some time. Nobody has passed yet, so how often it was wrong cannot be told.',
    description: 'How good a rule was when past weeks are looked at again, in a course that nobody has passed',
  },
  noReplay: {
    id: 'marginalia.help.noReplay',
    defaultMessage: 'How good it was before is not known yet: too few learners of this course have come to an end.',
    description: 'In place of how good a rule was, where too little of the past can be looked at',
  },
  answered: {
    id: 'marginalia.help.answered',
    defaultMessage: 'The team’s answers: contacted {contacted}, fine {fine}, wrong {wrong}.',
    description: 'What the course team said about the marks of a rule; the three are numbers or the word “few”',
  },
  replayed: {
    id: 'marginalia.help.replayed',
    defaultMessage:
      'Looked at again: {weeks, plural, one {# week} other {# weeks}} of the past, with what was known in each. Of all {learners} learners {passed} passed: compare the rules with that.',
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
  weekEarlier: {
    id: 'marginalia.help.weekEarlier',
    defaultMessage: 'A week earlier',
    description: 'Column heading: how many learners a week earlier',
  },
  fired: {
    id: 'marginalia.help.fired',
    defaultMessage: 'Held in the past',
    description: 'Column heading: for how many learners a rule held in any past week',
  },
  laterPassed: {
    id: 'marginalia.help.laterPassed',
    defaultMessage: 'Passed all the same',
    description: 'Column heading: how many learners for whom a rule held passed later',
  },
  caught: {
    id: 'marginalia.help.caught',
    defaultMessage: 'Found of those who never passed',
    description: 'Column heading: for how many of the learners who never passed a rule held',
  },
  daysEarly: {
    id: 'marginalia.help.daysEarly',
    defaultMessage: 'Days before the end',
    description: 'Column heading: how many days before the end of the course a rule held first',
  },
  state: { id: 'marginalia.help.state', defaultMessage: 'State', description: 'Column heading: the state of learners' },
  statesCaption: {
    id: 'marginalia.help.statesCaption',
    defaultMessage: 'Learners by state',
    description: 'Caption of a table',
  },
  since: {
    id: 'marginalia.help.since',
    defaultMessage: 'What is new since (your last session, for instance)',
    description: 'Label of a date field: the page then tells what happened since that day',
  },
  sinceClear: {
    id: 'marginalia.help.sinceClear',
    defaultMessage: 'Clear the date',
    description: 'Button beside the date field',
  },
  sinceTitle: {
    id: 'marginalia.help.sinceTitle',
    defaultMessage: 'Since {date}',
    description: 'Heading over what happened since a day',
  },
  sinceActive: {
    id: 'marginalia.help.sinceActive',
    defaultMessage: '{countOf} learners did something in the course.',
    description: 'What happened since a day; {countOf} is for instance “31 of 50”',
  },
  sinceCaption: {
    id: 'marginalia.help.sinceCaption',
    defaultMessage: 'Since that day, by section',
    description: 'Caption of a table',
  },
  section: {
    id: 'marginalia.help.section',
    defaultMessage: 'Section',
    description: 'Column heading: a section of the course',
  },
  tried: {
    id: 'marginalia.help.tried',
    defaultMessage: 'Tried a problem',
    description: 'Column heading: how many learners tried a problem of the section',
  },
  right: {
    id: 'marginalia.help.right',
    defaultMessage: 'Right the first time',
    description: 'Column heading: how many first tries were right',
  },
  where: {
    id: 'marginalia.help.where',
    defaultMessage: 'Where they struggle',
    description: 'Heading over the sections in which learners struggle',
  },
  struggle: {
    id: 'marginalia.help.struggle',
    defaultMessage: '{countOf} who tried enough',
    description: 'At the end of a bar: learners struggling of those who tried enough problems of the section',
  },
  quadrants: {
    id: 'marginalia.help.quadrants',
    defaultMessage: 'Active, and succeeding?',
    description: 'Heading over a table of two by two: active or not, succeeding or not',
  },
  quadrantsCaption: {
    id: 'marginalia.help.quadrantsCaption',
    defaultMessage:
      'Active: did something in the last {days, plural, one {# day} other {# days}}. Succeeding: right the first time at least half of the time.',
    description: 'Caption of the table of two by two',
  },
  activeYes: {
    id: 'marginalia.help.activeYes',
    defaultMessage: 'Active',
    description: 'Row heading of the table of two by two',
  },
  activeNo: {
    id: 'marginalia.help.activeNo',
    defaultMessage: 'Not active',
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
    defaultMessage: 'The numbers the rules go by',
    description: 'Button that shows the thresholds of the rules',
  },
  fromDefault: {
    id: 'marginalia.help.fromDefault',
    defaultMessage: 'These are the numbers the product comes with. Site and course can have their own.',
    description: 'Where the thresholds come from: nobody changed them',
  },
  fromSite: {
    id: 'marginalia.help.fromSite',
    defaultMessage: 'The operator of this site has set these numbers.',
    description: 'Where the thresholds come from: the site',
  },
  fromCourse: {
    id: 'marginalia.help.fromCourse',
    defaultMessage: 'These numbers were set for this course.',
    description: 'Where the thresholds come from: the course',
  },
});

/** The rules with the numbers they go by. */
export const ruleWords = defineMessages({
  not_started: {
    id: 'marginalia.rule.notStarted',
    defaultMessage:
      'Enrolled for {notStartedDays, plural, one {# day} other {# days}} or longer, and nothing done in the course.',
    description: 'A rule with its thresholds',
  },
  stopped: {
    id: 'marginalia.rule.stopped',
    defaultMessage:
      'Nothing for {stoppedDays, plural, one {# day} other {# days}}, and for {stoppedGaps, number} times the learner’s own usual gap.',
    description: 'A rule with its thresholds',
  },
  struggling: {
    id: 'marginalia.rule.struggling',
    defaultMessage:
      'Tried {strugglingProblems, number} problems of a section or more, and even the upper end of the share right the first time lies {strugglingMargin} below the course’s share there; or {stuckProblems, number} problems with {stuckAttempts, number} tries or more and none right.',
    description: 'A rule with its thresholds; {strugglingMargin} is a percentage',
  },
  help_without_success: {
    id: 'marginalia.rule.help',
    defaultMessage:
      'In the last {recentDays, plural, one {# day} other {# days}}: met {helpProblems, number} problems or more, took help in {helpShare} of them, and did not master {helpNotRight} of those.',
    description: 'A rule with its thresholds; {helpShare} and {helpNotRight} are percentages',
  },
  rushing: {
    id: 'marginalia.rule.rushing',
    defaultMessage:
      'In the last {recentDays, plural, one {# day} other {# days}}: {rushingAnswers, number} first answers or more, the middle one within {rushingSeconds, number} s, and at most {rushingRight} right.',
    description: 'A rule with its thresholds; {rushingRight} is a percentage',
  },
});
