import type { Metric } from './metric';

const THRESHOLD = "the site's threshold of learners";

/** What the reports about a problem and a video state beyond their first numbers. */
export const BLOCK_METRICS = {
  finished: {
    about: 'container',
    title: 'Completed',
    sentence:
      'Learners who completed all they were offered inside, out of learners who reached it. In a bank or library that is as many as each learner is given; in a split test, one of its groups. Components for the course team, those not yet released and those nobody ever completed are left out.',
    numerator: 'learners who completed all they were offered',
    denominator: 'learners who reached it',
    unit: 'share',
    gate: THRESHOLD,
    source: 'progressed statements; Wilson 95% interval',
  },
  notReached: {
    about: 'container',
    title: 'Stopped before',
    sentence:
      'Learners who reached the unit before this one but never this one, out of learners who reached the unit before. Only units offered to everybody count.',
    numerator: 'learners who reached the unit before and not this one',
    denominator: 'learners who reached the unit before',
    unit: 'share',
    gate: THRESHOLD,
    source: 'as for who reached a block; Wilson 95% interval',
  },
  experiment: {
    about: 'container',
    title: 'Groups of an experiment compared',
    sentence:
      'How learners of each group of a content experiment did in what follows it in its section (or, at its end, in the next). One number per learner: reached the next unit, share of attempted problems correct on first attempt, share of the content completed, share watched of the videos played. The ranges of differences stay valid however often you check them. Only learners who did something in a group are known to be in it.',
    numerator: 'average over the learners of a group',
    denominator:
      'learners who reached the group; of first attempts and videos, those of them who attempted or played any',
    unit: 'share',
    gate: '30 learners in each group for a difference',
    source:
      'facts of what follows; always-valid 95% intervals by a normal mixture (standard deviation 10 points), for all comparisons of an experiment at once',
  },
  edits: {
    about: 'problem',
    title: 'Before and after an edit',
    sentence:
      'First attempts between the previous edit and this one, and from this one until the next. Each learner counts on one side. Different learners came later, so the edit may not explain all of the difference.',
    numerator: 'learners correct on first attempt, before and after',
    denominator: 'learners with their first attempt there',
    unit: 'share',
    gate: THRESHOLD,
    source: 'first attempts and publishes; Wilson and Newcombe 95% intervals',
  },
  helpFirst: {
    about: 'problem',
    title: 'Viewed the answer first',
    sentence:
      'Learners who viewed the answer before attempting, or without attempting, out of learners who attempted or viewed it.',
    numerator: 'learners who viewed the answer first',
    denominator: 'learners who attempted or viewed the answer',
    unit: 'share',
    gate: THRESHOLD,
    source: 'asked and evaluated statements',
  },
  duration: {
    about: 'video',
    title: 'Length',
    sentence: 'The most common length that events of this video give; of equally common ones, the longest.',
    numerator: 'seconds of the video',
    denominator: null,
    unit: 'seconds',
    gate: 'none',
    source: 'lengths in video statements',
  },
  distribution: {
    about: 'video',
    title: 'How much viewers watched',
    sentence:
      'Viewers by the share of distinct seconds they watched, in quarters. The last group starts at 95%: watched in full.',
    numerator: 'viewers who watched such a share',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  survival: {
    about: 'video',
    title: 'Viewers still watching',
    sentence:
      'Viewers who began at the start and had not left by this second. A viewer leaves where their last long stretch of watching ends. A long stretch is half a minute, or a quarter of a short video.',
    numerator: 'viewers still watching',
    denominator: 'viewers',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  dropOff: {
    about: 'video',
    title: 'Drop-off',
    sentence:
      'The ten seconds in which the largest share of those still watching leave. The share must be three times what is usual in the video.',
    numerator: 'viewers who stop in the ten seconds',
    denominator: 'viewers',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  rewatched: {
    about: 'video',
    title: 'Most rewatched',
    sentence:
      'Passages that many more viewers watched twice or more than the passages around them suggest. That is three times as many, at least five, and more than chance explains.',
    numerator: 'viewers who rewatched it',
    denominator: 'viewers',
    unit: 'learners',
    gate: '50 viewers; 5 who rewatched it, and never fewer than the threshold',
    source: 'watch intervals; exact binomial tail, Benjamini and Hochberg',
  },
  skipped: {
    about: 'video',
    title: 'Most skipped',
    sentence: 'Passages that more viewers than usual skipped by seeking and never watched.',
    numerator: 'viewers who skipped it',
    denominator: 'viewers',
    unit: 'learners',
    gate: '50 viewers; 5 who skipped it, and never fewer than the threshold',
    source: 'seeked statements and watch intervals',
  },
} as const satisfies Record<string, Omit<Metric, 'id'>>;
