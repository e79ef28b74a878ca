import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  allAside: {
    id: 'marginalia.attention.allAside',
    defaultMessage: 'Nothing left to review. {looked, number} checked, {aside, number} dismissed.',
    description: 'Above the list of what needs work where authors have set everything on it aside',
  },
  ofAll: {
    id: 'marginalia.attention.ofAll',
    defaultMessage: 'Always covers all dates and learners. Filters don’t apply here.',
    description: 'Above the list of what needs work where other numbers of the panel are limited to dates or a track',
  },
  new: {
    id: 'marginalia.attention.new',
    defaultMessage: 'new',
    description: 'Small mark beside an item of the list that nobody of the team has opened yet',
  },
  title: {
    id: 'marginalia.attention.title',
    defaultMessage: 'Worth a look',
    description: 'Heading of the list of blocks that are worth a look, in the panel of a course',
  },
  some: {
    id: 'marginalia.attention.some',
    defaultMessage: '{listed, plural, one {# thing} other {# things}} worth a look. {all, number} checked.',
    description: 'First sentence of the list; {all} counts problems, videos and units',
  },
  nothing: {
    id: 'marginalia.attention.nothing',
    defaultMessage: 'Nothing stands out. {looked, number} checked, {tooEarly, number} too early to tell.',
    description: 'In place of the list; both are numbers of blocks',
  },
  early: {
    id: 'marginalia.attention.early',
    defaultMessage:
      'Too early to tell: none of {tooEarly, plural, one {# component} other {# components}} has enough learners.',
    description: 'In place of the list, in a course with too few learners to find anything',
  },
  notYet: {
    id: 'marginalia.attention.notYet',
    defaultMessage: 'Checking this course. The list appears here within a few minutes.',
    description: 'In place of the list, before it was first computed',
  },
  more: {
    id: 'marginalia.attention.more',
    defaultMessage: 'Show {n, plural, one {# more} other {# more}}',
    description: 'Button that shows the rest of a long list of blocks',
  },
  less: {
    id: 'marginalia.attention.less',
    defaultMessage: 'Show fewer',
    description: 'Button that hides the rest of a long list of blocks',
  },
  in: {
    id: 'marginalia.attention.in',
    defaultMessage: 'in',
    description: 'Between the name of a block and the names of section, subsection and unit; for screen readers',
  },
  few: {
    id: 'marginalia.attention.evidence.early',
    defaultMessage: 'Early signal · {learners, plural, one {# learner} other {# learners}}',
    description: 'How sure a finding is: fewer than 50 learners',
  },
  worth_a_look: {
    id: 'marginalia.attention.evidence.worth',
    defaultMessage: 'Good evidence · {learners, plural, one {# learner} other {# learners}}',
    description: 'How sure a finding is: from 50 learners',
  },
  strong: {
    id: 'marginalia.attention.evidence.strong',
    defaultMessage: 'Strong evidence · {learners, plural, one {# learner} other {# learners}}',
    description: 'How sure a finding is: from 100 learners',
  },
  also: {
    id: 'marginalia.attention.also',
    defaultMessage: 'Also: {reasons}.',
    description: 'Below a finding: further findings on the same block; {reasons} is a list',
  },
  watching: {
    id: 'marginalia.attention.watchingUntil',
    defaultMessage:
      'Changed {date}. Watching until about {needed, plural, one {# learner has} other {# learners have}} seen the new version.',
    description:
      'Below a finding on a block that was edited since, where the number of those who came since is hidden; {date} is a date',
  },
  watchingSome: {
    id: 'marginalia.attention.watchingSome',
    defaultMessage:
      'Changed {date}. Watching: {orMore, select, yes {at least } other {}}{since, number} of about {needed, number} learners so far.',
    description:
      'Below a finding on a block that was edited since; {date} is a date, {since} is how many learners have come since: with orMore at least so many',
  },
  since: {
    id: 'marginalia.attention.since',
    defaultMessage: 'Changed {date}. Showing only learners who came after that.',
    description: 'Below a finding on a block that was edited, when enough learners came since; {date} is a date',
  },
  listed: {
    id: 'marginalia.attention.listed',
    defaultMessage: 'Listed since {date}: {reason}.',
    description: 'Explanation of a finding; {date} is a date, {reason} is the finding as a short phrase',
  },
});

