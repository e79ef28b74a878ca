import { defineMessages } from '@edx/frontend-platform/i18n';

/** What an author says to an item, and what that does. */
export const answerWords = defineMessages({
  intended: {
    id: 'marginalia.answer.intended',
    defaultMessage: 'Intended',
    description: 'Button at something worth a look, and what was said: the block is meant to be like that',
  },
  intendedMeans: {
    id: 'marginalia.answer.intendedMeans',
    defaultMessage: 'It is set aside, and comes back if it gets clearly worse or the block is published anew.',
    description: 'What happens after “Intended”, above the note that can be written to it',
  },
  fixed: {
    id: 'marginalia.answer.fixed',
    defaultMessage: 'Fixed',
    description: 'Button at something worth a look, and what was said: the block was mended',
  },
  fixedMeans: {
    id: 'marginalia.answer.fixedMeans',
    defaultMessage: 'It is watched, and comes back if the next 20 learners fare no better.',
    description: 'What happens after “Fixed”, above the note that can be written to it',
  },
  later: {
    id: 'marginalia.answer.later',
    defaultMessage: 'Later',
    description: 'Button at something worth a look, and what was said: not now',
  },
  laterMeans: {
    id: 'marginalia.answer.laterMeans',
    defaultMessage: 'It is set aside, and comes back with half as many learners more, or sooner if it gets worse.',
    description: 'What happens after “Later”, above the note that can be written to it',
  },
});

export const words = defineMessages({
  answer: {
    id: 'marginalia.answer.answer',
    defaultMessage: 'Your answer',
    description: 'Name of the row of buttons Intended, Fixed, Later, for screen readers',
  },
  note: {
    id: 'marginalia.answer.note',
    defaultMessage: 'Note for the course team (not necessary)',
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
    id: 'marginalia.answer.said',
    defaultMessage: '{answer}, said {by} on {date}.',
    description:
      'What was answered to something worth a look; {answer} is “Intended”, “Fixed” or “Later”, {by} a username',
  },
  takeBack: {
    id: 'marginalia.answer.takeBack',
    defaultMessage: 'Take it back',
    description: 'Button that takes an answer back, so that the item is on the list again',
  },
  back: {
    id: 'marginalia.answer.back',
    defaultMessage: 'Back again: the evidence has changed since it was answered.',
    description: 'At something worth a look that had been answered and is on the list again',
  },
  watched: {
    id: 'marginalia.answer.watched',
    defaultMessage: 'Being watched: too few learners have come since to judge.',
    description: 'At something worth a look that an author said to be fixed',
  },
  notSaved: {
    id: 'marginalia.answer.notSaved',
    defaultMessage: 'This could not be saved. Try again in a moment.',
    description: 'After an answer could not be saved',
  },
  aside: {
    id: 'marginalia.answer.aside',
    defaultMessage: '{n, plural, one {# set aside} other {# set aside}}',
    description: 'Button that shows the items which authors have set aside',
  },
});
