import { atOnce } from '../../api/lib/steps';
import { type Finding, listSteps } from '../../api/metrics/attention/findings';
import { STORED_VERSION, type StoredAttention, attentionReport } from '../../api/metrics/attention/attentionReport';
import { RULES, ruleOf } from '../../api/metrics/attention/rules';
import type { AnyRule } from '../../api/metrics/attention/rules/rule';
import { responseOf, itemOf, partOf } from '../../api/metrics/attention/rules/examples';
import { type BlockVersion, type CourseStatistics, NOTHING, type Week } from '../../api/metrics/attention/statistics';
import trend from '../../api/metrics/problem/trend.metric';
import type { AttentionItem, AttentionReason, ShapeValue } from '@marginalia/contract';
import { SeededRandom } from '../simulation/random';

/**
 * What a finding tells stands beside what the block's own panel and the outline tell to the same people. Whoever is in the
 * one and not in the other must not be few.
 */
const MIN = 10;
const NO_RELIABILITY = { problems: 0, n: 0, scoreSum: 0, scoreSquares: 0, itemVariation: 0 };
const disclosed = (reason: AttentionReason, course: Partial<CourseStatistics>, block = 'p1') => {
  const rule = ruleOf(reason);
  const found = rule.test({ ...NOTHING, ...course }).find((one) => one.block === block && one.evidence !== null);
  if (!found) throw new Error('nothing is found');
  return rule.disclose(found.evidence as never, { minLearners: MIN, minGivers: MIN, of: found.of, offered: 'all' });
};

describe('second correct answer', () => {
  const chosen = (rested: number, inGroup = 40) =>
    disclosed('second_correct_answer', {
      parts: [
        partOf('p1', {
          ...{ learners: 110, right: 50, n: inGroup + rested + 20, inGroup, groupRestSum: inGroup * 7000 },
          ...{ restSum: inGroup * 7000 + rested * 7000 + 20 * 4000, restSquares: (inGroup + rested + 20) * 7000 ** 2 },
        }),
      ],
      responses: [
        responseOf('p1', 'A', 40, { rested, restSum: rested * 7000 }),
        responseOf('p1', 'B', 50, { right: true, rested: inGroup, restSum: inGroup * 7000 }),
        responseOf('p1', 'C', 20, { rested: 20, restSum: 80_000 }),
      ],
    });

  it('The finding of a second correct answer tells a mean of all who gave the answer, or where enough are not in it', () => {
    expect(chosen(40)).toMatchObject({ chosenElsewhere: { of: 40 }, markedElsewhere: { of: 40 } });
    expect(chosen(30)).toMatchObject({ chosenElsewhere: { of: 30 } });
  });

  it('The finding of a second correct answer tells no mean of all but few', () => {
    expect(chosen(37)).toMatchObject({ chose: { count: 40 }, chosenElsewhere: { kind: 'withheld' } });
    expect(chosen(40, 45)).toMatchObject({ markedElsewhere: { kind: 'withheld' } });
  });
});

describe('no success after a hint', () => {
  const hinted = (n: number, unused = 30) =>
    disclosed('no_success_after_hint', {
      items: [itemOf('p1', { n, everRight: 30 })],
      hints: [{ block: 'p1', used: 40, usedRight: 0, unused, unusedRight: Math.min(unused, 20) }],
    });

  it('The finding of no success after a hint tells both groups where enough of all who attempted it are in neither', () => {
    expect(hinted(100)).toMatchObject({ learners: 70, afterHint: { of: 40 }, withoutHint: { of: 30 } });
    expect(hinted(70)).toMatchObject({ learners: 70, afterHint: { of: 40 }, withoutHint: { of: 30 } });
  });

  it('The finding of no success after a hint tells one of them where few are in neither', () => {
    const few = hinted(73);
    expect(few).toMatchObject({
      learners: { kind: 'withheld' },
      afterHint: { of: 40 },
      withoutHint: { kind: 'withheld' },
    });
  });
});

/**
 * The panel of a problem tells how many first attempted it until some week, and windows of dates do so of every block. Beside
 * that, a number of those who came since a change gives away the few who came between that day and the change.
 */
