import {
  type Answer,
  type BlockHead,
  type MetricId,
  type Problem,
  type ProblemPart,
  type Quantity,
  WITHHELD,
  none,
} from '../../src/contract';
import { SINGLE_PART } from '../facts/problem';
import type { Fact } from '../facts/types';
import { groupBy } from '../lib/groupBy';
import { weekOf } from '../lib/time';
import { aboutGroup, quantity, suppress } from '../privacy/suppress';
import { type AnswerGroup, type AnsweredPart, groupAnswers } from './answerGroups';
import { type AnswerContext, counted, newest } from './counted';
import { tellThirds, thirdsOf, thirdsSize } from './itemStatisticsThirds';
import { correlation, median, rate } from './stats';

const DEFINITIONS: MetricId[] = [
  'learners',
  'firstTry',
  'eventual',
  'giveUp',
  'attempts',
  'answers',
  'whoChooses',
  'help',
  'discrimination',
  'difficulty',
];

/** Discrimination is shown from this many learners, each with so many other problems tried. */
const DISCRIMINATION_LEARNERS = 30;
const OTHER_PROBLEMS = 5;

/** Kinds of question whose answers the author wrote: their texts tell nothing about a learner. */
const AUTHORED = new Set(['choice', 'true-false', 'matching', 'sequencing', 'likert']);

/** How learners fared with one problem, from each learner's fact about it. */
export const problemAnswer = (
  block: BlockHead,
  facts: readonly Fact[],
  edits: readonly string[],
  difficulty: Problem['difficulty'],
  context: AnswerContext,
): Problem => {
  const mine = counted(facts, context);
  const tried = mine.filter((fact) => fact.tried > 0);
  const { minLearners } = context;
  const right = (which: 'firstRight' | 'everRight'): number => tried.reduce((sum, fact) => sum + fact[which], 0);
  return {
    asOf: newest(mine.map((fact) => fact.lastAt)),
    definitions: DEFINITIONS,
    minLearners,
    window: context.window,
    block,
    learners: quantity(tried.length, minLearners),
    firstTry: rate(right('firstRight'), tried.length, tried.length, minLearners, 'no_attempts'),
    eventual: rate(right('everRight'), tried.length, tried.length, minLearners, 'no_attempts'),
    giveUp: rate(tried.length - right('everRight'), tried.length, tried.length, minLearners, 'no_attempts'),
    attempts: attemptsOf(tried, minLearners),
    parts: partsOf(tried, minLearners),
    help: { hint: helpOf(mine, 'hints', minLearners), answerShown: helpOf(mine, 'answersShown', minLearners) },
    trend: trendOf(tried, minLearners),
    discrimination: discriminationOf(tried, minLearners),
    difficulty: withheldWith(difficulty, tried.length, minLearners),
    edits: edits.map((at) => ({ at })),
  };
};

/** Told only where the group is, as counted for this answer and for the scale. */
const withheldWith = (difficulty: Problem['difficulty'], tried: number, minLearners: number): Problem['difficulty'] => {
  if (tried === 0) return none('no_attempts');
  const of = difficulty.kind === 'value' ? Math.min(difficulty.of, tried) : tried;
  return of < minLearners ? WITHHELD : difficulty;
};

const attemptsOf = (tried: readonly Fact[], minLearners: number): Problem['attempts'] => {
  if (tried.length === 0) return none('no_attempts');
  if (tried.length < minLearners) return WITHHELD;
  const each = tried.map((fact) => fact.attempts);
  const total = each.reduce((sum, n) => sum + n, 0);
  return { total, mean: total / each.length, median: median(each), max: each.reduce((a, b) => Math.max(a, b)) };
};

const helpOf = (
  facts: readonly Fact[],
  which: 'hints' | 'answersShown',
  minLearners: number,
): Problem['help']['hint'] => {
  const asked = facts.filter((fact) => fact[which] > 0);
  const events = asked.reduce((sum, fact) => sum + fact[which], 0);
  return {
    learners: quantity(asked.length, minLearners),
    events: asked.length === 0 ? 0 : aboutGroup(events, asked.length, minLearners),
  };
};

const trendOf = (tried: readonly Fact[], minLearners: number): Problem['trend'] => {
  if (tried.length < minLearners) return [];
  const weeks = new Map<string, { of: number; right: number }>();
  for (const fact of tried) {
    if (fact.firstTryAt === null) continue;
    const week = weeks.get(weekOf(fact.firstTryAt)) ?? { of: 0, right: 0 };
    week.of += 1;
    week.right += fact.firstRight;
    weeks.set(weekOf(fact.firstTryAt), week);
  }
  const ordered = [...weeks].sort(([a], [b]) => (a < b ? -1 : 1));
  const hidden = suppress(
    ordered.map(([, { of }]) => of),
    minLearners,
  );
  return ordered.map(([week, { of, right }], index) => ({
    week,
    firstTry: hidden[index] ? WITHHELD : rate(right, of, of, minLearners, 'no_attempts'),
  }));
};

