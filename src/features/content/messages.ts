import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  problems: {
    id: 'marginalia.content.problems',
    defaultMessage: 'Problems',
    description: 'Heading and caption of a table with one row per problem of the course',
  },
  problemsSentence: {
    id: 'marginalia.content.problemsSentence',
    defaultMessage: 'Most attempts: “{name}”, {mean} per learner on average ({learners, number} learners).',
    description: 'Over the table of all problems: the one with most attempts; {mean} is a number of attempts',
  },
  noProblems: {
    id: 'marginalia.content.noProblems',
    defaultMessage: 'No problems in this course, or nobody has attempted one yet.',
    description: 'In place of the table of all problems',
  },
  noTries: {
    id: 'marginalia.content.noTries',
    defaultMessage: 'Hidden: every problem has too few learners.',
    description: 'Over the table of all problems, where there is nothing to compare yet',
  },
  videos: {
    id: 'marginalia.content.videos',
    defaultMessage: 'Videos',
    description: 'Heading and caption of a table with one row per video of the course',
  },
  videosSentence: {
    id: 'marginalia.content.videosSentence',
    defaultMessage: 'Least watched: “{name}”, {share} on average ({viewers, number} viewers).',
    description: 'Over the table of all videos: the one of which viewers see least; {share} is a percentage',
  },
  noVideos: {
    id: 'marginalia.content.noVideos',
    defaultMessage: 'No videos in this course, or nobody has played one yet.',
    description: 'In place of the table of all videos',
  },
  noViews: {
    id: 'marginalia.content.noViews',
    defaultMessage: 'Too few viewers to compare the videos.',
    description: 'Over the table of all videos, where there is nothing to compare yet',
  },
  problem: { id: 'marginalia.content.problem', defaultMessage: 'Problem', description: 'Column heading: a problem' },
  video: { id: 'marginalia.content.video', defaultMessage: 'Video', description: 'Column heading: a video' },
  place: {
    id: 'marginalia.content.place',
    defaultMessage: 'In',
    description: 'Column heading: the section and subsection in which a problem or video stands',
  },
  placeOf: {
    id: 'marginalia.content.placeOf',
    defaultMessage: '{section} › {subsection}',
    description: 'Where a problem or video stands; both are names that the course gives',
  },
  graded: {
    id: 'marginalia.content.graded',
    defaultMessage: 'graded',
    description: 'Beside where a problem stands: it counts to the grade',
  },
  mean: {
    id: 'marginalia.content.mean',
    defaultMessage: 'Average attempts',
    description: 'Column heading: average number of attempts per learner who attempted',
  },
  median: {
    id: 'marginalia.content.median',
    defaultMessage: 'Median attempts',
    description: 'Column heading: the median number of attempts of learners who attempted',
  },
  length: {
    id: 'marginalia.content.length',
    defaultMessage: 'Length',
    description: 'Column heading: how long a video is',
  },
  unknown: {
    id: 'marginalia.content.unknown',
    defaultMessage: 'Not tracked',
    description: 'In place of the length of a video',
  },
  part: {
    id: 'marginalia.content.watchedInPart',
    defaultMessage: 'Watched in part',
    description: 'Column heading: viewers who saw less than 95 % of a video',
  },
  classColumn: {
    id: 'marginalia.content.classColumn',
    defaultMessage: '{what}, class',
    description: 'Column heading in a table of one group beside the class; {what} is another heading',
  },
  groupColumn: {
    id: 'marginalia.content.groupColumn',
    defaultMessage: '{what}, group',
    description: 'Column heading in a table of one group beside the class; {what} is another heading',
  },
  open: {
    id: 'marginalia.content.open',
    defaultMessage: 'Open “{name}”',
    description: 'Name of the button in a table that opens the numbers of one problem or video, for screen readers',
  },
  sentence: {
    id: 'marginalia.content.sentence',
    defaultMessage: '{n, plural, =0 {Nothing stands out.} one {# thing worth a look.} other {# things worth a look.}}',
    description: 'First sentence of the page about the content of a course; {n} counts findings',
  },
  hardest: {
    id: 'marginalia.content.hardest',
    defaultMessage: 'Hardest: “{name}” ({share} correct on first attempt).',
    description: 'Second sentence of the page about the content of a course: a problem; {share} is a percentage',
  },
  loss: {
    id: 'marginalia.content.loss',
    defaultMessage: 'Biggest drop-off: after “{name}” ({lost, plural, one {# learner} other {# learners}}).',
    description: 'Third sentence: after which section most learners are lost',
  },
  look: {
    id: 'marginalia.content.look',
    defaultMessage: 'Show as',
    description: 'Name of the group of choices between outline, problems, videos and flags, for screen readers',
  },
  outline: { id: 'marginalia.content.outline', defaultMessage: 'Outline', description: 'Choice: the course as a tree' },
  problemsTab: {
    id: 'marginalia.content.problemsTab',
    defaultMessage: 'Problems {n, number}',
    description: 'Choice: the problems of the course, and how many there are',
  },
  videosTab: {
    id: 'marginalia.content.videosTab',
    defaultMessage: 'Videos {n, number}',
    description: 'Choice: the videos of the course, and how many there are',
  },
  flagsTab: {
    id: 'marginalia.content.flagsTab',
    defaultMessage: 'Flags {n, number}',
    description: 'Choice: what is worth a look, and how many there are',
  },
  find: {
    id: 'marginalia.content.find',
    defaultMessage: 'Find',
    description: 'Label of the field that searches by name',
  },
  name: { id: 'marginalia.content.name', defaultMessage: 'Name', description: 'Head of a column: names of blocks' },
  reached: {
    id: 'marginalia.content.reached',
    defaultMessage: 'Reached',
    description: 'Head of a column: learners who reached a block',
  },
  first: {
    id: 'marginalia.content.first',
    defaultMessage: 'First attempt',
    description: 'Head of a narrow column: correct on first attempt, as a percentage',
  },
  eventually: {
    id: 'marginalia.content.eventually',
    defaultMessage: 'Eventually',
    description: 'Head of a narrow column: eventually correct, as a percentage',
  },
  attempts: {
    id: 'marginalia.content.attempts',
    defaultMessage: 'Attempts',
    description: 'Head of a narrow column: average number of attempts',
  },
  watched: {
    id: 'marginalia.content.watched',
    defaultMessage: 'Avg. watched',
    description: 'Head of a narrow column: average share of a video that viewers watched',
  },
  versus: {
    id: 'marginalia.content.versus',
    defaultMessage: 'vs {run}',
    description:
      'Head of a narrow column: difference of the first attempts from an earlier run; {run} is its name, such as 2025',
  },
  inFull: {
    id: 'marginalia.content.inFull',
    defaultMessage: 'In full',
    description: 'Head of a narrow column: viewers who watched at least 95% of a video',
  },
  again: {
    id: 'marginalia.content.again',
    defaultMessage: 'Rewatched',
    description: 'Head of a narrow column: share of what viewers saw that they saw twice or more',
  },
  flags: { id: 'marginalia.content.flags', defaultMessage: 'Flags', description: 'Head of a column: findings' },
  change: {
    id: 'marginalia.content.change',
    defaultMessage:
      '{direction, select, up {{n, plural, one {# point} other {# points}} higher} down {{n, plural, one {# point} other {# points}} lower} other {No clear difference}}',
    description:
      'How the share correct on first attempt differs from an earlier run, for screen readers and as a tooltip',
  },
  nobodyYet: {
    id: 'marginalia.content.nobodyYet',
    defaultMessage: 'Nobody yet',
    description: 'In a cell: no learner has been there',
  },
  notOpen: {
    id: 'marginalia.content.notOpen',
    defaultMessage: 'Not open yet',
    description: 'In a cell: learners cannot see this block, or not yet',
  },
  notTracked: {
    id: 'marginalia.content.notTracked',
    defaultMessage: 'Not tracked',
    description: 'In a cell: nothing is recorded of such a block',
  },
  toggle: {
    id: 'marginalia.content.toggle',
    defaultMessage: '{open, select, true {Close “{name}”} other {Open “{name}”}}',
    description: 'Button that shows or hides what lies in a section, for screen readers',
  },
  noneFound: {
    id: 'marginalia.content.noneFound',
    defaultMessage: 'Nothing here has that name.',
    description: 'In place of a table, where the search finds nothing',
  },
  noFlags: {
    id: 'marginalia.content.noFlags',
    defaultMessage: 'Nothing is flagged.',
    description: 'In place of the table of flags',
  },
  showAll: {
    id: 'marginalia.content.showAll',
    defaultMessage: 'Show {n, plural, one {# more row} other {# more rows}}',
    description: 'Button below a long table',
  },
  menu: {
    id: 'marginalia.content.menu',
    defaultMessage: 'More for this table',
    description: 'Name of a menu with what else can be done with the table, for screen readers',
  },
  csvProblems: {
    id: 'marginalia.content.csvProblems',
    defaultMessage: 'Download problems as CSV',
    description: 'Choice in a menu',
  },
  csvVideos: {
    id: 'marginalia.content.csvVideos',
    defaultMessage: 'Download videos as CSV',
    description: 'Choice in a menu',
  },
  panel: {
    id: 'marginalia.content.panel',
    defaultMessage: 'Analytics of “{name}”',
    description: 'Name of the panel beside the table, for screen readers; {name} is a problem, a video or a section',
  },
  closePanel: {
    id: 'marginalia.content.closePanel',
    defaultMessage: 'Close',
    description: 'Button that closes the panel beside the table',
  },
});
