import { isEnough, isSmall } from './smallGroups';
/** Learners by two questions asked of each: a row for every answer to the first, a column for every one to the second. */
export type Table = readonly (readonly number[])[];

/** More rows or columns are not judged: what follows is looked at for every set of columns. */
const MOST = 9;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * Whether no small group follows from what is disclosed: the sums of all rows and columns, the cells disclosed, and which cells are
 * empty. A group that follows is made of such: for some columns, the learners of all rows that have anybody undisclosed in
 * them, in the other columns. (What follows is a number for each row less one for each column; where that is 0 or 1
 * for every undisclosed cell, it falls into groups like these.)
 */
const isSafe = (undisclosed: Table, minLearners: number): boolean => {
  const isLarge = (group: number): boolean => !isSmall(group, minLearners);
  const width = undisclosed[0]?.length ?? 0;
  for (let columns = 1; columns < 2 ** width; columns += 1) {
    const within = (row: readonly number[], inside: boolean): number =>
      sum(row.filter((_, at) => ((columns >> at) % 2 === 1) === inside));
    const touched = undisclosed.filter((row) => within(row, true) > 0);
    if (!isLarge(sum(touched.map((row) => within(row, false))))) return false;
  }
  return undisclosed.every((row) => isLarge(sum(row)));
};

/**
 * Which cells of a table may be disclosed in addition to the sums of its rows and columns, so that no group of 1 to minLearners - 1 of
 * them follows by subtraction: the largest first, and all that are empty.
 * @param mayTell rows and columns of which a cell may be disclosed at all
 * @returns one flag a cell, true: disclose it; null: a small group follows already, so nothing may be disclosed
 */
export const disclosePairs = (
  table: Table,
  mayDisclose: { readonly rows: readonly boolean[]; readonly columns: readonly boolean[] },
  minLearners: number,
): boolean[][] | null => {
  if (table.length > MOST || (table[0]?.length ?? 0) > MOST) return null;
  const undisclosed = table.map((row) => [...row]);
  if (!isSafe(undisclosed, minLearners)) return null;
  const disclosed = table.map((row, r) =>
    row.map((cell, c) => cell === 0 && mayDisclose.rows[r] === true && mayDisclose.columns[c] === true),
  );
  const candidates = table
    .flatMap((row, r) => row.map((cell, c) => ({ cell, r, c })))
    .filter(
      ({ cell, r, c }) => cell > 0 && isEnough(cell, minLearners) && mayDisclose.rows[r] && mayDisclose.columns[c],
    )
    .sort((a, b) => b.cell - a.cell || a.r - b.r || a.c - b.c);
  for (const { cell, r, c } of candidates) {
    const row = undisclosed[r];
    const flags = disclosed[r];
    if (!row || !flags) continue;
    row[c] = 0;
    if (isSafe(undisclosed, minLearners)) flags[c] = true;
    else row[c] = cell;
  }
  return disclosed;
};
