import type { Metric } from './metric';

const THRESHOLD = "the site's threshold of learners";

/** What the answers about a problem and a video tell beyond their first numbers. */
export const BLOCK_METRICS = {
  rightOnce: {
    title: 'Right at least once',
    sentence:
      'Of the learners who tried any problem inside, those who got at least one of these problems right, at any try.',
    numerator: 'learners ever right at a problem inside',
    denominator: 'learners who tried a problem inside',
    unit: 'share',
    gate: THRESHOLD,
    source: 'evaluated statements; Wilson 95 % interval',
  },
  finished: {
    title: 'Finished',
    sentence:
      'Of the learners who reached it, those who completed all they were offered inside: of a bank or a library as many as each learner is given, of a split test one of its arms. What only some are offered (by cohort or track, on a condition, by a link) counts for those who opened it. Left out are blocks for the course team, blocks not yet started, and blocks that nobody ever completed, for which Open edX sends nothing.',
    numerator: 'learners who completed all they were offered',
    denominator: 'learners who reached it',
    unit: 'share',
    gate: THRESHOLD,
    source: 'progressed statements; Wilson 95 % interval',
  },
  notReached: {
    title: 'Never opened',
    sentence:
      'Of the learners who reached the unit before this one, those who never reached this one. Both are units offered to everybody: what is hidden from learners, not yet started, or offered to some only is passed over.',
    numerator: 'learners who reached the unit before and not this one',
    denominator: 'learners who reached the unit before',
    unit: 'share',
    gate: THRESHOLD,
    source: 'as for who reached a block; Wilson 95 % interval',
  },
  trend: {
    title: 'By week',
    sentence:
      'Learners by the week (from Monday, UTC) of their first try, and the share of them who were right. Weeks of few learners are withheld.',
    numerator: 'learners first right, by week of the first try',
    denominator: 'learners with their first try in the week',
    unit: 'share',
    gate: THRESHOLD,
    source: 'first attempts; Wilson 95 % interval',
  },
  edits: {
    title: 'Before and after an edit',
    sentence:
      'First tries between the edit before and this one, and from this one until the next: each learner is on one side. The difference is of shares, with an interval; other learners came later, so that not all of it need be the edit.',
    numerator: 'learners first right, before and after',
    denominator: 'learners with their first try there',
    unit: 'share',
    gate: THRESHOLD,
    source: 'first attempts and publishes; Wilson and Newcombe 95 % intervals',
  },
  recovered: {
    title: 'Right after trying again',
    sentence: 'Of the learners who were wrong and tried again, those who were right in the end.',
    numerator: 'learners wrong first, then right',
    denominator: 'learners wrong first who tried again',
    unit: 'share',
    gate: THRESHOLD,
    source: 'evaluated statements',
  },
  manyAttempts: {
    title: 'Many tries',
    sentence: 'Of the learners who tried, those with at least the stated number of submissions.',
    numerator: 'learners with so many submissions',
    denominator: 'learners who tried',
    unit: 'share',
    gate: THRESHOLD,
    source: 'evaluated statements about the problem itself',
  },
  helpFirst: {
    title: 'Answer before trying',
    sentence:
      'Of the learners who tried or had the answer shown, those who had it shown before their first try, or without one.',
    numerator: 'learners who saw the answer first',
    denominator: 'learners who tried or saw the answer',
    unit: 'share',
    gate: THRESHOLD,
    source: 'asked and evaluated statements',
  },
  duration: {
    title: 'Length',
    sentence: 'The commonest length that the statements of a video give; of equally common ones the longest.',
    numerator: 'seconds of the video',
    denominator: null,
    unit: 'seconds',
    gate: 'none',
    source: 'lengths in video statements',
  },
  imputed: {
    title: 'Seconds without an end',
    sentence:
      'Plays that no event closed, or that were closed at a position too far on for the time that had passed, and the seconds they were given: up to where the learner resumed, or as long as the clock allows.',
    numerator: 'plays without an end, and their seconds',
    denominator: null,
    unit: 'seconds',
    gate: "the site's threshold of learners with such plays",
    source: 'played statements and what followed them',
  },
  distribution: {
    title: 'How much viewers saw',
    sentence:
      'Viewers by the share of the distinct seconds of the video they watched, in tenths; the last tenth is cut at 95 %, from which a viewer has finished.',
    numerator: 'viewers who saw such a share',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  survival: {
    title: 'Who watches on',
    sentence:
      'Viewers who began at the beginning and had not stopped by this second. One stops where the last stretch ends that one watched for half a minute, in short videos for a quarter of them.',
    numerator: 'viewers still watching',
    denominator: 'viewers',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  dropOff: {
    title: 'Where viewers leave',
    sentence:
      'The ten seconds in which the largest shares of those still watching stop, where that is three times what is usual in the video.',
    numerator: 'viewers who stop in the ten seconds',
    denominator: 'viewers',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  rewatched: {
    title: 'Most watched again',
    sentence:
      'Passages that more viewers watched twice or more than their surroundings make likely: three times as many, at least five, and more than chance explains over the whole video.',
    numerator: 'viewers who watched it twice or more',
    denominator: 'viewers',
    unit: 'learners',
    gate: '50 viewers; 5 who watched it again, and never fewer than the threshold',
    source: 'watch intervals; exact binomial tail, Benjamini and Hochberg',
  },
  skipped: {
    title: 'Most skipped',
    sentence: 'Passages that more viewers than usual passed over by seeking and never watched.',
    numerator: 'viewers who passed over it',
    denominator: 'viewers',
    unit: 'learners',
    gate: '50 viewers; 5 who skipped it, and never fewer than the threshold',
    source: 'seeked statements and watch intervals',
  },
  rewinds: {
    title: 'Going back',
    sentence: 'Learners who sought backwards, how often, and the ten seconds in which most of their seeks land.',
    numerator: 'learners who sought backwards, and their seeks',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'seeked statements',
  },
  speed: {
    title: 'Speed changed',
    sentence: 'Viewers who ever switched to a speed above, or below, normal.',
    numerator: 'viewers who switched',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'interacted statements',
  },
  captions: {
    title: 'Captions on',
    sentence: 'Viewers who switched captions or the transcript on.',
    numerator: 'viewers who switched them on',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'interacted statements',
  },
} as const satisfies Record<string, Omit<Metric, 'id'>>;
