import { StructureIndex } from '../../../api/facts/structureIndex';
import { notComputed } from '../../../api/metrics/learners/learnerAttention';
import { Attention, DEFAULT_THRESHOLDS } from '@marginalia/contract';
import { atOnce } from '../../../api/lib/steps';
import { type Finding, listSteps } from '../../../api/metrics/attention/findings';
import { STORED_VERSION, attentionReport, findingsByBlock } from '../../../api/metrics/attention/attentionReport';
import { responseOf, itemOf as item, partOf } from '../../../api/metrics/attention/rules/examples';
import { type CourseStatistics, NOTHING, UNCHANGED } from '../../../api/metrics/attention/statistics';
import { problemId, simulateCourse } from '../../simulation/course';
import { listOf } from '../../simulation/power';
import { SeededRandom } from '../../simulation/random';
import { block } from '../../support/history';

const place = (block: string): number => Number(/\d+/.exec(block)?.[0] ?? 0);
const list = (statistics: Partial<CourseStatistics>, before = new Map<string, number>()): Finding[] =>
  atOnce(listSteps([{ ...NOTHING, ...statistics }], before, 1000, place));
const reasons = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => `${finding.block} ${finding.reason}`);

const unit = (block: string, reached: number, shows = true) => ({ block, reached, shows });
/** A course with one problem whose key is wrong beyond doubt, and what the strong choose instead. */
const wrongKey = (): Partial<CourseStatistics> => {
  const { versions } = simulateCourse(new SeededRandom(11), {
    learners: 300,
    faults: [{ kind: 'wrong key, choice', strength: 'strong' }],
  });
  const [course] = versions;
  const [finding] = listOf({ versions });
  if (finding?.reason !== 'key_may_be_wrong' || !course) throw new Error('not found');
  const rename = <R extends { readonly block: string }>(rows: readonly R[]): R[] =>
    rows.filter((row) => row.block === finding.block).map((row) => ({ ...row, block: 'problem 00' }));
  return { items: rename(course.items), parts: rename(course.parts), responses: rename(course.responses) };
};

describe('sound courses', () => {
  it.each([15, 30, 100])('Hardly anything is listed of sound courses of %i learners', (learners) => {
    const random = new SeededRandom(learners);
    const lists = Array.from({ length: 6 }, () => {
      const course = simulateCourse(random, { learners, faults: [] });
      return { found: listOf(course).filter((one) => one.block !== course.optional).length, of: course.sound.length };
    });
    const [found, of] = [lists.reduce((a, b) => a + b.found, 0), lists.reduce((a, b) => a + b.of, 0)];
    expect(found / of).toBeLessThanOrEqual(0.005);
  });
});

describe('what is listed', () => {
  it('Problems that are only easy or hard are not listed', () => {
    expect(
      list({
        items: [
          item('p1', { right: 3, everRight: 60, triedAgain: 90, recovered: 57 }),
          item('p2', { right: 99, everRight: 100, triedAgain: 1, recovered: 1 }),
          // a single try allowed: nobody could recover
          item('p3', { right: 10, everRight: 10, attempts: 100, triedAgain: 0, recovered: 0 }),
        ],
      }),
    ).toEqual([]);
  });

  it('Nothing is listed below 10 learners; below 50 it is early; it is strong only from 100', () => {
    const hard = (n: number) =>
      list({ items: [item('p1', { n, right: 1, everRight: 1, triedAgain: n - 1, recovered: 0 })] });
    expect(hard(9)).toEqual([]);
    expect(hard(49)[0]?.evidence).toBe('early');
    expect(hard(50)[0]?.evidence).toBe('worth_a_look');
    expect(hard(99)[0]?.evidence).toBe('worth_a_look');
    expect(hard(100)[0]?.evidence).toBe('strong');
  });
});

