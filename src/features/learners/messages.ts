import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  courseTries: {
    id: 'marginalia.one.courseTries',
    defaultMessage: 'Average attempts, class',
    description: 'Column heading: average number of attempts of everybody who attempted the problem',
  },
  curve: {
    id: 'marginalia.one.curve',
    defaultMessage: 'Viewers by second of “{name}”',
    description: 'Name of a chart: learners who saw each second of a video',
  },
  curveDesc: {
    id: 'marginalia.one.curveDesc',
    defaultMessage: 'Above: viewers of each second, out of {viewers, number}. Below: what this learner watched.',
    description: 'What the chart of a video and of one learner shows',
  },
  noClassCurve: {
    id: 'marginalia.one.noClassCurve',
    defaultMessage: 'Class hidden: too few viewers.',
    description: 'In place of the chart of what the class saw of a video',
  },
  strip: {
    id: 'marginalia.one.strip',
    defaultMessage: 'This learner watched {share}, {again} of it more than once.',
    description: 'What a learner saw of a video; both are percentages',
  },
  once: {
    id: 'marginalia.one.once',
    defaultMessage: 'watched once',
    description: 'Legend: seconds of a video that the learner saw once',
  },
  again: {
    id: 'marginalia.one.again',
    defaultMessage: 'rewatched',
    description: 'Legend: seconds of a video that the learner saw twice or more',
  },
  passage: {
    id: 'marginalia.one.passage',
    defaultMessage: 'Passage',
    description: 'Column heading: from when to when in a video',
  },
  times: {
    id: 'marginalia.one.times',
    defaultMessage: 'Times watched',
    description: 'Column heading: how often the learner saw a passage of a video',
  },
  classThere: {
    id: 'marginalia.one.classThere',
    defaultMessage: 'Viewers',
    description: 'Column heading: how many of the class saw the beginning of a passage',
  },
  fromTo: {
    id: 'marginalia.one.fromTo',
    defaultMessage: '{from}–{to}',
    description: 'A passage of a video, from one time to another',
  },
  noActivity: {
    id: 'marginalia.one.noActivity',
    defaultMessage: 'No activity yet.',
    description: 'In place of what a learner did last',
  },
  noFlags: {
    id: 'marginalia.one.noMarks',
    defaultMessage: 'Not flagged.',
    description: 'In place of the marks of a learner',
  },
  why: {
    id: 'marginalia.one.why',
    defaultMessage: 'Why this learner may need help',
    description: 'Heading over the marks of a learner',
  },
  registered: {
    id: 'marginalia.one.registered',
    defaultMessage: 'Enrolled on {date}',
    description: 'On the page of a learner: when the learner enrolled',
  },
  passed: {
    id: 'marginalia.one.passed',
    defaultMessage: 'Passing',
    description: 'On the page of a learner: the LMS says that the learner passes',
  },
  notPassed: {
    id: 'marginalia.one.notPassed',
    defaultMessage: 'Not passing',
    description: 'On the page of a learner: the LMS says that the learner does not pass',
  },
  beside: {
    id: 'marginalia.one.beside',
    defaultMessage: 'Compared with the class',
    description: 'Heading over the numbers of a learner beside the middle half of the class',
  },
  besideLegend: {
    id: 'marginalia.one.besideLegend',
    defaultMessage: 'Gray: typical range (middle 50% of active learners)',
    description: 'Legend of the bars of a learner beside the class',
  },
  activeDays: {
    id: 'marginalia.one.activeDays',
    defaultMessage: 'Days active',
    description: 'Row heading: on how many days a learner was active',
  },
  progress: {
    id: 'marginalia.one.progress',
    defaultMessage: 'Units reached',
    description: 'Row heading: the share of the units a learner reached',
  },
  tried: {
    id: 'marginalia.one.tried',
    defaultMessage: 'Problems attempted',
    description: 'Row heading: how many problems a learner attempted',
  },
  firstTry: {
    id: 'marginalia.one.firstTry',
    defaultMessage: 'Correct on first attempt',
    description: 'Row heading: the share of problems a learner got right the first time',
  },
  watched: {
    id: 'marginalia.one.watched',
    defaultMessage: 'Time watched',
    description: 'Row heading: how long a learner watched videos',
  },
  classHalf: {
    id: 'marginalia.one.classHalf',
    defaultMessage: '{value}; class {range}',
    description: 'At the end of a bar: the number of a learner, and the middle half of the class',
  },
  row: { id: 'marginalia.one.row', defaultMessage: 'Number', description: 'Column heading: what is counted' },
  learner: {
    id: 'marginalia.one.learner',
    defaultMessage: 'This learner',
    description: 'Column heading: the numbers of one learner',
  },
  class: {
    id: 'marginalia.one.class',
    defaultMessage: 'Class, typical range',
    description: 'Column heading: the middle half of the class',
  },
  days: {
    id: 'marginalia.one.days',
    defaultMessage: 'Activity',
    description: 'Heading over the chart of what a learner did on each day',
  },
  progressPage: {
    id: 'marginalia.learner.progressPage',
    defaultMessage: 'Progress page in the LMS',
    description: 'Link to the page on which the LMS shows the progress of this learner; opens in a new tab',
  },
  daysDesc: {
    id: 'marginalia.one.daysDesc',
    defaultMessage: 'Active on {n, plural, one {# day} other {# days}}, from {from} to {to}.',
    description: 'What the chart of a learner’s days shows, in a sentence',
  },
  events: {
    id: 'marginalia.one.events',
    defaultMessage: 'any activity',
    description: 'Name of a line, and column heading: how often a learner did anything on a day',
  },
  problemsLine: {
    id: 'marginalia.one.problemsLine',
    defaultMessage: 'problems',
    description: 'Name of a line, and column heading: answers to problems on a day',
  },
  videosLine: {
    id: 'marginalia.one.videosLine',
    defaultMessage: 'videos',
    description: 'Name of a line, and column heading: things done with videos on a day',
  },
  day: { id: 'marginalia.one.day', defaultMessage: 'Day', description: 'Column heading: a day' },
  sections: {
    id: 'marginalia.one.sections',
    defaultMessage: 'Sections',
    description: 'Heading over the progress of a learner by section',
  },
  section: { id: 'marginalia.one.section', defaultMessage: 'Section', description: 'Column heading: a section' },
  units: {
    id: 'marginalia.one.units',
    defaultMessage: 'Units reached',
    description: 'Column heading: pages a learner reached, of how many',
  },
  problemsTried: {
    id: 'marginalia.one.problemsTried',
    defaultMessage: 'Problems attempted',
    description: 'Column heading: problems a learner attempted, of how many',
  },
  videosPlayed: {
    id: 'marginalia.one.videosPlayed',
    defaultMessage: 'Videos played',
    description: 'Column heading: videos a learner played, of how many',
  },
  rightFirst: {
    id: 'marginalia.one.rightFirst',
    defaultMessage: 'Correct on first attempt',
    description: 'Column heading: problems a learner answered correctly on the first attempt',
  },
  countOf: {
    id: 'marginalia.one.countOf',
    defaultMessage: '{n, number} of {of, number}',
    description: 'A number and what it is of',
  },
  classToo: {
    id: 'marginalia.one.classToo',
    defaultMessage: '{countOf} (class {range})',
    description: 'A number of a learner, and the middle half of the class, for instance “3 of 5 (class 2–4)”',
  },
  problem: { id: 'marginalia.one.problem', defaultMessage: 'Problem', description: 'Column heading: a problem' },
  tries: { id: 'marginalia.one.tries', defaultMessage: 'Attempts', description: 'Column heading: number of attempts' },
  first: {
    id: 'marginalia.one.first',
    defaultMessage: 'First attempt',
    description: 'Column heading: whether the first attempt was correct',
  },
  end: {
    id: 'marginalia.one.end',
    defaultMessage: 'Eventually',
    description: 'Column heading: whether any attempt was correct',
  },
  help: {
    id: 'marginalia.one.help',
    defaultMessage: 'Hints used, answers viewed',
    description: 'Column heading: how many hints were taken and how often the answer was shown',
  },
  helpCounts: {
    id: 'marginalia.one.helpCounts',
    defaultMessage: '{hints, number}, {shown, number}',
    description: 'How many hints were taken, and how often the answer was shown',
  },
  course: {
    id: 'marginalia.one.course',
    defaultMessage: 'Class, first attempt',
    description: 'Column heading: how many of the whole course were right the first time',
  },
  right: { id: 'marginalia.one.right', defaultMessage: 'Correct', description: 'An answer that was right' },
  wrong: { id: 'marginalia.one.wrong', defaultMessage: 'Incorrect', description: 'An answer that was not right' },
  videos: {
    id: 'marginalia.one.videos',
    defaultMessage: 'Videos',
    description: 'Heading and caption of the table of a learner’s videos',
  },
  video: { id: 'marginalia.one.video', defaultMessage: 'Video', description: 'Column heading: a video' },
  coverage: {
    id: 'marginalia.one.coverage',
    defaultMessage: 'Average watched',
    description: 'Column heading: the share of a video a learner saw',
  },
  courseCoverage: {
    id: 'marginalia.one.courseCoverage',
    defaultMessage: 'Class, average watched',
    description: 'Column heading: the share of a video that viewers of the course saw in the mean',
  },
  time: {
    id: 'marginalia.one.time',
    defaultMessage: 'Time watched',
    description: 'Column heading: minutes and seconds watched',
  },
  noVideos: {
    id: 'marginalia.one.noVideos',
    defaultMessage: 'No videos played yet.',
    description: 'In place of the table of a learner’s videos',
  },
  noLength: {
    id: 'marginalia.one.noLength',
    defaultMessage: 'length not tracked',
    description: 'In place of the share of a video seen',
  },
  newest: {
    id: 'marginalia.one.newest',
    defaultMessage: 'Showing the latest {n, number}.',
    description: 'Note below a timeline that was cut',
  },
  standing: {
    id: 'marginalia.one.standing',
    defaultMessage:
      '{tried, number} of {of, plural, one {# problem} other {# problems}} attempted, {share} correct on first attempt.',
    description: 'On the page of a learner, after why help may be needed; {share} is a percentage',
  },
  noProblemsYet: {
    id: 'marginalia.one.noProblemsYet',
    defaultMessage: 'No problems attempted yet.',
    description: 'On the page of a learner, in place of how problems went',
  },
  classHidden: {
    id: 'marginalia.one.classHidden',
    defaultMessage: '{value}; class: hidden',
    description: 'At the end of a line: the number of a learner; that of the class may not be told',
  },
  heat: {
    id: 'marginalia.one.heat',
    defaultMessage: 'Activity by day. {desc}',
    description: 'Name of a chart with a square for each day; {desc} is a sentence such as “Active on 7 days, …”',
  },
  heatDay: {
    id: 'marginalia.one.heatDay',
    defaultMessage:
      '{date}: {problems, plural, one {# problem answer} other {# problem answers}}, {videos, plural, one {# video event} other {# video events}}',
    description: 'Tooltip of a day in a chart of what a learner did',
  },
  less: {
    id: 'marginalia.one.less',
    defaultMessage: 'Less',
    description: 'Legend: light squares are days with little activity',
  },
  more: {
    id: 'marginalia.one.more',
    defaultMessage: 'More',
    description: 'Legend: dark squares are days with much activity',
  },
  map: {
    id: 'marginalia.one.map',
    defaultMessage: 'Problems in course order',
    description: 'Heading over a sign for each problem: how the learner fared with it',
  },
  mapLegend: {
    id: 'marginalia.one.mapLegend',
    defaultMessage: '● first attempt · ◐ later · ✗ never correct · – not attempted',
    description: 'Legend of the signs of problems',
  },
  mapProblem: {
    id: 'marginalia.one.mapProblem',
    defaultMessage:
      '“{name}”: {standing, select, first {correct on first attempt} later {correct after {attempts, plural, one {# attempt} other {# attempts}}} never {never correct, {attempts, plural, one {# attempt} other {# attempts}}} other {not attempted}}{standing, select, open {} other {; class, first attempt: {share}}}',
    description: 'Name and tooltip of the sign of a problem; {share} is a percentage',
  },
  mapFirst: {
    id: 'marginalia.one.mapFirst',
    defaultMessage: '{tried, plural, =0 {none attempted} other {{right, number} of {tried, number} on first attempt}}',
    description: 'After the signs of the problems of a section: how many were correct on first attempt',
  },
  sessions: {
    id: 'marginalia.one.sessions',
    defaultMessage: 'Sessions',
    description: 'Heading over times of work: everything with pauses of less than half an hour',
  },
  session_all: { id: 'marginalia.one.sessionAll', defaultMessage: 'All', description: 'Choice: all sessions' },
  session_problems: {
    id: 'marginalia.one.sessionProblemsChoice',
    defaultMessage: 'Problems',
    description: 'Choice: sessions in which a problem was answered',
  },
  session_videos: {
    id: 'marginalia.one.sessionVideosChoice',
    defaultMessage: 'Videos',
    description: 'Choice: sessions in which a video was watched',
  },
  session_help: {
    id: 'marginalia.one.sessionHelpChoice',
    defaultMessage: 'Help',
    description: 'Choice: sessions in which a hint was used or an answer viewed',
  },
  sessionWatched: {
    id: 'marginalia.one.sessionWatched',
    defaultMessage: 'Watched “{name}”{more, plural, =0 {} one { and # more} other { and # more}}',
    description: 'What happened in a session: the first of the videos, and how many others',
  },
  sessionProblems: {
    id: 'marginalia.one.sessionProblems',
    defaultMessage: '{n, plural, one {# problem} other {# problems}}: {correct, number} correct',
    description: 'What happened in a session: how many problems were answered, and how many of them correctly',
  },
  sessionHelp: {
    id: 'marginalia.one.sessionHelp',
    defaultMessage: 'Used help: {n, number}',
    description: 'What happened in a session: how often a hint was used or an answer viewed',
  },
  sessionOther: {
    id: 'marginalia.one.sessionOther',
    defaultMessage: '{n, plural, one {# other event} other {# other events}}',
    description: 'What happened in a session and has no name of its own',
  },
  times2: {
    id: 'marginalia.one.timesOver',
    defaultMessage: '({n, plural, one {once} other {# times}})',
    description: 'After what happened several times in a row',
  },
  sessionNone: {
    id: 'marginalia.one.sessionNone',
    defaultMessage: 'No such sessions.',
    description: 'In place of the sessions, where none has what was chosen',
  },
  sessionMore: {
    id: 'marginalia.one.sessionMore',
    defaultMessage: 'Show {n, plural, one {# more session} other {# more sessions}}',
    description: 'Button that shows the rest of the sessions',
  },
  videoOpen: {
    id: 'marginalia.one.videoOpen',
    defaultMessage: 'Viewers by second of “{name}”',
    description:
      'Button that shows which seconds of a video the learner saw, below those of the class, for screen readers',
  },
  videoShare: {
    id: 'marginalia.one.videoShare',
    defaultMessage: '{share} (class average {course})',
    description: 'How much of a video the learner saw, and the average of the class; both are percentages',
  },
  notStarted: {
    id: 'marginalia.one.notStarted',
    defaultMessage:
      'No activity yet. {n, number} of {of, plural, one {# learner} other {# learners}} have not started.',
    description: 'On the page of a learner who has done nothing: how many others have not either',
  },
  othersNotStarted: {
    id: 'marginalia.one.othersNotStarted',
    defaultMessage: '{n, number} of {of, plural, one {# learner} other {# learners}} have not started.',
    description: 'On the page of a learner, below a sentence that this one has done nothing: how many have not either',
  },
  logged: {
    id: 'marginalia.one.logged',
    defaultMessage: 'Viewing is logged',
    description: 'Beside a lock on the page of one learner: that somebody looks at it is recorded',
  },
  recorded: {
    id: 'marginalia.one.recorded',
    defaultMessage: 'Viewing individual learners is logged.',
    description: 'Note on the page of one learner',
  },
});

