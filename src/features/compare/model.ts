import type { ComparedCourse, Difference } from '@marginalia/contract';

/** As many as one can look at side by side; the service takes no more. */
export const MOST_BESIDE = 5;

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

/** In how many shares any course differs from the first one for certain. */
export const clearShares = (courses: readonly Pick<ComparedCourse, 'differences'>[]): number =>
  new Set(
    courses.flatMap(({ differences }) =>
      differences.filter((one) => ['more', 'less'].includes(clearOf(one.difference))).map(({ metric }) => metric),
    ),
  ).size;

/** Every track of any of the courses, once, in the order they are met. */
export const tracksOf = (courses: readonly Pick<ComparedCourse, 'tracks'>[]): string[] => [
  ...new Set(courses.flatMap(({ tracks }) => tracks.map(({ track }) => track))),
];

/** Course keys of the address. */
export const keysIn = (text: string): string[] => text.split(' ').filter((key) => key.includes('+'));
