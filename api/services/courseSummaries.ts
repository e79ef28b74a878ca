import { type CourseHead, type CourseSummary, type Outline, none } from '../../src/contract';
import { partOf } from '../answers/learners/attentionAnswer';
import { middleHalf } from '../answers/learners/halves';
import { type StoredLearners, parseLearners } from '../answers/learners/stored';
import { rate } from '../answers/stats';
import type { Engine } from '../clickhouse/engine';
import { isoTime } from '../lib/time';
import { quantity } from '../privacy/suppress';
import { courseModel } from '../queries/courseModels';
import { courseSums } from '../queries/overview';
import { engineClock } from '../queries/touched';
import { type CourseMoment, readMoments } from '../structure/courseMoment';

export const WEEK = 7 * 86_400;

/** A course's moment and the sums of the learners that count in it. */
export interface SummedCourse {
  readonly moment: CourseMoment;
  readonly sums: Awaited<ReturnType<typeof courseSums.run>>[number];
}

/** Courses with learners, by key. */
export const sumCourses = async (engine: Engine, courses: readonly string[]): Promise<Map<string, SummedCourse>> => {
  const now = (await engineClock.run(engine, {}))[0]?.now ?? 0;
  const moments = await readMoments(engine, courses, now);
  const keys = [...moments.keys()];
  if (keys.length === 0) return new Map();
  const ends = keys.map((key) => moments.get(key)?.at ?? 0);
  const rows = await courseSums.run(engine, { courses: keys, ends, weeks: ends.map((at) => Math.max(0, at - WEEK)) });
  const found = new Map<string, SummedCourse>();
  for (const sums of rows) {
    const moment = moments.get(sums.course_key);
    // Where nobody ever registered, everybody seen is a learner of the course.
    if (moment && moment.registered === sums.registered) found.set(sums.course_key, { moment, sums });
  }
  return found;
};

/** Who needs help in a course, as last judged; null: not yet. */
export const readStates = async (
  engine: Engine,
  course: string,
): Promise<{ stored: StoredLearners | null; computedAt: number | null }> => {
  const [row] = await courseModel.run(engine, { course, model: 'learners', blocks: [] });
  const stored = row ? parseLearners(row.model) : null;
  return { stored, computedAt: row && stored ? row.computed_at : null };
};

export const courseHead = ({ key, name, org, start, end, passLine }: CourseMoment): CourseHead => ({
  key,
  name,
  org,
  start: start > 0 ? isoTime(start * 1e6) : null,
  end: end === null ? null : isoTime(end * 1e6),
  passLine,
});

/** One definition of each figure of a course, for its page, the comparison and the list of the site. */
export const summaryOf = (
  { moment, sums }: SummedCourse,
  stored: StoredLearners | null,
  outline: Outline | null,
  minLearners: number,
): CourseSummary => {
  const course = outline?.blocks.find((block) => block.type === 'course');
  const byCompletion = sums.any_done > 0;
  const done = byCompletion ? sums.done : sums.units_done;
  return {
    at: isoTime(moment.at * 1e6),
    learners: quantity(sums.learners, minLearners),
    enrolledNow: quantity(sums.enrolled, minLearners),
    active: rate(sums.active, sums.enrolled, sums.enrolled, minLearners, 'nobody_enrolled'),
    started: rate(sums.started, sums.learners, sums.learners, minLearners, 'no_learners'),
    passing: partOf(sums.passed, sums.learners, minLearners),
    completed: partOf(done, sums.learners, minLearners),
    firstTry: course?.firstTry ?? none('no_structure'),
    watched: course?.watched ?? none('no_structure'),
    grade: middleHalf(sums.grades, sums.graded, minLearners, 'no_grades'),
    daysToPass: middleHalf(sums.days_to_pass, sums.passers, minLearners, 'nobody_passed_yet'),
    daysToComplete: middleHalf(
      byCompletion ? sums.days_to_done : sums.days_to_units,
      done,
      minLearners,
      'nobody_completed_yet',
    ),
    needHelp: stored ? partOf(stored.flagged, stored.learners, minLearners) : none('not_computed_yet'),
  };
};
