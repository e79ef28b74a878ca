import { EVIDENCE_GATES } from '@marginalia/contract';
import { binomialLowerTail } from '../../kit/falseDiscovery';
import type { Share } from '../statistics';
import { rateOf } from './disclosure';
import { itemOf } from './examples';
import { rule, unsuspicious } from './rule';

/** In a sound problem at least one in so many gets there. */
const ONE_IN = 7;
/** "Nobody" allows for one in so many who were let through by chance. */
const ONE_SLIPS = 50;

/** Also where there is a single attempt and no wrong answer in common, so that nothing else can be seen. */
export default rule<'nobody_correct', { readonly correct: Share }>({
  id: 'nobody_correct',
  of: 'problem',
  words: {
    finds: 'nobody is ever correct',
    sound: 'at least one in seven are eventually correct (tested if at most one in fifty is)',
    gate: '10 learners who attempted it',
  },
  next: 'check_grading',
  test: ({ items }) =>
    items
      .filter(({ n }) => n >= EVIDENCE_GATES.finding)
      .map(({ block, n, everRight }) =>
        everRight > n / ONE_SLIPS
          ? unsuspicious(block, n)
          : {
              block,
              p: binomialLowerTail(everRight, n, 1 / ONE_IN),
              learners: n,
              affected: n - everRight,
              of: n,
              evidence: { correct: { count: everRight, of: n } },
            },
      ),
  disclose: ({ correct }, { minLearners }) => ({ suspect: null, correct: rateOf(correct, minLearners) }),
  examples: [
    {
      says: '0 of 40 with one attempt each: (6/7)^40 is 0.002; then 2 of 40; then 0 of 12, which is 0.16',
      course: {
        items: [
          itemOf('p1', { n: 40, right: 0, everRight: 0, attempts: 40, triedAgain: 0, recovered: 0 }),
          itemOf('p2', { n: 40, right: 2, everRight: 2, attempts: 40, triedAgain: 0, recovered: 0 }),
          itemOf('p3', { n: 12, right: 0, everRight: 0, attempts: 12, triedAgain: 0, recovered: 0 }),
        ],
      },
      lists: ['p1'],
    },
  ],
  power: [{ kind: 'broken grader, one attempt', learners: 60 }],
});
