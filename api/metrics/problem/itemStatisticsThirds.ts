import { isEnough, isSmall } from '../kit/privacy/smallGroups';
import { type ProblemPart, WITHHELD, none } from '@marginalia/contract';
import { THIRDS } from './restScore';

export type Third = 'upperThird' | 'lowerThird';

/** The shares up to which a learner is in the lower third, and from which in the upper third. */
interface ThirdBounds {
  readonly lowerEnd: number;
  readonly upperStart: number;
}

/**
 * Where the thirds of so many learners with these shares lie: learners with the same share are in the same third.
 * @returns null where that leaves no middle: then nobody is in either
 */
export const thirdBounds = (rests: readonly (readonly [share: number, learners: number])[]): ThirdBounds | null => {
  const sorted = [...rests].sort(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, learners]) => sum + learners, 0);
  const shareAt = (index: number): number => {
    let before = 0;
    return sorted.find(([, learners]) => (before += learners) > index)?.[0] ?? 0;
  };
  const lowerEnd = shareAt(Math.floor(all * THIRDS.lower));
  const upperStart = shareAt(Math.floor(all * THIRDS.upper));
  return lowerEnd < upperStart ? { lowerEnd, upperStart } : null;
};

/** The third of a learner with this share; null: the middle one, or there are none. */
export const thirdOf = (share: number, bounds: ThirdBounds | null): Third | null => {
  if (!bounds) return null;
  if (share >= bounds.upperStart) return 'upperThird';
  return share <= bounds.lowerEnd ? 'lowerThird' : null;
};

/** One row of the answers: learners by third; `first` is all of them. */
interface ThirdsRow {
  readonly first: number;
  readonly upperThird: number;
  readonly lowerThird: number;
  /** The row's own count is withheld. */
  readonly hidden: boolean;
}

/**
 * Which rows may disclose their thirds: no cell (upper third, lower third, neither) of a disclosed row is small, and in no column do
 * the rows left out add up to a small group, so that nothing can be had by subtraction.
 * @returns one flag a row, true: disclose them; all false where the thirds themselves are too small
 */
export const discloseThirds = (rows: readonly ThirdsRow[], minLearners: number): boolean[] => {
  const isFew = (cell: number): boolean => isSmall(cell, minLearners);
  const cells = rows.map((row) => [row.upperThird, row.lowerThird, row.first - row.upperThird - row.lowerThird]);
  const sums = (included: (index: number) => boolean): number[] =>
    [0, 1, 2].map((column) => cells.reduce((sum, row, index) => sum + (included(index) ? (row[column] ?? 0) : 0), 0));
  if (
    sums(() => true)
      .slice(0, 2)
      .some((total) => !isEnough(total, minLearners))
  )
    return rows.map(() => false);
  const disclosed = cells.map((row, index) => !rows[index]?.hidden && !row.some(isFew));
  const rising = rows.map((row, index) => ({ first: row.first, index })).sort((a, b) => a.first - b.first);
  for (const { index, first } of rising) {
    const left = sums((one) => !disclosed[one]);
    const count = disclosed.filter((flag, one) => !flag && (rows[one]?.first ?? 0) > 0).length;
    if (count !== 1 && !left.some(isFew)) break;
    if (first > 0) disclosed[index] = false;
  }
  return disclosed;
};

/** The sizes of the thirds, where any answer discloses them. */
export const thirdsSize = (
  rows: readonly ThirdsRow[],
  disclosed: readonly boolean[],
  minLearners: number,
): ProblemPart['thirds'] => {
  const sum = (which: Third): number => rows.reduce((total, row) => total + row[which], 0);
  const [upperThird, lowerThird] = [sum('upperThird'), sum('lowerThird')];
  if (upperThird + lowerThird === 0) return none('too_few_learners_with_other_problems');
  if (!isEnough(Math.min(upperThird, lowerThird), minLearners) || !disclosed.includes(true)) return WITHHELD;
  return { strongest: upperThird, weakest: lowerThird };
};
