import { defineMessages } from '@edx/frontend-platform/i18n';

/** What an author says to an item, and what that does. */
export const triageWords = defineMessages({
  intended: {
    id: 'marginalia.answer.intended',
    defaultMessage: 'Intended',
    description: 'Button at something worth a look, and what was said: the block is meant to be like that',
  },
  intendedMeans: {
    id: 'marginalia.answer.intendedMeans',
    defaultMessage: 'Dismissed. Comes back if it gets clearly worse or the content is republished.',
    description: 'What happens after “Intended”, above the note that can be written to it',
  },
  fixed: {
    id: 'marginalia.answer.fixed',
    defaultMessage: 'Fixed',
    description: 'Button at something worth a look, and what was said: the block was mended',
  },
  fixedMeans: {
    id: 'marginalia.answer.fixedMeans',
    defaultMessage: 'Watching the next 20 learners. Comes back if results don’t improve.',
    description: 'What happens after “Fixed”, above the note that can be written to it',
  },
  later: {
    id: 'marginalia.answer.snooze',
    defaultMessage: 'Snooze',
    description: 'Button at something worth a look, and what was said: not now',
  },
  laterMeans: {
    id: 'marginalia.answer.laterMeans',
    defaultMessage: 'Snoozed until the number of learners has grown by half, or sooner if it gets worse.',
    description: 'What happens after “Snooze”, above the note that can be written to it',
  },
});

export const words = defineMessages({
  note: {
    id: 'marginalia.answer.note',
    defaultMessage: 'Note for the course team (optional)',
    description: 'Label of the field for a note to an answer',
  },
  save: {
    id: 'marginalia.answer.save',
    defaultMessage: 'Save',
    description: 'Button that saves an answer with its note',
  },
  cancel: {
    id: 'marginalia.answer.cancel',
    defaultMessage: 'Cancel',
    description: 'Button that closes the form for an answer without saving',
  },
  said: {
    id: 'marginalia.answer.saidBy',
    defaultMessage:
      '{by} marked this as {answer, select, intended {intended} fixed {fixed} other {snoozed}} on {date}.',
    description:
      'What was answered to something worth a look; {answer} is “Intended”, “Fixed” or “Snooze”, {by} a username',
  },
  takeBack: {
    id: 'marginalia.answer.takeBack',
    defaultMessage: 'Undo',
    description: 'Button that takes an answer back, so that the item is on the list again',
  },
  back: {
    id: 'marginalia.answer.back',
    defaultMessage: 'Back on the list: the evidence has changed.',
    description: 'At something worth a look that had been answered and is on the list again',
  },
  watched: {
    id: 'marginalia.answer.watched',
    defaultMessage: 'Watching: too few new learners to tell yet.',
    description: 'At something worth a look that an author said to be fixed',
  },
  notSaved: {
    id: 'marginalia.answer.notSaved',
    defaultMessage: 'Couldn’t save. Try again.',
    description: 'After an answer could not be saved',
  },
  aside: {
    id: 'marginalia.answer.dismissed',
    defaultMessage: '{n, plural, one {# dismissed} other {# dismissed}}',
    description: 'Button that shows the items which authors have set aside',
  },
});
