import * as contract from '@marginalia/contract';
import type { Route } from './asking';
import { numbersOf } from './numbers';

export type Exempt = Partial<Record<Route, Readonly<Record<string, string>>>>;
export const isListed = (table: Exempt, route: Route, pattern: string): boolean =>
  table[route]?.[pattern] !== undefined;

/** Numbers that are no numbers of learners, and why few of them tell of nobody. */
const AMOUNT = 'a mean or a share over a group that is large enough';
const BLOCKS = 'of problems, or of entries of a list of them';
const SITE = 'as many as the course or the site has, whoever its learners are';
const QUANTILE = 'of the middle learner, whoever that is';
const WHEN = 'which hour, or which week, it is, whoever came then';
const CLASS_LIST = 'who is enrolled, since when: the team has the list (decision 14)';
const EVERYWHERE = { minLearners: SITE };
export const NO_LEARNERS: Exempt = {
  outline: { ...EVERYWHERE, 'blocks[].watched': AMOUNT, 'blocks[].attention.items': BLOCKS },
  problem: {
    ...EVERYWHERE,
    'attempts.mean': AMOUNT,
    'attempts.median': QUANTILE,
    'attempts.max': 'so many, or more, by at least the threshold',
    'difficulty.percentile': BLOCKS,
    'difficulty.problems': BLOCKS,
  },
  video: { ...EVERYWHERE, duration: SITE, coverage: AMOUNT },
  block: EVERYWHERE,
  choices: EVERYWHERE,
  runs: { ...EVERYWHERE, 'runs[].coverage': AMOUNT },
  attention: {
    ...EVERYWHERE,
    ...Object.fromEntries(
      numbersOf(contract.getAttention.response)
        .filter((pattern) => /^(counts|learners\.thresholds)\.|^reliability\.problems$/.test(pattern))
        .map((pattern) => [pattern, SITE]),
    ),
  },
  overview: {
    ...EVERYWHERE,
    'summary.watched': AMOUNT,
    'completion.mean': AMOUNT,
    'activity.hours[].weekday': WHEN,
    'activity.hours[].hour': WHEN,
    ...{ 'reach[].units.blocks': SITE, 'reach[].problems.blocks': SITE, 'reach[].videos.blocks': SITE },
  },
  group: {
    ...EVERYWHERE,
    ...{ 'reach[].units.blocks': SITE, 'reach[].problems.blocks': SITE, 'reach[].videos.blocks': SITE },
  },
  content: {
    ...EVERYWHERE,
    'problems[].course.meanTries': AMOUNT,
    'problems[].group.meanTries': AMOUNT,
    'problems[].course.medianTries': QUANTILE,
    'problems[].group.medianTries': QUANTILE,
    'videos[].course.coverage': AMOUNT,
    'videos[].course.seenTwice': AMOUNT,
    'videos[].group.coverage': AMOUNT,
    'videos[].group.seenTwice': AMOUNT,
    'videos[].course.viewings': AMOUNT,
    'videos[].group.viewings': AMOUNT,
    'videos[].duration': SITE,
  },
  views: EVERYWHERE,
  comparison: {
    ...EVERYWHERE,
    week: WHEN,
    'courses[].summary.watched': AMOUNT,
    'courses[].videos.seenTwice': AMOUNT,
    'courses[].videos.count': SITE,
    'courses[].videos.meanSeconds': SITE,
  },
  site: {
    ...EVERYWHERE,
    'organisations[].courses': SITE,
    'courses[].usualGapDays': QUANTILE,
    'courses[].flags': SITE,
    'courses[].progress': AMOUNT,
    'courses[].inDates.activePerWeek': AMOUNT,
    'courses[].enrolledChange': CLASS_LIST,
  },
  extension: EVERYWHERE,
};
const STEPS = 'told in steps, which are looked at by themselves';
const THIRDS = 'of thirds, which others of the class make: tellThirds';
const CHOSEN = 'only where a passage stands out among many learners, each time of enough of them';
/** Numbers that are no sums over learners, and what keeps them from telling of one. */
export const NO_SUMS: Exempt = {
  outline: {
    ...EVERYWHERE,
    'blocks[].watched': AMOUNT,
    'blocks[].attention.items': BLOCKS,
    'blocks[].firstTry.count': 'of a container only those inside that are told are added',
    'blocks[].firstTry.of': 'of a container only those inside that are told are added',
  },
  problem: {
    ...NO_LEARNERS.problem,
    'discrimination.of': 'judged beside the panel’s own',
    'difficulty.of': 'judged beside the panel’s own',
    'parts[].flow[].learners': 'told by pairs, which are solved by themselves',
    'parts[].answers[].strongest': THIRDS,
    'parts[].answers[].weakest': THIRDS,
    'parts[].thirds.strongest': THIRDS,
    'parts[].thirds.weakest': THIRDS,
  },
  video: {
    ...NO_LEARNERS.video,
    'curve[].viewers': STEPS,
    'curve[].views': STEPS,
    'survival[].learners': STEPS,
    'rewatched[].learners': CHOSEN,
    'rewatched[].of': CHOSEN,
    'dropOff[].of': CHOSEN,
    'dropOff[].learners': CHOSEN,
    watchedSeconds: AMOUNT,
  },
  block: EVERYWHERE,
  choices: EVERYWHERE,
  extension: { ...EVERYWHERE, value: STEPS, skipped: STEPS },
};
const JUDGED = 'of judgements made in the background: privacy/classCounts solves them';
const LISTED = 'of findings that a class this small has none of: answers/attention';
const NOT_THEN = 'told of no week';
const NO_EXPORT = 'of what an export of the course says';
const EXPERIMENTS = 'of experiments, which are none here: privacy/experiment';
const OF_EXTENSION = 'of an extension, of which here is none: privacy/extension';
/** Of every answer, but for the two without a head. */
const WAITING = { backlog: 'of statements that wait, of which here are none: of enough learners only' };
/** Seen or not by which shapes the metric files of today have, so that a new one needs no word here. */
export const LISTED_METRICS = 'metrics[]';

