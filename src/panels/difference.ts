import type { Difference } from '@marginalia/contract';

type Clear = 'more' | 'less' | 'unclear' | 'undisclosed';

/** Whether a difference is known to be one: where its interval leaves out zero. */
export const clearOf = (difference: Difference | undefined): Clear => {
  if (difference?.kind !== 'value') return 'undisclosed';
  if (difference.low > 0) return 'more';
  return difference.high < 0 ? 'less' : 'unclear';
};

/** Whole points; below one, tenths, so that a clear difference never begins at 0. */
const rounded = (points: number): number => (Math.abs(points) < 1 ? Math.round(points * 10) / 10 : Math.round(points));

/** The ends of the interval in percentage points; of a clear difference without the sign, the smaller first. */
export const pointsOf = ({ low, high }: { low: number; high: number }): readonly [number, number] => {
  const [a, b] = [rounded(low * 100), rounded(high * 100)];
  return high < 0 ? [-b, -a] : [a, b];
};
