import type { Engine } from '../../store/engine';
import type { Seconds } from '../../facts/days';
import { momentOf } from '../../facts/moment';
import type { Micros } from '../../lib/time';
import { parseMicros } from '../../lib/time';
import { newestEvents } from '../../store/queries/blockTotals';
import { courseDates } from './courseDates.query';
import { activityVersions } from './learnerActivity.query';

/** A course, its dates, and what "now" means in it. */
export interface CourseMoment {
  readonly key: string;
  readonly name: string;
  readonly org: string;
  /** The moment that everything is disclosed of: now; of a course that is over, its end. */
  readonly at: Seconds;
  readonly running: boolean;
  /** 0: not known. */
  readonly start: Seconds;
  readonly end: Seconds | null;
  readonly passLine: number | null;
  readonly learners: number;
  readonly firstActive: Seconds;
  /** Newest activity; 0: none. */
  readonly lastActive: Seconds;
  /** The newest event of any kind, of learners that count, microseconds; null: none. */
  readonly asOf: Micros | null;
  /** How many they are. */
  readonly asOfLearners: number;
  /** Somebody ever registered. */
  readonly registered: boolean;
}

/** Courses where nobody ever registered: there everybody seen counts. */
export const openOf = (courses: readonly Pick<CourseMoment, 'key' | 'registered'>[]): string[] =>
  courses.filter(({ registered }) => !registered).map(({ key }) => key);

/** Courses with at least one learner, by key. @param now microseconds */
export const readMoments = async (
  engine: Engine,
  courses: readonly string[],
  now: Micros,
): Promise<Map<string, CourseMoment>> => {
  if (courses.length === 0) return new Map();
  const versions = await activityVersions.run(engine, { courses });
  const dates = new Map((await courseDates.run(engine, { courses })).map((row) => [row.course_key, row]));
  const newest = new Map(
    (await newestEvents.run(engine, { courses })).map((row) => [`${row.course_key} ${row.registered}`, row]),
  );
  const seconds = (text: string | undefined): Seconds | null => {
    const micros = text ? parseMicros(text) : null;
    return micros === null ? null : Math.floor(micros / 1e6);
  };
  return new Map(
    versions.map((row): [string, CourseMoment] => {
      const known = dates.get(row.course_key);
      const latest = newest.get(`${row.course_key} ${row.registered}`);
      const end = seconds(known?.ends);
      return [
        row.course_key,
        {
          key: row.course_key,
          name: known?.name ?? row.course_key,
          org: known?.org ?? '',
          ...momentOf(Math.floor(now / 1e6), end, row.last_active),
          start: seconds(known?.starts) ?? 0,
          end,
          passLine: known?.pass_line ?? null,
          learners: row.learners,
          firstActive: row.first_active,
          lastActive: row.last_active,
          asOf: latest?.as_of ?? null,
          asOfLearners: latest?.learners ?? 0,
          registered: row.registered,
        },
      ];
    }),
  );
};
