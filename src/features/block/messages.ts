import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  title: {
    id: 'marginalia.block.notTracked',
    defaultMessage: 'Not tracked',
    description: 'Title of the note in the panel of a block that events say little about',
  },
  text: {
    id: 'marginalia.block.text',
    defaultMessage: 'Open edX sends no events from inside text, so only learners reached are shown.',
    description: 'Note in the panel of a text block',
  },
  nothing: {
    id: 'marginalia.block.nothing',
    defaultMessage: 'Open edX sends no events for this component, so there is nothing to count.',
    description: 'Note in the panel of a block, such as a discussion, of which nothing at all is counted',
  },
  other: {
    id: 'marginalia.block.other',
    defaultMessage: 'What learners do in this component is not counted, so only learners reached are shown.',
    description: 'Note in the panel of a block that is neither a problem nor a video nor a text',
  },
});
