import { type AttentionItem, EVIDENCE_GATES, WITHHELD, none } from '@marginalia/contract';
import { normalUpperTail } from '../../kit/falseDiscovery';
import { suppress } from '../../kit/privacy/suppress';
import { REST_SCORE_SCALE } from '../../problem/restScore';
import type { GivenResponse } from '../statistics';
import { type Question, givenResponse, markedResponse, meanRest, questionsOf, rarity } from './questions';
import { rateOf, textOf } from './disclosure';
import { responseOf, itemOf, partOf } from './examples';
import { MAY_BE_CHANCE, type Tested, rule, unsuspicious } from './rule';

/** A group of choosers is looked at from so many learners with a known rest share on. */
const LEAST_CHOOSERS = 5;
/**
 * The other answer's choosers are about as strong as the key's: weaker by at most so many standard deviations. Each further step
 * doubles the p-value, so that no finding goes because somebody came and the two moved a little apart.
 */
const AS_STRONG = 0.15;
const DOUBLED_BY = 0.05;
/** Where no other wrong answer is there to compare with: what counts as clearly weaker. */
const WEAKER = 0.2;
/** Asked of no answers but those that look as strong, and they are rarely correct: each such test counts as many times. */
const ASKED_OF_FEW = 8;
/** It is no rare answer: so many of all who answered, at least. */
const SHARE = 0.1;

interface Elsewhere {
  /** Rest shares, in ten thousandths, and of how many they are known. */
  readonly sum: number;
  readonly of: number;
}
interface Evidence {
  readonly part: string;
  readonly marked: GivenResponse | null;
  readonly chosen: GivenResponse;
  readonly learners: number;
  /** Marked correct. */
  readonly right: number;
  readonly markedElsewhere: Elsewhere;
  readonly chosenElsewhere: Elsewhere;
}

const test = (question: Question): Tested<Evidence>[] => {
  const { part, responses } = question;
  if (part.n < EVIDENCE_GATES.finding) return [];
  const key = { of: part.inGroup, sum: part.groupRestSum };
  const deviation = Math.sqrt(Math.max(0, part.n * part.restSquares - part.restSum ** 2)) / part.n;
  const nothing = [unsuspicious(part.block, part.learners, part.part)];
  if (key.of < LEAST_CHOOSERS || deviation === 0) return nothing;
  const distance = (a: Elsewhere, b: Elsewhere): number => (meanRest(a.of, a.sum) - meanRest(b.of, b.sum)) / deviation;
  const error = (a: Elsewhere, b: Elsewhere): number => Math.sqrt(1 / a.of + 1 / b.of);
  const tested = responses
    .filter((one) => !one.right && one.rested >= LEAST_CHOOSERS && one.learners >= SHARE * part.learners)
    .map((one) => {
      const own = { of: one.rested, sum: one.restSum };
      const others = { of: part.n - key.of - own.of, sum: part.restSum - key.sum - own.sum };
      if (others.of < LEAST_CHOOSERS) {
        const p = (less: number): number => normalUpperTail((distance(own, key) + less) / error(own, key));
        return { one, own, p: rarity(part, one) * p(WEAKER), yields: p(0) > MAY_BE_CHANCE };
      }
      const apart = Math.max(0, -AS_STRONG - distance(own, key));
      const p = rarity(part, one) * normalUpperTail(distance(own, others) / error(own, others));
      return {
        one,
        own,
        p: Math.min(1, ASKED_OF_FEW * 2 ** (apart / DOUBLED_BY) * p),
        yields: apart > 0,
      };
    })
    .sort((a, b) => a.p - b.p || b.one.learners - a.one.learners || (a.one.answer < b.one.answer ? -1 : 1));
  const [best] = tested;
  if (!best || best.p >= 1) return nothing;
  return [
    {
      block: part.block,
      part: part.part,
      // the best of several answers was taken
      p: Math.min(1, best.p * tested.length),
      yields: best.yields,
      learners: part.learners,
      affected: best.one.learners,
      of: part.learners,
      evidence: {
        part: part.part,
        marked: markedResponse(question),
        chosen: givenResponse(best.one),
        learners: part.learners,
        right: part.right,
        markedElsewhere: key,
        chosenElsewhere: best.own,
      },
    },
  ];
};

type Mean = Extract<AttentionItem, { reason: 'second_correct_answer' }>['markedElsewhere'];
/** @param group all who gave the answer: few of them who are not in the mean would follow by subtraction */
const meanOf = ({ sum, of }: Elsewhere, group: number, minLearners: number): Mean => {
  if (of === 0) return none('nobody');
  return suppress([of, group - of], minLearners).includes(true)
    ? WITHHELD
    : { kind: 'value', value: meanRest(of, sum) / REST_SCORE_SCALE, of };
};

export default rule<'second_correct_answer', Evidence>({
  id: 'second_correct_answer',
  of: 'problem',
  words: {
    finds: 'another answer may be correct too',
    sound:
      'learners who give that answer do no better elsewhere than those who give the other wrong ones (normal approximation, counted eight times). Tested if at least one in ten give it. They should do about as well elsewhere as those who give the key: the p-value doubles for each 0.05 standard deviations beyond 0.15 by which they do worse. Without other wrong answers: they do worse than those who give the key by 0.2 standard deviations. In both cases multiplied by how rare so common a wrong answer is, as for `key_may_be_wrong`',
    gate: '10 learners who attempted three other problems, 5 of whom gave the answer',
  },
  next: 'accept_both_or_reword',
  test: (course) => questionsOf(course).flatMap(test),
  disclose: (found, { minLearners, minGivers }) => ({
    suspect: { part: found.part, answer: textOf(found.chosen, minGivers) },
    part: found.part,
    marked: textOf(found.marked, minGivers),
    chosen: textOf(found.chosen, minGivers),
    chose: rateOf({ count: found.chosen.learners, of: found.learners }, minLearners),
    markedElsewhere: meanOf(found.markedElsewhere, found.right, minLearners),
    chosenElsewhere: meanOf(found.chosenElsewhere, found.chosen.learners, minLearners),
  }),
  examples: [
    {
      says: 'choosers of A and of the key B have 70 % elsewhere, those of C 40 %; in the other problem those of A have 55 %',
      course: {
        items: [itemOf('p1'), itemOf('p2')],
        parts: [70, 55].map((a, at) =>
          partOf(`p${at + 1}`, {
            learners: 100,
            right: 40,
            n: 100,
            inGroup: 40,
            groupRestSum: 280_000,
            restSum: 280_000 + 30 * a * 100 + 120_000,
            restSquares: 40 * 7000 ** 2 + 30 * (a * 100) ** 2 + 30 * 4000 ** 2 + 100 * 1000 ** 2,
          }),
        ),
        responses: [70, 55].flatMap((a, at) => [
          responseOf(`p${at + 1}`, 'A', 30, { rested: 30, restSum: 30 * a * 100 }),
          responseOf(`p${at + 1}`, 'B', 40, { right: true, rested: 40, restSum: 280_000 }),
          responseOf(`p${at + 1}`, 'C', 30, { rested: 30, restSum: 120_000 }),
        ]),
      },
      lists: ['p1'],
    },
  ],
  power: [{ kind: 'second correct answer', learners: 500 }],
});
