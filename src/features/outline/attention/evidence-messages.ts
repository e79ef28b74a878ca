import { defineMessages } from '@edx/frontend-platform/i18n';

/** Names of the bars in the small picture of a finding. */
export const evidenceWords = defineMessages({
  marked: {
    id: 'marginalia.finding.marked',
    defaultMessage: 'Marked correct',
    description: 'Bar in a finding: how many of all chose the answer that is marked correct first',
  },
  markedText: {
    id: 'marginalia.finding.markedText',
    defaultMessage: '“{answer}”, marked correct',
    description: 'The same bar where the answer may be named',
  },
  chosen: {
    id: 'marginalia.finding.chosen',
    defaultMessage: 'Chosen instead',
    description: 'Bar in a finding: how many of all chose another answer first',
  },
  chosenText: {
    id: 'marginalia.finding.chosenText',
    defaultMessage: '“{answer}”, chosen instead',
    description: 'The same bar where the answer may be named',
  },
  markedByTop: {
    id: 'marginalia.finding.markedByTop',
    defaultMessage: 'Marked correct',
    description: 'Bar in a finding: how many of the top third chose the answer that is marked correct',
  },
  markedByTopText: {
    id: 'marginalia.finding.markedByTopText',
    defaultMessage: '“{answer}”, marked correct, in the top third',
    description: 'The same bar where the answer may be named',
  },
  chosenByTop: {
    id: 'marginalia.finding.chosenByTop',
    defaultMessage: 'In the top third',
    description: 'Bar in a finding: how many of the top third chose another answer',
  },
  chosenByTopText: {
    id: 'marginalia.finding.chosenByTopText',
    defaultMessage: '“{answer}”, in the top third',
    description: 'The same bar where the answer may be named',
  },
  ofWrong: {
    id: 'marginalia.finding.ofWrong',
    defaultMessage: 'Of wrong first attempts',
    description: 'Bar in a finding: the share of wrong first attempts with this answer',
  },
  ofWrongText: {
    id: 'marginalia.finding.ofWrongText',
    defaultMessage: '“{answer}”, of wrong first attempts',
    description: 'The same bar where the answer may be named',
  },
  recovered: {
    id: 'marginalia.finding.recovered',
    defaultMessage: 'Correct after another attempt',
    description: 'Bar in a finding',
  },
  never: {
    id: 'marginalia.finding.never',
    defaultMessage: 'Never correct',
    description: 'Bar in a finding',
  },
  many: {
    id: 'marginalia.finding.many',
    defaultMessage: 'Made many attempts',
    description: 'Bar in a finding',
  },
  viewed: {
    id: 'marginalia.finding.viewed',
    defaultMessage: 'Viewed the answer first',
    description: 'Bar in a finding',
  },
  left: {
    id: 'marginalia.finding.leftWithin',
    defaultMessage: 'Left within {seconds} seconds',
    description: 'Bar in a finding about a video; {seconds} is 5, 10 or 40',
  },
  before: {
    id: 'marginalia.finding.before',
    defaultMessage: 'Unit before',
    description: 'Bar in a finding: learners who reached the unit before this one',
  },
  here: {
    id: 'marginalia.finding.here',
    defaultMessage: 'This unit',
    description: 'Bar in a finding: learners who reached this unit',
  },
  after: {
    id: 'marginalia.finding.after',
    defaultMessage: 'Unit after',
    description: 'Bar in a finding: learners who reached the unit after this one',
  },
});

/** Why something is on the list, in two plain sentences: what is usual, and what is so here. */
export const whyWords = defineMessages({
  key_may_be_wrong: {
    id: 'marginalia.finding.whyKey',
    defaultMessage:
      'Learners who do well elsewhere usually choose the answer marked correct. Here they choose another one.',
    description: 'Why a finding is on the list: the answer key may be wrong',
  },
  confusing_distractor: {
    id: 'marginalia.finding.whyDistractor',
    defaultMessage: 'Wrong answers usually spread out. Here one of them draws even learners who do well elsewhere.',
    description: 'Why a finding is on the list: a misleading wrong answer',
  },
  hard_without_recovery: {
    id: 'marginalia.finding.whyRecovery',
    defaultMessage: 'Most learners usually find the answer on a later attempt. Here most don’t.',
    description: 'Why a finding is on the list: wrong learners do not recover',
  },
  many_attempts: {
    id: 'marginalia.finding.whyAttempts',
    defaultMessage: 'Learners usually need one or two attempts. Here many need more than on other problems.',
    description: 'Why a finding is on the list: many attempts',
  },
  help_before_trying: {
    id: 'marginalia.finding.whyHelp',
    defaultMessage: 'Learners usually attempt a problem before they view the answer. Here many view it first.',
    description: 'Why a finding is on the list: the answer is viewed first',
  },
  video_drop_out: {
    id: 'marginalia.finding.whyDropOff',
    defaultMessage: 'Viewers usually leave one by one. Here many leave within the same seconds.',
    description: 'Why a finding is on the list: a sharp drop-off in a video',
  },
  unit_skipped: {
    id: 'marginalia.finding.whySkipped',
    defaultMessage: 'A unit is usually reached by about as many learners as the units next to it. This one is not.',
    description: 'Why a finding is on the list: a unit is skipped',
  },
  other: {
    id: 'marginalia.finding.whyOther',
    defaultMessage: 'Learners act differently here than in the rest of the course. Chance alone would not explain it.',
    description: 'Why a finding is on the list, for any other reason',
  },
});

export const findingWords = defineMessages({
  insideTitle: {
    id: 'marginalia.finding.insideTitle',
    defaultMessage: 'Worth a look here',
    description: 'Heading of the findings about what lies in a section, subsection or unit',
  },
  why: {
    id: 'marginalia.finding.why',
    defaultMessage: 'Why?',
    description: 'Button below a finding that tells in two sentences why it is on the list',
  },
  whyOf: {
    id: 'marginalia.finding.whyOf',
    defaultMessage: 'Why is {name} here?',
    description: 'The same button for screen readers; {name} is the name of the block',
  },
  dismiss: {
    id: 'marginalia.finding.dismiss',
    defaultMessage: 'Dismiss',
    description: 'Button with a menu at a finding: Intended, Fixed, Snooze',
  },
  dismissOf: {
    id: 'marginalia.finding.dismissOf',
    defaultMessage: 'Dismiss: {name}',
    description: 'The same button for screen readers; {name} is the name of the block',
  },
  markAs: {
    id: 'marginalia.finding.markAs',
    defaultMessage: '{answer, select, intended {Mark as intended} fixed {Mark as fixed} other {Snooze}}',
    description: 'Title of the form that follows a choice of the menu “Dismiss”',
  },
  dismissed: {
    id: 'marginalia.finding.dismissed',
    defaultMessage: '{answer, select, intended {Marked as intended} fixed {Marked as fixed} other {Snoozed}}: {name}.',
    description: 'Read out after a finding was answered; {name} is the name of the block',
  },
  reopened: {
    id: 'marginalia.finding.reopened',
    defaultMessage: 'Back on the list: {name}.',
    description: 'Read out after an answer to a finding was taken back; {name} is the name of the block',
  },
});
