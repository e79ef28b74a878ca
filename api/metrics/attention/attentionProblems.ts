import { EVIDENCE_GATES } from '@marginalia/contract';
import { groupBy } from '../../lib/groupBy';
import { type Candidate, type CourseStatistics, type GivenAnswer } from './attentionTypes';
import { binomialLowerTail, binomialUpperTail, normalUpperTail } from '../kit/falseDiscovery';
import {
  type AnswerTotals,
  type ItemTotals,
  type PartTotals,
  fisherZ,
  itemRest,
  mergeAnswers,
} from '../problem/itemStatistics';

/** A wrong answer is looked at from so many learners on. */
const LEAST_CHOOSERS = 5;
/** One wrong answer draws far more than the others: above two thirds of the wrong, where there are three or more. */
const DRAWS = 2 / 3;
const WRONG_ANSWERS = 3;
/** ... and strong learners too: above this share of the strongest third. */
const STRONG_TOO = 0.1;
/** Trying again helps hardly anybody: below this share of those who did. */
const RECOVERS = 0.25;
const GIVES_UP = 0.5;
/** The share of learners with many attempts above which that is too common. */
const MANY_SHARE = 1 / 3;
/** Having the answer shown before trying is too common above this share. */
const HELP_SHARE = 0.1;

/** The tests made on problems: one candidate for each, of however many learners the evidence gate lets through. */
export const detectInProblems = ({ items, parts, answers, help }: CourseStatistics): Candidate[] => {
  const item = new Map(items.map((one) => [one.block, one]));
  const shown = new Map(help.map((one) => [one.block, one]));
  const answersOf = groupBy(answers, (one) => `${one.block} ${one.part}`);
  const inParts = parts.flatMap((part) => {
    const own = item.get(part.block);
    if (!own) return [];
    const given = mergeAnswers(answersOf.get(`${part.block} ${part.part}`) ?? []);
    return [...wrongKey(own, part, given), ...distractor(own, part, given)];
  });
  const whole = items.flatMap((own) => {
    const { learners = 0, untried = 0 } = shown.get(own.block) ?? {};
    return [...noRecovery(own), ...manyAttempts(own), ...helpBefore(own, learners, untried)];
  });
  // the answer may be shown often where nobody tries at all
  const onlyShown = help
    .filter((one) => !item.has(one.block))
    .flatMap((one) => helpBefore({ ...NOBODY, block: one.block }, one.learners, one.untried));
  return [...inParts, ...whole, ...onlyShown];
};

const NOBODY = {
  n: 0,
  right: 0,
  everRight: 0,
  attempts: 0,
  triedAgain: 0,
  recovered: 0,
  many: 0,
  editedAt: null,
  before: 0,
  since: 0,
};

const given = (answer: AnswerTotals): GivenAnswer => ({ text: answer.answer, learners: answer.learners });
const meanRest = (rested: number, sum: number): number => (rested === 0 ? 0 : sum / rested);

/**
 * A wrong answer that more of the strongest third choose than the marked one, and whose choosers are stronger. Two tests
 * by Fisher's z, the better of them counted twice: being marked right goes with being weak (item-rest correlation below
 * 0), or choosing the other answer goes with being strong. The first sees reversed keys with two answers; where there
 * are many, few choose the marked one, and only the second sees anything.
 */
const wrongKey = (own: ItemTotals, part: PartTotals, answers: readonly AnswerTotals[]): Candidate[] => {
  if (part.n < EVIDENCE_GATES.finding) return [];
  const rightMean = meanRest(part.inGroup, part.groupRestSum);
  const rival = answers
    .filter(
      (one) =>
        !one.right &&
        one.learners >= LEAST_CHOOSERS &&
        one.upper > part.upperRight &&
        meanRest(one.rested, one.restSum) > rightMean,
    )
    .sort((a, b) => b.upper - a.upper || b.learners - a.learners || (a.answer < b.answer ? -1 : 1))[0];
  const r = itemRest(part);
  const right = answers.filter((one) => one.right);
  // of several right answers none is the one that all who were right gave
  const [marked] = right.length === 1 ? right : [];
  if (!rival) return [unsuspicious(own, part)];
  const rivalRest = itemRest({ ...part, inGroup: rival.rested, groupRestSum: rival.restSum });
  const z = Math.max(...[r === null ? 0 : -r, rivalRest ?? 0].map((one) => fisherZ(one, part.n)));
  return [
    {
      block: own.block,
      p: Math.min(1, 2 * normalUpperTail(z)),
      learners: part.learners,
      affected: rival.learners,
      of: part.learners,
      edit: own,
      detail: {
        reason: 'key_may_be_wrong',
        part: part.part,
        marked: marked ? given(marked) : null,
        chosen: given(rival),
        markedRight: { count: part.right, of: part.learners },
        chosenOfWrong: { count: rival.learners, of: part.learners - part.right },
        markedByStrong: { count: part.upperRight, of: part.upper },
        chosenByStrong: { count: rival.upper, of: part.upper },
        itemRest: r,
        rested: part.n,
      },
    },
  ];
};

