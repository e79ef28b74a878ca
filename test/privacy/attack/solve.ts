import fc from 'fast-check';
import { Equations } from '../attack';

/** Classes as equations: a row says of which kinds of learners a number is, and what follows from numbers that are told. */
export const rowsOf = <K>(kinds: readonly K[], test: (kind: K) => boolean): bigint[] =>
  kinds.map((kind) => (test(kind) ? 1n : 0n));
export const minus = (a: readonly bigint[], b: readonly bigint[]): bigint[] =>
  a.map((value, at) => value - (b[at] ?? 0n));
export const sizeOf = (row: readonly bigint[], counts: readonly number[]): number =>
  row.reduce((sum, value, at) => sum + Number(value) * (counts[at] ?? 0), 0);
const isGroup = (row: readonly bigint[]): boolean =>
  row.every((value) => value === 0n || value === 1n) && row.includes(1n);
export const distinct = (rows: readonly bigint[][]): bigint[][] => [
  ...new Map(rows.filter(isGroup).map((row) => [row.join(''), row])).values(),
];

/** The small groups among these that follow from the rows told. */
export const smallGroups = (
  disclosed: readonly bigint[][],
  groups: readonly bigint[][],
  counts: readonly number[],
  k: number,
): bigint[][] => {
  const equations = new Equations();
  for (const row of disclosed) equations.add(row);
  // where a number told (or worked out) is 0, nobody is of any kind in it
  const isEmpty = new Set<string>();
  for (let found = true; found;) {
    found = false;
    for (const row of groups) {
      if (isEmpty.has(row.join('')) || sizeOf(row, counts) !== 0 || !equations.discloses(row)) continue;
      isEmpty.add(row.join(''));
      found = true;
      row.forEach((value, at) => {
        if (value === 1n) equations.add(row.map((_, other) => (other === at ? 1n : 0n)));
      });
    }
  }
  return groups.filter((row) => {
    const size = sizeOf(row, counts);
    return size > 0 && size < k && equations.discloses(row);
  });
};
export const few = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 60 }));
export const threshold = fc.integer({ min: 2, max: 12 });
