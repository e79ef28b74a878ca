import { isEnough } from '../kit/privacy/smallGroups';
import type { Quantity } from '@marginalia/contract';
import { type ActiveRow, CourseActivity } from './activity';
import { dateOf, isWeekIn, nextDay } from './dates';
import type { Engine } from '../../store/engine';
import { mayDisclosePart } from '../kit/privacy/suppress';
import { groupBy } from '../../lib/groupBy';
import { activeByDay } from './activeLearners.query';
import { openOf } from './courseMoment';
import { outcomesByWeek } from './courseSums.query';
import { type Window, isAll } from '../kit/window';
import { CourseWeeks, type OutcomeRow, OutcomeSizes } from './weekShares';
import { type SummedCourse, WEEK, activeOf } from './courseSummaries.service';

/** Active learners of some courses by day and week, in the same order. */
const rowsOfEach = async (engine: Engine, courses: readonly SummedCourse['moment'][]): Promise<ActiveRow[][]> => {
  const rows = groupBy(
    await activeByDay.run(engine, {
      courses: courses.map(({ key }) => key),
      open: openOf(courses),
      ends: courses.map(({ at }) => at),
    }),
    ({ course_key }) => course_key,
  );
  return courses.map(({ key }) => rows.get(key) ?? []);
};

const rowsOf = async (engine: Engine, course: SummedCourse['moment']): Promise<ActiveRow[]> =>
  (await rowsOfEach(engine, [course]))[0] ?? [];

const disclosedOf = (
  { moment, sums }: SummedCourse,
  rows: readonly ActiveRow[],
  minLearners: number,
): CourseActivity => {
  const around = {
    learners: isEnough(sums.learners, minLearners) ? sums.learners : null,
    started: mayDisclosePart(sums.started, sums.learners, minLearners) ? sums.started : null,
    lately:
      activeOf(sums, minLearners).kind === 'value'
        ? { from: nextDay(dateOf(moment.at - WEEK)), learners: sums.active }
        : null,
  };
  return new CourseActivity(rows, around, minLearners);
};

/** Active learners of a course, of all time, so that what is disclosed of a day or a week is the same whatever window is asked for. */
export const courseActivity = async (
  engine: Engine,
  course: SummedCourse,
  minLearners: number,
): Promise<CourseActivity> => disclosedOf(course, await rowsOf(engine, course.moment), minLearners);

const SPARK_WEEKS = 8;

interface ActiveWeek {
  readonly date: string;
  readonly learners: Quantity;
}

/**
 * How many came to each of some courses in each week that is over, as the page of the course tells it: the last ones, or those
 * in some dates.
 */
export const activeWeeks = async (
  engine: Engine,
  courses: readonly SummedCourse[],
  window: Window,
  minLearners: number,
): Promise<ActiveWeek[][]> => {
  const rows = await rowsOfEach(
    engine,
    courses.map(({ moment }) => moment),
  );
  return courses.map((course, index) => {
    const { at, running } = course.moment;
    const tomorrow = nextDay(dateOf(at));
    const weeks = disclosedOf(course, rows[index] ?? [], minLearners)
      .between(null, tomorrow, running ? dateOf(at) : tomorrow)
      .weeks.filter(({ whole }) => whole)
      .map(({ date, learners }) => ({ date, learners }));
    return isAll(window) ? weeks.slice(-SPARK_WEEKS) : weeks.filter(({ date }) => isWeekIn(date, window));
  });
};

const readOutcomes = (engine: Engine, { moment, sums }: SummedCourse): Promise<OutcomeRow[]> =>
  outcomesByWeek.run(engine, {
    course: moment.key,
    registered_only: Number(moment.registered),
    at: moment.at,
    by_units: Number(sums.any_done === 0),
  });

/** How many passed first in the weeks of some dates. */
export const passedIn = async (
  engine: Engine,
  course: SummedCourse,
  { from, to }: Window,
  minLearners: number,
): Promise<Quantity> =>
  new OutcomeSizes(await readOutcomes(engine, course), course.sums.learners, minLearners).between('passed', from, to);

/** A course week by week; null where it is not known when it began. */
export const courseWeeks = async (
  engine: Engine,
  course: SummedCourse,
  minLearners: number,
): Promise<CourseWeeks | null> => {
  const { start } = course.moment;
  if (start <= 0) return null;
  const active = await rowsOf(engine, course.moment);
  const outcomes = await readOutcomes(engine, course);
  return new CourseWeeks(course.sums, start, outcomes, active, disclosedOf(course, active, minLearners), minLearners);
};
