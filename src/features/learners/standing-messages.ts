import { defineMessages } from '@edx/frontend-platform/i18n';

/** How one learner stands. */
export const standingWords = defineMessages({
  unnamed: {
    id: 'marginalia.list.unnamed',
    defaultMessage: 'Learner {code}',
    description: 'In place of a name that is not known; {code} is a short code such as 18cb·657c',
  },
  notJudged: {
    id: 'marginalia.list.notJudged',
    defaultMessage: 'Not checked yet',
    description: 'On a learner without a state',
  },
  never: {
    id: 'marginalia.list.never',
    defaultMessage: 'Never active',
    description: 'On a learner who did nothing in the course',
  },
  lastSeen: {
    id: 'marginalia.list.lastSeen',
    defaultMessage: 'Last active {when}',
    description: 'On a learner; {when} is for instance “3 days ago” or “Nov 16”',
  },
  progress: {
    id: 'marginalia.list.progress',
    defaultMessage: '{share} of units reached',
    description: 'On a learner; {share} is a percentage',
  },
  firstTry: {
    id: 'marginalia.list.firstTry',
    defaultMessage: '{right, number} of {tried, plural, one {# problem} other {# problems}} correct on first attempt',
    description: 'On a learner',
  },
  grade: {
    id: 'marginalia.list.grade',
    defaultMessage: 'Grade {share}',
    description: 'On a learner: the course grade as a percentage',
  },
  hasLeft: {
    id: 'marginalia.list.hasLeft',
    defaultMessage: 'Unenrolled',
    description: 'On a learner who is no longer enrolled',
  },
});
