/** Which of several overlapping groups of the same learners are hidden: no more than has to be. */
import fc from 'fast-check';
import { DisclosureSolver } from '../../api/metrics/kit/privacy/disclosureSolver';
import { Equations as Known } from '../../api/metrics/kit/privacy/equations';
import { Equations } from './attack';

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

it('What follows once nobody is known to be in a group is minded, too', () => {
  // 20, 0, 0 and 5 learners. All but the last and the first alone: nobody is of the kinds between, so that 5 follow
  const [allButLast, first] = [
    { row: [1, 1, 1, 0], size: 20, weight: 2 },
    { row: [1, 0, 0, 0], size: 20, weight: 1 },
  ];
  const minding = new DisclosureSolver(
    [
      [0, 1, 1, 0],
      [0, 1, 0, 1],
    ],
    10,
  );
  expect(minding.discloseMost({ row: [1, 1, 1, 1], size: 25 }, [allButLast, first])).toEqual([true, false]);
});

it('What follows once nobody is known to be in hidden groups is minded, too', () => {
  // the groups of 0, 0 and 25, and another of 20, by kinds: 0 of the first and 20 of the third. The third and the whole alone:
  // nobody is of the first two, so that 5 of the third are not of the other
  const disjoint = [
    { row: [1, 0, 0, 0], size: 0, weight: 1 },
    { row: [0, 1, 0, 0], size: 0, weight: 1 },
    { row: [0, 0, 1, 1], size: 25, weight: 3 },
  ];
  const overlapping = { row: [1, 0, 1, 0], size: 20, weight: 3 };
  const minding = new DisclosureSolver([[0, 0, 0, 1]], 10);
  const whole = { row: [1, 1, 1, 1], size: 25 };
  expect(minding.discloseMost(whole, [...disjoint, overlapping], disjoint)).toEqual([true, true, true, false]);
});

describe('where the best choice takes too long', () => {
  /** Eight times 50 learners and 3 more: of the 50 and of the 53 one may be disclosed. */
  const PAIRS = 8;
  const kinds = Array.from({ length: 2 * PAIRS }, (_, at) => at);
  const rowOf = (...some: number[]) => kinds.map((kind) => Number(some.includes(kind)));
  const few = Array.from({ length: PAIRS }, (_, pair) => rowOf(2 * pair + 1));
  const chosen = (weightOf50: number): boolean[] => {
    const candidates = few.flatMap((_, pair) => [
      { row: rowOf(2 * pair), size: 50, weight: weightOf50 },
      { row: rowOf(2 * pair, 2 * pair + 1), size: 53, weight: 1 },
    ]);
    return new DisclosureSolver(few, 10).discloseMost({ row: rowOf(...kinds), size: 53 * PAIRS }, candidates);
  };

  it('What weighs most is disclosed', () => {
    expect(chosen(3)).toEqual(few.flatMap(() => [true, false]));
  });

  it('The larger of two groups is disclosed where they weigh the same', () => {
    expect(chosen(1)).toEqual(few.flatMap(() => [false, true]));
  });
});

const flags = (length: number) => fc.array(fc.constantFrom(0, 1), { minLength: length, maxLength: length });
const sizeOf = (row: readonly number[], sizes: readonly number[]): number =>
  row.reduce((sum, is, at) => sum + is * (sizes[at] ?? 0), 0);
const exact = (row: readonly number[]): bigint[] => row.map(BigInt);

it('What follows from a sum is the sum, and nothing of a single kind in it', () => {
  const known = new Known([]);
  known.add([1, 1, 1], 25);
  expect(known.value([1, 1, 1])).toBe(25);
  for (const row of [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1, 1, 0],
  ])
    expect(known.value(row)).toBeNull();
  known.add([0, 1, 1], 5);
  expect([known.value([1, 0, 0]), known.value([0, 1, 0]), known.value([1, 1, 0])]).toEqual([20, null, null]);
});

it('What follows from many numbers is found exactly', () => {
  const KINDS = 24;
  fc.assert(
    fc.property(
      fc.array(flags(KINDS), { minLength: 20, maxLength: 26 }),
      fc.array(fc.nat(40), { minLength: KINDS, maxLength: KINDS }),
      fc.array(flags(KINDS), { minLength: 3, maxLength: 3 }),
      (rows, sizes, asked) => {
        const [known, check] = [new Known([]), new Equations()];
        for (const row of rows) {
          known.add(row, sizeOf(row, sizes));
          check.add(exact(row));
        }
        for (const row of [...asked, ...rows.slice(0, 3)])
          expect(known.value(row)).toBe(check.discloses(exact(row)) ? sizeOf(row, sizes) : null);
      },
    ),
    { numRuns: 100 },
  );
});

it('No small group follows from many groups, for which the best choice takes too long', () => {
  const KINDS = 10;
  const size = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 40 }));
  fc.assert(
    fc.property(
      fc.array(size, { minLength: KINDS, maxLength: KINDS }),
      fc.array(flags(KINDS), { minLength: 16, maxLength: 16 }),
      (sizes, rows) => {
        const single = sizes.map((_, at) => sizes.map((__, other) => Number(at === other)));
        const whole = {
          row: sizes.map(() => 1),
          size: sizeOf(
            sizes.map(() => 1),
            sizes,
          ),
        };
        const disjoint = single.map((row, at) => ({ row, size: sizes[at] ?? 0, weight: 1 }));
        const candidates = [...rows.filter((row) => row.includes(1)), ...single].map((row) => ({
          ...{ row, size: sizeOf(row, sizes), weight: 1 },
        }));
        const shown = new DisclosureSolver(single, 10).discloseMost(whole, candidates, disjoint);
        const equations = new Equations();
        equations.add(exact(whole.row));
        candidates.forEach(({ row }, at) => shown[at] && equations.add(exact(row)));
        const hidden = single.filter(
          (row) => !candidates.some((one, at) => shown[at] && one.row.join() === row.join()),
        );
        const unions = Array.from({ length: 2 ** hidden.length - 1 }, (_, set) =>
          sizes.map((__, kind) => Number(hidden.some((row, at) => ((set + 1) >> at) & 1 && row[kind] === 1))),
        );
        const few = unions.filter((row) => sizeOf(row, sizes) < 10 && equations.discloses(exact(row)));
        expect(few).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});
