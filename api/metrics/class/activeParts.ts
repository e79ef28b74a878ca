import { isSmall } from '../kit/privacy/smallGroups';
import { mayDiscloseInside } from '../kit/privacy/suppress';

/** Larger groups of the same learners that are disclosed too: all of them, those who ever did anything; null: not disclosed. */
export interface Around {
  readonly learners: number | null;
  readonly started: number | null;
  /** Active from this day on. */
  readonly lately: { readonly from: string; readonly learners: number } | null;
}

/** Whether a size is stated. */
export const isDisclosed = (size: number | null): size is number => size !== null;

/**
 * Which parts of a group are disclosed. They may overlap, and together make the group: of exactly two, the learners in both
 * follow from their sum; of parts that do not overlap, a single hidden one follows from the others.
 * @param union size of the group, null where it is not disclosed @param wholes sizes of disclosed groups around each part @param isUnsafe a part is hidden for another reason
 */
export const discloseParts = (
  parts: readonly number[],
  union: number | null,
  wholes: (index: number) => (number | null)[],
  minLearners: number,
  isUnsafe: (index: number) => boolean = () => false,
): boolean[] => {
  const flags = parts.map(
    (part, index) =>
      !isUnsafe(index) && mayDiscloseInside(part, [union, ...wholes(index)].filter(isDisclosed), minLearners),
  );
  if (union !== null) hideWhatFollows(parts, flags, union, minLearners);
  return flags;
};

/**
 * Hides what follows from the parts of a group together, where its size is disclosed: of parts that share nobody a single hidden
 * one, of exactly two parts the learners in both.
 */
export const hideWhatFollows = (
  parts: readonly number[],
  flags: boolean[],
  union: number,
  minLearners: number,
): void => {
  if (parts.reduce((sum, part) => sum + part, 0) === union) hideAnother(parts, flags);
  const [a, b, more] = parts.flatMap((part, index) => (part > 0 ? [index] : []));
  if (a === undefined || b === undefined || more !== undefined) return;
  const [first, second] = [parts[a] ?? 0, parts[b] ?? 0];
  const both = first + second - union;
  if (flags[a] && flags[b] && isSmall(both, minLearners)) flags[first < second ? a : b] = false;
};

/** Where exactly one part is hidden, the smallest of the others is too. */
const hideAnother = (parts: readonly number[], flags: boolean[]): void => {
  const some = parts.flatMap((part, index) => (part > 0 ? [index] : []));
  if (some.filter((index) => !flags[index]).length !== 1) return;
  const [smallest] = some.filter((index) => flags[index]).sort((a, b) => (parts[a] ?? 0) - (parts[b] ?? 0));
  if (smallest !== undefined) flags[smallest] = false;
};
