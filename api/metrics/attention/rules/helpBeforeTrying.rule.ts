import { isEnough } from '../../kit/privacy/smallGroups';
import { EVIDENCE_GATES } from '@marginalia/contract';
import { binomialUpperTail } from '../../kit/falseDiscovery';
import type { Share } from '../statistics';
import { countOf, rateOf } from './disclosure';
import { itemOf } from './examples';
import { rule } from './rule';

/** Viewing the answer before attempting is too common above this share. */
const TOO_COMMON = 0.1;

interface Evidence {
  readonly shown: Share;
  /** Of `shown`: never attempted. */
  readonly untried: number;
}

export default rule<'help_before_trying', Evidence>({
  id: 'help_before_trying',
  of: 'problem',
  words: {
    finds: 'the answer is viewed before attempting',
    sound: 'at most one in ten view the answer before attempting, or without attempting',
    gate: '10 learners who attempted it or viewed its answer',
  },
  next: 'hide_answer_until_attempted',
  test: ({ items, help }) => {
    const shown = new Map(help.map((one) => [one.block, one]));
    const tried = new Map(items.map(({ block, n }) => [block, n]));
    // the answer may be viewed often where nobody attempts it at all
    return [...new Set([...tried.keys(), ...shown.keys()])].flatMap((block) => {
      const { learners = 0, untried = 0 } = shown.get(block) ?? {};
      const of = (tried.get(block) ?? 0) + untried;
      if (of < EVIDENCE_GATES.finding) return [];
      return [
        {
          block,
          p: binomialUpperTail(learners, of, TOO_COMMON),
          learners: of,
          affected: learners,
          of,
          evidence: { shown: { count: learners, of }, untried },
        },
      ];
    });
  },
  disclose: ({ shown, untried }, { minLearners }) => {
    // few who never attempted could be had by subtracting those who did: the sentence speaks of the others
    const out = !isEnough(untried, minLearners) ? untried : 0;
    const disclosed = { count: shown.count - out, of: shown.of - out };
    return {
      suspect: null,
      shown: rateOf(disclosed, minLearners),
      learners: countOf(disclosed.of, minLearners),
      withoutTrying: untried > 0 && out === 0,
    };
  },
  examples: [
    {
      says: '40 of 105; then 9 of 100; then 30 who never attempt it at all',
      course: {
        items: [itemOf('p1'), itemOf('p2')],
        help: [
          { block: 'p1', learners: 40, untried: 5 },
          { block: 'p2', learners: 9, untried: 0 },
          { block: 'p3', learners: 30, untried: 30 },
        ],
      },
      lists: ['p1', 'p3'],
    },
  ],
  power: [{ kind: 'answer viewed first', learners: 30 }],
});
