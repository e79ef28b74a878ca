import { StructureIndex } from '../../../api/facts/structureIndex';
import { notComputed } from '../../../api/metrics/learners/attentionAnswer';
import { DEFAULT_THRESHOLDS } from '@marginalia/contract';
import { type Finding, detect, makeList } from '../../../api/metrics/attention/attention';
import { attentionAnswer, attentionMarks } from '../../../api/metrics/attention/attentionAnswer';
import type { CourseStatistics } from '../../../api/metrics/attention/attentionTypes';
import { Attention } from '@marginalia/contract';
import { problemId, simulateCourse } from '../../simulation/course';
import { falseAlarms, power } from '../../simulation/falseAlarms';
import { PROMISED } from '../../simulation/page';
import { SeededRandom } from '../../simulation/random';
import { block } from '../../support/history';

const NOTHING: CourseStatistics = { items: [], parts: [], answers: [], help: [], videos: [], units: [] };
const SOUND = { editedAt: null, before: 0, since: 0 };
const place = (block: string): number => Number(/\d+/.exec(block)?.[0] ?? 0);
const list = (statistics: Partial<CourseStatistics>, before = new Map<string, number>()): Finding[] =>
  makeList(detect({ ...NOTHING, ...statistics }), before, 1000, place);
const reasons = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => `${finding.block} ${finding.detail.reason}`);

/** A problem of which only some numbers matter. */
const item = (block: string, over: Partial<CourseStatistics['items'][number]> = {}) => ({
  block,
  n: 100,
  right: 50,
  everRight: 80,
  attempts: 150,
  triedAgain: 40,
  recovered: 30,
  many: 2,
  ...SOUND,
  ...over,
});
const unit = (block: string, reached: number, shows = true) => ({ block, reached, shows });
const video = (block: string, ends: number[]) => ({ block, duration: ends.length * 10, ends, ...SOUND });

describe('false alarms', () => {
  it.each([
    [15, 150],
    [30, 150],
    [100, 60],
    [1000, 4],
  ])('of sound problems at %i learners: no more than is promised, and far fewer than by fixed bands', (n, courses) => {
    const found = falseAlarms(n, courses, 7);
    expect(found.ours).toBeLessThanOrEqual(PROMISED);
    expect(found.oursAnyBlock).toBeLessThanOrEqual(0.1);
    expect(found.blackboard).toBeGreaterThan(0.1);
    expect(found.moodleLikely).toBeGreaterThan(0.5);
  });

  it.each([
    [30, 0.1],
    [50, 0.4],
    [100, 0.8],
  ])('a broken key among %i learners is found in more than %f of courses, and stands first', (n, least) => {
    for (const fault of ['reversed', 'wrong answer marked'] as const) {
      const found = power(n, fault, 40, 3);
      expect(found.listed).toBeGreaterThan(least);
      expect(found.first).toBe(found.listed);
    }
  });
});

