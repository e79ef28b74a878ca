/** Which of several overlapping groups of the same learners are hidden: no more than has to be. */
import { DisclosureSolver } from '../../api/metrics/kit/privacy/disclosureSolver';

/**
 * A hundred learners are cut in two ways, and one of the parts, `both`, is a part either way. Each way leaves 5 learners: by
 * kinds 2 in both of these fives, 3 in each of them only.
 */
const both = { row: [1, 0, 0, 0, 0], size: 50 };
const one = { row: [0, 0, 0, 1, 1], size: 45 };
const other = { row: [0, 0, 1, 0, 1], size: 45 };
const solver = new DisclosureSolver(
  [
    [0, 1, 1, 0, 0],
    [0, 1, 0, 1, 0],
  ],
  10,
);
const disclosed = (weights: readonly [number, number, number]): boolean[] =>
  solver.discloseMost(
    { row: [1, 1, 1, 1, 1], size: 100 },
    [both, one, other].map((group, at) => ({ ...group, weight: weights[at] ?? 1 })),
  );

it('What weighs least together is hidden', () => {
  expect(disclosed([1, 1, 1])).toEqual([false, true, true]);
  expect(disclosed([3, 1, 1])).toEqual([true, false, false]);
});

it('The fewest learners are hidden of what weighs the same', () => {
  expect(disclosed([2, 1, 1])).toEqual([false, true, true]);
});
