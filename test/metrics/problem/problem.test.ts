import fc from 'fast-check';
import { problemReport } from '../../../api/metrics/problem/problem';
import { problemSums, statedOf } from '../../support/plainProblem';
import type { Fact, Correctness, PartFact } from '../../../api/facts/types';
import { none } from '@marginalia/contract';
import { Equations } from '../../privacy/attack';

const WITHHELD = { kind: 'withheld', reason: 'too_few_learners' };
const BLOCK = { id: 'p', type: 'problem', name: 'P', parent: null };
const CONTEXT = { courseKey: 'c', minLearners: 10, registeredOnly: false, window: { from: null, to: null } };

const part = (answer: string, right: Correctness, type = 'choice'): PartFact => ({
  part: '1',
  type,
  question: 'Q?',
  firstResponse: answer,
  firstRight: right,
  lastResponse: answer,
  lastRight: right,
  everRight: right,
});

const fact = (parts: PartFact[], more: Partial<Fact> = {}): Fact => ({
  block: 'p',
  registered: true,
  enrolled: true,
  mode: 'audit',
  firstAt: 1,
  lastAt: 1,
  reached: 4,
  completed: false,
  tried: 1,
  firstRight: parts[0]?.firstRight === 1 ? 1 : 0,
  everRight: parts[0]?.everRight === 1 ? 1 : 0,
  attempts: 1,
  firstTryAt: 1,
  firstAttemptAfter: null,
  restRight: 0,
  restTried: 0,
  parts,
  hints: 0,
  answersShown: 0,
  video: null,
  ...more,
});

const learners = (n: number, answer: string, right: Correctness, type?: string): Fact[] =>
  Array.from({ length: n }, () => fact([part(answer, right, type)]));

const answer = (facts: Fact[]) =>
  problemReport(BLOCK, statedOf(facts, CONTEXT), problemSums(facts, CONTEXT), [], none('not_computed_yet'), CONTEXT);
const answers = (facts: Fact[]) => new Map(answer(facts).parts[0]?.answers.map((row) => [row.value, row.first]));

describe('answers', () => {
  it('Answers of few are withheld, and the next smallest wrong one with them', () => {
    const disclosed = answers([
      ...learners(30, 'right', 1),
      ...learners(20, 'a', 0),
      ...learners(12, 'b', 0),
      ...learners(3, 'c', 0),
    ]);
    expect(disclosed.get('right')).toBe(30);
    expect(disclosed.get('a')).toBe(20);
    expect(disclosed.get('b')).toEqual(WITHHELD);
    expect(disclosed.get('c')).toEqual(WITHHELD);
  });

  it('Answers that are the only wrong one are told by the rate, so hiding them would hide nothing', () => {
    expect(answers([...learners(30, 'right', 1), ...learners(3, 'a', 0)]).get('a')).toBe(3);
  });

  it('Answers in learners’ own words are told where enough wrote them; the others are one row without words', () => {
    const [first] = answer([
      ...learners(30, 'loop', 1, 'fill-in'),
      ...learners(11, 'lop', 0, 'fill-in'),
      ...learners(6, 'Secret One', 0, 'fill-in'),
      ...learners(6, 'secret two', 0, 'fill-in'),
    ]).parts;
    expect(first?.answers.map((row) => row.value)).toEqual(['loop', 'lop']);
    expect(first?.other).toMatchObject({ texts: 2, first: 12 });
    expect(JSON.stringify(first)).not.toMatch(/secret/i);
  });

  it('Answers that are lists are broken down by choice, but for choices that would give a withheld list away', () => {
    const [first] = answer([
      ...learners(30, '["a","b"]', 1),
      ...learners(15, '["a"]', 0),
      ...learners(12, '["b"]', 0),
      ...learners(4, '["a","c"]', 0),
    ]).parts;
    const choices = new Map(first?.choices.map((row) => [row.value, row.first]));
    // 49 chose a; 30 + 15 are disclosed, so 49 would tell the 4
    expect(choices.get('a')).toEqual(WITHHELD);
    expect(choices.get('c')).toEqual(WITHHELD);
  });
});

