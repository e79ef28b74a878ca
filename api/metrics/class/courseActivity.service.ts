import { isEnough } from '../kit/privacy/smallGroups';
import type { Quantity } from '@marginalia/contract';
import { type ActiveRow, CourseActivity } from './activity';
import { dateOf, isWeekIn, nextDay } from './dates';
import type { Engine } from '../../store/engine';
import { mayDisclosePart } from '../kit/privacy/suppress';
import { activeByDay } from './activeLearners.query';
import { outcomesByWeek } from './courseSums.query';
import { type Window, isAll } from '../kit/window';
import { CourseWeeks, type OutcomeRow, OutcomeSizes } from './weekShares';
import { type SummedCourse, WEEK, activeOf } from './courseSummaries.service';

const rowsOf = (engine: Engine, { key, registered, at }: SummedCourse['moment']): Promise<ActiveRow[]> =>
  activeByDay.run(engine, { course: key, registered_only: Number(registered), at });

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

/** How many came in each week that is over, as the page of the course tells it: the last ones, or those in some dates. */
export const activeWeeks = async (
  engine: Engine,
  course: SummedCourse,
  window: Window,
  minLearners: number,
): Promise<{ date: string; learners: Quantity }[]> => {
  const { at, running } = course.moment;
  const tomorrow = nextDay(dateOf(at));
  const activity = await courseActivity(engine, course, minLearners);
  const weeks = activity
    .between(null, tomorrow, running ? dateOf(at) : tomorrow)
    .weeks.filter(({ whole }) => whole)
    .map(({ date, learners }) => ({ date, learners }));
  return isAll(window) ? weeks.slice(-SPARK_WEEKS) : weeks.filter(({ date }) => isWeekIn(date, window));
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
