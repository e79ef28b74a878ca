import * as z from 'zod/mini';
import { endpoint } from './endpoint';
import { BLOCK_METRICS } from './blockMetrics';
import { INSTRUCTOR_METRICS } from './instructorMetrics';
import { METRIC_FILES } from './metricFiles';
import { Metric } from './metric';

export { Metric };

const THRESHOLD = "the site's threshold of learners";

const define = <Id extends string>(metrics: Record<Id, Omit<Metric, 'id'>>): Record<Id, Metric> =>
  Object.fromEntries(Object.entries<Omit<Metric, 'id'>>(metrics).map(([id, m]) => [id, { id, ...m }])) as Record<
    Id,
    Metric
  >;

export const METRICS = define({
  learners: {
    about: 'class',
    title: 'Learners',
    sentence:
      'People who were ever registered in the course, also after they left. In a course without any registration event, everybody seen.',
    numerator: 'learners of the course',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'registered statements',
  },
  reach: {
    about: 'container',
    title: 'Reached',
    sentence:
      'Learners with a completion event for the block or something in it, who navigated to it, or who did anything in it. The answer names which of these was found. A tab of a subsection is the unit that this learner saw there; where that cannot be told, it counts for no unit. A block that is offered to some learners only says so: nothing tells how many they are.',
    numerator: 'learners who reached the block',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'progressed and navigated statements, and any statement about a block inside',
  },
  attempted: {
    about: 'problem',
    title: 'Tried',
    sentence: 'Learners who submitted an answer at least once.',
    numerator: 'learners with a submission',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'evaluated statements about the problem itself',
  },
  firstTry: {
    about: 'problem',
    title: 'Right the first time',
    sentence:
      'Of the learners who tried, those whose first attempt was right: every question, and all of the score. The first attempt is the one with the lowest attempt number, then the earliest.',
    numerator: 'learners whose first attempt was right',
    denominator: 'learners who tried',
    unit: 'share',
    gate: THRESHOLD,
    source: 'evaluated statements; Wilson 95 % interval',
  },
  eventual: {
    about: 'problem',
    title: 'Right in the end',
    sentence: 'Of the learners who tried, those who were right at least once.',
    numerator: 'learners ever right',
    denominator: 'learners who tried',
    unit: 'share',
    gate: THRESHOLD,
    source: 'evaluated statements; Wilson 95 % interval',
  },
  attempts: {
    about: 'problem',
    title: 'Tries each',
    sentence: 'Submissions, in total and per learner who tried.',
    numerator: 'submissions',
    denominator: 'learners who tried',
    unit: 'events',
    gate: "the site's threshold of learners; total and mean also of learners who submitted more than once; the most as many or more by that many",
    source: 'evaluated statements about the problem itself',
  },
  answers: {
    about: 'problem',
    title: 'Answers',
    sentence:
      'Learners whose first and whose last submission had this answer; the last is the latest, whatever its number. Choices count as they were sent, never put together. Other texts that differ only in case or white space, and numbers that are equal, are one answer, unless they were graded differently. Of choices also how many went from each first answer to each last one. Small groups are withheld.',
    numerator: 'learners who gave the answer',
    denominator: 'learners who tried',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'responses of evaluated statements',
  },
  help: {
    about: 'problem',
    title: 'Help used',
    sentence: 'Learners who took a hint or had the answer shown, and how often.',
    numerator: 'learners who asked',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'asked statements',
  },
  discrimination: {
    about: 'problem',
    title: 'Do strong learners do better here?',
    sentence:
      'The correlation between being right here the first time and the share of the other problems of the course that a learner got right the first time (item-rest correlation), over learners who tried at least five others. Shown from 30 learners.',
    numerator: 'item-rest correlation',
    denominator: 'learners who tried this and at least five other problems',
    unit: 'correlation',
    gate: '30 learners',
    source: "first attempts; interval by Fisher's z",
  },
  difficulty: {
    about: 'problem',
    title: 'Difficulty in this course',
    sentence:
      'How hard the problem is beside the others of the course, for learners of the same strength: an item response model (one parameter from 50 learners and 5 problems, two from 200 and 10) fitted to first attempts. 0 is what the middle learner gets right half of the time; more is harder. Unlike the share right it stays fair where weak learners stop early. Computed in the background; the answer says when.',
    numerator: 'difficulty b of the model, with its interval, and the share of the other problems that are easier',
    denominator: null,
    unit: 'logits',
    gate: '30 learners of the problem; 50 learners and 5 problems of the course',
    source: 'first attempts of at most 5,000 learners; marginal maximum likelihood',
  },
  giveUp: {
    about: 'problem',
    title: 'Never right',
    sentence: 'Of the learners who tried, those who were never right.',
    numerator: 'learners never right',
    denominator: 'learners who tried',
    unit: 'share',
    gate: THRESHOLD,
    source: 'evaluated statements; Wilson 95 % interval',
  },
  whoChooses: {
    about: 'problem',
    title: 'Who chooses what',
    sentence:
      'Learners who gave each answer first, among the strongest and the weakest third. Strength is the share of the other problems of the course that a learner got right the first time, of learners who tried at least five others; equal shares are in the same third.',
    numerator: 'learners of the third whose first answer it was',
    denominator: 'learners of the third',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'responses of first attempts',
  },
  reliability: {
    about: 'class',
    title: 'Do the problems measure one thing?',
    sentence:
      "Cronbach's alpha of first attempts over the problems that at least half of the course's learners tried, of learners who tried all of these. Shown from 30 such learners and 3 problems.",
    numerator: "Cronbach's alpha",
    denominator: 'learners who tried all of the problems',
    unit: 'correlation',
    gate: '30 learners with complete data',
    source: 'first attempts',
  },
  attention: {
    about: 'container',
    title: 'Worth a look',
    sentence:
      'Blocks in which something differs from what sound ones do, more than chance explains: of what is listed for one reason, at most one in ten is expected to be sound (Benjamini and Hochberg). That a block is easy or hard is no reason. Under 50 learners it says "early"; a finding is called strong from 100. Only units offered to everybody can be skipped. Computed in the background; the answer says when.',
    numerator: 'problems, videos and units on the list',
    denominator: null,
    unit: 'blocks',
    gate: '10 learners, and never fewer than the threshold',
    source: 'first attempts, shown answers, watch intervals, reach',
  },
  viewers: {
    about: 'video',
    title: 'Viewers',
    sentence: 'Learners who played the video at least once.',
    numerator: 'learners who played it',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'played statements',
  },
  watchedSeconds: {
    about: 'video',
    title: 'Time watched',
    sentence:
      'All seconds watched by all viewers, each as often as it was watched, and never more than elapsed time x speed allows. A play without an end, or with one that the clock contradicts, counts up to where the learner resumed, or as long as the clock allows; such seconds are also told apart as imputed. After a seek the player is where the seek went until the clock contradicts that.',
    numerator: 'seconds watched',
    denominator: null,
    unit: 'seconds',
    gate: THRESHOLD,
    source: 'video statements',
  },
  coverage: {
    about: 'video',
    title: 'Seen of it',
    sentence: 'Mean over viewers of the distinct seconds they watched, divided by the length of the video.',
    numerator: 'distinct seconds watched',
    denominator: 'viewers times length in seconds',
    unit: 'share',
    gate: THRESHOLD,
    source: 'watch intervals',
  },
  completion: {
    about: 'video',
    title: 'Finished',
    sentence: 'Of the viewers, those who watched at least 95 % of its distinct seconds.',
    numerator: 'viewers with 95 % of the seconds',
    denominator: 'viewers',
    unit: 'share',
    gate: THRESHOLD,
    source: 'watch intervals; Wilson 95 % interval',
  },
  curve: {
    about: 'video',
    title: 'Second by second',
    sentence:
      'For each second of the video, how many learners watched it and how often it was watched. A pause and a resume at the same place is one view.',
    numerator: 'learners and views per second',
    denominator: null,
    unit: 'learners',
    gate: "the site's threshold of learners; in steps of as many, rounded down",
    source: 'watch intervals',
  },
  ...BLOCK_METRICS,
  ...INSTRUCTOR_METRICS,
  ...METRIC_FILES,
});
export type MetricId = keyof typeof METRICS;

export const getMetrics = endpoint({
  method: 'GET',
  path: '/api/v1/metrics',
  summary: 'The definition of every metric.',
  query: z.strictObject({}),
  response: z.strictObject({ metrics: z.array(Metric) }),
});

export const getMetric = endpoint({
  method: 'GET',
  path: '/api/v1/metrics/:id',
  summary: 'The definition of one metric.',
  query: z.strictObject({}),
  response: Metric,
});
