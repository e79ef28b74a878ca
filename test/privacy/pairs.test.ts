import fc from 'fast-check';
import { type Table, disclosePairs } from '../../api/metrics/kit/privacy/pairs';
import { Equations } from './attack';

/**
 * Somebody knows the sums of all rows and columns, the cells told, and which cells are empty. No small group of learners
 * may follow, whichever cells it is made of.
 */
const everything = (table: Table) => ({
  rows: table.map(() => true),
  columns: (table[0] ?? []).map(() => true),
});

const rowOf = (table: Table, test: (r: number, c: number) => boolean): bigint[] =>
  table.flatMap((row, r) => row.map((_, c) => (test(r, c) ? 1n : 0n)));

const smallGroups = (table: Table, disclosed: readonly (readonly boolean[])[], k: number): number[][] => {
  const equations = new Equations();
  table.forEach((_, at) => equations.add(rowOf(table, (r) => r === at)));
  table[0]?.forEach((_, at) => equations.add(rowOf(table, (__, c) => c === at)));
  table.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (disclosed[r]?.[c] || cell === 0) equations.add(rowOf(table, (a, b) => a === r && b === c));
    }),
  );
  const cells = table.flat();
  const groups = Array.from({ length: 2 ** cells.length - 1 }, (_, set) =>
    cells.flatMap((__, at) => (((set + 1) >> at) % 2 === 1 ? [at] : [])),
  );
  return groups.filter((group) => {
    const size = group.reduce((sum, at) => sum + (cells[at] ?? 0), 0);
    return size > 0 && size < k && equations.discloses(cells.map((_, at) => (group.includes(at) ? 1n : 0n)));
  });
};

const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 5, max: 40 }));
const table = fc
  .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  );

it('A table of pairs tells no small group by subtraction', () => {
  let many = 0;
  fc.assert(
    fc.property(table, fc.integer({ min: 2, max: 10 }), (cells, k) => {
      const disclosed = disclosePairs(cells, everything(cells), k);
      if (disclosed === null) return;
      many += 1;
      expect(smallGroups(cells, disclosed, k)).toEqual([]);
    }),
    { numRuns: 400 },
  );
  expect(many).toBeGreaterThan(40);
});

it('A table of pairs tells nothing only where a small group follows from the sums and the empty cells', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 2, max: 10 }), (cells, k) => {
      const nothing = cells.map((row) => row.map(() => false));
      expect(disclosePairs(cells, everything(cells), k) === null).toBe(smallGroups(cells, nothing, k).length > 0);
    }),
    { numRuns: 200 },
  );
});

it('A table of pairs tells all of a table without small cells, and of others the largest cells first', () => {
  const large = [
    [20, 15],
    [12, 30],
  ];
  expect(disclosePairs(large, everything(large), 10)).toEqual([
    [true, true],
    [true, true],
  ]);
  // With the 40 told, 12 is what is left of its row and 14 of its column; the 11 told would leave the 3 alone.
  const small = [
    [40, 9, 3],
    [14, 11, 20],
  ];
  expect(disclosePairs(small, everything(small), 10)).toEqual([
    [true, false, false],
    [true, false, false],
  ]);
});

it('A table of pairs tells no cell of a row or column that stands for several, nor of too large a table', () => {
  const cells = [
    [20, 15],
    [12, 30],
  ];
  expect(disclosePairs(cells, { rows: [true, false], columns: [true, true] }, 10)).toEqual([
    [true, true],
    [false, false],
  ]);
  expect(disclosePairs(cells, { rows: [true, true], columns: [false, true] }, 10)).toEqual([
    [false, true],
    [false, true],
  ]);
  const someEmpty = [
    [20, 0],
    [0, 30],
  ];
  expect(disclosePairs(someEmpty, { rows: [true, false], columns: [true, true] }, 10)?.[1]).toEqual([false, false]);
  for (const [rows, columns] of [
    [10, 2],
    [2, 10],
  ] as const) {
    const large = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 50));
    expect(disclosePairs(large, everything(large), 10)).toBeNull();
  }
});