describe('a finding about those who came since a change', () => {
  const CHANGED = { from: 9, editedAt: 9, before: 100, since: 100, least: 100, weeks: [] };
  const storedList = (findings: readonly Finding[]): StoredAttention => ({
    ...{ stored: STORED_VERSION, asOf: 1, learners: 100, looked: findings.length, findings },
    reliability: NO_RELIABILITY,
  });
  const itemsOf = (rule: AnyRule, version: BlockVersion | null, minLearners: number) => {
    const findings = rule.examples.flatMap((example) => {
      const blocks = new Map(version === null ? [] : example.lists.map((block) => [block, version] as const));
      const found = atOnce(listSteps([{ ...NOTHING, ...example.course, versions: blocks }], new Map(), 1, () => 0));
      return found.filter(({ reason }) => reason === rule.id);
    });
    const context = { courseKey: 'c', minLearners, registeredOnly: true, window: { from: null, to: null } };
    const { items } = attentionReport('c', null, 1, storedList(findings), 1, context);
    expect(items.length).toBeGreaterThan(0);
    return items;
  };
  /** Members that hold a number of learners, or one made of such numbers. */
  const numbersIn = (item: AttentionItem): string[] => {
    const { learners, edit, ...own } = item;
    const counted = { learners, since: edit?.learnersSince, ...own };
    return Object.entries(counted).flatMap(([name, value]) => {
      const isCount = typeof value === 'number' && !['attempts', 'from', 'to', 'duration'].includes(name);
      const isRate = typeof value === 'object' && value !== null && 'kind' in value && value.kind !== 'withheld';
      return isCount || isRate ? [name] : [];
    });
  };

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    'A finding about those who came since a change tells no number: %s',
    (_, rule) => {
      for (const item of itemsOf(rule, CHANGED, MIN)) expect(numbersIn(item)).toEqual([]);
    },
  );

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    'A finding about those who came since a change tells its numbers where nothing is withheld: %s',
    (_, rule) => {
      for (const item of itemsOf(rule, CHANGED, 1)) expect(numbersIn(item)).toContain('learners');
    },
  );

  it.each(RULES.filter(({ id }) => id !== 'worse_after_edit').map((rule) => [rule.id, rule] as const))(
    'A finding about those who came since a change tells its numbers where the block was never changed: %s',
    (_, rule) => {
      expect(itemsOf(rule, null, MIN).flatMap(numbersIn)).toContain('learners');
    },
  );
});

describe('how many came since a change', () => {
  const random = new SeededRandom(7);
  const statedSince = (weeks: readonly Week[], editedAt: number): AttentionItem['edit'] => {
    const version = { from: null, editedAt, before: 50, since: 5, least: null, weeks };
    const found = atOnce(
      listSteps(
        [{ ...NOTHING, items: [itemOf('p1', { many: 60 })], versions: new Map([['p1', version]]) }],
        new Map(),
        1,
        () => 0,
      ),
    );
    const stored: StoredAttention = {
      ...{ stored: STORED_VERSION, asOf: 1, learners: 100, looked: 1, findings: found },
      reliability: NO_RELIABILITY,
    };
    const context = { courseKey: 'c', minLearners: MIN, registeredOnly: true, window: { from: null, to: null } };
    return attentionReport('c', null, 1, stored, 1, context).items[0]?.edit ?? null;
  };

  it('How many came since a change is a sum of weeks that the panel of the problem states, so that nothing follows from it', () => {
    const MONDAY = 20_696;
    let told = 0;
    for (let course = 0; course < 300; course += 1) {
      const weeks = Array.from({ length: 1 + Math.floor(random.next() * 6) }, (_, at) => ({
        week: MONDAY + 7 * at,
        learners: 1 + Math.floor(random.next() * 30),
      }));
      const of = weeks.reduce((sum, { learners }) => sum + learners, 0);
      const editedAt = (MONDAY + random.next() * 42) * 86_400_000_000;
      const cells = weeks.map(({ week, learners }): [number, number, number] => [week, learners, 0]);
      const panel = trend.shape.disclose({ of, days: cells } as never, {
        ...{ minLearners: MIN, isDisclosed: true, reason: '' },
      }) as ShapeValue<'byTime'>;
      const stated = panel.points
        .filter(({ week }) => Date.parse(week) * 1000 >= editedAt)
        .reduce((sum, { value }) => sum + (value.kind === 'value' ? value.of : 0), 0);
      const edit = statedSince(weeks, editedAt);
      if (edit?.orMore) {
        told += 1;
        expect(edit.learnersSince).toBe(stated);
      } else expect(edit?.learnersSince).toEqual({ kind: 'withheld', reason: 'too_few_learners' });
    }
    expect(told).toBeGreaterThan(100);
  });

  /** An item of many attempts, of which `before` came before the change, listed by these. */
  it('How many came since a change does not give away who came before it by how many have to come', () => {
    const needed = (before: number): number | undefined => {
      const versions = [
        { ...NOTHING, items: [itemOf('p1', { n: before, many: Math.ceil(before * 0.47) })] },
        {
          ...NOTHING,
          items: [itemOf('p1', { n: 20, many: 5 })],
          versions: new Map([
            ['p1', { from: 9, editedAt: 9, before, since: 20, least: 20, weeks: [] as readonly Week[] }],
          ]),
        },
      ];
      const findings = atOnce(listSteps(versions, new Map(), 1, () => 0));
      const stored = {
        stored: STORED_VERSION,
        asOf: 1,
        learners: 100,
        looked: 1,
        findings,
      } as unknown as StoredAttention;
      const context = { courseKey: 'c', minLearners: MIN, registeredOnly: true, window: { from: null, to: null } };
      const { edit } = attentionReport('c', null, 1, { ...stored, reliability: NO_RELIABILITY }, 1, context).items[0]!;
      return edit?.needed;
    };
    const by = new Map<number, number[]>();
    for (let before = 60; before < 160; before += 1) {
      const one = needed(before) ?? 0;
      by.set(one, [...(by.get(one) ?? []), before]);
    }
    // whoever knows the rules is left with at least as many numbers as a small group may have members
    const whole = [...by].filter(([, numbers]) => !numbers.includes(60) && !numbers.includes(159));
    expect(whole.length).toBeGreaterThan(2);
    for (const [steps, numbers] of whole) expect([steps, numbers.length >= MIN]).toEqual([steps, true]);
  });
});
