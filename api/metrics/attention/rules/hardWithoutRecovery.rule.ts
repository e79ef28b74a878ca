import { EVIDENCE_GATES, WITHHELD } from '@marginalia/contract';
import { binomialLowerTail, binomialUpperTail } from '../../kit/falseDiscovery';
import { suppress } from '../../kit/privacy/suppress';
import type { Share } from '../statistics';
import { rateOf } from './disclosure';
import { itemOf } from './examples';
import { rule } from './rule';

/** Attempting it again helps hardly anybody: below this share of those who did. */
const RECOVERS = 0.25;
const NEVER_CORRECT = 0.5;

/** Hard alone is no fault: few are ever correct, and of those who try again hardly anybody gets there. */
export default rule<'hard_without_recovery', { readonly recovered: Share; readonly giveUp: Share }>({
  id: 'hard_without_recovery',
  of: 'problem',
  words: {
    finds: 'few recover after a wrong answer',
    sound: 'at least a quarter of those who attempt it again succeed, or at least half are eventually correct',
    gate: '10 learners who attempted it again',
  },
  next: 'explain_or_split',
  test: ({ items }) =>
    items
      .filter(({ triedAgain }) => triedAgain >= EVIDENCE_GATES.finding)
      .map((own) => {
        const never = own.n - own.everRight;
        return {
          block: own.block,
          // both have to hold, so the larger counts
          p: Math.max(
            binomialLowerTail(own.recovered, own.triedAgain, RECOVERS),
            binomialUpperTail(never, own.n, NEVER_CORRECT),
          ),
          learners: own.n,
          affected: never,
          of: own.n,
          evidence: {
            recovered: { count: own.recovered, of: own.triedAgain },
            giveUp: { count: never, of: own.n },
          },
        };
      }),
  disclose: ({ recovered, giveUp }, { minLearners }) => {
    // those who did not try again are what is left of the wrong ones
    const once = giveUp.count + recovered.count - recovered.of;
    const hidden = suppress([recovered.of, once], minLearners).includes(true);
    return {
      suspect: null,
      recovered: hidden ? WITHHELD : rateOf(recovered, minLearners),
      giveUp: rateOf(giveUp, minLearners),
    };
  },
  examples: [
    {
      says: 'of 70 who tried again 4 got there; then 57 of 90; then only one attempt is allowed',
      course: {
        items: [
          itemOf('p1', { right: 10, everRight: 14, triedAgain: 70, recovered: 4 }),
          itemOf('p2', { right: 3, everRight: 60, triedAgain: 90, recovered: 57 }),
          itemOf('p3', { right: 10, everRight: 10, attempts: 100, triedAgain: 0, recovered: 0 }),
        ],
      },
      lists: ['p1'],
    },
  ],
  power: [{ kind: 'no recovery', learners: 150 }],
});
