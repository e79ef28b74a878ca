import { defineMessages } from '@edx/frontend-platform/i18n';

/** The page about all courses of a site. */
export const words = defineMessages({
  title: {
    id: 'marginalia.site.title',
    defaultMessage: 'How are the courses doing?',
    description: 'Heading of the page about all courses',
  },
  allCourses: {
    id: 'marginalia.site.allCourses',
    defaultMessage: 'All courses',
    description: 'Above the heading: every course of the site',
  },
  yourCourses: {
    id: 'marginalia.site.yourCourses',
    defaultMessage: 'Your courses',
    description: 'Above the heading: the courses on whose team the reader is',
  },
  sentence: {
    id: 'marginalia.site.sentence',
    defaultMessage:
      '{active, number} of {all, plural, one {# course} other {# courses}} had events in the last 7 days.',
    description: 'The answer of the page about all courses',
  },
  silent: {
    id: 'marginalia.site.silent',
    defaultMessage: '{n, plural, one {# running course has} other {# running courses have}} sent no events for a week.',
    description: 'After the answer of the page, where courses are silent',
  },
  silentOne: {
    id: 'marginalia.site.silentOne',
    defaultMessage: '“{name}” is running but has sent no events for a week.',
    description: 'After the answer of the page, where one course is silent; {name} leads to it',
  },
  tabs: {
    id: 'marginalia.site.tabs',
    defaultMessage: 'Parts of this page',
    description: 'Name of the tabs, for screen readers',
  },
  courses: {
    id: 'marginalia.site.courses',
    defaultMessage: 'Courses',
    description: 'Tab and title of the table of courses',
  },
  organizations: {
    id: 'marginalia.site.organizations',
    defaultMessage: 'Organizations',
    description: 'Tab and title of the table of organizations',
  },
  enrollment: {
    id: 'marginalia.site.enrollment',
    defaultMessage: 'Enrollment',
    description: 'Tab about who is enrolled in all courses',
  },
  enrolledWeeks: {
    id: 'marginalia.site.enrolledWeeks',
    defaultMessage: 'Enrollment by week',
    description: 'Title of a chart: enrolled learners as each of the last weeks ended',
  },
  enrolledDesc: {
    id: 'marginalia.site.enrolledDesc',
    defaultMessage: '{first} enrolled on {from}, {last} on {to}.',
    description:
      'What the chart of enrollment by week shows; {first} and {last} are numbers, {from} and {to} are dates',
  },
  weekEnd: {
    id: 'marginalia.site.weekEnd',
    defaultMessage: 'End of week',
    description: 'Head of a column: the last day of each week',
  },
  enrolledNote: {
    id: 'marginalia.site.enrolledNote',
    defaultMessage: 'Learners who unenrolled are not counted.',
    description: 'Under the chart of enrollment by week',
  },
  enrolledEnded: {
    id: 'marginalia.site.enrolledEnded',
    defaultMessage: 'After a course ends, its current enrollment counts.',
    description: 'Under the chart of enrollment by week, where a course is over',
  },
  enrolledFew: {
    id: 'marginalia.site.enrolledFew',
    defaultMessage:
      '{n, plural, one {# course is left out while fewer than {min, number} learners are enrolled.} other {# courses are left out while fewer than {min, number} learners are enrolled.}}',
    description: 'Under the chart of enrollment by week; {min} is the smallest group that is shown',
  },
  enrolledWithout: {
    id: 'marginalia.site.enrolledWithout',
    defaultMessage: '{n, plural, one {# course has} other {# courses have}} no enrollment data.',
    description: 'Under the chart of enrollment by week: courses in which nobody ever enrolled, such as open ones',
  },
  tracks: {
    id: 'marginalia.site.tracks',
    defaultMessage: 'Enrolled now, by track',
    description: 'Title of a table: enrolled learners of each course by enrollment track',
  },
  track: {
    id: 'marginalia.site.track',
    defaultMessage: 'Track',
    description: 'Head of a column: an enrollment track such as “audit” or “verified”',
  },
  noTrack: {
    id: 'marginalia.site.noTrack',
    defaultMessage: 'No enrollment track',
    description: 'In place of an enrollment track: the events name none',
  },
  findTrack: {
    id: 'marginalia.site.findTrack',
    defaultMessage: 'Find a course or track',
    description: 'Label of the search field over the table of enrolled learners by course and track',
  },
  noTrackMatch: {
    id: 'marginalia.site.noTrackMatch',
    defaultMessage: 'No course or track matches.',
    description: 'In place of rows, where the search leaves none',
  },
  total: { id: 'marginalia.site.total', defaultMessage: 'Total', description: 'Last row of a table: the sum of all' },
  withoutHidden: {
    id: 'marginalia.site.withoutHidden',
    defaultMessage: '{n, plural, one {without # hidden number} other {without # hidden numbers}}',
    description: 'Below the total of a table: numbers that are hidden are left out of it',
  },
  noEnrollment: {
    id: 'marginalia.site.noEnrollment',
    defaultMessage: 'No enrollment data yet. Numbers appear once enrollment events arrive.',
    description: 'In place of everything about enrollment',
  },
  health: { id: 'marginalia.site.health', defaultMessage: 'Data health', description: 'Tab about what data arrives' },
  find: {
    id: 'marginalia.site.find',
    defaultMessage: 'Find a course',
    description: 'Label of the search field over the table of courses',
  },
  course: { id: 'marginalia.site.course', defaultMessage: 'Course', description: 'Head of a column' },
  organization: { id: 'marginalia.site.organization', defaultMessage: 'Organization', description: 'Head of a column' },
  status: {
    id: 'marginalia.site.status',
    defaultMessage: 'Status',
    description: 'Head of a column: whether the course runs',
  },
  enrolled: {
    id: 'marginalia.site.enrolled',
    defaultMessage: 'Enrolled',
    description: 'Head of a column: learners enrolled now',
  },
  active: { id: 'marginalia.site.active', defaultMessage: 'Active, 7 days', description: 'Head of a column' },
  passing: { id: 'marginalia.site.passing', defaultMessage: 'Passing', description: 'Head of a column' },
  completed: { id: 'marginalia.site.completed', defaultMessage: 'Completed', description: 'Head of a column' },
  needHelp: { id: 'marginalia.site.needHelp', defaultMessage: 'May need help', description: 'Head of a column' },
  flags: {
    id: 'marginalia.site.flags',
    defaultMessage: 'Flags',
    description: 'Head of a column: how many problems, videos and units of a course are worth a look',
  },
  weeksOf: {
    id: 'marginalia.site.weeksOf',
    defaultMessage: 'Active in each past week: {counts}',
    description: 'For screen readers, of a small line; {counts} is a list of numbers, the oldest first',
  },
  anyStatus: {
    id: 'marginalia.site.anyStatus',
    defaultMessage: 'Any status',
    description: 'Choice of a filter: courses of every status',
  },
  statusOption: {
    id: 'marginalia.site.statusOption',
    defaultMessage:
      '{status, select, ok {Running} delayed {Delayed} silent {Silent} nothing {No events yet} notStarted {Not started} other {Ended}}',
    description: 'Choice of a filter: courses of one status',
  },
  dates: {
    id: 'marginalia.site.dates',
    defaultMessage: 'Dates',
    description: 'Label of a filter: which dates the page is about',
  },
  datesOption: {
    id: 'marginalia.site.datesOption',
    defaultMessage:
      '{dates, select, 30 {Last 30 days} 90 {Last 90 days} 365 {Last 365 days} between {Between two dates} other {All dates}}',
    description: 'Choice of a filter: which dates the page is about',
  },
  from: { id: 'marginalia.site.from', defaultMessage: 'From', description: 'Label of a date: the first day' },
  to: { id: 'marginalia.site.to', defaultMessage: 'Until', description: 'Label of a date: the last day' },
  turned: {
    id: 'marginalia.site.turned',
    defaultMessage: 'The start date must be before the end date.',
    description: 'Where somebody filled in two dates the wrong way round',
  },
  ofWeeks: {
    id: 'marginalia.site.ofWeeks',
    defaultMessage:
      '{ends, select, from {Active per week and Newly passed cover whole weeks from {from}.} to {Active per week and Newly passed cover whole weeks until {to}.} none {The dates hold no whole week.} other {Active per week and Newly passed cover whole weeks, {from} to {to}.}}',
    description:
      'Below the filters of the table of courses, where dates are chosen. “Active per week” and “Newly passed” are columns',
  },
  ofNow: {
    id: 'marginalia.site.ofNow',
    defaultMessage: 'All other columns show today.',
    description: 'After a sentence that says which two columns are about the dates chosen',
  },
  menu: {
    id: 'marginalia.site.menu',
    defaultMessage: 'More for the table of courses',
    description: 'Name of a menu button, for screen readers',
  },
  progress: {
    id: 'marginalia.site.progress',
    defaultMessage: 'Progress',
    description: 'Head of a column: how much of the course active learners have completed on average',
  },
  activePerWeek: {
    id: 'marginalia.site.activePerWeek',
    defaultMessage: 'Active per week',
    description: 'Head of a column: active learners in an average week of the dates chosen',
  },
  newlyPassed: {
    id: 'marginalia.site.newlyPassed',
    defaultMessage: 'Newly passed',
    description: 'Head of a column, and tile: learners who passed in the dates chosen',
  },
  inDates: {
    id: 'marginalia.site.inDates',
    defaultMessage: 'in the dates below',
    description: 'Below a number of learners who passed: it is about the dates chosen below',
  },
  atLeast: {
    id: 'marginalia.site.atLeast',
    defaultMessage: 'At least {n, number}',
    description: 'In place of a number of learners who may need help, where the exact number is hidden',
  },
  allOrganizations: {
    id: 'marginalia.site.allOrganizations',
    defaultMessage: 'All organizations',
    description: 'Choice of a filter: courses of every organization',
  },
  latest: { id: 'marginalia.site.latest', defaultMessage: 'Latest event', description: 'Head of a column' },
  ok: { id: 'marginalia.site.ok', defaultMessage: 'Running', description: 'Status: the course runs and sends events' },
  isDelayed: {
    id: 'marginalia.site.isDelayed',
    defaultMessage: 'Delayed',
    description: 'Status: the course runs, but its latest event is older than is usual there',
  },
  isSilent: {
    id: 'marginalia.site.isSilent',
    defaultMessage: 'Silent',
    description: 'Status: the course runs, but sent no events for a week',
  },
  ended: { id: 'marginalia.site.ended', defaultMessage: 'Ended {date}', description: 'Status of a course' },
  notStarted: { id: 'marginalia.site.notStarted', defaultMessage: 'Starts {date}', description: 'Status of a course' },
  nothing: { id: 'marginalia.site.nothing', defaultMessage: 'No events yet', description: 'Status of a course' },
  never: {
    id: 'marginalia.site.never',
    defaultMessage: 'Never',
    description: 'In place of a time: no event has arrived',
  },
  none: {
    id: 'marginalia.site.none',
    defaultMessage: 'No courses yet. They appear once their first events arrive.',
    description: 'In place of the table of courses',
  },
  noMatch: {
    id: 'marginalia.site.noMatch',
    defaultMessage: 'No course matches.',
    description: 'In place of rows, where the search leaves none',
  },
  months: { id: 'marginalia.site.months', defaultMessage: 'Monthly active learners', description: 'Title of a chart' },
  monthsNote: {
    id: 'marginalia.site.monthsNote',
    defaultMessage: 'A past month never changes. The current month is still running.',
    description: 'Under the chart of months',
  },
  monthsDesc: {
    id: 'marginalia.site.monthsDesc',
    defaultMessage:
      '{month, select, running {Peak: {most} in {when}. This month so far: {last}.} other {Peak: {most} in {when}. Latest month: {last}.}}',
    description: 'What the chart of months shows; {most} and {last} are numbers, {when} is a month and its year',
  },
  monthsOfAll: {
    id: 'marginalia.site.monthsOfAll',
    defaultMessage: 'Covers all courses of this page. Only the dates apply here.',
    description:
      'Under the chart of months, where the courses above are narrowed: of the filters only the dates apply to it',
  },
  usage: { id: 'marginalia.site.usage', defaultMessage: 'Activity by week', description: 'Title of a chart' },
  activeLearners: {
    id: 'marginalia.site.activeLearners',
    defaultMessage: 'Active learners',
    description: 'Choice of what a chart by week counts',
  },
  usageDesc: {
    id: 'marginalia.site.usageDesc',
    defaultMessage: 'Peak: {most} in the week of {when}. Latest week: {last}.',
    description:
      'What a chart by week shows; {most} and {last} are numbers, {when} is the day on which the week begins',
  },
  usageWithout: {
    id: 'marginalia.site.usageWithout',
    defaultMessage:
      '{n, plural, one {# course is left out because one of its weeks is hidden.} other {# courses are left out because one of their weeks is hidden.}}',
    description: 'Under a chart of active learners by week, the sum of those of all courses',
  },
  usageEnds: {
    id: 'marginalia.site.usageEnds',
    defaultMessage: 'The week in which a course ended is left out.',
    description: 'Under a chart of active learners by week, where a course ended in the middle of one of the weeks',
  },
  usageLast: {
    id: 'marginalia.site.usageLast',
    defaultMessage: 'Shows the last {n, number} weeks of the dates.',
    description: 'Under a chart by week, where the dates chosen hold more weeks than it shows; {n} is 8',
  },
  usageCourses: {
    id: 'marginalia.site.usageCourses',
    defaultMessage: 'Courses in which at least one learner was active.',
    description: 'Under a chart of active courses by week',
  },
  week: { id: 'marginalia.site.week', defaultMessage: 'Week', description: 'Head of a column' },
  month: { id: 'marginalia.site.month', defaultMessage: 'Month', description: 'Head of a column' },
  learners: { id: 'marginalia.site.learners', defaultMessage: 'Learners', description: 'Head of a column' },
  everEnrolled: {
    id: 'marginalia.site.everEnrolled',
    defaultMessage: 'Ever enrolled',
    description: 'Head of a column',
  },
  kinds: {
    id: 'marginalia.site.kinds',
    defaultMessage: 'Events by kind',
    description: 'Title of a table: which kinds of events arrive',
  },
  kind: { id: 'marginalia.site.kind', defaultMessage: 'Kind of event', description: 'Head of a column' },
  events: { id: 'marginalia.site.events', defaultMessage: 'Events', description: 'Head of a column' },
  people: {
    id: 'marginalia.site.people',
    defaultMessage: 'A learner counts once in each organization, no matter in how many of its courses.',
    description: 'Under the table of organizations',
  },
  activeCourses: {
    id: 'marginalia.site.activeCourses',
    defaultMessage: 'Active courses',
    description: 'Tile: how many courses had events in the last 7 days',
  },
  ofCourses: {
    id: 'marginalia.site.ofCourses',
    defaultMessage: '{n, plural, one {of # course} other {of # courses}}',
    description: 'Below the number of active courses: of how many',
  },
  enrollments: {
    id: 'marginalia.site.enrollments',
    defaultMessage: 'Current enrollments',
    description: 'Tile: how many enrollments all courses have now',
  },
  activeWeek: {
    id: 'marginalia.site.activeWeek',
    defaultMessage: 'Active in 7 days',
    description: 'Tile: enrollments with activity in the last 7 days, of running courses',
  },
  without: {
    id: 'marginalia.site.without',
    defaultMessage: '{n, plural, one {without # hidden course} other {without # hidden courses}}',
    description: 'Below a sum over courses: courses whose number is hidden are left out of it',
  },
  inEach: {
    id: 'marginalia.site.inEach',
    defaultMessage: 'A learner in several courses counts in each of them.',
    description: 'Note below the tiles of the page about all courses',
  },
});
