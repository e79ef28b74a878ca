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
const pairs = [
  ['a', 'a', 50],
  ['b', 'a', 20],
  ['b', 'b', 10],
  ['c', 'b', 10],
  ['c', 'c', 10],
].map(([first, last, learners]) => ({
  part: '1',
  first: String(first),
  last: String(last),
  learners: Number(learners),
}));
const flow = (groups: readonly ResponseGroup[]) => flowOf(groups, responses, pairs, 70, 10);

it('The way from first answers to last ones is told of single choices, though one of them is withheld', () => {
  expect(flow([A, B, C])).toContainEqual({ from: 'b', to: 'a', learners: 20 });
});

it('The way from first answers to last ones is not told of lists of which one is withheld: their choices are told by themselves', () => {
  expect(flow([A, B, C].map((one) => ({ ...one, choices: [one.value] })))).toBeUndefined();
});