it('Who tried and was never right counts as giving up, however often they tried', () => {
  const all = [
    ...learners(30, 'right', 1),
    ...Array.from({ length: 12 }, () => fact([part('wrong', 0)], { everRight: 1, attempts: 2 })),
    ...learners(18, 'wrong', 0),
  ];
  expect(answer(all)).toMatchObject({
    firstTry: { count: 30, of: 60 },
    eventual: { count: 42, of: 60 },
    giveUp: { count: 18, of: 60, value: 0.3 },
  });
});

describe('submissions', () => {
  const tries = (...each: [learners: number, attempts: number][]): Fact[] =>
    each.flatMap(([n, attempts]) => learners(n, 'right', 1).map((one) => ({ ...one, attempts })));

  it('Submissions are told in all, and as a mean, where enough learners made more than one', () => {
    expect(answer(tries([20, 1], [10, 2], [10, 4])).attempts).toEqual({ total: 80, mean: 2, median: 1.5, max: 4 });
    expect(answer(tries([40, 1])).attempts).toEqual({ total: 40, mean: 1, median: 1, max: 1 });
  });

  it('Submissions are told by the middle learner only where few made more than one', () => {
    expect(answer(tries([40, 1], [1, 7])).attempts).toEqual({
      total: WITHHELD,
      mean: WITHHELD,
      median: 1,
      max: 1,
      orMore: true,
    });
  });

  it('The most submissions are as many as enough learners made, or more', () => {
    expect(answer(tries([20, 1], [9, 3], [3, 5], [1, 40])).attempts).toMatchObject({ max: 3, orMore: true });
    expect(answer(tries([20, 1], [9, 3], [10, 5])).attempts).toMatchObject({ max: 5 });
    expect(answer(tries([20, 1], [9, 3], [10, 5])).attempts).not.toHaveProperty('orMore');
  });
});

describe('help', () => {
  it('Help of a few who tried is withheld, also where nobody used any', () => {
    const withheld = { learners: WITHHELD, events: WITHHELD };
    expect(answer(learners(3, 'right', 1)).help).toEqual({ hint: withheld, answerShown: withheld });
  });

  it('Help is 0 where enough tried, or nobody did', () => {
    const none_ = { hint: { learners: 0, events: 0 }, answerShown: { learners: 0, events: 0 } };
    expect(answer(learners(12, 'right', 1)).help).toEqual(none_);
    expect(answer([]).help).toEqual(none_);
  });
});

it('The newest event is told by the day where few tried', () => {
  const late = (n: number): Fact[] => learners(n, 'right', 1).map((one) => ({ ...one, lastAt: 1_772_444_430_123_456 }));
  expect(answer(late(9)).asOf).toBe('2026-03-02');
  expect(answer(late(10)).asOf).toBe('2026-03-02T09:40:30.123456Z');
});

it('The learners of a difficulty are withheld where few have come since it was computed', () => {
  const difficulty = (of: number) => ({
    ...({ kind: 'value', model: '2pl', value: 0, low: -1, high: 1, percentile: 0.5, problems: 9 } as const),
    ...{ of, computedAt: '2026-03-02T00:00:00Z' },
  });
  const disclosed = (n: number, of: number) => {
    const facts = learners(n, 'right', 1);
    const sums = problemSums(facts, CONTEXT);
    return problemReport(BLOCK, statedOf(facts, CONTEXT), sums, [], difficulty(of), CONTEXT).difficulty;
  };
  expect(disclosed(42, 39)).toEqual({ ...difficulty(39), of: WITHHELD });
  expect(disclosed(42, 42)).toEqual(difficulty(42));
  expect(disclosed(52, 42)).toEqual(difficulty(42));
  expect(disclosed(42, 9)).toEqual(WITHHELD);
});

