import { EVIDENCE_GATES } from '@marginalia/contract';
import { binomialUpperTail } from '../../kit/falseDiscovery';
import type { GivenResponse, Share } from '../statistics';
import { givenResponse, questionsOf } from './questions';
import { rateOf, textOf } from './disclosure';
import { responseOf, itemOf, partOf } from './examples';
import { rule } from './rule';

/** One wrong answer draws far more than the others: above seven in ten of the wrong, where there are three or more. */
const DRAWS = 0.7;
const WRONG_RESPONSES = 3;
/** ... and the top third too: above this share of them. */
const TOP_TOO = 0.12;

interface Evidence {
  readonly part: string;
  readonly answer: GivenResponse;
  readonly ofWrong: Share;
  readonly ofStrong: Share;
  /** Correct, of the top third. */
  readonly rightOfStrong: number;
}

export default rule<'confusing_distractor', Evidence>({
  id: 'confusing_distractor',
  of: 'problem',
  words: {
    finds: 'one wrong answer draws learners who do well elsewhere',
    sound:
      'of three or more wrong answers, none draws more than 70% of the incorrect learners, or it draws at most 12% of the top third',
    gate: '10 learners with a wrong first answer',
  },
  next: 'reword_answer',
  test: (course) =>
    questionsOf(course).flatMap(({ part, responses }) => {
      const wrong = responses.filter((one) => !one.right);
      const [top] = wrong;
      const wrongLearners = part.learners - part.right;
      if (!top || wrong.length < WRONG_RESPONSES || wrongLearners < EVIDENCE_GATES.finding) return [];
      return [
        {
          block: part.block,
          part: part.part,
          // both have to hold, so the larger counts
          p: Math.max(
            binomialUpperTail(top.learners, wrongLearners, DRAWS),
            part.upper === 0 ? 1 : binomialUpperTail(top.upper, part.upper, TOP_TOO),
          ),
          learners: part.learners,
          affected: top.learners,
          of: part.learners,
          evidence: {
            part: part.part,
            answer: givenResponse(top),
            ofWrong: { count: top.learners, of: wrongLearners },
            ofStrong: { count: top.upper, of: part.upper },
            rightOfStrong: part.upperRight,
          },
        },
      ];
    }),
  disclose: ({ part, answer, ofWrong, ofStrong, rightOfStrong }, { minLearners, minGivers }) => ({
    suspect: { part, answer: textOf(answer, minGivers) },
    part,
    answer: textOf(answer, minGivers),
    ofWrong: rateOf(ofWrong, minLearners),
    ofStrong: rateOf(ofStrong, minLearners, rightOfStrong),
  }),
  examples: [
    {
      says: '60 of 70 wrong learners give one answer, 12 of the top 33 among them; then 30 of 70',
      course: {
        items: [itemOf('p1'), itemOf('p2')],
        parts: [
          partOf('p1', { learners: 100, right: 30, upper: 33, upperRight: 15 }),
          partOf('p2', { learners: 100, right: 30, upper: 33, upperRight: 15 }),
        ],
        responses: [
          responseOf('p1', 'X', 60, { upper: 12 }),
          responseOf('p1', 'Y', 6),
          responseOf('p1', 'Z', 4),
          responseOf('p1', 'R', 30, { right: true, upper: 15 }),
          responseOf('p2', 'X', 30, { upper: 12 }),
          responseOf('p2', 'Y', 20),
          responseOf('p2', 'Z', 20),
          responseOf('p2', 'R', 30, { right: true, upper: 15 }),
        ],
      },
      lists: ['p1'],
    },
  ],
  power: [{ kind: 'ambiguous wrong answer', learners: 500 }],
});