/** A test that was made and found nothing still counts in its family. */
const unsuspicious = (own: ItemTotals, part: PartTotals): Candidate => ({
  block: own.block,
  p: 1,
  learners: part.learners,
  affected: 0,
  of: part.learners,
  edit: own,
  detail: {
    reason: 'key_may_be_wrong',
    part: part.part,
    marked: null,
    chosen: { text: '', learners: 0 },
    markedRight: { count: 0, of: 0 },
    chosenOfWrong: { count: 0, of: 0 },
    markedByStrong: { count: 0, of: 0 },
    chosenByStrong: { count: 0, of: 0 },
    itemRest: null,
    rested: part.n,
  },
});

/** Both have to hold, so the larger of the two p-values counts. */
const distractor = (own: ItemTotals, part: PartTotals, answers: readonly AnswerTotals[]): Candidate[] => {
  const wrong = answers.filter((one) => !one.right);
  const [top] = wrong;
  const wrongLearners = part.learners - part.right;
  if (!top || wrong.length < WRONG_ANSWERS || wrongLearners < EVIDENCE_GATES.finding) return [];
  return [
    {
      block: own.block,
      p: Math.max(
        binomialUpperTail(top.learners, wrongLearners, DRAWS),
        part.upper === 0 ? 1 : binomialUpperTail(top.upper, part.upper, STRONG_TOO),
      ),
      learners: part.learners,
      affected: top.learners,
      of: part.learners,
      edit: own,
      detail: {
        reason: 'confusing_distractor',
        part: part.part,
        answer: given(top),
        ofWrong: { count: top.learners, of: wrongLearners },
        ofStrong: { count: top.upper, of: part.upper },
        rightOfStrong: part.upperRight,
      },
    },
  ];
};

/** Hard alone is no fault: few are ever right, and of those who try again hardly anybody gets there. */
const noRecovery = (own: ItemTotals): Candidate[] => {
  if (own.triedAgain < EVIDENCE_GATES.finding) return [];
  const givenUp = own.n - own.everRight;
  return [
    {
      block: own.block,
      p: Math.max(
        binomialLowerTail(own.recovered, own.triedAgain, RECOVERS),
        binomialUpperTail(givenUp, own.n, GIVES_UP),
      ),
      learners: own.n,
      affected: givenUp,
      of: own.n,
      edit: own,
      detail: {
        reason: 'hard_without_recovery',
        recovered: { count: own.recovered, of: own.triedAgain },
        giveUp: { count: givenUp, of: own.n },
      },
    },
  ];
};

const manyAttempts = (own: ItemTotals): Candidate[] =>
  own.n < EVIDENCE_GATES.finding
    ? []
    : [
        {
          block: own.block,
          p: binomialUpperTail(own.many, own.n, MANY_SHARE),
          learners: own.n,
          affected: own.many,
          of: own.n,
          edit: own,
          detail: { reason: 'many_attempts', many: { count: own.many, of: own.n } },
        },
      ];

/** @param learners had it shown before their first try or without one; @param untried of these, never tried */
const helpBefore = (own: ItemTotals, learners: number, untried: number): Candidate[] => {
  const of = allWhoTried(own) + untried;
  if (of < EVIDENCE_GATES.finding) return [];
  return [
    {
      block: own.block,
      p: binomialUpperTail(learners, of, HELP_SHARE),
      learners: of,
      affected: learners,
      of,
      edit: { editedAt: null, before: 0, since: 0 },
      detail: { reason: 'help_before_trying', shown: { count: learners, of }, untried },
    },
  ];
};

/** Shown answers are counted over the whole time, also where the rest counts since the last edit only. */
const allWhoTried = ({ n, before, since }: ItemTotals): number => Math.max(n, before + since);
