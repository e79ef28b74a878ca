import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  seen: {
    id: 'marginalia.video.seen',
    defaultMessage: '{viewers, plural, one {# viewer} other {# viewers}} watched {share} of it on average.',
    description: 'First sentence of the panel of a video; {share} is a percentage',
  },
  played: {
    id: 'marginalia.video.played',
    defaultMessage: '{viewers, plural, one {# viewer} other {# viewers}} so far.',
    description: 'First sentence of the panel of a video whose length is not known',
  },
  few: {
    id: 'marginalia.video.few',
    defaultMessage:
      '{viewers, plural, one {# viewer} other {# viewers}}, {finished, plural, one {# watched} other {# watched}} in full.',
    description: 'First sentence of the panel of a video with 10 to 19 viewers',
  },
  halfTo: {
    id: 'marginalia.video.halfTo',
    defaultMessage: 'At least half were still watching at {time}.',
    description: 'Second sentence of the panel of a video; {time} is a position such as 2:10',
  },
  halfStay: {
    id: 'marginalia.video.halfStay',
    defaultMessage: 'At least half watched to the end.',
    description: 'Second sentence of the panel of a video',
  },
  nobody: {
    id: 'marginalia.video.nobody',
    defaultMessage: 'No viewers yet.',
    description: 'In the panel of a video without viewers',
  },
  curve: {
    id: 'marginalia.video.curve',
    defaultMessage: 'Viewers by second',
    description: 'Heading of the curve of a video',
  },
  learnersLegend: {
    id: 'marginalia.video.learnersLegend',
    defaultMessage: 'viewers',
    description: 'Legend of the curve of a video: learners who saw the second',
  },
  againLegend: {
    id: 'marginalia.video.againLegend',
    defaultMessage: 'rewatched',
    description: 'Legend of the curve of a video: how often the second was watched again',
  },
  curveDesc: {
    id: 'marginalia.video.curveDesc',
    defaultMessage:
      'Viewers per second: {start} at the start, {end} at the end, of {viewers}. The list below names where viewers leave and what they rewatch.',
    description: 'What the curve of a video shows, in words; {start} and {end} are numbers or the word "Hidden"',
  },
  curveDropDesc: {
    id: 'marginalia.video.curveDropDesc',
    defaultMessage:
      'Viewers per second: {start} at the start, {end} at the end, of {viewers}. Most leave at {time}: {leave} viewers.',
    description:
      'What the curve of a video shows, in words, where many viewers leave at one moment; {time} is such as 4:10',
  },
  position: {
    id: 'marginalia.video.positionAtLeast',
    defaultMessage: '{time}, viewers: {kind, select, value {at least {viewers}} other {{viewers}}}',
    description:
      'What a screen reader says at each step of the slider below the curve; {viewers} may be the word "Hidden"',
  },
  curveLabel: {
    id: 'marginalia.video.curveLabel',
    defaultMessage: 'Viewers of each second of {name}',
    description: 'Title of the curve of a video; {name} is the name of the video',
  },
  gaps: {
    id: 'marginalia.video.gaps',
    defaultMessage: 'Gaps in the curve are hidden, to protect small groups.',
    description: 'Below the curve of a video',
  },
  noLength: {
    id: 'marginalia.video.noLength',
    defaultMessage: 'This video’s length is unknown, so there is no curve or average.',
    description: 'In place of the curve of a video',
  },
  noCurve: {
    id: 'marginalia.video.noCurve',
    defaultMessage: 'No curve yet.',
    description: 'In place of the curve of a video',
  },
  moments: {
    id: 'marginalia.video.moments',
    defaultMessage: 'Moments worth a look',
    description: 'Heading of the list of moments of a video where many leave or watch again',
  },
  leave: {
    id: 'marginalia.video.leave',
    defaultMessage: '{n} of {of, number} leave here',
    description: 'A moment of a video; {n} is a number or the word "Hidden"',
  },
  again: {
    id: 'marginalia.video.again',
    defaultMessage: '{n} of {of, number} rewatched this',
    description: 'A passage of a video; {n} is a number or the word "Hidden"',
  },
  skip: {
    id: 'marginalia.video.skip',
    defaultMessage: '{n} of {of, number} skipped this',
    description: 'A passage of a video that learners jumped over; {n} is a number or the word "Hidden"',
  },
  back: {
    id: 'marginalia.video.back',
    defaultMessage: '{n} rewound to here',
    description: 'A moment of a video; {n} is a number of learners or the word "Hidden"',
  },
  distribution: {
    id: 'marginalia.video.distribution',
    defaultMessage: 'How much they watched',
    description: 'Heading of the bars of viewers by the share of a video they saw',
  },
  passage: {
    id: 'marginalia.video.passage',
    defaultMessage: '{from}–{to}',
    description: 'A passage of a video; both are positions such as 2:10',
  },
  why: {
    id: 'marginalia.video.why',
    defaultMessage:
      'Rewatching can mean interest or confusion; leaving can mean boredom or having seen enough. Check the transcript.',
    description: 'Below the list of moments of a video',
  },
  drop: {
    id: 'marginalia.video.drop',
    defaultMessage: 'Of {of, number} still watching, {n} leave here',
    description: 'A moment of a video; of the viewers who were still watching when it began',
  },
  atLeast: {
    id: 'marginalia.video.atLeast',
    defaultMessage: '{time}: at least {viewers} viewers, watched at least {views} times.',
    description:
      'Below the curve of a video, about the second that is marked. Numbers are rounded down to protect small groups; both may be 0',
  },
  hiddenAt: {
    id: 'marginalia.video.hiddenAt',
    defaultMessage: '{time}: hidden, to protect a small group.',
    description: 'Below the curve of a video, about the second that is marked',
  },
  how: {
    id: 'marginalia.video.how',
    defaultMessage: 'How they watch',
    description: 'Heading of the part about captions, speed and rewinding',
  },
  captions: {
    id: 'marginalia.video.captions',
    defaultMessage: 'Captions or transcript on',
    description: 'Row: learners who switched captions on',
  },
  faster: {
    id: 'marginalia.video.faster',
    defaultMessage: 'Faster than normal',
    description: 'Row: learners who watched at a higher speed',
  },
  slower: {
    id: 'marginalia.video.slower',
    defaultMessage: 'Slower than normal',
    description: 'Row: learners who watched at a lower speed',
  },
  rewinds: {
    id: 'marginalia.video.rewinds',
    defaultMessage: 'Rewound',
    description: 'Row: learners who jumped backwards in the video',
  },
  rewindEvents: {
    id: 'marginalia.video.rewindEvents',
    defaultMessage: 'In total: {n}',
    description: 'Beside the number of learners who went back: how often they did; {n} may be the word "Hidden"',
  },
  imputed: {
    id: 'marginalia.video.imputed',
    defaultMessage:
      '{plays, plural, one {# play has} other {# plays have}} no recorded end; {time} of the watch time is estimated.',
    description: 'Note on plays whose end was not recorded, or cannot be right; {time} is a duration such as 12:30',
  },
  hours: {
    id: 'marginalia.video.hours',
    defaultMessage: '{time} per viewer',
    description: 'Below the total watched time: its mean per viewer; {time} is a duration such as 4:30',
  },
  ofLength: {
    id: 'marginalia.video.ofLength',
    defaultMessage: 'of {time}',
    description: 'Below the share of a video that was seen: its length, such as 9:40',
  },
  at: {
    id: 'marginalia.video.at',
    defaultMessage: 'At',
    description: 'Column of the table of a video: position',
  },
  viewers: {
    id: 'marginalia.video.viewers',
    defaultMessage: 'Viewers',
    description: 'Column of the table of a video: learners who saw the second',
  },
  views: {
    id: 'marginalia.video.views',
    defaultMessage: 'Times watched',
    description: 'Column of the table of a video: how often the second was watched',
  },
  caption: {
    id: 'marginalia.video.caption',
    defaultMessage: 'The video at every {step, plural, one {second} other {# seconds}}',
    description: 'Caption of the table of a video',
  },
  scrub: {
    id: 'marginalia.video.scrub',
    defaultMessage: 'Position in the video',
    description: 'Name of the slider below the curve of a video, for screen readers',
  },
});
