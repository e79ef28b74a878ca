import { EVIDENCE_GATES } from '@marginalia/contract';
import { binomialUpperTail } from '../../kit/falseDiscovery';
import { MANY_ATTEMPTS } from '../../problem/manyAttempts.metric';
import type { Share } from '../statistics';
import { rateOf } from './disclosure';
import { itemOf } from './examples';
import { rule } from './rule';

/** So many attempts are too common above this share of learners. */
const TOO_COMMON = 1 / 3;

export default rule<'many_attempts', { readonly many: Share }>({
  id: 'many_attempts',
  of: 'problem',
  words: {
    finds: 'many learners need many attempts',
    sound: 'at most a third make five attempts or more',
    gate: '10 learners who attempted it',
  },
  next: 'review_instructions',
  test: ({ items }) =>
    items
      .filter(({ n }) => n >= EVIDENCE_GATES.finding)
      .map(({ block, n, many }) => ({
        block,
        p: binomialUpperTail(many, n, TOO_COMMON),
        learners: n,
        affected: many,
        of: n,
        evidence: { many: { count: many, of: n } },
      })),
  disclose: ({ many }, { minLearners }) => ({
    suspect: null,
    many: rateOf(many, minLearners),
    attempts: MANY_ATTEMPTS,
  }),
  examples: [
    {
      says: '60 of 100 submit five times or more, then 34 of 100',
      course: { items: [itemOf('p1', { many: 60 }), itemOf('p2', { many: 34 })] },
      lists: ['p1'],
    },
  ],
  power: [{ kind: 'many attempts', learners: 60 }],
});
