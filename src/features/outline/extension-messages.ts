import { defineMessages } from '@edx/frontend-platform/i18n';

/** Of the one number of an extension beside the blocks: why it is not there. */
export const extensionWords = defineMessages({
  filling: {
    id: 'marginalia.outline.extension.filling',
    defaultMessage: '{title}: computed for {done, number} of {of, plural, one {# learner} other {# learners}}.',
    description: 'Below the legend of the list of blocks; {title} is the title of a number that an extension computes',
  },
  soon: {
    id: 'marginalia.outline.extension.soon',
    defaultMessage: '{title}: loading…',
    description: 'Below the legend of the list of blocks; {title} is the title of a number that an extension computes',
  },
  paused: {
    id: 'marginalia.outline.extension.paused',
    defaultMessage: '{title}: paused. Nothing else is affected.',
    description: 'Below the legend of the list of blocks; {title} is the title of a number that an extension computes',
  },
  failed: {
    id: 'marginalia.outline.extension.failed',
    defaultMessage: '{title}: couldn’t compute this number. Nothing else is affected.',
    description: 'Below the legend of the list of blocks; {title} is the title of a number that an extension computes',
  },
});