/** Item-rest correlation: first try here against the share of the other problems right at the first try. */
const discriminationOf = (tried: readonly Fact[], minLearners: number): Problem['discrimination'] => {
  if (tried.length === 0) return none('no_attempts');
  if (tried.length < minLearners) return WITHHELD;
  const pairs = tried
    .filter((fact) => fact.restTried >= OTHER_PROBLEMS)
    .map((fact): [number, number] => [fact.firstRight, fact.restRight / fact.restTried]);
  if (pairs.length < Math.max(DISCRIMINATION_LEARNERS, minLearners))
    return none('too_few_learners_with_other_problems');
  const found = correlation(pairs);
  return found ? { kind: 'value', ...found, of: pairs.length } : none('no_variation');
};

const partsOf = (tried: readonly Fact[], minLearners: number): ProblemPart[] => {
  const thirds = thirdsOf(tried);
  const answered = tried.flatMap((fact, index) =>
    fact.parts.map((part): AnsweredPart => ({ ...part, third: thirds[index] ?? null })),
  );
  return [...groupBy(answered, (part) => part.part)]
    .sort(([a], [b]) => comparePart(a, b))
    .map(([part, facts]) => partAnswer(part, facts, minLearners));
};

/** `2_1` before `10_1`. */
const comparePart = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

const partAnswer = (part: string, facts: readonly AnsweredPart[], minLearners: number): ProblemPart => {
  const n = facts.length;
  const type = commonest(facts.map((fact) => fact.type));
  const groups = n < minLearners ? [] : groupAnswers(facts);
  const isRight = (which: 'firstRight' | 'everRight'): number => facts.filter((fact) => fact[which] === 1).length;
  const told = tellAnswers(groups, AUTHORED.has(type), minLearners);
  return {
    part: part || SINGLE_PART,
    question: commonest(facts.map((fact) => fact.question)),
    interactionType: type,
    firstTry: rate(isRight('firstRight'), n, n, minLearners, 'no_attempts'),
    eventual: rate(isRight('everRight'), n, n, minLearners, 'no_attempts'),
    ...told,
    choices: choicesOf(groups, told.answers, minLearners),
  };
};

const commonest = (texts: readonly string[]): string => {
  const times = new Map<string, number>();
  for (const text of texts) if (text !== '') times.set(text, (times.get(text) ?? 0) + 1);
  return [...times].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
};

/**
 * Which answers are told, and with which counts. How many were right at the first try is told by the rate, so right and
 * wrong first answers are breakdowns of known totals of their own. A learner's own text is told only where enough
 * learners wrote it; the rest are one row, `other`.
 */
const tellAnswers = (
  groups: readonly AnswerGroup[],
  authored: boolean,
  minLearners: number,
): Pick<ProblemPart, 'answers' | 'other' | 'thirds'> => {
  const isTold = (group: AnswerGroup): boolean =>
    authored || group.choices !== null || Math.max(group.first, group.last) >= minLearners;
  const told = groups.filter(isTold);
  const rest = groups.filter((group) => !isTold(group));
  const sum = (which: 'first' | 'last' | 'strongest' | 'weakest'): number =>
    rest.reduce((total, group) => total + group[which], 0);
  const rows = [
    ...told,
    ...(rest.length > 0
      ? [
          {
            correct: false,
            first: sum('first'),
            last: sum('last'),
            strongest: sum('strongest'),
            weakest: sum('weakest'),
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
  const tells = tellThirds(third, minLearners);
  return {
    thirds: thirdsSize(third, tells, minLearners),
    answers: told.map((group, index): Answer => ({
      value: group.value,
      correct: group.correct,
      first: first(index),
      last: last(index),
      ...(tells[index] ? { strongest: group.strongest, weakest: group.weakest } : {}),
      ...(authored && group.texts.length > 1 ? { texts: [...group.texts] } : {}),
      ...(hideFirst[index] || hideLast[index] ? { withheld: true as const } : {}),
    })),
    other: rest.length > 0 ? { texts: rest.length, first: first(told.length), last: last(told.length) } : null,
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
 * List answers broken down by choice. A choice is withheld where its learners, or those left when the told lists that
 * hold it are subtracted, are too few.
 */
const choicesOf = (
  groups: readonly AnswerGroup[],
  told: readonly Answer[],
  minLearners: number,
): ProblemPart['choices'] => {
  const byValue = new Map(told.map((answer) => [answer.value, answer]));
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
