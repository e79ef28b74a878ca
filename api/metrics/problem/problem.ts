import { isEnough } from '../kit/privacy/smallGroups';
import {
  type QuestionResponse,
  type BlockHead,
  EVIDENCE_GATES,
  type Help,
  type Problem,
  type ProblemPart,
  type Quantity,
  type ShapeValue,
  WITHHELD,
  definitionsOf,
  none,
} from '@marginalia/contract';
import type { ProblemContent } from '../../facts/content';
import { SINGLE_PART } from '../../facts/problem';
import { groupBy } from '../../lib/groupBy';
import { timeOfGroup } from '../kit/privacy/moments';
import { mayDisclosePart, quantity, suppress } from '../kit/privacy/suppress';
import { type ResponseGroup, groupResponses } from './responseGroups';
import { responseRule, partOf } from './responseRules';
import type { ReportContext } from '../kit/population';
import { itemRest } from './itemStatistics';
import { discloseThirds, thirdsSize } from './itemStatisticsThirds';
import { flowOf } from './problemFlow';
import type { ResponseCount, PairCount, ProblemSums, QuestionCount } from './problemSums';
import { correlationInterval, medianOf, rate } from '../kit/stats';
import type { Stated } from '../kit/panel';
import answerShown from './answerShown.metric';
import attempted from './attempted.metric';
import eventual from './eventual.metric';
import firstTry from './firstTry.metric';
import giveUp from './giveUp.metric';
import hint from './hint.metric';
import trend from './trend.metric';

const DEFINITIONS = definitionsOf('problem');

/** Discrimination is shown from this many learners. */
const DISCRIMINATION_LEARNERS = EVIDENCE_GATES.correlation;

/** Kinds of question whose answers the author wrote: their texts say nothing about a learner. */
const AUTHORED = new Set(['choice', 'true-false', 'matching', 'sequencing', 'likert']);

/**
 * How learners did with one problem.
 * @param stated its metrics, as far as they may be disclosed
 * @param sums what else is counted of the learners
 * @param content what the course says of it: which answers are one; null where it is not loaded
 */
export const problemReport = (
  block: BlockHead,
  stated: Stated,
  sums: ProblemSums,
  edits: Problem['edits'],
  difficulty: Problem['difficulty'],
  context: ReportContext,
  content: ProblemContent | null = null,
): Problem => {
  const { minLearners } = context;
  const { tried } = sums;
  return {
    asOf: timeOfGroup(sums.asOf, tried, minLearners),
    definitions: DEFINITIONS,
    minLearners,
    window: context.window,
    block,
    learners: stated(attempted).value,
    firstTry: stated(firstTry).value,
    eventual: stated(eventual).value,
    giveUp: stated(giveUp).value,
    attempts: attemptsOf(sums, minLearners),
    parts: partsOf(sums, content, minLearners),
    help: { hint: helpOf(stated(hint)), answerShown: helpOf(stated(answerShown)) },
    trend: stated(trend).points.map(({ week, value }) => ({ week, firstTry: value })),
    discrimination: discriminationOf(sums, minLearners),
    difficulty: withheldWith(difficulty, tried, minLearners),
    edits: [...edits],
    metrics: [],
  };
};

/**
 * Disclosed only where the group is, as counted for this report and for the scale. The scale may be older: how many it knew
 * is withheld where few have come since.
 */
const withheldWith = (difficulty: Problem['difficulty'], tried: number, minLearners: number): Problem['difficulty'] => {
  if (tried === 0) return none('no_attempts');
  if (!isEnough(tried, minLearners)) return WITHHELD;
  if (difficulty.kind !== 'value' || typeof difficulty.of !== 'number') return difficulty;
  const [fewer, more] = [Math.min(difficulty.of, tried), Math.max(difficulty.of, tried)];
  if (!isEnough(fewer, minLearners)) return WITHHELD;
  return mayDisclosePart(fewer, more, minLearners) ? difficulty : { ...difficulty, of: WITHHELD };
};

