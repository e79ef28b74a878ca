import { WITHHELD, difference } from '@marginalia/contract';
import { isoTime } from '../../../lib/time';
import { normalUpperTail } from '../../kit/falseDiscovery';
import { ENOUGH_SINCE_EDIT } from '../../problem/itemStatistics';
import { REST_SCORE_SCALE } from '../../problem/restScore';
import type { EditSide, Share } from '../statistics';
import { meanRest } from './questions';
import { rateOf } from './disclosure';
import { type Moment, rule } from './rule';

/** Learners who come later may do so much worse without anything being wrong with the block. */
const LATER_ONES = 0.05;

interface Evidence {
  readonly at: Moment;
  readonly before: Share;
  readonly after: Share;
}

/** So many learners, correct, with a mean rest share. */
function side(n: number, right: number, rest: number): EditSide {
  return { n, right, rested: n, restSum: n * rest };
}

/**
 * Two shares, by the normal approximation with the pooled share. Learners who came since may be weaker altogether: by as much
 * as they do worse on the other problems, they may do worse here.
 */
export default rule<'worse_after_edit', Evidence>({
  id: 'worse_after_edit',
  of: 'problem',
  words: {
    finds: 'fewer are correct since it was changed',
    sound:
      'since the change, at most 5 points fewer are correct on the first attempt, plus the points by which learners since do worse on the other problems',
    gate: '20 learners before the change and 20 since',
  },
  next: 'compare_versions',
  test: ({ edits }) =>
    edits
      .filter(({ before, after }) => before.n >= ENOUGH_SINCE_EDIT && after.n >= ENOUGH_SINCE_EDIT)
      .map(({ block, at, before, after }) => {
        const weaker =
          (meanRest(before.rested, before.restSum) - meanRest(after.rested, after.restSum)) / REST_SCORE_SCALE;
        const isKnown = before.rested >= ENOUGH_SINCE_EDIT && after.rested >= ENOUGH_SINCE_EDIT;
        const allowed = LATER_ONES + (isKnown ? Math.max(0, weaker) : 0);
        const drop = before.right / before.n - after.right / after.n;
        const pooled = (before.right + after.right) / (before.n + after.n);
        const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.n + 1 / after.n));
        return {
          block,
          p: error === 0 ? 1 : normalUpperTail((drop - allowed) / error),
          learners: before.n + after.n,
          affected: Math.max(0, Math.round(drop * after.n)),
          of: after.n,
          evidence: {
            at,
            before: { count: before.right, of: before.n },
            after: { count: after.right, of: after.n },
          },
        };
      }),
  disclose: ({ at, before, after }, { minLearners }) => {
    const [was, is] = [rateOf(before, minLearners), rateOf(after, minLearners)];
    const disclosed = was.kind === 'value' && is.kind === 'value';
    return {
      suspect: null,
      at: isoTime(at),
      before: disclosed ? was : WITHHELD,
      after: disclosed ? is : WITHHELD,
      drop: disclosed ? difference(was, is) : WITHHELD,
    };
  },
  examples: [
    {
      says: '64 of 80 before, 24 of 60 since; then 48 of 60 since; then 24 of 60 by learners who are as much weaker elsewhere',
      course: {
        edits: [
          { block: 'p1', at: 1, before: side(80, 64, 7000), after: side(60, 24, 7000) },
          { block: 'p2', at: 1, before: side(80, 64, 7000), after: side(60, 48, 7000) },
          { block: 'p3', at: 1, before: side(80, 64, 7000), after: side(60, 24, 3000) },
        ],
      },
      lists: ['p1'],
    },
  ],
  power: [{ kind: 'worse after an edit', learners: 60 }],
});
