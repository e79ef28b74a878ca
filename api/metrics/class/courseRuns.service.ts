import type { Engine } from '../../store/engine';
import { coursesLike, newestEvents } from '../../store/queries/blockTotals';
import { runsPrefix } from '../../lib/usageKey';
import { parseMicros } from '../../lib/time';
import { timeOfGroup } from '../kit/privacy/moments';
import type { RunTime } from '../kit/runOrder';
import { courseDates } from './courseDates.query';

/** A run of a course, whoever may see it. */
export interface CourseRun extends RunTime {
  readonly name: string;
}

/** The course itself, and its other runs in which anything happened. */
export const readRuns = async (engine: Engine, courseKey: string, minLearners: number): Promise<CourseRun[]> => {
  const prefix = runsPrefix(courseKey);
  const others = prefix === null ? [] : await coursesLike.run(engine, { prefix });
  const courses = [...new Set([courseKey, ...others.map(({ course_key }) => course_key)])];
  const dates = new Map((await courseDates.run(engine, { courses })).map((row) => [row.course_key, row]));
  // of each course first who did not register; where anybody did, only those count
  const newest = new Map((await newestEvents.run(engine, { courses })).map((row) => [row.course_key, row]));
  return courses.map((key) => {
    const known = dates.get(key);
    const latest = newest.get(key);
    const start = known ? parseMicros(known.starts) : null;
    return {
      key,
      name: known?.name ?? key,
      start: start === null ? 0 : start / 1e6,
      newest: timeOfGroup(latest?.as_of ?? null, latest?.learners ?? 0, minLearners),
    };
  });
};
