import { type AttentionItem, EVIDENCE_GATES, WITHHELD, none } from '@marginalia/contract';
import { normalUpperTail } from '../../kit/falseDiscovery';
import { suppress } from '../../kit/privacy/suppress';
import { correlationInterval } from '../../kit/stats';
import { fisherZ, itemRest } from '../../problem/itemStatistics';
import type { GivenAnswer, Share } from '../statistics';
import { type Question, meanRest, questionsOf } from './answers';
import { rateOf, textOf } from './disclosure';
import { answerOf, itemOf, partOf } from './examples';
import { type Tested, rule, unsuspicious } from './rule';

/** A wrong answer is looked at from so many learners on. */
const LEAST_CHOOSERS = 5;

interface Evidence {
  readonly part: string;
  readonly marked: GivenAnswer | null;
  readonly chosen: GivenAnswer;
  readonly markedRight: Share;
  readonly chosenOfWrong: Share;
  readonly markedByStrong: Share;
  readonly chosenByStrong: Share;
  /** null where nobody, or everybody, is marked correct. */
  readonly itemRest: number | null;
  readonly rested: number;
  readonly learners: number;
}

/**
 * A wrong answer that more of the top third choose than the marked one, and whose choosers are stronger. Two tests by
 * Fisher's z, the better of them counted twice: being marked correct goes with being weak (item-rest correlation below 0), or
 * choosing the other answer goes with being strong. The first sees reversed keys with two answers; where there are many, few
 * choose the marked one, and only the second sees anything.
 */
const test = ({ part, answers }: Question): Tested<Evidence>[] => {
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
  if (!rival) return [unsuspicious(part.block, part.learners, part.part)];
  const r = itemRest(part);
  const right = answers.filter((one) => one.right);
  // of several correct answers none is the one that all who were correct gave
  const [marked] = right.length === 1 ? right : [];
  const rivalRest = itemRest({ ...part, inGroup: rival.rested, groupRestSum: rival.restSum });
  const z = Math.max(...[r === null ? 0 : -r, rivalRest ?? 0].map((one) => fisherZ(one, part.n)));
  return [
    {
      block: part.block,
      part: part.part,
      p: Math.min(1, 2 * normalUpperTail(z)),
      learners: part.learners,
      affected: rival.learners,
      of: part.learners,
      evidence: {
        part: part.part,
        marked: marked ? { text: marked.answer, learners: marked.learners } : null,
        chosen: { text: rival.answer, learners: rival.learners },
        markedRight: { count: part.right, of: part.learners },
        chosenOfWrong: { count: rival.learners, of: part.learners - part.right },
        markedByStrong: { count: part.upperRight, of: part.upper },
        chosenByStrong: { count: rival.upper, of: part.upper },
        itemRest: r,
        rested: part.n,
        learners: part.learners,
      },
    },
  ];
};

/** From 30 learners on, as in the problem's own panel. */
const strengthOf = (
  { itemRest: r, rested, learners }: Evidence,
  minLearners: number,
): Extract<AttentionItem, { reason: 'key_may_be_wrong' }>['discrimination'] => {
  if (rested < EVIDENCE_GATES.correlation) return none('too_few_learners_with_other_problems');
  if (suppress([rested, learners - rested], minLearners).includes(true)) return WITHHELD;
  return r === null ? none('no_variation') : { kind: 'value', value: r, ...correlationInterval(r, rested), of: rested };
};

export default rule<'key_may_be_wrong', Evidence>({
  id: 'key_may_be_wrong',
  of: 'problem',
  words: {
    finds: 'the answer key may be wrong',
    sound:
      'being marked correct does not go with doing badly elsewhere, and no other answer goes with doing well (Fisher’s z; the better of the two, counted twice); asked only where more of the top third chose that answer than the marked one',
    gate: '10 learners who attempted three other problems',
  },
  next: 'check_key',
  test: (course) => questionsOf(course).flatMap(test),
  disclose: (found, { minLearners, minGivers }) => ({
    suspect: { part: found.part, answer: textOf(found.chosen, minGivers) },
    part: found.part,
    marked: textOf(found.marked, minGivers),
    chosen: textOf(found.chosen, minGivers),
    markedRight: rateOf(found.markedRight, minLearners),
    chosenOfWrong: rateOf(found.chosenOfWrong, minLearners),
    markedByStrong: rateOf(found.markedByStrong, minLearners, found.chosenByStrong.count),
    chosenByStrong: rateOf(found.chosenByStrong, minLearners, found.markedByStrong.count),
    discrimination: strengthOf(found, minLearners),
  }),
  examples: [
    {
      says: 'A, chosen by 40 with 80 % elsewhere, is marked wrong; B, by 20 with 40 %, is marked correct: r is -0.71',
      course: {
        items: [itemOf('p1', { n: 60, right: 20 })],
        // rest shares: 40 of 8000, 20 of 4000; squares a little above those, so that they vary
        parts: [
          partOf('p1', {
            learners: 60,
            right: 20,
            n: 60,
            inGroup: 20,
            restSum: 400_000,
            restSquares: 2_940_000_000,
            groupRestSum: 80_000,
            upper: 20,
            upperRight: 1,
          }),
        ],
        answers: [
          answerOf('p1', 'A', 40, { rested: 40, restSum: 320_000, upper: 19 }),
          answerOf('p1', 'B', 20, { right: true, rested: 20, restSum: 80_000, upper: 1 }),
        ],
      },
      lists: ['p1'],
    },
  ],
  power: [
    { kind: 'wrong key, choice', learners: 150 },
    { kind: 'wrong key, number', learners: 150 },
    { kind: 'wrong key, two answers', learners: 150 },
  ],
});
