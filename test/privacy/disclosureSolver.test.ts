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

const flags = (length: number) => fc.array(fc.constantFrom(0, 1), { minLength: length, maxLength: length });
const sizeOf = (row: readonly number[], sizes: readonly number[]): number =>
  row.reduce((sum, is, at) => sum + is * (sizes[at] ?? 0), 0);
const exact = (row: readonly number[]): bigint[] => row.map(BigInt);

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
