import { isEnough } from './smallGroups';
/**
 * Which of several groups inside one group are disclosed in addition to it: those that differ from it, and from one another, by
 * nothing or by at least minLearners. Otherwise the few by whom two of them differ could be had by subtraction.
 * @param sizes of the groups, largest first in the choice
 * @param known sizes that are disclosed anyway
 * @returns one flag a group, true: disclose it
 */
export const discloseSizes = (sizes: readonly number[], known: readonly number[], minLearners: number): boolean[] => {
  const disclosed = [...known];
  const flags = sizes.map(() => false);
  const largestFirst = sizes.map((size, index) => ({ size, index })).sort((a, b) => b.size - a.size);
  for (const { size, index } of largestFirst) {
    if (
      !isEnough(size, minLearners) ||
      disclosed.some((other) => other !== size && !isEnough(Math.abs(other - size), minLearners))
    )
      continue;
    disclosed.push(size);
    flags[index] = true;
  }
  return flags;
};

/**
 * The disclosed ones among numbers of learners "until some moment", by which further moments must not differ a little.
 * @param cells learners by period, in order
 * @param hidden which of these are withheld
 */
export const disclosedUntil = (cells: readonly number[], hidden: readonly boolean[]): number[] => {
  const sums = [0];
  for (const cell of cells) sums.push((sums[sums.length - 1] ?? 0) + cell);
  const disclosed = new Set([0, sums[sums.length - 1] ?? 0]);
  cells.forEach((_, index) => {
    if (hidden[index]) return;
    disclosed.add(sums[index] ?? 0);
    disclosed.add(sums[index + 1] ?? 0);
  });
  return [...disclosed];
};