/** Numbers that no answer here has, by how their places begin, and why. */
export const NOT_SEEN: Exempt = {
  runs: WAITING,
  outline: {
    ...WAITING,
    'blocks[].extension': OF_EXTENSION,
    'extension.progress': OF_EXTENSION,
  },
  problem: {
    ...WAITING,
    'parts[].choices': 'of answers that are lists: answers/problem',
    'parts[].other': 'of answers in own words: answers/problem',
    edits: 'of edits, which are none here: privacy/subtraction',
    [LISTED_METRICS]: 'of shapes that no metric file has: metrics/kit/shapes; those it has are looked for one by one',
    settings: NO_EXPORT,
  },
  video: { ...WAITING, 'skipped[]': CHOSEN, 'rewinds.landings': CHOSEN },
  // no source here says what is in an experiment: privacy/experiment attacks its numbers
  experiment: {
    ...WAITING,
    minLearners: EXPERIMENTS,
    following: EXPERIMENTS,
    'arms[]': EXPERIMENTS,
  },
  block: { ...WAITING, 'before.notReached': 'of units that some miss: answers/outline' },
  attention: { ...WAITING, 'items[]': LISTED, learners: JUDGED },
  overview: {
    ...WAITING,
    'course.passLine': NO_EXPORT,
    'summary.daysToComplete': JUDGED,
    'summary.needHelp': JUDGED,
    'activity.hours[].learners': 'of hours that came round twice, which none did here: privacy/activity solves them',
    'grades.passLine': NO_EXPORT,
  },
  group: { ...WAITING, 'weeks[].group': JUDGED, 'reach[]': JUDGED, 'tracks[]': JUDGED },
  content: { ...WAITING, 'videos[].group': JUDGED },
  views: WAITING,
  comparison: {
    ...WAITING,
    'courses[].passLine': NO_EXPORT,
    'courses[].summary.daysToComplete': JUDGED,
    'courses[].summary.needHelp': JUDGED,
    'courses[].atWeek.firstTry': NOT_THEN,
    'courses[].atWeek.needHelp': NOT_THEN,
  },
  site: {
    'courses[].needHelp': JUDGED,
    'courses[].usualGapDays': 'of more days than there are here: metrics/class',
  },
  extension: {
    ...WAITING,
    'points[]': 'of a shape that an extension cannot ask for',
    progress: 'of an extension that is being computed: here all is',
  },
};
