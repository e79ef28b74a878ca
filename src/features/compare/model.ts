import { COMPARED } from '@marginalia/contract';
import type { ComparedCourse, Difference, WeekShares } from '@marginalia/contract';
import { clearOf } from '../../panels/difference';

/** Shares of a course at one time, with how they differ from those of the first course. */
export type Shares = WeekShares;

/** A course as it stands now. */
export const atNow = ({ summary, differences }: ComparedCourse): Shares => ({
  ...(Object.fromEntries(COMPARED.map((metric) => [metric, summary[metric]])) as Omit<Shares, 'differences'>),
  differences,
});

/** The service compares others with the first course; this is the first one compared with another. */
export const reversed = (difference: Difference | undefined): Difference | undefined =>
  difference?.kind === 'value'
    ? { kind: 'value', value: -difference.value, low: -difference.high, high: -difference.low }
    : difference;

const SCALE_STEP = 0.1;

/** How far a line of differences reaches to either side, as a share: whole tens of points that hold all of them. */
export const scaleOf = (differences: readonly (Difference | undefined)[]): number => {
  const most = Math.max(
    0,
    ...differences.flatMap((one) => (one?.kind === 'value' ? [Math.abs(one.low), Math.abs(one.high)] : [])),
  );
  return Math.max(1, Math.ceil(most / SCALE_STEP - 1e-9)) * SCALE_STEP;
};

/** As many as one can look at side by side; the service takes no more. */
export const MOST_BESIDE = 5;

/** In how many shares any course differs from the first one for certain. */
export const clearShares = (courses: readonly (Pick<Shares, 'differences'> | null)[]): number =>
  new Set(
    courses.flatMap((shares) =>
      (shares?.differences ?? [])
        .filter((one) => ['more', 'less'].includes(clearOf(one.difference)))
        .map(({ metric }) => metric),
    ),
  ).size;

/** Every track of any of the courses, once, in the order they are met. */
export const tracksOf = (courses: readonly Pick<ComparedCourse, 'tracks'>[]): string[] => [
  ...new Set(courses.flatMap(({ tracks }) => tracks.map(({ track }) => track))),
];

/** Course keys of the address. */
export const keysIn = (text: string): string[] => text.split(' ').filter((key) => key.includes('+'));
