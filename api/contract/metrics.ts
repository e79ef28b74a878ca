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
      'Everyone who ever enrolled in the course, including those who left. If no enrollment was ever recorded, everyone seen.',
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
      'Learners with a completion event for this or something in it, who navigated to it, or who did anything in it. The report names which of these were found. A tab whose unit is not known counts for no unit.',
    numerator: 'learners who reached the block',
    denominator: null,
    unit: 'learners',
    gate: THRESHOLD,
    source: 'progressed and navigated statements, and any statement about a block inside',
  },
  attempts: {
    about: 'problem',
    title: 'Attempts',
    sentence: 'Submissions, in total and per learner who attempted.',
    numerator: 'submissions',
    denominator: 'learners who attempted',
    unit: 'events',
    gate: "the site's threshold of learners; total and average also need that many who submitted more than once; the most may be given as a number that at least that many reached",
    source: 'evaluated statements about the problem itself',
  },
  answers: {
    about: 'problem',
    title: 'Answers',
    sentence:
      'Learners by their first and their last answer. Choices count as they were sent. Texts that differ only in case or spaces, and equal numbers, are one answer, unless graded differently. For choices, moves from the first to the last answer count too. Small groups are hidden.',
    numerator: 'learners who gave the answer',
    denominator: 'learners who attempted',
    unit: 'learners',
    gate: THRESHOLD,
    source: 'responses of evaluated statements',
  },
  discrimination: {
    about: 'problem',
    title: 'Do stronger learners do better here?',
    sentence:
      'How closely being correct here goes with being correct elsewhere in the course. It is the item–rest correlation of first attempts, over learners who attempted five or more other problems. Shown from 30 learners. Also called discrimination.',
    numerator: 'item-rest correlation',
    denominator: 'learners who attempted this and at least five other problems',
    unit: 'correlation',
    gate: '30 learners',
    source: "first attempts; interval by Fisher's z",
  },
  difficulty: {
    about: 'problem',
    title: 'Adjusted difficulty',
    sentence:
      'How hard the problem is for learners of the same ability, by an item response model of first attempts. At 0, a typical learner is correct half of the time; more is harder. The model accounts for how far learners came, so that late problems stay comparable. With few learners they still come out about 0.2 too easy. Values beyond 4 are given as 4. Also called the b parameter.',
    numerator: 'difficulty b of the model, with its interval, and the share of the other problems that are easier',
    denominator: null,
    unit: 'logits',
    gate: '30 learners of the problem; 50 learners and 5 problems of the course',
    source:
      'first attempts of at most 5,000 learners; two-parameter model, marginal maximum likelihood; the interval held the true value in 94 to 98 of 100 simulated cases',
  },
  whoChooses: {
    about: 'problem',
    title: 'Answers by learner group',
    sentence:
      'Learners who gave each answer first, in the top third and in the bottom third. Thirds are by the share correct on first attempt of all other problems. Only learners who attempted five or more others count. Ties share a third.',
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
      "Cronbach's alpha of first attempts on the problems that at least half of the course's learners attempted. Only learners who attempted all of these count. Shown from 30 such learners and 3 problems.",
    numerator: "Cronbach's alpha",
    denominator: 'learners who attempted all of the problems',
    unit: 'correlation',
    gate: '30 learners with complete data',
    source: 'first attempts',
  },
  attention: {
    about: 'container',
    title: 'Worth a look',
    sentence:
      'Problems, videos and units where learners do something unusual, more than chance explains. At most 15% of the list is expected to be false alarms (Benjamini and Hochberg). Being easy or hard is no reason. Below 50 learners it is an early signal; from 100 the evidence is strong.',
    numerator: 'problems, videos and units on the list',
    denominator: null,
    unit: 'blocks',
    gate: '10 learners, and never fewer than the threshold',
    source: 'first attempts, viewed answers, watch intervals, reach',
  },
  curve: {
    about: 'video',
    title: 'Viewers by second',
    sentence:
      'For each second, how many learners watched it and how often it was watched. A pause and a resume at the same place is one view.',
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
