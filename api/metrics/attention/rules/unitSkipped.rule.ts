import { EVIDENCE_GATES } from '@marginalia/contract';
import { binomialLowerTail } from '../../kit/falseDiscovery';
import { NEIGHBOURS, type UnitTotals } from '../statistics';
import { countOf } from './disclosure';
import { type Tested, rule } from './rule';

/** Reached by fewer than this share of the learners around it. */
const REACHES = 0.75;

interface Evidence {
  readonly reached: number;
  readonly before: number | null;
  readonly after: number | null;
}

const most = (counts: readonly number[]): number | null => (counts.length === 0 ? null : Math.max(...counts));

/**
 * Reached by far fewer than units before it and after it, or never opened while a later one is. Fewer and fewer learners from
 * unit to unit is how courses are, and no finding.
 */
const test = (units: readonly UnitTotals[]): Tested<Evidence>[] => {
  const known = units.filter((unit) => unit.shows);
  const counts = known.map((unit) => unit.reached);
  return known.flatMap((unit, at): Tested<Evidence>[] => {
    const all = {
      reached: unit.reached,
      before: counts.slice(Math.max(0, at - NEIGHBOURS), at),
      after: counts.slice(at + 1, at + 1 + NEIGHBOURS),
    };
    const { reached, before, after } = unit.own ?? all;
    const [earlier, later] = [most(before), most(after)];
    const between = earlier === null || later === null ? 0 : Math.min(earlier, later);
    const anyLater = unit.own ? (later ?? 0) : Math.max(0, ...counts.slice(at + 1));
    const expected = reached === 0 ? Math.max(between, anyLater) : between;
    if (expected < EVIDENCE_GATES.finding) return [];
    return [
      {
        block: unit.block,
        p: binomialLowerTail(Math.min(reached, expected), expected, REACHES),
        learners: expected,
        affected: Math.max(0, expected - reached),
        of: expected,
        evidence: { reached, before: earlier, after: later },
      },
    ];
  });
};

const unitOf = (block: string, reached: number, shows = true): UnitTotals => ({ block, reached, shows });

export default rule<'unit_skipped', Evidence>({
  id: 'unit_skipped',
  of: 'unit',
  words: {
    finds: 'learners skip it, or it is optional',
    sound:
      'it is reached by at least three quarters as many learners as the most-reached of the three units before it, or of the three after it, whichever is less. If nobody opened it: as the most-reached later unit',
    gate: '10 learners in units on both sides',
  },
  next: 'move_or_mark_optional',
  test: ({ units }) => test(units),
  disclose: ({ reached, before, after }, { minLearners, offered }) => ({
    suspect: null,
    reached: countOf(reached, minLearners),
    before: before === null ? null : countOf(before, minLearners),
    after: after === null ? null : countOf(after, minLearners),
    offered,
  }),
  examples: [
    {
      says: 'one passed by; two in a row, one of them never opened; the slow loss of learners is none, nor what sends no events',
      course: {
        units: [
          unitOf('u1', 200),
          unitOf('u2', 60),
          unitOf('u3', 180),
          unitOf('u4', 150),
          unitOf('u5', 20),
          unitOf('u6', 0),
          unitOf('u7', 140),
          unitOf('u8', 0, false),
          unitOf('u9', 120),
          unitOf('u10', 40),
          unitOf('u11', 0),
        ],
      },
      lists: ['u2', 'u5', 'u6'],
    },
  ],
  power: [
    { kind: 'skipped unit', learners: 30 },
    { kind: 'two skipped in a row', learners: 30 },
  ],
});
