import { EVIDENCE_GATES } from '@marginalia/contract';
import { binomialUpperTail } from '../../kit/falseDiscovery';
import type { ResponseTotals } from '../../problem/itemStatistics';
import { responseRule } from '../../problem/responseRules';
import type { GivenResponse, Share } from '../statistics';
import { type Question, givenResponse, questionsOf } from './questions';
import { insideOf, textOf } from './disclosure';
import { areEqual } from './equalResponses';
import { responseOf, itemOf, partOf } from './examples';
import { type Tested, rule } from './rule';

/** Of answers equal to an accepted one, so many may be marked incorrect: slips, and what was asked for in one form. */
const REFUSED = 0.02;

interface Evidence {
  readonly part: string;
  readonly accepted: GivenResponse;
  readonly refused: GivenResponse;
  readonly refusals: Share;
}

const isWritten = ({ type, answer: response }: ResponseTotals): boolean =>
  responseRule(type).isFreeText && !response.startsWith('[');

const test = ({ part, responses }: Question): Tested<Evidence>[] => {
  const written = responses.filter(isWritten);
  const right = written.filter((one) => one.right);
  const [accepted] = right;
  if (part.learners < EVIDENCE_GATES.finding || !accepted) return [];
  const wrong = written.filter((one) => !one.right);
  // the same answer, correct for one and wrong for another: values are drawn anew for each learner
  if (wrong.some((one) => right.some(({ answer: response }) => response === one.answer))) return [];
  const refused = wrong.filter((one) => right.some(({ answer: response }) => areEqual(one.answer, response)));
  const count = refused.reduce((sum, { learners }) => sum + learners, 0);
  const of = count + right.reduce((sum, { learners }) => sum + learners, 0);
  const [most] = refused;
  return [
    {
      block: part.block,
      part: part.part,
      p: binomialUpperTail(count, of, REFUSED),
      learners: part.learners,
      affected: count,
      of: part.learners,
      evidence: most
        ? {
            part: part.part,
            accepted: givenResponse(accepted),
            refused: givenResponse(most),
            refusals: { count, of },
          }
        : null,
    },
  ];
};

export default rule<'correct_answer_refused', Evidence>({
  id: 'correct_answer_refused',
  of: 'problem',
  words: {
    finds: 'a correct answer is marked incorrect because of how it is written',
    sound:
      'of the answers equal to an accepted one (0,25 and 25% and 1/4 and 0.25; case, spaces, units), at most one in fifty is marked incorrect',
    gate: '10 learners who answered',
  },
  next: 'accept_answer',
  test: (course) => questionsOf(course).flatMap(test),
  disclose: ({ part, accepted, refused, refusals }, { minLearners, minGivers, of }) => ({
    suspect: { part, answer: textOf(refused, minGivers) },
    part,
    accepted: textOf(accepted, minGivers),
    refused: textOf(refused, minGivers),
    refusals: insideOf(refusals, of, minLearners),
  }),
  examples: [
    {
      says: '0.25 is accepted from 8, 0,25 refused to 5: P(5 or more of 13 | 1/50) is 4e-6; the other problem’s wrong answers are other numbers',
      course: {
        items: [itemOf('p1'), itemOf('p2')],
        parts: [partOf('p1', { learners: 20, right: 8 }), partOf('p2', { learners: 20, right: 8 })],
        responses: [
          responseOf('p1', '0.25', 8, { right: true, type: 'numeric' }),
          responseOf('p1', '0,25', 5, { type: 'numeric' }),
          responseOf('p1', '4', 7, { type: 'numeric' }),
          responseOf('p2', '0.25', 8, { right: true, type: 'numeric' }),
          responseOf('p2', '25', 5, { type: 'numeric' }),
          responseOf('p2', '4', 7, { type: 'numeric' }),
        ],
      },
      lists: ['p1'],
    },
  ],
  power: [{ kind: 'format refused', learners: 15 }],
});