describe('discrimination', () => {
  const pair = (right: Correctness, restRight: number, restTried = 10): Fact =>
    fact([part('x', right)], { restRight, restTried });
  const strongRight = (n: number): Fact[] =>
    Array.from({ length: n }, (_, i) => pair(i % 2 === 0 ? 1 : 0, i % 2 === 0 ? 8 : 3));

  it('Discrimination is told where exactly the strong ones are right', () => {
    expect(answer(strongRight(40)).discrimination).toMatchObject({ kind: 'value', of: 40 });
  });

  it('Discrimination does not tell, nor lets its interval tell, by how few its learners are less than all', () => {
    const some = (n: number, others: number) =>
      answer([...strongRight(n), ...strongRight(others).map((one) => ({ ...one, restTried: 4 }))]).discrimination;
    const [one, three, enough] = [some(41, 1), some(39, 3), some(40, 12)];
    expect([one, three, enough]).toMatchObject([{ of: WITHHELD }, { of: WITHHELD }, { of: 40 }]);
    // as wide as of 32, which is 42 less the threshold
    const width = (disclosed: typeof one): number =>
      disclosed.kind === 'value' ? disclosed.high - disclosed.low : NaN;
    expect(width(one)).toBeGreaterThan(width(answer(strongRight(41)).discrimination));
    // too few are left of 34 to say anything of
    expect(some(33, 1)).toEqual(WITHHELD);
  });

  it('Discrimination needs 30 learners, each with five other problems tried', () => {
    expect(answer(strongRight(28)).discrimination).toMatchObject({ kind: 'none' });
    expect(answer(strongRight(40).map((one) => ({ ...one, restTried: 4 }))).discrimination).toMatchObject({
      kind: 'none',
    });
  });
});

it('Weeks with few first tries are withheld, and another with them', () => {
  const inWeek = (n: number, week: number): Fact[] =>
    learners(n, 'right', 1).map((one) => ({ ...one, firstTryAt: Date.UTC(2026, 2, 2 + 7 * week) * 1000 }));
  const { trend } = answer([...inWeek(30, 0), ...inWeek(3, 1), ...inWeek(12, 2)]);
  expect(trend.map(({ firstTry }) => firstTry.kind)).toEqual(['value', 'withheld', 'withheld']);
});

