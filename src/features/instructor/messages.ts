import { defineMessages } from '@edx/frontend-platform/i18n';

/** The way between the pages of the instructor's side. */
export const words = defineMessages({
  nav: {
    id: 'marginalia.teach.nav',
    defaultMessage: 'Analytics of this course',
    description: 'Name of the navigation between the analytics pages of a course, for screen readers',
  },
  attention: {
    id: 'marginalia.teach.attention',
    defaultMessage: 'Who needs help',
    description: 'Link to the page about learners who may need help',
  },
  course: {
    id: 'marginalia.teach.course',
    defaultMessage: 'The class',
    description: 'Link to the page about the course as a whole: enrolment, activity, reach, grades',
  },
  content: {
    id: 'marginalia.teach.content',
    defaultMessage: 'Content',
    description: 'Link to the page about the sections, problems and videos of the course',
  },
  compare: {
    id: 'marginalia.teach.compare',
    defaultMessage: 'Comparison',
    description: 'Link to the page that compares runs and courses',
  },
  attentionTitle: {
    id: 'marginalia.teach.attentionTitle',
    defaultMessage: 'Which learners may need help?',
    description: 'Heading of the page about learners who may need help',
  },
  courseTitle: {
    id: 'marginalia.teach.courseTitle',
    defaultMessage: 'How is the class doing?',
    description: 'Heading of the page about the course as a whole',
  },
  compareTitle: {
    id: 'marginalia.teach.compareTitle',
    defaultMessage: 'How does this course compare?',
    description: 'Heading of the page that compares runs and courses',
  },
  learnerTitle: {
    id: 'marginalia.teach.learnerTitle',
    defaultMessage: 'How is this learner doing?',
    description: 'Heading of the page about one learner',
  },
  backToList: {
    id: 'marginalia.teach.backToList',
    defaultMessage: 'Back to all learners',
    description: 'Button on the page of one learner that leads back to the list',
  },
});
