import { ruleOf } from '../../api/metrics/attention/rules';
import { answerOf, itemOf, partOf } from '../../api/metrics/attention/rules/examples';
import { type CourseStatistics, NOTHING } from '../../api/metrics/attention/statistics';
import type { AttentionReason } from '@marginalia/contract';

/**
 * What a finding tells stands beside what the block's own panel and the outline tell to the same people. Whoever is in the
 * one and not in the other must not be few.
 */
const MIN = 10;
const told = (reason: AttentionReason, course: Partial<CourseStatistics>, block = 'p1') => {
  const rule = ruleOf(reason);
  const found = rule.test({ ...NOTHING, ...course }).find((one) => one.block === block && one.evidence !== null);
  if (!found) throw new Error('nothing is found');
  return rule.tell(found.evidence as never, { minLearners: MIN, of: found.of, offered: 'all' });
};

describe('second correct answer', () => {
  const chosen = (rested: number, inGroup = 40) =>
    told('second_correct_answer', {
      parts: [
        partOf('p1', {
          ...{ learners: 110, right: 50, n: inGroup + rested + 20, inGroup, groupRestSum: inGroup * 7000 },
          ...{ restSum: inGroup * 7000 + rested * 7000 + 20 * 4000, restSquares: (inGroup + rested + 20) * 7000 ** 2 },
        }),
      ],
      answers: [
        answerOf('p1', 'A', 40, { rested, restSum: rested * 7000 }),
        answerOf('p1', 'B', 50, { right: true, rested: inGroup, restSum: inGroup * 7000 }),
        answerOf('p1', 'C', 20, { rested: 20, restSum: 80_000 }),
      ],
    });

  it('tells a mean of all who gave the answer, or where enough are not in it', () => {
    expect(chosen(40)).toMatchObject({ chosenElsewhere: { of: 40 }, markedElsewhere: { of: 40 } });
    expect(chosen(30)).toMatchObject({ chosenElsewhere: { of: 30 } });
  });

  it('tells no mean of all but few', () => {
    expect(chosen(37)).toMatchObject({ chose: { count: 40 }, chosenElsewhere: { kind: 'withheld' } });
    expect(chosen(40, 45)).toMatchObject({ markedElsewhere: { kind: 'withheld' } });
  });
});

describe('no success after a hint', () => {
  const hinted = (n: number, unused = 30) =>
    told('no_success_after_hint', {
      items: [itemOf('p1', { n, everRight: 30 })],
      hints: [{ block: 'p1', used: 40, usedRight: 0, unused, unusedRight: Math.min(unused, 20) }],
    });

  it('tells both groups where enough of all who attempted it are in neither', () => {
    expect(hinted(100)).toMatchObject({ learners: 70, afterHint: { of: 40 }, withoutHint: { of: 30 } });
    expect(hinted(70)).toMatchObject({ learners: 70, afterHint: { of: 40 }, withoutHint: { of: 30 } });
  });

  it('tells one of them where few are in neither', () => {
    const few = hinted(73);
    expect(few).toMatchObject({
      learners: { kind: 'withheld' },
      afterHint: { of: 40 },
      withoutHint: { kind: 'withheld' },
    });
  });
});

describe('a unit that was changed', () => {
  const passedBy = (before: number) =>
    told(
      'unit_skipped',
      {
        units: [
          { block: 'u1', reached: 100, shows: true },
          { block: 'u2', reached: 32, shows: true, own: { reached: 12, before: [100 - before], after: [70] } },
          { block: 'u3', reached: 90, shows: true },
        ],
      },
      'u2',
    );

  it('is told with the numbers of those who came since', () => {
    expect(passedBy(20)).toMatchObject({ reached: 12, before: 80, after: 70 });
    expect(passedBy(0)).toMatchObject({ reached: 12, before: 100, after: 70 });
  });

  it('is told without where few came to a unit beside it before', () => {
    expect(passedBy(3)).toMatchObject({
      learners: { kind: 'withheld' },
      reached: { kind: 'withheld' },
      before: { kind: 'withheld' },
      after: { kind: 'withheld' },
    });
  });
});
