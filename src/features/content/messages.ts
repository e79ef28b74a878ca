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
    description: 'Over the table of all problems: the one that takes most tries; {mean} is a number of tries',
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
    defaultMessage: 'Hidden: every video has too few viewers.',
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
    description: 'Column heading: mean number of tries of each who tried',
  },
  median: {
    id: 'marginalia.content.median',
    defaultMessage: 'Median attempts',
    description: 'Column heading: the middle number of tries of those who tried',
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
});
