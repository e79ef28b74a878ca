import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  allAside: {
    id: 'marginalia.attention.allAside',
    defaultMessage:
      'Nothing is left to answer: of {looked, number} blocks looked at, {aside, plural, one {# is} other {# are}} set aside.',
    description: 'Above the list of what needs work where authors have set everything on it aside',
  },
  ofAll: {
    id: 'marginalia.attention.ofAll',
    defaultMessage: 'This list is of all time and all learners.',
    description: 'Above the list of what needs work where other numbers of the panel are limited to dates or a track',
  },
  new: {
    id: 'marginalia.attention.new',
    defaultMessage: 'new',
    description: 'Small mark beside an item of the list that nobody of the team has opened yet',
  },
  title: {
    id: 'marginalia.attention.title',
    defaultMessage: 'What needs work',
    description: 'Heading of the list of blocks that are worth a look, in the panel of a course',
  },
  some: {
    id: 'marginalia.attention.some',
    defaultMessage:
      '{listed, number} of {all, plural, one {# block} other {# blocks}} {listed, plural, one {is} other {are}} worth a look.',
    description: 'First sentence of the list; {all} counts problems, videos and units',
  },
  nothing: {
    id: 'marginalia.attention.nothing',
    defaultMessage: 'No block stands out: {looked, number} looked at, {tooEarly, number} too early to tell.',
    description: 'In place of the list; both are numbers of blocks',
  },
  early: {
    id: 'marginalia.attention.early',
    defaultMessage:
      'Too early to tell: none of {tooEarly, plural, one {# block} other {# blocks}} has enough learners.',
    description: 'In place of the list, in a course with few learners',
  },
  notYet: {
    id: 'marginalia.attention.notYet',
    defaultMessage: 'This list has not been made yet. It is made in the background.',
    description: 'In place of the list, before it was first computed',
  },
  failed: {
    id: 'marginalia.attention.failed',
    defaultMessage: 'This list cannot be had at the moment. The numbers below are not affected.',
    description: 'In place of the list, where asking for it failed',
  },
  more: {
    id: 'marginalia.attention.more',
    defaultMessage: 'Show {n, plural, one {# more} other {# more}}',
    description: 'Button that shows the rest of a long list of blocks',
  },
  less: {
    id: 'marginalia.attention.less',
    defaultMessage: 'Show only the first',
    description: 'Button that hides the rest of a long list of blocks',
  },
  in: {
    id: 'marginalia.attention.in',
    defaultMessage: 'in',
    description: 'Between the name of a block and the names of section, subsection and unit; for screen readers',
  },
  few: {
    id: 'marginalia.attention.evidence.early',
    defaultMessage: 'Early: {learners, plural, one {# learner} other {# learners}}',
    description: 'How sure a finding is: fewer than 50 learners',
  },
  worth_a_look: {
    id: 'marginalia.attention.evidence.worth',
    defaultMessage: 'Worth a look: {learners, plural, one {# learner} other {# learners}}',
    description: 'How sure a finding is: from 50 learners',
  },
  strong: {
    id: 'marginalia.attention.evidence.strong',
    defaultMessage: 'Worth a look, on firm ground: {learners, plural, one {# learner} other {# learners}}',
    description: 'How sure a finding is: from 100 learners',
  },
  also: {
    id: 'marginalia.attention.also',
    defaultMessage: 'Also: {reasons}.',
    description: 'Below a finding: further findings on the same block; {reasons} is a list',
  },
  watching: {
    id: 'marginalia.attention.watching',
    defaultMessage:
      'Changed on {date}. These are the numbers of all versions until {needed, plural, one {# learner has} other {# learners have}} met the new one.',
    description: 'Below a finding on a block that was edited since; {date} is a date',
  },
  since: {
    id: 'marginalia.attention.since',
    defaultMessage: 'Changed on {date}. Only learners who came after that are counted.',
    description: 'Below a finding on a block that was edited, when enough learners came since; {date} is a date',
  },
  why: {
    id: 'marginalia.attention.why',
    defaultMessage: 'Why is this here?',
    description: 'Button below a finding that shows how such findings are made',
  },
  listed: {
    id: 'marginalia.attention.listed',
    defaultMessage: 'Listed since {date}: {reason}.',
    description: 'Explanation of a finding; {date} is a date, {reason} is the finding in a few words',
  },
});

