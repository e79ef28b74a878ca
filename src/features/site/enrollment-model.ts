import type { SiteCourse } from '@marginalia/contract';
import { sumOf } from './model';
import type { Sum } from './model';

/** Those enrolled in one course in one track, or in several that are disclosed together. An empty text: in none. */
export type CourseTrack = SiteCourse['tracks'][number] & { readonly course: SiteCourse };

export const tracksOf = (courses: readonly SiteCourse[]): CourseTrack[] =>
  courses.flatMap((course) => course.tracks.map((one) => ({ ...one, course })));

/**
 * The tracks of courses that words name: of the course, its organization, or the track.
 * @param nameOf a track as it is shown
 */
export const tracksNamed = (
  tracks: readonly CourseTrack[],
  text: string,
  nameOf: (track: string) => string,
): CourseTrack[] => {
  const wanted = text.trim().toLocaleLowerCase();
  return tracks.filter(({ course: { name, key, org }, tracks: own }) =>
    `${name} ${key} ${org} ${own.map((track) => `${track} ${nameOf(track)}`).join(' ')}`
      .toLocaleLowerCase()
      .includes(wanted),
  );
};

/** How many were enrolled as a week ended, once in each course. */
interface EnrolledWeek extends Sum {
  /** The last day of the week. */
  readonly date: string;
}

/** The last weeks, the oldest first; nothing where no course tells of any. */
export const enrolledInWeeks = (courses: readonly SiteCourse[]): EnrolledWeek[] => {
  const days = courses.find(({ enrolledWeeks }) => enrolledWeeks.length > 0)?.enrolledWeeks ?? [];
  return days.map(({ date }, week) => ({
    date,
    ...sumOf(courses.flatMap(({ enrolledWeeks }) => enrolledWeeks[week]?.learners ?? [])),
  }));
};

/** Courses of which it is hidden how many were enrolled as one of the weeks ended: fewer than are told of. */
export const hiddenInWeeks = (courses: readonly SiteCourse[]): number =>
  courses.filter(({ enrolledWeeks }) => enrolledWeeks.some(({ learners }) => typeof learners !== 'number')).length;

/** Courses where nobody ever registered. */
export const withoutWeeks = (courses: readonly SiteCourse[]): number =>
  courses.filter(({ enrolledWeeks }) => enrolledWeeks.length === 0).length;
