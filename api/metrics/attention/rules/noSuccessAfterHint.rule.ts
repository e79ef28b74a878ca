import { EVIDENCE_GATES, WITHHELD } from '@marginalia/contract';
import { binomialLowerTail } from '../../kit/falseDiscovery';
import { suppress } from '../../kit/privacy/suppress';
import { wilson } from '../../kit/stats';
import type { Share } from '../statistics';
import { rateOf } from './disclosure';
import { rule } from './rule';

/** Those who use a hint may need it more: half as successful as the others is sound. */
const HALF = 0.5;
/** In any case sound is one in four, or in a hard problem one in seven. */
const ONE_IN_FOUR = 1 / 4;
const ONE_IN_SEVEN = 1 / 7;

interface Evidence {
  readonly afterHint: Share;
  readonly withoutHint: Share;
  /** All who attempted it, a number that its panel states. */
  readonly attempted: number;
}

export default rule<'no_success_after_hint', Evidence>({
  id: 'no_success_after_hint',
  of: 'problem',
  words: {
    finds: 'learners who use the hint are rarely correct afterward',
    sound:
      'of learners who submit after using a hint, the share eventually correct is at least half that of learners who try again without one (lower end of its interval), and at least half that of all who attempt it, up to one in four; at least one in seven in any case',
    gate: '10 learners who submitted after using a hint',
  },
  next: 'check_hint',
  test: ({ hints, items }) => {
    const whole = new Map(items.map((item) => [item.block, item]));
    const eventual = new Map(items.map(({ block, n, everRight }) => [block, everRight / n]));
    return hints
      .filter(({ used }) => used >= EVIDENCE_GATES.finding)
      .map(({ block, used, usedRight, unused, unusedRight }) => ({
        block,
        p: binomialLowerTail(
          usedRight,
          used,
          Math.max(
            ONE_IN_SEVEN,
            Math.min(ONE_IN_FOUR, HALF * (eventual.get(block) ?? 0)),
            unused === 0 ? 0 : HALF * wilson(unusedRight, unused).low,
          ),
        ),
        learners: used + unused,
        affected: used - usedRight,
        of: used,
        evidence: {
          afterHint: { count: usedRight, of: used },
          withoutHint: { count: unusedRight, of: unused },
          attempted: whole.get(block)?.n ?? used + unused,
        },
      }));
  },
  disclose: ({ afterHint, withoutHint, attempted }, { minLearners }) => {
    // who is in neither group is what is left of all who attempted it
    const groups = [afterHint.of, withoutHint.of];
    const both = groups.reduce((sum, of) => sum + of, 0);
    const hidden = suppress([...groups, attempted - both], minLearners);
    return {
      suspect: null,
      learners: suppress([both, attempted - both], minLearners).includes(true) ? WITHHELD : both,
      afterHint: hidden[0] ? WITHHELD : rateOf(afterHint, minLearners),
      withoutHint: hidden[1] ? WITHHELD : rateOf(withoutHint, minLearners),
    };
  },
  examples: [
    {
      says: 'of 40 with a hint 0 are correct in the end, of 30 who try again without 24 (at least 63 %); then 16 of 40, which is more than half',
      course: {
        hints: [
          { block: 'p1', used: 40, usedRight: 0, unused: 30, unusedRight: 24 },
          { block: 'p2', used: 40, usedRight: 16, unused: 30, unusedRight: 24 },
        ],
      },
      lists: ['p1'],
    },
  ],
  power: [{ kind: 'impossible after a hint', learners: 60 }],
});