describe('what is listed', () => {
  it('neither easy nor hard alone', () => {
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

  it('hard, and trying again helps hardly anybody', () => {
    expect(reasons(list({ items: [item('p1', { right: 10, everRight: 14, triedAgain: 70, recovered: 4 })] }))).toEqual([
      'p1 hard_without_recovery',
    ]);
  });

  it('five submissions and more by most; the answer shown before trying by many', () => {
    const found = list({
      items: [item('p1', { many: 60 }), item('p2', { many: 34 }), item('p3')],
      help: [
        { block: 'p3', learners: 40, untried: 5 },
        { block: 'p2', learners: 9, untried: 0 },
        // nobody tries it at all
        { block: 'p4', learners: 30, untried: 30 },
      ],
    });
    expect(reasons(found).sort()).toEqual(['p1 many_attempts', 'p3 help_before_trying', 'p4 help_before_trying']);
    expect(found.find((one) => one.block === 'p3')?.detail).toMatchObject({ shown: { count: 40, of: 105 } });
  });

  it('where many leave a video; not its beginning, its end, or a video that is left evenly', () => {
    const even = Array.from({ length: 40 }, () => 3);
    const wave = even.map((n, bin) => (bin === 20 ? 40 : n));
    const found = list({
      videos: [
        video('v1', even),
        video('v2', wave),
        video('v3', [60, ...even]),
        video('v4', [...even.slice(0, 39), 80]),
      ],
    });
    expect(reasons(found)).toEqual(['v2 video_drop_out']);
    expect(found[0]?.detail).toMatchObject({ from: 200, to: 210, left: { count: 40, of: 97 } }); // 60 of 157 were gone
  });

  it('a unit passed by, and one never opened; not the slow loss of learners, and not what sends no events', () => {
    const found = list({
      units: [
        unit('u1', 200),
        unit('u2', 60),
        unit('u3', 180),
        unit('u4', 120),
        unit('u5', 0),
        unit('u6', 0),
        unit('u7', 110),
        unit('u8', 0, false),
        unit('u9', 100),
        unit('u10', 40),
        unit('u11', 0),
      ],
    });
    expect(reasons(found).sort()).toEqual(['u2 unit_skipped', 'u5 unit_skipped', 'u6 unit_skipped']);
  });

  it('below 10 learners nothing; below 50 it is early; strong only from 100', () => {
    const hard = (n: number) =>
      list({ items: [item('p1', { n, right: 0, everRight: 0, triedAgain: n, recovered: 0 })] });
    expect(hard(9)).toEqual([]);
    expect(hard(49)[0]?.evidence).toBe('early');
    expect(hard(50)[0]?.evidence).toBe('worth_a_look');
    expect(hard(99)[0]?.evidence).toBe('worth_a_look');
    expect(hard(100)[0]?.evidence).toBe('strong');
  });
});

describe('the list', () => {
  it('a broken key first, then whatever concerns most learners, then the order of the course', () => {
    const { statistics } = simulateCourse(new SeededRandom(11), 150, 'wrong answer marked');
    const found = list({
      ...statistics,
      units: [unit('u31', 4000), unit('u32', 10), unit('u33', 4000)],
      help: [
        { block: 'problem 07', learners: 100, untried: 0 },
        { block: 'problem 03', learners: 100, untried: 0 },
      ],
    });
    expect(reasons(found)).toEqual([
      `${problemId(0)} key_may_be_wrong`,
      'u32 unit_skipped',
      'problem 03 help_before_trying',
      'problem 07 help_before_trying',
    ]);
  });

  it('one entry a block; further reasons stand beside it', () => {
    const found = list({ items: [item('p1', { right: 5, everRight: 8, triedAgain: 80, recovered: 3, many: 90 })] });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ also: ['many_attempts'], detail: { reason: 'hard_without_recovery' } });
  });

  it('what is on it stays while it is only a little less sure, and keeps the moment it came', () => {
    // P(X >= 43 of 100 | 1/3) is 0.03; among five problems its adjusted value lies between 0.1 and 0.2
    const others = ['p2', 'p3', 'p4', 'p5'].map((block) => item(block));
    const now = { items: [item('p1', { many: 43 }), ...others] };
    expect(list(now)).toEqual([]);
    expect(list(now, new Map([['many_attempts p1', 7]]))).toMatchObject([{ block: 'p1', listedSince: 7 }]);
    const later = { items: [item('p1', { many: 39 }), ...others] };
    expect(list(later, new Map([['many_attempts p1', 7]]))).toEqual([]);
  });

  it('is the same whatever the order of the sums', () => {
    const { statistics } = simulateCourse(new SeededRandom(5), 120, 'reversed');
    const turned = Object.fromEntries(Object.entries(statistics).map(([name, rows]) => [name, [...rows].reverse()]));
    expect(list({ ...statistics, ...turned, units: statistics.units })).toEqual(list(statistics));
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
  const { statistics } = simulateCourse(new SeededRandom(2), 120, 'wrong answer marked');
  const findings = list({ ...statistics, help: [{ block: 'p9', learners: 40, untried: 40 }], units: [], videos: [] });
  const stored = {
    asOf: 1e15,
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
    ...attentionAnswer('c', new StructureIndex(structure), 1e15, from, 1e15, context(minLearners)),
    learners,
    mayAnswer: false,
  });

  it('keeps to the contract and says what it looked at', () => {
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
        ...attentionAnswer('c', new StructureIndex(structure), 1e15, null, null, context(10)),
        learners,
        mayAnswer: true,
      }),
    ).toMatchObject({
      computedAt: null,
      items: [],
      reliability: { kind: 'none', reason: 'not_computed_yet' },
    });
  });

  it('drops what rests on fewer than the threshold, and tells no text and no part of a group that is small', () => {
    expect(answer(41).items.map((one) => one.block.id)).toEqual([problemId(0)]);
    expect(answer(121).items).toEqual([]);
    const key = findings[0]!;
    if (key.detail.reason !== 'key_may_be_wrong') throw new Error('not the key');
    const few = {
      ...key,
      detail: { ...key.detail, chosen: { text: 'secret', learners: 9 }, chosenOfWrong: { count: 9, of: 60 } },
    };
    const disclosed = answer(10, { ...stored, findings: [few] }).items[0];
    expect(disclosed).toMatchObject({ chosen: null, chosenOfWrong: { kind: 'withheld' } });
    expect(JSON.stringify(disclosed)).not.toContain('secret');
    // nine others would follow by subtraction
    const most = { ...few, detail: { ...few.detail, chosenOfWrong: { count: 51, of: 60 } } };
    expect(answer(10, { ...stored, findings: [most] }).items[0]).toMatchObject({ chosenOfWrong: { kind: 'withheld' } });
  });

  it('few who gave up at once, or never tried, do not follow by subtraction', () => {
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

  it('a block changed since learners were there is watched until enough have come since', () => {
    const edited = (before: number, since: number) =>
      answer(10, { ...stored, findings: [{ ...findings[0]!, edit: { editedAt: 1e15, before, since } }] }).items;
    expect(edited(100, 15)).toMatchObject([{ state: 'watching', edit: { learnersSince: 15, needed: 20 } }]);
    expect(edited(100, 4)).toMatchObject([{ state: 'watching', edit: { learnersSince: { kind: 'withheld' } } }]);
    expect(edited(100, 20)).toMatchObject([{ state: 'new', edit: { learnersSince: 20 } }]);
    expect(edited(0, 120)).toMatchObject([{ state: 'new', edit: null }]);
  });

  it('marks each block with what is at it and inside it', () => {
    const marks = attentionMarks(structure.blocks, stored, 10);
    expect(marks.get('u1')).toEqual({ items: 2, reason: 'key_may_be_wrong' });
    expect(marks.get('c')).toEqual({ items: 2, reason: 'key_may_be_wrong' });
    expect(marks.get('p9')).toEqual({ items: 1, reason: 'help_before_trying' });
    expect(marks.get('u2')).toBeUndefined();
    expect(attentionMarks(structure.blocks, stored, 41).get('u1')?.items).toBe(1);
  });
});
