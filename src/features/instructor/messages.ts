import { defineMessages } from '@edx/frontend-platform/i18n';

/** The way between the pages of the instructor's side. */
export const words = defineMessages({
  nav: {
    id: 'marginalia.teach.nav',
    defaultMessage: 'Course analytics',
    description: 'Name of the navigation between the analytics pages of a course, for screen readers',
  },
  attention: {
    id: 'marginalia.teach.attention',
    defaultMessage: 'Needs help',
    description: 'Link to the page about learners who may need help',
  },
  course: {
    id: 'marginalia.teach.course',
    defaultMessage: 'Class',
    description: 'Link to the page about the course as a whole: enrollment, activity, reach, grades',
  },
  content: {
    id: 'marginalia.teach.content',
    defaultMessage: 'Content',
    description: 'Link to the page about the sections, problems and videos of the course',
  },
  compare: {
    id: 'marginalia.teach.compare',
    defaultMessage: 'Compare',
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
  contentTitle: {
    id: 'marginalia.teach.contentTitle',
    defaultMessage: 'Which content is worth a look?',
    description: 'Heading of the page about the sections, problems and videos of the course',
  },
  compareTitle: {
    id: 'marginalia.teach.compareTitle',
    defaultMessage: 'How does this run compare?',
    description: 'Heading of the page that compares runs and courses',
  },
  learnerTitle: {
    id: 'marginalia.teach.learnerTitle',
    defaultMessage: 'How is this learner doing?',
    description: 'Heading of the page about one learner',
  },
  backToList: {
    id: 'marginalia.teach.backToNeedsHelp',
    defaultMessage: 'Back to Needs help',
    description: 'Button on the page of one learner that leads back to the list',
  },
  weekOf: {
    id: 'marginalia.teach.weekOf',
    defaultMessage: 'Week {week, number} of {of, number}',
    description: 'How far a run is, after its name',
  },
  week: {
    id: 'marginalia.teach.week',
    defaultMessage: 'Week {week, number}',
    description: 'How far a run without an end is, after its name',
  },
  ended: {
    id: 'marginalia.teach.ended',
    defaultMessage: 'Ended {date}',
    description: 'After the name of a run that is over',
  },
  starts: {
    id: 'marginalia.teach.starts',
    defaultMessage: 'Starts {date}',
    description: 'After the name of a run that has not begun',
  },
  selfPaced: {
    id: 'marginalia.teach.selfPaced',
    defaultMessage: 'Self-paced',
    description: 'After the name of a run without a start',
  },
});
