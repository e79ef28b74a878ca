import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  title: {
    id: 'marginalia.block.title',
    defaultMessage: 'Not measured',
    description: 'Title of the note in the panel of a block that events say little about',
  },
  text: {
    id: 'marginalia.block.text',
    defaultMessage:
      'Open edX sends no events for what learners do in a text, so only how many reached it can be shown.',
    description: 'Note in the panel of a text block',
  },
  nothing: {
    id: 'marginalia.block.nothing',
    defaultMessage: 'Open edX sends nothing about this kind of block, so not even how many reached it is known.',
    description: 'Note in the panel of a block, such as a discussion, of which nothing at all is counted',
  },
  other: {
    id: 'marginalia.block.other',
    defaultMessage:
      'What learners do in this kind of block is not counted here, so only how many reached it can be shown.',
    description: 'Note in the panel of a block that is neither a problem nor a video nor a text',
  },
});