const attemptsOf = ({ tried, attempts }: ProblemSums, minLearners: number): Problem['attempts'] => {
  if (tried === 0) return none('no_attempts');
  if (!isEnough(tried, minLearners)) return WITHHELD;
  const total = attempts.reduce((sum, [n, learners]) => sum + n * learners, 0);
  // every learner made one: the others were made by those who tried again, who may be few
  const again = attempts.reduce((sum, [n, learners]) => sum + (n > 1 ? learners : 0), 0);
  const isDisclosed = quantity(again, minLearners) !== WITHHELD;
  return {
    total: isDisclosed ? total : WITHHELD,
    mean: isDisclosed ? total / tried : WITHHELD,
    median: medianOf(attempts),
    ...mostAttempts(attempts, minLearners),
  };
};

/** The most submissions that one learner made; with a threshold, so many that at least as many learners made them or more. */
const mostAttempts = (
  attempts: ProblemSums['attempts'],
  minLearners: number,
): { max: number; orMore?: true | undefined } => {
  const descending = [...attempts].sort(([a], [b]) => b - a);
  let learners = 0;
  const [max] = descending.find(([, some]) => isEnough((learners += some), minLearners)) ?? [0];
  return max === descending[0]?.[0] ? { max } : { max, orMore: true };
};

const helpOf = ({ of, value }: ShapeValue<'total'>): Help => ({ learners: of, events: value });

/** Item-rest correlation: first try here against the share of the other problems right at the first try. */
const discriminationOf = ({ tried, rest }: ProblemSums, minLearners: number): Problem['discrimination'] => {
  if (tried === 0) return none('no_attempts');
  if (!isEnough(tried, minLearners)) return WITHHELD;
  if (rest.n < Math.max(DISCRIMINATION_LEARNERS, minLearners)) return none('too_few_learners_with_other_problems');
  const value = itemRest(rest);
  if (value === null) return none('no_variation');
  // the interval gives the size away, too: where few tried too few other problems, it is that of a smaller group
  const isKnown = mayDisclosePart(rest.n, tried, minLearners);
  const of = isKnown ? rest.n : tried - minLearners;
  if (of < DISCRIMINATION_LEARNERS) return WITHHELD;
  return { kind: 'value', value, ...correlationInterval(value, of), of: isKnown ? of : WITHHELD };
};

const partsOf = (
  { questions, responses, pairs }: ProblemSums,
  content: ProblemContent | null,
  minLearners: number,
): ProblemPart[] => {
  const paired = groupBy(pairs, (pair) => pair.part);
  const byPart = groupBy(responses, (response) => response.part);
  return [...groupBy(questions, (question) => question.part)]
    .sort(([a], [b]) => comparePart(a, b))
    .map(([part, own]) => partReport(part, own, byPart.get(part) ?? [], paired.get(part) ?? [], content, minLearners));
};

/** `2_1` before `10_1`. */
const comparePart = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

const partReport = (
  part: string,
  questions: readonly QuestionCount[],
  responses: readonly ResponseCount[],
  pairs: readonly PairCount[],
  content: ProblemContent | null,
  minLearners: number,
): ProblemPart => {
  const sum = (of: (question: QuestionCount) => number): number => questions.reduce((n, one) => n + of(one), 0);
  const n = sum((question) => question.learners);
  const type = commonest(questions.map((question) => [question.type, question.learners]));
  const groups = !isEnough(n, minLearners) ? [] : groupResponses(responses, responseRule(type, partOf(content, part)));
  const disclosed = discloseResponses(groups, AUTHORED.has(type), minLearners);
  const everRight = sum((question) => question.everRight);
  // some learners met the question as one of another kind: they are in the numbers of the answers, and in no pair
  const isPaired = pairs.reduce((all, pair) => all + pair.learners, 0) === n;
  const flow = isPaired ? flowOf(groups, disclosed.answers, pairs, everRight, minLearners) : undefined;
  return {
    part: part || SINGLE_PART,
    question: commonest(questions.map((question) => [question.question, question.learners])),
    interactionType: type,
    firstTry: rate(
      sum((question) => question.firstRight),
      n,
      n,
      minLearners,
      'no_attempts',
    ),
    eventual: rate(everRight, n, n, minLearners, 'no_attempts'),
    ...disclosed,
    ...(flow === undefined ? {} : { flow }),
    choices: choicesOf(groups, disclosed.answers, minLearners),
  };
};

/** The text that most learners have; '' where none has any. */
const commonest = (texts: readonly (readonly [text: string, learners: number])[]): string => {
  const times = new Map<string, number>();
  for (const [text, learners] of texts) if (text !== '') times.set(text, (times.get(text) ?? 0) + learners);
  return [...times].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
};

