import { type AttentionItem, EVIDENCE_GATES, WITHHELD, none } from '@marginalia/contract';
import { normalUpperTail } from '../../kit/falseDiscovery';
import { suppress } from '../../kit/privacy/suppress';
import { correlationInterval } from '../../kit/stats';
import { type ResponseTotals, type PartTotals, fisherZ, itemRest } from '../../problem/itemStatistics';
import type { GivenResponse, Share } from '../statistics';
import { type Question, givenResponse, markedResponse, meanRest, questionsOf, rarity } from './questions';
import { rateOf, textOf } from './disclosure';
import { responseOf, itemOf, partOf } from './examples';
import { MAY_BE_CHANCE, type Tested, rule, unsuspicious } from './rule';

/** A wrong answer is looked at from so many learners on. */
const LEAST_CHOOSERS = 5;

interface Evidence {
  readonly part: string;
  readonly marked: GivenResponse | null;
  readonly chosen: GivenResponse;
  readonly markedRight: Share;
  readonly chosenOfWrong: Share;
  readonly markedByStrong: Share;
  readonly chosenByStrong: Share;
  /** null where nobody, or everybody, is marked correct. */
  readonly itemRest: number | null;
  readonly rested: number;
  readonly learners: number;
}

/** Correlation of the rest share with what was answered: 1 for the other answer, -1 for what is marked correct, 0 for the rest. */
const strongerBy = (
  { n, inGroup, restSum, restSquares, groupRestSum }: PartTotals,
  rival: ResponseTotals,
): number | null => {
  const sum = rival.rested - inGroup;
  const variation = (n * (rival.rested + inGroup) - sum ** 2) * (n * restSquares - restSum ** 2);
  return variation <= 0 ? null : (n * (rival.restSum - groupRestSum) - sum * restSum) / Math.sqrt(variation);
};

/**
 * A wrong answer that more of the top third choose than the marked one, and whose choosers are stronger: how rare that is among
 * sound questions, times how rare it is where its choosers are in truth no stronger than those of the marked one (a correlation, by
 * Fisher's z). The second does not depend on how many chose what, so that the two may be multiplied (Genovese, Roeder and Wasserman 2006).
 */
const test = (question: Question): Tested<Evidence>[] => {
  const { part, responses } = question;
  if (part.n < EVIDENCE_GATES.finding) return [];
  const rightMean = meanRest(part.inGroup, part.groupRestSum);
  const rival = responses
    .filter(
      (one) =>
        !one.right &&
        one.learners >= LEAST_CHOOSERS &&
        one.upper > part.upperRight &&
        meanRest(one.rested, one.restSum) > rightMean,
    )
    .sort((a, b) => b.upper - a.upper || b.learners - a.learners || (a.answer < b.answer ? -1 : 1))[0];
  const stronger = rival ? strongerBy(part, rival) : null;
  if (!rival || stronger === null) return [unsuspicious(part.block, part.learners, part.part)];
  const p = normalUpperTail(fisherZ(stronger, part.n));
  const r = itemRest(part);
  return [
    {
      block: part.block,
      part: part.part,
      p: rarity(part, rival) * p,
      yields: p > MAY_BE_CHANCE,
      learners: part.learners,
      affected: rival.learners,
      of: part.learners,
      evidence: {
        part: part.part,
        marked: markedResponse(question),
        chosen: givenResponse(rival),
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
      'learners who give that answer do no better elsewhere than those who give the marked one (Fisher’s z of the correlation with 1 for that answer, −1 for the marked one, 0 for the rest). The p-value is multiplied by how rare so common a wrong answer is in sound questions: one in ten has one as common as the marked answer, half as many for each further 12% of the learners by which it leads (lower end of the interval), and never less than one in twenty. Tested only if more of the top third chose that answer than the marked one',
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
        responses: [
          responseOf('p1', 'A', 40, { rested: 40, restSum: 320_000, upper: 19 }),
          responseOf('p1', 'B', 20, { right: true, rested: 20, restSum: 80_000, upper: 1 }),
        ],
      },
      lists: ['p1'],
    },
  ],
  power: [
    { kind: 'wrong key, choice', learners: 60 },
    { kind: 'wrong key, number', learners: 60 },
    { kind: 'wrong key, two answers', learners: 60 },
  ],
});