describe('the list', () => {
  it('The list has a key that may be wrong first, then whatever concerns most learners, then the order of the course', () => {
    const found = list({
      ...wrongKey(),
      units: [unit('u31', 4000), unit('u32', 10), unit('u33', 4000)],
      help: [
        { block: 'problem 07', learners: 100, untried: 100 },
        { block: 'problem 03', learners: 100, untried: 100 },
      ],
    });
    expect(reasons(found)).toEqual([
      'problem 00 key_may_be_wrong',
      'u32 unit_skipped',
      'problem 03 help_before_trying',
      'problem 07 help_before_trying',
    ]);
  });

  it('The list has one entry a block; further reasons stand beside it', () => {
    const found = list({ items: [item('p1', { right: 5, everRight: 8, triedAgain: 80, recovered: 3, many: 90 })] });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ also: ['many_attempts'], reason: 'hard_without_recovery' });
  });

  it('A key that may be wrong only for how common another answer is stands behind what else is found', () => {
    // 90 of 100 give A, which is marked wrong, 10 B: elsewhere all do about the same, or those of A better
    const course = (a: number, many: number): Partial<CourseStatistics> => ({
      items: [item('p1', { many })],
      parts: [
        partOf('p1', {
          ...{ learners: 100, right: 10, n: 100, inGroup: 10, upper: 33, upperRight: 3 },
          ...{
            restSum: 90 * a + 50_000,
            groupRestSum: 50_000,
            restSquares: 90 * a ** 2 + 10 * 5000 ** 2 + 100 * 1000 ** 2,
          },
        }),
      ],
      responses: [
        responseOf('p1', 'A', 90, { rested: 90, restSum: 90 * a, upper: 30 }),
        responseOf('p1', 'B', 10, { right: true, rested: 10, restSum: 50_000, upper: 3 }),
      ],
    });
    const first = (a: number, many: number) => list(course(a, many)).map(({ reason, also }) => [reason, ...also]);
    expect(first(5100, 2)).toEqual([['key_may_be_wrong', 'second_correct_answer']]);
    expect(first(5100, 60)).toEqual([['many_attempts', 'key_may_be_wrong', 'second_correct_answer']]);
    expect(first(6000, 60)).toEqual([['key_may_be_wrong', 'second_correct_answer', 'many_attempts']]);
  });

  it('What is on the list stays while it is only a little less sure, and keeps the moment it came', () => {
    // P(X >= 41 of 100 | 1/3) is 0.066; set against 0.5, and alone there, its adjusted value is 0.132; of 40 it is 0.193
    expect(list({ items: [item('p1', { many: 41 })] })).toMatchObject([{ block: 'p1', listedSince: 1000 }]);
    const now = { items: [item('p1', { many: 40 })] };
    expect(list(now)).toEqual([]);
    expect(list(now, new Map([['many_attempts p1', 7]]))).toMatchObject([{ block: 'p1', listedSince: 7 }]);
    const later = { items: [item('p1', { many: 37 })] };
    expect(list(later, new Map([['many_attempts p1', 7]]))).toEqual([]);
  });

  it('The list of findings is the same whatever the order of the sums', () => {
    const { versions } = simulateCourse(new SeededRandom(5), {
      learners: 150,
      faults: [{ kind: 'wrong key, number', strength: 'strong' }],
    });
    const statistics = versions[0]!;
    const turned = Object.fromEntries(
      Object.entries(statistics).flatMap(([name, rows]) => (Array.isArray(rows) ? [[name, [...rows].reverse()]] : [])),
    );
    expect(list({ ...statistics, ...turned, units: statistics.units })).toEqual(list(statistics));
  });

  it('What a later version does not show stays, until so many met that version that it would have', () => {
    // of 100, 60: z is 5.4, and so many learners as (4/5.4)² of 100 would show it again
    const before = { ...NOTHING, items: [item('p1', { many: 60 })] };
    const after = (n: number, many: number): CourseStatistics => ({
      ...NOTHING,
      items: [item('p1', { n, many })],
      versions: new Map([['p1', { from: 9, editedAt: 9, before: 100, since: n, least: n, weeks: [] }]]),
    });
    const states = (...versions: CourseStatistics[]) =>
      atOnce(listSteps(versions, new Map(), 1000, place)).map(({ needed, learners }) => [needed, learners]);
    expect(states(before)).toEqual([[null, 100]]);
    // too few to tell: still there, with the numbers from before
    expect(states(before, after(30, 5))).toEqual([[56, 100]]);
    expect(states(before, after(55, 5))).toEqual([[56, 100]]);
    // enough, and it does not show: mended
    expect(states(before, after(56, 5))).toEqual([]);
    // it shows again: the numbers are those since
    expect(states(before, after(30, 20))).toEqual([[null, 30]]);
    // mended by the first change, and the second one brings nothing back
    expect(
      states(before, after(80, 5), {
        ...after(20, 1),
        versions: new Map([['p1', { from: 10, editedAt: 10, before: 180, since: 20, least: 20, weeks: [] }]]),
      }),
    ).toEqual([]);
    // mended by neither
    const third = new Map([['p1', { from: 10, editedAt: 10, before: 130, since: 20, least: 20, weeks: [] }]]);
    expect(states(before, after(30, 5), { ...after(20, 4), versions: third })).toEqual([[56, 100]]);
  });
});

