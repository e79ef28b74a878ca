import { METRIC_MEMBERS } from './metricFiles';
import type { MetricId } from './metrics';
import { Problem } from './problem';
import { Video } from './video';

/** Says where something is or how to read another number; measures nothing. */
const NO_METRIC = null;
const head = { minLearners: NO_METRIC, backlog: NO_METRIC } as const;

/** Entries in the order in which the answer has their members. */
const inOrder = <T extends object>(answer: object, entries: T): T => {
  const members = Object.keys(answer);
  const at = (place: string): number => members.indexOf(place.split(/[.[]/)[0] ?? '');
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => at(a) - at(b))) as T;
};

/**
 * Which metric each number of an answer is of, by its place in the contract (and all inside that place). A test holds
 * that no number is left out; the answers' `definitions` are made from it. Metrics with a file of their own say it there.
 */
export const METRIC_OF = {
  outline: {
    ...head,
    learners: 'learners',
    'blocks[].order': NO_METRIC,
    'blocks[].reach': 'reach',
    'blocks[].attempted': 'attempted',
    'blocks[].firstTry': 'firstTry',
    'blocks[].watched': 'coverage',
    'blocks[].attention': 'attention',
  },
  block: {
    ...head,
    forSomeInside: NO_METRIC,
    learners: 'learners',
    reach: 'reach',
    attempted: 'attempted',
    firstTry: 'firstTry',
    ...METRIC_MEMBERS.container,
    finished: 'finished',
    before: 'notReached',
  },
  runs: {
    ...head,
    'runs[].reach': 'reach',
    'runs[].attempted': 'attempted',
    'runs[].firstTry': 'firstTry',
    'runs[].viewers': 'viewers',
    'runs[].coverage': 'coverage',
    'runs[].completion': 'completion',
  },
  problem: inOrder(Problem.shape, {
    ...head,
    ...METRIC_MEMBERS.problem,
    attempts: 'attempts',
    'parts[].firstTry': 'firstTry',
    'parts[].eventual': 'eventual',
    'parts[].answers[].first': 'answers',
    'parts[].answers[].last': 'answers',
    'parts[].answers[].strongest': 'whoChooses',
    'parts[].answers[].weakest': 'whoChooses',
    'parts[].thirds': 'whoChooses',
    'parts[].choices': 'answers',
    'parts[].other': 'answers',
    'parts[].flow': 'answers',
    discrimination: 'discrimination',
    difficulty: 'difficulty',
    settings: NO_METRIC,
    edits: 'edits',
    // each names its own
    metrics: NO_METRIC,
  }),
  video: inOrder(Video.shape, {
    ...head,
    ...METRIC_MEMBERS.video,
    duration: 'duration',
    curve: 'curve',
    distribution: 'distribution',
    survival: 'survival',
    dropOff: 'dropOff',
    rewatched: 'rewatched',
    skipped: 'skipped',
    transcript: NO_METRIC,
  }),
  attention: {
    ...head,
    ...METRIC_MEMBERS.attention,
    counts: 'attention',
    reliability: 'reliability',
    'learners.of': 'needHelp',
    'learners.flagged': 'needHelp',
    'learners.notEnough': 'learnerStates',
    'learners.rules[].learners': 'needHelp',
    'learners.rules[].weekAgo': 'needHelp',
    'learners.rules[].change': 'difference',
    'learners.rules[].newSince': 'needHelp',
    'learners.rules[].answers': 'markAnswers',
    'learners.rules[].replay': 'ruleReplay',
    'learners.states': 'learnerStates',
    'learners.quadrants': 'learnerStates',
    'learners.sections': 'struggling',
    'learners.since.active': 'active',
    'learners.since.sections[].tried': 'attempted',
    'learners.since.sections[].firstTry': 'firstTry',
    'learners.replayed': 'ruleReplay',
    'learners.thresholds': NO_METRIC,
    'items[].learners': 'attention',
    'items[].edit': 'edits',
    'items[].markedRight': 'whoChooses',
    'items[].chosenOfWrong': 'answers',
    'items[].markedByStrong': 'whoChooses',
    'items[].chosenByStrong': 'whoChooses',
    'items[].discrimination': 'discrimination',
    'items[].ofWrong': 'answers',
    'items[].ofStrong': 'whoChooses',
    'items[].giveUp': 'giveUp',
    'items[].attempts': NO_METRIC,
    'items[].shown': 'helpFirst',
    'items[].left': 'dropOff',
    'items[].from': NO_METRIC,
    'items[].to': NO_METRIC,
    'items[].duration': 'duration',
    'items[].reached': 'reach',
    'items[].before': 'reach',
    'items[].after': 'reach',
  },
  content: {
    ...head,
    'problems[].course.learners': 'attempted',
    'problems[].course.firstTry': 'firstTry',
    'problems[].course.eventual': 'eventual',
    'problems[].course.meanTries': 'attempts',
    'problems[].course.medianTries': 'attempts',
    'problems[].group.learners': 'attempted',
    'problems[].group.firstTry': 'firstTry',
    'problems[].group.eventual': 'eventual',
    'problems[].group.meanTries': 'attempts',
    'problems[].group.medianTries': 'attempts',
    'videos[].duration': 'duration',
    'videos[].course.viewers': 'viewers',
    'videos[].course.viewings': 'viewings',
    'videos[].course.coverage': 'coverage',
    'videos[].course.completion': 'completion',
    'videos[].course.seenTwice': 'seenTwice',
    'videos[].group.viewers': 'viewers',
    'videos[].group.viewings': 'viewings',
    'videos[].group.coverage': 'coverage',
    'videos[].group.completion': 'completion',
    'videos[].group.seenTwice': 'seenTwice',
  },
  views: {
    ...head,
    'places[].views': 'pageViews',
    'weeks[].views': 'pageViews',
    'weeks[].total': 'pageViews',
  },
  group: {
    ...head,
    'group.learners': 'group',
    'group.started': 'started',
    'group.firstTry': 'firstTry',
    'group.passing': 'passing',
    'group.completed': 'completed',
    'group.grade': 'grades',
    'course.learners': 'learners',
    'course.started': 'started',
    'course.firstTry': 'firstTry',
    'course.passing': 'passing',
    'course.completed': 'completed',
    'course.grade': 'grades',
    weeks: 'active',
    reach: 'inside',
    grades: 'grades',
    visits: 'lastVisit',
    enrolled: 'firstEnrolled',
    tracks: 'enrolledNow',
  },
} as const satisfies Record<string, Record<string, MetricId | null>>;

/** The metrics of an answer, each once, in the order of the answer. */
export const definitionsOf = (answer: keyof typeof METRIC_OF): MetricId[] => [
  ...new Set(Object.values<MetricId | null>(METRIC_OF[answer]).filter((id) => id !== null)),
];