/**
 * Which answers are disclosed, and with which counts. How many were right at the first try is stated by the rate, so right and
 * wrong first answers are breakdowns of known totals of their own. A learner's own text is disclosed only where enough
 * learners wrote it; the rest are one row, `other`.
 */
const discloseResponses = (
  groups: readonly ResponseGroup[],
  authored: boolean,
  minLearners: number,
): Pick<ProblemPart, 'answers' | 'other' | 'thirds'> => {
  const isDisclosed = (group: ResponseGroup): boolean =>
    authored || group.choices !== null || isEnough(Math.max(group.first, group.last), minLearners);
  const disclosed = groups.filter(isDisclosed);
  const rest = groups.filter((group) => !isDisclosed(group));
  const sum = (which: 'first' | 'last' | 'upperThird' | 'lowerThird'): number =>
    rest.reduce((total, group) => total + group[which], 0);
  const rows = [
    ...disclosed,
    ...(rest.length > 0
      ? [
          {
            correct: false,
            first: sum('first'),
            last: sum('last'),
            upperThird: sum('upperThird'),
            lowerThird: sum('lowerThird'),
          },
        ]
      : []),
  ];

  const hideFirst = hideWithin(rows, minLearners);
  const hideLast = suppress(
    rows.map((row) => row.last),
    minLearners,
  );
  const first = (index: number): Quantity => (hideFirst[index] ? WITHHELD : (rows[index]?.first ?? 0));
  const last = (index: number): Quantity => (hideLast[index] ? WITHHELD : (rows[index]?.last ?? 0));
  const third = rows.map((row, index) => ({ ...row, hidden: hideFirst[index] ?? false }));
  const discloses = discloseThirds(third, minLearners);
  return {
    thirds: thirdsSize(third, discloses, minLearners),
    answers: disclosed.map((group, index): QuestionResponse => ({
      value: group.value,
      correct: group.correct,
      first: first(index),
      last: last(index),
      ...(discloses[index] ? { strongest: group.upperThird, weakest: group.lowerThird } : {}),
      ...(authored && group.texts.length > 1 ? { texts: [...group.texts] } : {}),
      ...(hideFirst[index] || hideLast[index] ? { withheld: true as const } : {}),
    })),
    other:
      rest.length > 0 ? { texts: rest.length, first: first(disclosed.length), last: last(disclosed.length) } : null,
  };
};

/** Right and wrong rows apart, for their sums are known; a sum of one row is that row, so hiding it would hide nothing. */
const hideWithin = (rows: readonly { correct: boolean | null; first: number }[], minLearners: number): boolean[] => {
  const hidden = rows.map(() => false);
  for (const side of [true, false]) {
    const own = rows.flatMap((row, index) => ((row.correct === true) === side ? [index] : []));
    const cells = own.map((index) => rows[index]?.first ?? 0);
    if (cells.filter((cell) => cell > 0).length < 2) continue;
    suppress(cells, minLearners).forEach((hide, at) => {
      const index = own[at];
      if (index !== undefined) hidden[index] = hide;
    });
  }
  return hidden;
};

/**
 * List answers broken down by choice. A choice is withheld where its learners, or those left when the disclosed lists that
 * hold it are subtracted, are too few.
 */
const choicesOf = (
  groups: readonly ResponseGroup[],
  disclosed: readonly QuestionResponse[],
  minLearners: number,
): ProblemPart['choices'] => {
  const byValue = new Map(disclosed.map((response) => [response.value, response]));
  const count = (choice: string, which: 'first' | 'last'): Quantity => {
    const lists = groups.filter((group) => group.choices?.includes(choice));
    const all = lists.reduce((sum, group) => sum + group[which], 0);
    const left = lists.reduce(
      (sum, group) => sum + (byValue.get(group.value)?.[which] === WITHHELD ? group[which] : 0),
      0,
    );
    return quantity(left, minLearners) === WITHHELD ? WITHHELD : quantity(all, minLearners);
  };
  const choices = [...new Set(groups.flatMap((group) => group.choices ?? []))].sort();
  return choices.map((value) => {
    const [first, last] = [count(value, 'first'), count(value, 'last')];
    return { value, first, last, ...(first === WITHHELD || last === WITHHELD ? { withheld: true as const } : {}) };
  });
};