describe('first answers and last ones', () => {
  const went = (n: number, first: string, last: string, more: Partial<PartFact> = {}): Fact[] =>
    Array.from({ length: n }, () => {
      const [a, b] = [first === 'right' ? 1 : 0, last === 'right' ? 1 : 0] as [Correctness, Correctness];
      const both = { ...part(first, a), lastResponse: last, lastRight: b, everRight: (a || b) as Correctness, ...more };
      return fact([both], { everRight: both.everRight === 1 ? 1 : 0 });
    });
  const flow = (facts: Fact[]) =>
    answer(facts).parts[0]?.flow?.map(({ from, to, learners: n }) => [from, to, typeof n === 'number' ? n : 'few']);

  it('First answers and last ones are told in pairs where all of them are of enough learners, or of nobody', () => {
    const all = [
      ...went(30, 'right', 'right'),
      ...went(20, 'a', 'right'),
      ...went(14, 'a', 'a'),
      ...went(12, 'b', 'a'),
    ];
    expect(flow(all)).toEqual([
      ['a', 'a', 14],
      ['a', 'right', 20],
      ['a', 'b', 0],
      ['right', 'a', 0],
      ['right', 'right', 30],
      ['right', 'b', 0],
      ['b', 'a', 12],
      ['b', 'right', 0],
      ['b', 'b', 0],
    ]);
  });

  it('First answers and last ones of few are withheld, with as many more as would tell them', () => {
    const all = [
      ...went(40, 'right', 'right'),
      ...went(20, 'a', 'right'),
      ...went(4, 'a', 'a'),
      ...went(15, 'a', 'b'),
      ...went(12, 'b', 'a'),
      ...went(11, 'b', 'right'),
      ...went(13, 'b', 'b'),
    ];
    // 20 and 15 of who began with a would leave the 4, as would the 12 of who ended with it
    const disclosed = new Map(flow(all)?.map(([from, to, n]) => [`${from} ${to}`, n]));
    expect(disclosed.get('a a')).toBe('few');
    expect(disclosed.get('right right')).toBe(40);
    expect(disclosed.get('a right')).toBe(20);
    expect(disclosed.get('a b')).toBe('few');
    expect(disclosed.get('b a')).toBe('few');
  });

  it.each([
    ['marked in different ways from time to time', went(20, 'right', 'right', { lastRight: 0 })],
    ['which few had right and gave up again', went(3, 'a', 'a', { everRight: 1 })],
    ['in learners’ own words', went(20, 'a', 'right', { type: 'fill-in' })],
    ['of which some are too few', [...went(2, 'b', 'b'), ...went(2, 'b', 'right')]],
  ])('First answers and last ones are not told of answers %s', (_, some) => {
    const all = [...went(30, 'right', 'right'), ...went(20, 'a', 'right'), ...went(14, 'a', 'a')];
    expect(flow(all)).toBeDefined();
    expect(flow([...all, ...some])).toBeUndefined();
  });

  /** Who began and ended with which of three choices, one of them right; and who was right in between. */
  const KINDS = ['right', 'a', 'b'].flatMap((first) =>
    ['right', 'a', 'b'].flatMap((last) =>
      (first === 'right' || last === 'right' ? [true] : [true, false]).map((ever) => ({ first, last, ever })),
    ),
  );
  type Kind = (typeof KINDS)[number];
  const rowOf = (test: (kind: Kind) => boolean): bigint[] => KINDS.map((kind) => (test(kind) ? 1n : 0n));
  const PAIRS = ['right', 'a', 'b'].flatMap((first) => ['right', 'a', 'b'].map((last) => ({ first, last })));
  const GROUPS = [
    ...Array.from({ length: 2 ** PAIRS.length - 1 }, (_, set) =>
      rowOf(({ first, last }) =>
        PAIRS.some((pair, at) => ((set + 1) >> at) % 2 === 1 && pair.first === first && pair.last === last),
      ),
    ),
    rowOf(({ first, last, ever }) => ever && first !== 'right' && last !== 'right'),
  ];

  it('First answers and last ones tell no small group that was not told without them', () => {
    const size = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 8, max: 40 }));
    let many = 0;
    fc.assert(
      fc.property(fc.array(size, { minLength: KINDS.length, maxLength: KINDS.length }), (sizes) => {
        const all = KINDS.flatMap(({ first, last, ever }, at) =>
          went(sizes[at] ?? 0, first, last, { everRight: ever ? 1 : 0 }),
        );
        const [disclosed] = answer(all).parts;
        if (disclosed?.flow === undefined) return;
        many += 1;
        const before = new Equations();
        before.add(rowOf(() => true));
        before.add(rowOf(({ first }) => first === 'right'));
        before.add(rowOf(({ ever }) => ever));
        for (const { value, first, last } of disclosed.answers) {
          if (typeof first === 'number') before.add(rowOf((kind) => kind.first === value));
          if (typeof last === 'number') before.add(rowOf((kind) => kind.last === value));
        }
        const small = GROUPS.filter((row) => {
          const learners = row.reduce((sum, one, at) => sum + Number(one) * (sizes[at] ?? 0), 0);
          return learners > 0 && learners < CONTEXT.minLearners && !before.discloses(row);
        });
        for (const { from, to, learners } of disclosed.flow)
          if (typeof learners === 'number') before.add(rowOf(({ first, last }) => first === from && last === to));
        expect(small.filter((row) => before.discloses(row))).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(many).toBeGreaterThan(10);
  });
});