/** What a learner did. */
export const momentNames = defineMessages({
  registered: {
    id: 'marginalia.moment.registered',
    defaultMessage: 'Enrolled',
    description: 'In the timeline of a learner',
  },
  left: {
    id: 'marginalia.moment.left',
    defaultMessage: 'Unenrolled',
    description: 'In the timeline of a learner',
  },
  went: { id: 'marginalia.moment.went', defaultMessage: 'Opened', description: 'In the timeline of a learner' },
  watched: { id: 'marginalia.moment.watched', defaultMessage: 'Watched', description: 'In the timeline of a learner' },
  answered_right: {
    id: 'marginalia.moment.answeredRight',
    defaultMessage: 'Correct answer',
    description: 'In the timeline of a learner',
  },
  answered_wrong: {
    id: 'marginalia.moment.answeredWrong',
    defaultMessage: 'Incorrect answer',
    description: 'In the timeline of a learner',
  },
  hint: { id: 'marginalia.moment.hint', defaultMessage: 'Used a hint', description: 'In the timeline of a learner' },
  answer_shown: {
    id: 'marginalia.moment.answerShown',
    defaultMessage: 'Viewed the answer',
    description: 'In the timeline of a learner',
  },
  completed: {
    id: 'marginalia.moment.completed',
    defaultMessage: 'Completed',
    description: 'In the timeline of a learner',
  },
  grade: {
    id: 'marginalia.moment.grade',
    defaultMessage: 'Grade updated',
    description: 'In the timeline of a learner',
  },
  passed: { id: 'marginalia.moment.passed', defaultMessage: 'Passed', description: 'In the timeline of a learner' },
  failed: {
    id: 'marginalia.moment.failed',
    defaultMessage: 'Below the passing grade',
    description: 'In the timeline of a learner: the LMS said that the course is not passed',
  },
  other: {
    id: 'marginalia.moment.other',
    defaultMessage: 'Other activity',
    description: 'In the timeline of a learner',
  },
});