describe('the answer', () => {
  const structure = {
    courseKey: 'c',
    name: 'Course',
    version: '1',
    blocks: [
      block('c', 'course', null, 0),
      block('u1', 'vertical', 'c', 1),
      block(problemId(0), 'problem', 'u1', 2),
      block('p9', 'problem', 'u1', 3),
      block('u2', 'vertical', 'c', 4),
    ],
  };
  // of 120, 30 were marked correct; 80 chose another answer, 38 of the top 40 among them
  const findings = list({
    items: [item('problem 00', { n: 120, right: 30 })],
    parts: [
      partOf('problem 00', {
        ...{ learners: 120, right: 30, n: 120, inGroup: 30, upper: 40, upperRight: 1 },
        ...{ restSum: 720_000, restSquares: 4_800_000_000, groupRestSum: 120_000 },
      }),
    ],
    responses: [
      responseOf('problem 00', 'true', 80, { rested: 80, restSum: 560_000, upper: 38 }),
      responseOf('problem 00', 'wrong', 30, { right: true, rested: 30, restSum: 120_000, upper: 1 }),
    ],
    help: [{ block: 'p9', learners: 40, untried: 40 }],
  });
  const stored = {
    stored: STORED_VERSION as typeof STORED_VERSION,
    asOf: 1e15,
    learners: 400,
    looked: 3,
    reliability: { problems: 20, n: 120, scoreSum: 1200, scoreSquares: 13000, itemVariation: 60_000 },
    findings,
  };
  const context = (minLearners: number) => ({
    courseKey: 'c',
    minLearners,
    registeredOnly: true,
    window: { from: null, to: null },
  });
  const learners = notComputed({ thresholds: DEFAULT_THRESHOLDS, from: 'default' }, null);
  const answer = (minLearners: number, from = stored): Attention => ({
    ...attentionReport('c', new StructureIndex(structure), 1e15, from, 1e15, context(minLearners)),
    learners,
    mayAnswer: false,
  });

  it('The answer about findings keeps to the contract and says what it looked at', () => {
    const found = answer(10);
    expect(Attention.parse(found)).toEqual(found);
    expect(found.counts).toEqual({ listed: 2, setAside: 0, nothingFound: 1, tooEarly: 1 });
    expect(found.items[0]).toMatchObject({
      block: { id: problemId(0), parent: 'u1' },
      reason: 'key_may_be_wrong',
      chosen: 'true',
      state: 'new',
      edit: null,
    });
    expect(
      Attention.parse({
        ...attentionReport('c', new StructureIndex(structure), 1e15, null, null, context(10)),
        learners,
        mayAnswer: true,
      }),
    ).toMatchObject({
      computedAt: null,
      items: [],
      reliability: { kind: 'none', reason: 'not_computed_yet' },
    });
  });

  it('The answer about findings drops what rests on fewer than the threshold, and tells no text and no part of a group that is small', () => {
    expect(answer(41).items.map((one) => one.block.id)).toEqual([problemId(0)]);
    expect(answer(121).items).toEqual([]);
    const key = findings[0]!;
    const detail = key.detail as { chosen: object };
    const few = {
      ...key,
      detail: { ...detail, chosen: { text: 'secret', learners: 9 }, chosenOfWrong: { count: 9, of: 60 } },
    };
    const disclosed = answer(10, { ...stored, findings: [few] }).items[0];
    expect(disclosed).toMatchObject({ chosen: null, chosenOfWrong: { kind: 'withheld' } });
    expect(JSON.stringify(disclosed)).not.toContain('secret');
    // nine others would follow by subtraction
    const most = { ...few, detail: { ...few.detail, chosenOfWrong: { count: 51, of: 60 } } };
    expect(answer(10, { ...stored, findings: [most] }).items[0]).toMatchObject({ chosenOfWrong: { kind: 'withheld' } });
  });

  it('Few who gave up at once, or never tried, do not follow by subtraction', () => {
    const hard = (triedAgain: number) =>
      answer(10, {
        ...stored,
        findings: list({ items: [item('p1', { right: 20, everRight: 20, triedAgain, recovered: 0 })] }),
      }).items[0];
    expect(hard(80)).toMatchObject({ recovered: { kind: 'value', count: 0, of: 80 }, giveUp: { count: 80, of: 100 } });
    expect(hard(75)).toMatchObject({ recovered: { kind: 'withheld' }, giveUp: { count: 80, of: 100 } });
    const help = (untried: number) =>
      answer(10, {
        ...stored,
        findings: list({ items: [item('p1')], help: [{ block: 'p1', learners: 60, untried }] }),
      }).items[0];
    expect(help(20)).toMatchObject({ shown: { count: 60, of: 120 }, learners: 120 });
    expect(help(5)).toMatchObject({ shown: { count: 55, of: 100 }, learners: 100 });
  });

  const MONDAY = 20_695; // 2026-08-31
  const edited = (before: number, since: number, over: Partial<Finding> = {}, min = 10, weeks: number[][] = []) =>
    answer(min, {
      ...stored,
      findings: [
        {
          ...findings[0]!,
          learners: 100,
          version: {
            ...UNCHANGED,
            editedAt: (MONDAY + 2) * 86_400_000_000,
            before,
            since,
            from: since < 20 ? null : 1e15,
            weeks: weeks.map(([week = 0, learners = 0]) => ({ week: MONDAY + 7 * week, learners })),
          },
          needed: since < 45 ? 45 : null,
          ...over,
        },
      ],
    }).items;

  it('A block changed since learners were there is watched until enough have come since', () => {
    const hidden = { learnersSince: { kind: 'withheld' } };
    expect(edited(100, 15)).toMatchObject([{ state: 'watching', edit: { ...hidden, needed: 60 } }]);
    expect(edited(100, 20)).toMatchObject([{ state: 'watching', edit: { ...hidden, needed: 60 } }]);
    expect(edited(100, 45)).toMatchObject([{ state: 'new', edit: hidden }]);
    expect(edited(0, 120)).toMatchObject([{ state: 'new', edit: null }]);
  });

  it('The weeks that began after a change are stated of those who came since, as in the panel', () => {
    const since = (weeks: number[][], min = 10) => edited(100, 40, {}, min, weeks)[0]?.edit;
    // the change came on a Wednesday: of the 12 of its week it is not stated who came before it
    const weeks = [
      [-1, 90],
      [0, 12],
      [1, 14],
      [2, 24],
    ];
    expect(since(weeks)).toMatchObject({ learnersSince: 38, orMore: true });
    // of 4 in a week nothing is stated, nor of the smallest of the other weeks beside them
    expect(since([...weeks, [3, 4]])).toMatchObject({ learnersSince: 38 });
    expect(
      since([
        [-1, 90],
        [1, 14],
        [2, 4],
        [3, 24],
      ]),
    ).toMatchObject({ learnersSince: 24 });
    expect(
      since([
        [-1, 90],
        [0, 12],
      ]),
    ).toEqual(expect.not.objectContaining({ orMore: true }));
    expect(since([])).toMatchObject({ learnersSince: { kind: 'withheld' } });
    // with nothing to protect it is exact
    expect(since(weeks, 1)).toEqual({ at: expect.any(String), learnersSince: 40, needed: 45 });
  });

  it('How many have to come is told in steps, and of those who come to the block', () => {
    const needed = (over: Partial<Finding>, min = 10) => edited(100, 15, over, min)[0]?.edit?.needed;
    expect([41, 59, 60].map((n) => needed({ needed: n, learners: 115 }))).toEqual([60, 60, 60]);
    // asked of 23 of the 115 who came: five times as many have to come
    expect(needed({ needed: 46, learners: 23 }, 1)).toBe(230);
    expect(needed({ needed: 46, learners: 23 })).toBe(240);
  });

  it('The answer about findings marks each block with what is at it and inside it', () => {
    const marks = findingsByBlock(structure.blocks, stored, 10);
    expect(marks.get('u1')).toEqual({ items: 2, reason: 'key_may_be_wrong' });
    expect(marks.get('c')).toEqual({ items: 2, reason: 'key_may_be_wrong' });
    expect(marks.get('p9')).toEqual({ items: 1, reason: 'help_before_trying' });
    expect(marks.get('u2')).toBeUndefined();
    expect(findingsByBlock(structure.blocks, stored, 41).get('u1')?.items).toBe(1);
  });
});
