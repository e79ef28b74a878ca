/**
 * The definitions of what the instructor's side shows; metrics.ts makes one registry of all. The numbers that rules go
 * by can be set per site and per course (docs/learner-attention.md): the words name them without their values.
 */
const THRESHOLD = "the site's threshold of learners";
const RULE = { unit: 'learners', denominator: 'learners checked', gate: THRESHOLD } as const;

export const INSTRUCTOR_METRICS = {
  enrolledNow: {
    about: 'class',
    title: 'Enrolled now',
    sentence: 'Learners whose latest registration event says that they are in the course.',
    numerator: 'learners enrolled now',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'registered and unregistered statements',
  },
  enrolment: {
    about: 'class',
    title: 'Enrolled over time',
    sentence:
      'Learners enrolled at the end of each day (UTC), by their enrollment track at that time. Based on the times of events, so past days never change.',
    numerator: 'learners enrolled at the end of the day',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'registered and unregistered statements',
  },
  active: {
    about: 'class',
    title: 'Active',
    sentence:
      'Learners with any activity in the stated time, except enrollment, grades and passing. Activity after the end of a course counts only in the site’s months. Days do not add up to weeks, because one learner can be active on several days.',
    numerator: 'learners with any activity',
    denominator: 'learners of the course, if it is a share',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'all statements of a learner in the course',
  },
  started: {
    about: 'class',
    title: 'Started',
    sentence:
      'Learners with any activity in the course, out of all its learners. If the course has ended, only activity before its end counts.',
    numerator: 'learners with any activity',
    denominator: 'learners of the course',
    unit: 'share',
    gate: THRESHOLD,
    source: 'all statements of a learner in the course; Wilson 95% interval',
  },
  inside: {
    about: 'container',
    title: 'Reached inside',
    sentence:
      'For each section and subsection: learners who reached at least one of its units, attempted one of its problems or played one of its videos, and learners who did so with all of them. All means the units offered to everybody, as last published, and as many problems and videos of a bank or split test as each learner is given. A learner’s typical range is that of all active learners; those with no activity in a section count as 0.',
    numerator: 'learners with one, with all',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'reach, submissions and plays of each learner',
  },
  group: {
    about: 'class',
    title: 'Group',
    sentence:
      'Learners of the course who have one status now (or any status that may need help), or whose latest enrollment was in one track. A group’s numbers are those of the class, for these learners only. Small parts are joined or hidden, so that neither they nor the rest can be worked out.',
    numerator: 'learners in the group',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'statuses as last checked; registered statements',
  },
  lastVisit: {
    about: 'class',
    title: 'Last visit',
    sentence:
      'Days since the last activity of each learner who is enrolled now. If the course has ended, they are counted up to its end. Steps are joined until each holds nobody or enough learners.',
    numerator: 'learners by days since their last visit',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'all statements of a learner in the course',
  },
  firstEnrolled: {
    about: 'class',
    title: 'When they enrolled',
    sentence:
      'Learners enrolled now, by the week (from Monday, UTC) in which they first enrolled. Weeks are joined until each holds nobody or enough learners.',
    numerator: 'learners by week of first enrollment',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'registered and unregistered statements',
  },
  pageViews: {
    about: 'container',
    title: 'Page views',
    sentence:
      'How often learners navigated to a page inside a subsection. Opening a page from elsewhere sends no such event and is not included. If the course has ended, only views before its end count. The running total leaves out hidden weeks.',
    numerator: 'navigations to a page',
    denominator: null,
    unit: 'events',
    gate: THRESHOLD,
    source: 'navigated statements',
  },
  videos: {
    about: 'video',
    title: 'Videos',
    sentence:
      'Videos of the course as last published, and their average length. The average covers videos whose length is known from events or a course export.',
    numerator: 'videos',
    denominator: null,
    unit: 'blocks',
    gate: 'nothing: it is not about learners',
    source: 'course structure; video statements',
  },
  viewings: {
    about: 'video',
    title: 'Views',
    sentence:
      'All seconds watched, each as often as it was watched, divided by the length of the video. Many short looks do not make a view.',
    numerator: 'seconds watched',
    denominator: 'seconds of the video',
    unit: 'events',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  seenTwice: {
    about: 'video',
    title: 'Rewatched',
    sentence: 'Seconds watched twice or more, out of the distinct seconds that viewers watched.',
    numerator: 'seconds watched twice or more, once for each viewer',
    denominator: 'distinct seconds watched, once for each viewer',
    unit: 'share',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  grades: {
    about: 'class',
    title: 'Course grades',
    sentence: 'The latest course grade that the LMS sent for each learner. Learners without a grade are not included.',
    numerator: 'learners with a grade in the range',
    denominator: 'learners with a grade',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'earned statements about the course',
  },
  passing: {
    about: 'class',
    title: 'Passing',
    sentence: 'Learners whose latest passed or failed event is passed, out of all learners of the course.',
    numerator: 'learners who pass',
    denominator: 'learners of the course',
    unit: 'share',
    gate: THRESHOLD,
    source: 'passed and failed statements about the course; Wilson 95% interval',
  },
  completed: {
    about: 'class',
    title: 'Completed',
    sentence:
      'Learners who completed at least 95% of the components that anybody could complete, as last published, out of all learners of the course. These are the components offered to everybody, and as many of a bank, library or split test as each learner is given. Components for the course team, for some learners only, or that start after the course ends are left out (without an end: more than a year after it was published). If the site sends no completion, learners who reached 95% of the units offered to everybody.',
    numerator: 'learners with 95% of the course',
    denominator: 'learners of the course',
    unit: 'share',
    gate: THRESHOLD,
    source: 'progressed statements, else reach; Wilson 95% interval',
  },
  averageProgress: {
    about: 'class',
    title: 'Average progress',
    sentence:
      'The average share of the course that active learners have completed: blocks that anybody could complete, as last published. If the site sends no completion, units that learners reached.',
    numerator: 'shares of the course that learners completed, added up',
    denominator: 'learners with any activity',
    unit: 'share',
    gate: THRESHOLD,
    source: 'progressed statements, else reach',
  },
  activePerWeek: {
    about: 'class',
    title: 'Active per week',
    sentence:
      'The average number of learners active in a calendar week (from Monday, UTC). It covers the past weeks in the dates chosen, from the first week with activity.',
    numerator: 'learners active in each week, added up',
    denominator: 'weeks',
    unit: 'learners',
    gate: 'every week may be shown',
    source: 'all statements of learners of the course',
  },
  newlyPassed: {
    about: 'class',
    title: 'Newly passed',
    sentence:
      'Learners who pass, and whose first passed event lies in the calendar weeks (from Monday, UTC) in the dates chosen.',
    numerator: 'learners who first passed then',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'passed and failed statements about the course',
  },
  daysToPass: {
    about: 'class',
    title: 'Days to pass',
    sentence:
      'Days from a learner’s first enrollment to the first passed event. Only learners who enrolled before they passed count.',
    numerator: 'days',
    denominator: 'learners who ever passed, and enrolled before',
    unit: 'days',
    gate: THRESHOLD,
    source: 'registered and passed statements',
  },
  daysToComplete: {
    about: 'class',
    title: 'Days to complete',
    sentence:
      'Days from a learner’s first enrollment to the component that completed 95% of the course. If the site sends no completion, to the unit. Only learners who enrolled before that count.',
    numerator: 'days',
    denominator: 'learners who completed the course, and enrolled before',
    unit: 'days',
    gate: THRESHOLD,
    source: 'registered and progressed statements',
  },
  watchedShare: {
    about: 'class',
    title: 'Share of videos watched',
    sentence:
      'Seconds that learners watched at least once, out of all seconds of the videos they started. Long videos weigh more than short ones.',
    numerator: 'distinct seconds watched',
    denominator: 'seconds of the videos, once for each viewer',
    unit: 'share',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  progress: {
    about: 'class',
    title: 'Progress',
    sentence: 'Units that a learner reached, out of the units of the course offered to everybody, as last published.',
    numerator: 'units reached',
    denominator: 'units of the course',
    unit: 'share',
    gate: 'individual learners turned on, and a role that may see them',
    source: 'reach of units',
  },
  needHelp: {
    about: 'learner',
    title: 'May need help',
    sentence:
      'Learners flagged by at least one of five rules: not started, inactive, struggling, relying on help, rushing. Only what a learner does counts, never how they compare with others. Learners who passed are never flagged.',
    numerator: 'learners with a flag',
    source: 'all statements of a learner in the course',
    ...RULE,
  },
  notStarted: {
    about: 'learner',
    title: 'Not started',
    sentence:
      'Enrolled for a week or longer in a course that has started, with no activity. Counted from the current enrollment.',
    numerator: 'learners with no activity',
    source: 'registered statements, and any other',
    ...RULE,
  },
  stopped: {
    about: 'learner',
    title: 'Inactive',
    sentence:
      'Was active, and has had no activity for two weeks and for twice their usual break between active days. Learners who completed the course are never flagged.',
    numerator: 'inactive learners',
    source: 'days with any activity',
    ...RULE,
  },
  struggling: {
    about: 'learner',
    title: 'Struggling',
    sentence:
      'Far below the class on first attempts in a section: at least five problems attempted, one of them recently, and even the upper end of the interval is well below the class. Or several problems touched recently, with many attempts and none correct.',
    numerator: 'learners who struggle in a section',
    source: 'first attempts and submissions; Wilson 95% interval',
    ...RULE,
  },
  helpWithoutSuccess: {
    about: 'learner',
    title: 'Relying on help',
    sentence:
      'Used a hint or viewed the answer in at least half of their recent problems (five or more). At least half of those were never correct, or only after viewing the answer.',
    numerator: 'learners who rely on help',
    source: 'asked and evaluated statements',
    ...RULE,
  },
  rushing: {
    about: 'learner',
    title: 'Rushing',
    sentence:
      'At least eight recent first attempts, the median within eight seconds of reaching the problem, and few of them correct.',
    numerator: 'learners who rush',
    source: 'time from the previous event to the first submission of a problem',
    ...RULE,
  },
  learnerStates: {
    about: 'learner',
    title: 'Learners by status',
    sentence:
      'Each learner has one status: passed; otherwise the first rule that flags them; otherwise ahead, on track, or too early to tell. On track requires enough attempted problems or active days. Ahead requires enough attempted problems, good answers, and a share of units reached clearly above the share of time passed. The course needs a known end that is still to come.',
    numerator: 'learners with the status',
    source: 'all statements of a learner in the course',
    ...RULE,
  },
  ruleReplay: {
    about: 'learner',
    title: 'How reliable the rule was',
    sentence:
      'The rule replayed week by week over the past of this course, with what was known then. It shows how many learners it flagged, how many of them passed later, how many of those who never passed it flagged, and how many days before the end.',
    numerator: 'learners flagged who passed later',
    denominator: 'learners flagged',
    unit: 'share',
    gate: THRESHOLD,
    source: 'all statements of the course, week by week; Wilson 95% interval',
  },
  markAnswers: {
    about: 'learner',
    title: 'The team’s answers',
    sentence:
      'Flags that the course team answered: contacted, no concern, or wrong flag. The share answered with contacted shows how useful the rule is here.',
    numerator: 'flags answered with contacted',
    denominator: 'flags answered',
    unit: 'share',
    gate: THRESHOLD,
    source: 'answers of the course team',
  },
  difference: {
    about: 'class',
    title: 'Difference',
    sentence:
      'One share minus another, with its 95% interval. If the interval includes zero, there is no clear difference.',
    numerator: 'one share minus the other',
    denominator: null,
    unit: 'share',
    gate: THRESHOLD,
    source: "Newcombe's interval from two Wilson intervals",
  },
  monthlyActive: {
    about: 'class',
    title: 'Active in the month',
    sentence:
      'Learners with any activity in one of these courses in a calendar month (UTC), each counted once. Months go by the times of events, so a past month changes only if its statements arrive late.',
    numerator: 'learners active in the month',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'all statements',
  },
} as const;