/** One sentence per reason and per what may be disclosed of its numbers. */
export const sentences = defineMessages({
  keyStrongTexts: {
    id: 'marginalia.attention.keyStrongTexts',
    defaultMessage:
      'Check the answer key. In the top third, {chosenBy} chose “{chosen}”, but “{marked}” is marked correct. Only {markedBy} chose that one.',
    description: 'Finding on a problem; {chosenBy} and {markedBy} are for instance "14 of 25"',
  },
  keyStrong: {
    id: 'marginalia.attention.keyStrong',
    defaultMessage:
      'Check the answer key. In the top third, {chosenBy} chose one other answer, and {markedBy} the answer marked correct.',
    description: 'Finding on a problem; {chosenBy} and {markedBy} are for instance "14 of 25"',
  },
  keyTexts: {
    id: 'marginalia.attention.keyTexts',
    defaultMessage:
      'Check the answer key. Learners who do well elsewhere choose “{chosen}”, but “{marked}” is marked correct. {right} learners chose that one first; of the rest, {wrong} chose the other.',
    description: 'Finding on a problem; {right} and {wrong} are for instance "50 of 309"',
  },
  key: {
    id: 'marginalia.attention.key',
    defaultMessage:
      'Check the answer key. Learners who do well elsewhere choose a different answer. {right} learners first chose the answer marked correct; of the rest, {wrong} chose the other one.',
    description: 'Finding on a problem; {right} and {wrong} are for instance "50 of 309"',
  },
  keyBare: {
    id: 'marginalia.attention.keyBare',
    defaultMessage: 'Check the answer key. Learners who do well elsewhere choose a different answer.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  distractorText: {
    id: 'marginalia.attention.distractorText',
    defaultMessage:
      '“{answer}” accounts for {wrong} wrong first attempts{disclosed, select, yes {; in the top third, {strong} chose it} other {, including top-third learners}}.',
    description: 'Finding on a problem; {wrong} and {strong} are for instance "93 of 111"',
  },
  distractor: {
    id: 'marginalia.attention.distractor',
    defaultMessage:
      'One answer accounts for {wrong} wrong first attempts{disclosed, select, yes {; in the top third, {strong} chose it} other {, including top-third learners}}.',
    description: 'Finding on a problem; {wrong} and {strong} are for instance "93 of 111"',
  },
  distractorBare: {
    id: 'marginalia.attention.distractorBare',
    defaultMessage: 'Most wrong first attempts give the same answer, also in the top third.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  recovery: {
    id: 'marginalia.attention.recovery',
    defaultMessage:
      'Of learners who tried again after a wrong first attempt, {recovered} got it correct{disclosed, select, yes {; {giveUp} were never correct} other {}}.',
    description: 'Finding on a problem; {recovered} and {giveUp} are for instance "12 of 60"',
  },
  recoveryBare: {
    id: 'marginalia.attention.recoveryBare',
    defaultMessage: 'Learners who are wrong at first rarely get it correct later.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  attempts: {
    id: 'marginalia.attention.attempts',
    defaultMessage: '{many} learners made {attempts, number} or more attempts.',
    description: 'Finding on a problem; {many} is for instance "31 of 90"',
  },
  attemptsBare: {
    id: 'marginalia.attention.attemptsBare',
    defaultMessage: 'More learners than usual make {attempts, number} or more attempts.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  help: {
    id: 'marginalia.attention.help',
    defaultMessage: '{shown} learners viewed the answer before attempting, or without attempting.',
    description: 'Finding on a problem; {shown} is for instance "37 of 195"',
  },
  helpTried: {
    id: 'marginalia.attention.helpTried',
    defaultMessage: '{shown} learners who attempted viewed the answer first.',
    description: 'Finding on a problem; {shown} is for instance "37 of 195"',
  },
  helpBare: {
    id: 'marginalia.attention.helpBare',
    defaultMessage: 'More learners than usual view the answer before attempting.',
    description: 'Finding on a problem whose numbers may not be told',
  },
  dropOut: {
    id: 'marginalia.attention.dropOut',
    defaultMessage: '{left} viewers still watching at {from} have left by {to}. Video length: {duration}.',
    description:
      'Finding on a video; {left} is for instance "57 of 140", of the viewers still there, the others are times such as 4:10',
  },
  dropOutBare: {
    id: 'marginalia.attention.dropOutBare',
    defaultMessage: 'Many viewers leave between {from} and {to}. Video length: {duration}.',
    description: 'Finding on a video whose numbers may not be told; all three are times such as 4:10',
  },
  skipped: {
    id: 'marginalia.attention.skipped',
    defaultMessage:
      '{reached} learners reached this unit: fewer than the unit before ({before}) and the unit after ({after}).',
    description: 'Finding on a unit; all three are numbers of learners',
  },
  skippedOne: {
    id: 'marginalia.attention.skippedOne',
    defaultMessage: '{reached} learners reached this unit, and {beside} the unit next to it.',
    description: 'Finding on a unit; both are numbers of learners',
  },
  skippedBare: {
    id: 'marginalia.attention.skippedBare',
    defaultMessage: 'Many learners skip this unit.',
    description: 'Finding on a unit whose numbers may not be told',
  },
});

/** Each reason in a few words, for lists of them. */
export const reasonNames = defineMessages({
  key_may_be_wrong: {
    id: 'marginalia.attention.reason.key',
    defaultMessage: 'answer key may be wrong',
    description: 'A finding as a short phrase',
  },
  confusing_distractor: {
    id: 'marginalia.attention.reason.distractor',
    defaultMessage: 'misleading wrong answer',
    description: 'A finding as a short phrase',
  },
  hard_without_recovery: {
    id: 'marginalia.attention.reason.recovery',
    defaultMessage: 'few recover after a wrong answer',
    description: 'A finding as a short phrase',
  },
  many_attempts: {
    id: 'marginalia.attention.reason.attempts',
    defaultMessage: 'many attempts',
    description: 'A finding as a short phrase',
  },
  help_before_trying: {
    id: 'marginalia.attention.reason.help',
    defaultMessage: 'answer viewed before attempting',
    description: 'A finding as a short phrase',
  },
  video_drop_out: {
    id: 'marginalia.attention.reason.dropOut',
    defaultMessage: 'sharp drop-off',
    description: 'A finding as a short phrase',
  },
  unit_skipped: {
    id: 'marginalia.attention.reason.skipped',
    defaultMessage: 'often skipped',
    description: 'A finding as a short phrase',
  },
});
