import { defineMessages } from '@edx/frontend-platform/i18n';

/** Of the list in its place where single learners are not shown. */
export const countsWords = defineMessages({
  caption: {
    id: 'marginalia.counts.caption',
    defaultMessage: 'Learners by reason',
    description: 'Caption of a table of how many learners each rule flags, where single learners are not shown',
  },
  reason: {
    id: 'marginalia.counts.reason',
    defaultMessage: 'Reason',
    description: 'Column heading: why learners are flagged',
  },
  unknown: {
    id: 'marginalia.counts.unknown',
    defaultMessage: 'No comparison with last week',
    description: 'In place of how the number of learners with a reason changed in a week, where that cannot be said',
  },
  more: {
    id: 'marginalia.counts.more',
    defaultMessage: 'More than a week ago ({before})',
    description: 'How the number of learners with a reason changed in a week; {before} is a number',
  },
  fewer: {
    id: 'marginalia.counts.fewer',
    defaultMessage: 'Fewer than a week ago ({before})',
    description: 'How the number of learners with a reason changed in a week; {before} is a number',
  },
  unclear: {
    id: 'marginalia.counts.unclear',
    defaultMessage: 'No clear change in a week (was {before})',
    description: 'How the number of learners with a reason changed in a week; {before} is a number',
  },
  where: {
    id: 'marginalia.counts.where',
    defaultMessage: '{section}: {n}',
    description: 'How many learners struggle in a section; {n} is a number or “Hidden”',
  },
  draft: {
    id: 'marginalia.counts.draft',
    defaultMessage: 'Draft an announcement',
    description: 'Button that opens a text to everybody in the course, for learners with one reason',
  },
  draftAbout: {
    id: 'marginalia.counts.draftAbout',
    defaultMessage: 'Draft an announcement: {reason}',
    description:
      'Name of the same button for screen readers, and of what it opens; {reason} is for instance “Inactive”',
  },
  hint: {
    id: 'marginalia.counts.hint',
    defaultMessage:
      'Open edX can’t email just these learners. This text is for everyone in the course. Nothing is sent from here.',
    description: 'Above a text to everybody in the course',
  },
  subject: {
    id: 'marginalia.counts.subject',
    defaultMessage: 'A note to everyone in {course}',
    description: 'Subject of a text to everybody in the course',
  },
  hello: {
    id: 'marginalia.counts.hello',
    defaultMessage: 'Hello everyone,',
    description: 'Beginning of a text to everybody in the course',
  },
});

/** Whom a text to everybody is for, by the reason it is written for. */
export const announcementWords = defineMessages({
  not_started: {
    id: 'marginalia.draft.forNotStarted',
    defaultMessage: 'If you haven’t started {course} yet, this note is for you.',
    description: 'Text to everybody in the course, for those who have not started',
  },
  stopped: {
    id: 'marginalia.draft.forStopped',
    defaultMessage: 'If you haven’t been in {course} lately, this note is for you.',
    description: 'Text to everybody in the course, for those who have stopped',
  },
  struggling: {
    id: 'marginalia.draft.forStruggling',
    defaultMessage: 'If the problems in {course} feel hard, this note is for you.',
    description: 'Text to everybody in the course, for those who struggle',
  },
  help_without_success: {
    id: 'marginalia.draft.forHelp',
    defaultMessage: 'If you often open a hint or the answer and still feel unsure, this note is for you.',
    description: 'Text to everybody in the course, for those whom help does not help',
  },
  rushing: {
    id: 'marginalia.draft.forRushing',
    defaultMessage: 'If you tend to answer problems very quickly, this note is for you.',
    description: 'Text to everybody in the course, for those who rush',
  },
});
