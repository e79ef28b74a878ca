import { isEnough, isSmall } from './smallGroups';
import { type Quantity, WITHHELD } from '@marginalia/contract';

/** The one place where a count becomes a wire value: groups of 1 to minLearners - 1 are withheld, 0 is disclosed. */
export const quantity = (learners: number, minLearners: number): Quantity =>
  isSmall(learners, minLearners) ? WITHHELD : learners;

/** A number about a group of learners, disclosed only where the group may be. */
export const aboutGroup = (value: number, learners: number, minLearners: number): Quantity =>
  !isEnough(learners, minLearners) ? WITHHELD : value;

/**
 * Which cells of a breakdown must be hidden so that no group of 1 to minLearners - 1 is disclosed, not even by subtracting
 * what is shown from a total that is known: when anything is hidden, at least two cells are, and together they hold at
 * least minLearners; the smallest of the others are hidden too until that holds. Empty cells stay.
 * @param unsafe cells that must be hidden for another reason
 * @param rank of others, those of the lowest rank are hidden first, the smallest of them
 * @returns one flag a cell, true: hide it
 */
export const suppress = (
  cells: readonly number[],
  minLearners: number,
  unsafe: readonly boolean[] = [],
  rank: readonly number[] = [],
): boolean[] => {
  const hidden = cells.map((cell, index) => isSmall(cell, minLearners) || (cell > 0 && unsafe[index] === true));
  const next = cells
    .map((cell, index) => ({ cell, index }))
    .filter(({ cell, index }) => cell > 0 && !hidden[index])
    .sort((a, b) => (rank[a.index] ?? 0) - (rank[b.index] ?? 0) || a.cell - b.cell || a.index - b.index);
  const isShort = (): boolean => {
    const held = cells.filter((_, index) => hidden[index]);
    const together = held.reduce((sum, cell) => sum + cell, 0);
    return held.length === 1 || (held.length > 0 && !isEnough(together, minLearners));
  };
  for (const { index } of next) {
    if (!isShort()) break;
    hidden[index] = true;
  }
  return hidden;
};

/**
 * Whether a part of a group may be disclosed: neither the part nor the rest is a group of 1 to minLearners - 1, so that
 * nobody is found by subtraction either.
 */
export const mayDisclosePart = (part: number, whole: number, minLearners: number): boolean =>
  [part, whole - part].every((group) => !isSmall(group, minLearners));

/**
 * Whether a group may be disclosed that lies inside others which are disclosed: it is empty or large enough, and so is what is left
 * of each of them.
 */
export const mayDiscloseInside = (group: number, disclosed: readonly number[], minLearners: number): boolean =>
  group === 0 ||
  [group, ...disclosed.map((whole) => whole - group)].every((one) => one === 0 || isEnough(one, minLearners));

/** The cells of a breakdown for the wire: withheld where `suppress` says so. */
export const breakdown = (
  cells: readonly number[],
  minLearners: number,
  unsafe: readonly boolean[] = [],
): Quantity[] => {
  const hidden = suppress(cells, minLearners, unsafe);
  return cells.map((cell, index) => (hidden[index] ? WITHHELD : cell));
};
