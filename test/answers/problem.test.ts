import { problemAnswer } from '../../api/answers/problem';
import { problemSums } from '../../api/answers/problemSums';
import type { Fact, Mark, PartFact } from '../../api/facts/types';
import { none } from '../../src/contract';

const WITHHELD = { kind: 'withheld', reason: 'too_few_learners' };
const BLOCK = { id: 'p', type: 'problem', name: 'P', parent: null };
const CONTEXT = { courseKey: 'c', minLearners: 10, registeredOnly: false, window: { from: null, to: null } };

const part = (answer: string, right: Mark, type = 'choice'): PartFact => ({
  part: '1',
  type,
  question: 'Q?',
  firstAnswer: answer,
  firstRight: right,
  lastAnswer: answer,
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
  restRight: 0,
  restTried: 0,
  parts,
  hints: 0,
  answersShown: 0,
  video: null,
  ...more,
});

const learners = (n: number, answer: string, right: Mark, type?: string): Fact[] =>
  Array.from({ length: n }, () => fact([part(answer, right, type)]));

const answer = (facts: Fact[]) =>
  problemAnswer(BLOCK, problemSums(facts, CONTEXT), [], none('not_computed_yet'), CONTEXT);
const answers = (facts: Fact[]) => new Map(answer(facts).parts[0]?.answers.map((row) => [row.value, row.first]));

describe('answers', () => {
  it('of few are withheld, and the next smallest wrong one with them', () => {
    const told = answers([
      ...learners(30, 'right', 1),
      ...learners(20, 'a', 0),
      ...learners(12, 'b', 0),
      ...learners(3, 'c', 0),
    ]);
    expect(told.get('right')).toBe(30);
    expect(told.get('a')).toBe(20);
    expect(told.get('b')).toEqual(WITHHELD);
    expect(told.get('c')).toEqual(WITHHELD);
  });

  it('that are the only wrong one are told by the rate, so hiding them would hide nothing', () => {
    expect(answers([...learners(30, 'right', 1), ...learners(3, 'a', 0)]).get('a')).toBe(3);
  });

  it('in learners’ own words are told where enough wrote them; the others are one row without words', () => {
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

  it('that are lists are broken down by choice, but for choices that would give a withheld list away', () => {
    const [first] = answer([
      ...learners(30, '["a","b"]', 1),
      ...learners(15, '["a"]', 0),
      ...learners(12, '["b"]', 0),
      ...learners(4, '["a","c"]', 0),
    ]).parts;
    const choices = new Map(first?.choices.map((row) => [row.value, row.first]));
    // 49 chose a; 30 + 15 are told, so 49 would tell the 4
    expect(choices.get('a')).toEqual(WITHHELD);
    expect(choices.get('c')).toEqual(WITHHELD);
  });
});

describe('discrimination', () => {
  const pair = (right: Mark, restRight: number, restTried = 10): Fact =>
    fact([part('x', right)], { restRight, restTried });
  const strongRight = (n: number): Fact[] =>
    Array.from({ length: n }, (_, i) => pair(i % 2 === 0 ? 1 : 0, i % 2 === 0 ? 8 : 3));

  it('is told where exactly the strong ones are right', () => {
    expect(answer(strongRight(40)).discrimination).toMatchObject({ kind: 'value', of: 40 });
  });

  it('needs 30 learners, each with five other problems tried', () => {
    expect(answer(strongRight(28)).discrimination).toMatchObject({ kind: 'none' });
    expect(answer(strongRight(40).map((one) => ({ ...one, restTried: 4 }))).discrimination).toMatchObject({
      kind: 'none',
    });
  });
});

it('weeks with few first tries are withheld, and another with them', () => {
  const inWeek = (n: number, week: number): Fact[] =>
    learners(n, 'right', 1).map((one) => ({ ...one, firstTryAt: Date.UTC(2026, 2, 2 + 7 * week) * 1000 }));
  const { trend } = answer([...inWeek(30, 0), ...inWeek(3, 1), ...inWeek(12, 2)]);
  expect(trend.map(({ firstTry }) => firstTry.kind)).toEqual(['value', 'withheld', 'withheld']);
});
