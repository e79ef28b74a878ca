/** Which first answer led to which last one: where it may not be said at all. */
import { type QuestionResponse, WITHHELD } from '@marginalia/contract';
import { flowOf } from '../../../api/metrics/problem/problemFlow';
import type { ResponseGroup } from '../../../api/metrics/problem/responseGroups';

const group = (value: string, over: Partial<ResponseGroup> = {}): ResponseGroup => ({
  ...{ value, texts: [], responses: [value], correct: value === 'a', first: 0, last: 0 },
  ...{ upperThird: 0, lowerThird: 0, choices: null },
  ...over,
});
const [A, B, C] = [group('a'), group('b'), group('c')];
const responses = [
  { value: 'a', correct: true, first: 50, last: 70 },
  { value: 'b', correct: false, first: 30, last: 20 },
  { value: 'c', correct: false, first: WITHHELD, last: 10, withheld: true },
] satisfies QuestionResponse[];
const pairsOf = (...pairs: readonly (readonly [first: string, last: string, learners: number])[]) =>
  pairs.map(([first, last, learners]) => ({ part: '1', first, last, learners }));
const pairs = pairsOf(['a', 'a', 50], ['b', 'a', 20], ['b', 'b', 10], ['c', 'b', 10], ['c', 'c', 10]);
const flow = (groups: readonly ResponseGroup[]) => flowOf(groups, responses, pairs, 70, 10);

it('The way from first answers to last ones is told of single choices, though one of them is withheld', () => {
  expect(flow([A, B, C])).toContainEqual({ from: 'b', to: 'a', learners: 20 });
});

it('The way from first answers to last ones is not told of lists of which one is withheld: their choices are told by themselves', () => {
  expect(flow([A, B, C].map((one) => ({ ...one, choices: [one.value] })))).toBeUndefined();
});

it('The way from first answers to last ones is not told where one text stands for two answers, graded differently', () => {
  expect(flow([A, group('b', { responses: ['b', 'a'] }), C])).toBeUndefined();
});

it.each([
  { few: 5, isTold: false },
  { few: 15, isTold: true },
])(
  'The way from first answers to last ones is not told where few gave a withheld correct one: $few',
  ({ few, isTold }) => {
    // first: a 50, b 30, c 30, d 5 or 15. All who were correct at first, less those of a, are those of d: c hides none of them
    const D = group('d', { correct: true });
    const all = [...responses, { value: 'd', correct: true, first: WITHHELD, last: 0, withheld: true } as const];
    const told = flowOf([A, B, C, D], all, [...pairs, ...pairsOf(['c', 'a', 10], ['d', 'a', few])], 80 + few, 10);
    if (isTold) expect(told).toContainEqual({ from: 'b', to: 'a', learners: 20 });
    else expect(told).toBeUndefined();
  },
);
