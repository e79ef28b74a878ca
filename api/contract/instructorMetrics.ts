/**
 * The definitions of what the instructor's side shows; metrics.ts makes one registry of all. The numbers that rules go
 * by can be set per site and per course (docs/learner-attention.md): the words name them without their values.
 */
const THRESHOLD = "the site's threshold of learners";
const RULE = { unit: 'learners', denominator: 'learners judged', gate: THRESHOLD } as const;

export const INSTRUCTOR_METRICS = {
  enrolledNow: {
    about: 'class',
    title: 'Enrolled now',
    sentence: 'Learners whose last registration event says that they are in the course.',
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
      'Learners enrolled at the end of each day (UTC), by the track of their registration at that time. It is made from the times of the events, so what a past day says never changes.',
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
      'Learners who did anything in the course in the time named: any statement but enrolment, grades and passing. What is done after a course has ended counts only in the months of the site. Days do not add up to weeks, for the same learner comes on several days.',
    numerator: 'learners who did anything',
    denominator: 'learners of the course, where it is a share',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'all statements of a learner in the course',
  },
  started: {
    about: 'class',
    title: 'Started',
    sentence:
      'Of the learners of the course, those who ever did anything in it; in a course that is over, before its end.',
    numerator: 'learners who did anything',
    denominator: 'learners of the course',
    unit: 'share',
    gate: THRESHOLD,
    source: 'all statements of a learner in the course; Wilson 95 % interval',
  },
  inside: {
    about: 'container',
    title: 'Reached inside',
    sentence:
      'Per section and subsection: learners who reached at least one of its units (tried one of its problems, played one of its videos), and learners who reached all of them as last published: units offered to everybody; problems and videos, of alternatives as many as each learner is given. The middle half beside one learner is of all who did anything in the course: who did nothing in a section counts there with 0.',
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
      'Learners of the course who are in one state now (or in any that may need help), or whose last enrolment was in one track. The numbers of a group are those of the class, of these learners only; small parts are joined or withheld so that neither they nor who is left can be worked out.',
    numerator: 'learners in the group',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'states as last judged; registered statements',
  },
  lastVisit: {
    about: 'class',
    title: 'Last visit',
    sentence:
      'Days since a learner who is enrolled now did anything in the course; in a course that is over, until its end. Steps are joined until each holds nobody or enough learners.',
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
      'Learners enrolled now by the week (from Monday, UTC) of their first registration. Weeks are joined until each holds nobody or enough learners.',
    numerator: 'learners by week of the first registration',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'registered and unregistered statements',
  },
  pageViews: {
    about: 'container',
    title: 'Page views',
    sentence:
      'How often learners turned to a page: navigations inside subsections, each counted. Opening a page from elsewhere sends no such event and is not in it. In a course that is over, only what came before its end counts. The running total leaves out weeks that are withheld.',
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
      'Videos of the course as last published, and the mean of their lengths, of those whose length events or an export of the course tell.',
    numerator: 'videos',
    denominator: null,
    unit: 'blocks',
    gate: 'nothing: it is not about learners',
    source: 'course structure; video statements',
  },
  viewings: {
    about: 'video',
    title: 'Viewings',
    sentence:
      'All seconds of a video that were watched, each as often as it was watched, divided by the length of the video: how many whole viewings they make. Many short looks are no viewing.',
    numerator: 'seconds watched',
    denominator: 'seconds of the video',
    unit: 'events',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  seenTwice: {
    about: 'video',
    title: 'Seen twice',
    sentence: 'Of the distinct seconds that viewers saw, the share they saw twice or more.',
    numerator: 'seconds seen twice or more, once for each viewer',
    denominator: 'distinct seconds seen, once for each viewer',
    unit: 'share',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  grades: {
    about: 'class',
    title: 'Course grades',
    sentence: 'The course grade that the LMS sent last for each learner. Who was sent none is in no column.',
    numerator: 'learners with a grade in the range',
    denominator: 'learners with a grade',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'earned statements about the course',
  },
  passing: {
    about: 'class',
    title: 'Passing',
    sentence: 'Of the learners of the course, those for whom the last of passed and failed is passed.',
    numerator: 'learners who pass',
    denominator: 'learners of the course',
    unit: 'share',
    gate: THRESHOLD,
    source: 'passed and failed statements about the course; Wilson 95 % interval',
  },
  completed: {
    about: 'class',
    title: 'Completed',
    sentence:
      'Of the learners of the course, those who completed at least 95 % of the blocks that anybody could complete, as last published: those offered to everybody, and of banks, libraries and split tests as many as each learner is given. Left out are blocks for the course team, for some learners only, and blocks that start after the course ends (without an end: more than a year after the publish). Where a site sends no completion: who reached 95 % of the units offered to everybody.',
    numerator: 'learners with 95 % of the course',
    denominator: 'learners of the course',
    unit: 'share',
    gate: THRESHOLD,
    source: 'progressed statements, else reach; Wilson 95 % interval',
  },
  daysToPass: {
    about: 'class',
    title: 'Days to pass',
    sentence:
      'Days from the first registration of a learner to the first passed statement, of those who were registered before it.',
    numerator: 'days',
    denominator: 'learners who ever passed, and were registered before',
    unit: 'days',
    gate: THRESHOLD,
    source: 'registered and passed statements',
  },
  daysToComplete: {
    about: 'class',
    title: 'Days to complete',
    sentence:
      'Days from the first registration of a learner to the block (where a site sends no completion, the unit) with which 95 % of the course was completed, of those who were registered before it.',
    numerator: 'days',
    denominator: 'learners who completed the course, and were registered before',
    unit: 'days',
    gate: THRESHOLD,
    source: 'registered and progressed statements',
  },
  watchedShare: {
    about: 'class',
    title: 'Seen of the videos',
    sentence:
      'Of all the seconds of the videos that learners started, once for each viewer, the share they saw at least once. Long videos weigh more than short ones.',
    numerator: 'distinct seconds watched',
    denominator: 'seconds of the videos, once for each viewer',
    unit: 'share',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  progress: {
    about: 'class',
    title: 'Progress',
    sentence: 'The share of the units of the course offered to everybody, as last published, that a learner reached.',
    numerator: 'units reached',
    denominator: 'units of the course',
    unit: 'share',
    gate: 'identities switched on, and a role that allows it',
    source: 'reach of units',
  },
  needHelp: {
    about: 'learner',
    title: 'May need help',
    sentence:
      'Learners for whom at least one of five rules holds: not started, stopped, struggling, help without success, rushing. Only what a learner does counts, never the place among the others. Learners who passed are never listed.',
    numerator: 'learners with a rule that holds',
    source: 'all statements of a learner in the course',
    ...RULE,
  },
  notStarted: {
    about: 'learner',
    title: 'Not started',
    sentence:
      'Enrolled for a week or longer in a running course, counted from the last time of coming in, and nothing ever done in it.',
    numerator: 'learners who did nothing',
    source: 'registered statements, and any other',
    ...RULE,
  },
  stopped: {
    about: 'learner',
    title: 'Stopped',
    sentence:
      'Was active, and has done nothing for two weeks and for twice the usual gap between the days on which this learner was active. Not for who completed the course. The course still runs.',
    numerator: 'learners who stopped',
    source: 'days with any activity',
    ...RULE,
  },
  struggling: {
    about: 'learner',
    title: 'Struggling',
    sentence:
      'Tried at least five problems of a section, one of them lately, and even the upper end of the interval of the share right the first time lies well below the share of the whole course there at the same moment; or has several problems, touched lately, with many tries and none right.',
    numerator: 'learners who struggle in a section',
    source: 'first attempts and submissions; Wilson 95 % interval',
    ...RULE,
  },
  helpWithoutSuccess: {
    about: 'learner',
    title: 'Help without success',
    sentence:
      'Took a hint or had the answer shown in at least half of the problems met lately (five or more), and got at least half of those never right, or right only after the answer was shown.',
    numerator: 'learners whom help does not help',
    source: 'asked and evaluated statements',
    ...RULE,
  },
  rushing: {
    about: 'learner',
    title: 'Rushing',
    sentence:
      'Answers problems within eight seconds or less of reaching them, in the middle of at least eight first answers lately, and few of these are right.',
    numerator: 'learners who rush',
    source: 'time from the event before to the first submission of a problem',
    ...RULE,
  },
  learnerStates: {
    about: 'learner',
    title: 'How learners stand',
    sentence:
      'Each learner is in one state: the first rule that holds, else passed, ahead, on track, or not enough evidence. On track takes enough tried problems or active days; ahead takes enough tried problems, good answers, and clearly more of the units reached than of the time passed, in a course with a known end that lies ahead.',
    numerator: 'learners in the state',
    source: 'all statements of a learner in the course',
    ...RULE,
  },
  ruleReplay: {
    about: 'learner',
    title: 'How good the rule was',
    sentence:
      'The rule looked at week by week over the past of this course, with what was known then: for how many it held, how many of these passed later, how many of those who never passed it found, and how many days before the end.',
    numerator: 'learners for whom the rule held and who passed later',
    denominator: 'learners for whom the rule held',
    unit: 'share',
    gate: THRESHOLD,
    source: 'all statements of the course, week by week; Wilson 95 % interval',
  },
  markAnswers: {
    about: 'learner',
    title: 'What the team said',
    sentence:
      'Marks that somebody of the course team answered: contacted, fine, or wrong. Of all answered, the share not said to be fine or wrong tells how useful the rule is here.',
    numerator: 'marks answered with contacted',
    denominator: 'marks answered',
    unit: 'share',
    gate: THRESHOLD,
    source: 'answers of the course team',
  },
  difference: {
    about: 'class',
    title: 'Difference',
    sentence:
      'One share less another, with its 95 % interval. Where the interval holds zero, the two are not known to differ.',
    numerator: 'one share less the other',
    denominator: null,
    unit: 'share',
    gate: THRESHOLD,
    source: "Newcombe's interval from two Wilson intervals",
  },
  monthlyActive: {
    about: 'class',
    title: 'Active in the month',
    sentence:
      'Distinct learners who did anything in one of these courses in a calendar month (UTC), by the times of the events: a past month changes only if statements of that month arrive late.',
    numerator: 'learners active in the month',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'all statements',
  },
} as const;