/** One sentence per reason and per what may be disclosed of its numbers. */
export const sentences = defineMessages({
  keyStrongTexts: {
    id: 'marginalia.attention.keyStrongTexts',
    defaultMessage:
      'Of the strongest third, {chosenBy} chose “{chosen}” and {markedBy} “{marked}”, the answer marked right.',
    description: 'Finding on a problem; {chosenBy} and {markedBy} are for instance "14 of 25"',
  },
  keyStrong: {
    id: 'marginalia.attention.keyStrong',
    defaultMessage:
      'Of the strongest third, {chosenBy} chose the same other answer and {markedBy} the one marked right.',
    description: 'Finding on a problem; {chosenBy} and {markedBy} are for instance "14 of 25"',
  },
  keyTexts: {
    id: 'marginalia.attention.keyTexts',
    defaultMessage:
      'Strong learners choose “{chosen}” rather than “{marked}”, the answer marked right: {right} gave that one first, and of the others {wrong} gave “{chosen}”.',
    description: 'Finding on a problem; {right} and {wrong} are for instance "50 of 309"',
  },
  key: {
    id: 'marginalia.attention.key',
    defaultMessage:
      'Strong learners choose another answer than the one marked right: {right} gave that one first, and of the others {wrong} gave the other.',
    description: 'Finding on a problem; {right} and {wrong} are for instance "50 of 309"',
  },
  keyBare: {
    id: 'marginalia.attention.keyBare',
    defaultMessage: 'Strong learners choose another answer than the one marked right.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  distractorText: {
    id: 'marginalia.attention.distractorText',
    defaultMessage:
      'Of the learners wrong the first time, {wrong} gave “{answer}”{disclosed, select, yes {; of the strongest third, {strong} did} other {, strong ones among them}}.',
    description: 'Finding on a problem; {wrong} and {strong} are for instance "93 of 111"',
  },
  distractor: {
    id: 'marginalia.attention.distractor',
    defaultMessage:
      'Of the learners wrong the first time, {wrong} gave the same answer{disclosed, select, yes {; of the strongest third, {strong} did} other {, strong ones among them}}.',
    description: 'Finding on a problem; {wrong} and {strong} are for instance "93 of 111"',
  },
  distractorBare: {
    id: 'marginalia.attention.distractorBare',
    defaultMessage: 'Most learners who are wrong give the same answer, strong ones among them.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  recovery: {
    id: 'marginalia.attention.recovery',
    defaultMessage:
      'Of the learners who were wrong and tried again, {recovered} were right in the end{disclosed, select, yes {; of all who tried, {giveUp} never were} other {}}.',
    description: 'Finding on a problem; {recovered} and {giveUp} are for instance "12 of 60"',
  },
  recoveryBare: {
    id: 'marginalia.attention.recoveryBare',
    defaultMessage: 'Learners who are wrong and try again rarely get it right.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  attempts: {
    id: 'marginalia.attention.attempts',
    defaultMessage: '{many} tried it {attempts, number} times or more.',
    description: 'Finding on a problem; {many} is for instance "31 of 90"',
  },
  attemptsBare: {
    id: 'marginalia.attention.attemptsBare',
    defaultMessage: 'More learners than usual try it {attempts, number} times or more.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  help: {
    id: 'marginalia.attention.help',
    defaultMessage: '{shown} had the answer shown before their first try, or without one.',
    description: 'Finding on a problem; {shown} is for instance "37 of 195"',
  },
  helpTried: {
    id: 'marginalia.attention.helpTried',
    defaultMessage: 'Of those who tried it, {shown} had the answer shown before their first try.',
    description: 'Finding on a problem; {shown} is for instance "37 of 195"',
  },
  helpBare: {
    id: 'marginalia.attention.helpBare',
    defaultMessage: 'More learners than usual have the answer shown before they try.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  dropOut: {
    id: 'marginalia.attention.dropOut',
    defaultMessage: 'Of the viewers still there at {from}, {left} are gone by {to}. The video lasts {duration}.',
    description:
      'Finding on a video; {left} is for instance "57 of 140", of the viewers still there, the others are times such as 4:10',
  },
  dropOutBare: {
    id: 'marginalia.attention.dropOutBare',
    defaultMessage: 'Many viewers leave between {from} and {to}. The video lasts {duration}.',
    description: 'Finding on a video whose numbers may not be told; all three are times such as 4:10',
  },
  skipped: {
    id: 'marginalia.attention.skipped',
    defaultMessage: 'Reached by {reached}; the unit before it by {before}, the unit after it by {after}.',
    description: 'Finding on a unit; all three are numbers of learners',
  },
  skippedOne: {
    id: 'marginalia.attention.skippedOne',
    defaultMessage: 'Reached by {reached}; the unit next to it by {beside}.',
    description: 'Finding on a unit; both are numbers of learners',
  },
  skippedBare: {
    id: 'marginalia.attention.skippedBare',
    defaultMessage: 'Learners go past this unit.',
    description: 'Finding on a unit whose numbers may not be told',
  },
});

/** Each reason in a few words, for lists of them. */
export const reasonNames = defineMessages({
  key_may_be_wrong: {
    id: 'marginalia.attention.reason.key',
    defaultMessage: 'the answer marked right may be the wrong one',
    description: 'A finding in a few words',
  },
  confusing_distractor: {
    id: 'marginalia.attention.reason.distractor',
    defaultMessage: 'one wrong answer draws strong learners',
    description: 'A finding in a few words',
  },
  hard_without_recovery: {
    id: 'marginalia.attention.reason.recovery',
    defaultMessage: 'trying again rarely helps',
    description: 'A finding in a few words',
  },
  many_attempts: {
    id: 'marginalia.attention.reason.attempts',
    defaultMessage: 'many tries',
    description: 'A finding in a few words',
  },
  help_before_trying: {
    id: 'marginalia.attention.reason.help',
    defaultMessage: 'the answer is shown before trying',
    description: 'A finding in a few words',
  },
  video_drop_out: {
    id: 'marginalia.attention.reason.dropOut',
    defaultMessage: 'many leave at one moment',
    description: 'A finding in a few words',
  },
  unit_skipped: {
    id: 'marginalia.attention.reason.skipped',
    defaultMessage: 'learners go past it',
    description: 'A finding in a few words',
  },
});
