import { defineMessages } from '@edx/frontend-platform/i18n';

/** How learners stand, in a word or two each. */
export const stateNames = defineMessages({
  not_started: {
    id: 'marginalia.learnerState.notStarted',
    defaultMessage: 'Not started',
    description: 'State of a learner: enrolled a while ago and did nothing',
  },
  stopped: {
    id: 'marginalia.learnerState.stopped',
    defaultMessage: 'Inactive',
    description: 'State of a learner: was active and is no longer',
  },
  struggling: {
    id: 'marginalia.learnerState.struggling',
    defaultMessage: 'Struggling',
    description: 'State of a learner: gets far fewer problems right than others do in the same section',
  },
  help_without_success: {
    id: 'marginalia.learnerState.help',
    defaultMessage: 'Relying on help',
    description: 'State of a learner: takes hints or has answers shown, and still gets problems wrong',
  },
  rushing: {
    id: 'marginalia.learnerState.rushing',
    defaultMessage: 'Rushing',
    description: 'State of a learner: answers within seconds, and mostly wrong',
  },
  passed: {
    id: 'marginalia.learnerState.passed',
    defaultMessage: 'Passed',
    description: 'State of a learner: has passed the course',
  },
  ahead: {
    id: 'marginalia.learnerState.ahead',
    defaultMessage: 'Ahead',
    description: 'State of a learner: has done more than the time passed asks for, and well',
  },
  on_track: {
    id: 'marginalia.learnerState.onTrack',
    defaultMessage: 'On track',
    description: 'State of a learner: no rule for needing help holds, and there is enough to judge by',
  },
  not_enough_evidence: {
    id: 'marginalia.learnerState.notEnough',
    defaultMessage: 'Too early to tell',
    description: 'State of a learner: too little was done to say anything',
  },
});
