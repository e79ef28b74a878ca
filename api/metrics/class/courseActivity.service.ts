import { CourseActivity } from './activity';
import { dateOf, nextDay } from './dates';
import type { Engine } from '../../store/engine';
import { mayDisclosePart } from '../kit/privacy/suppress';
import { activeByDay } from './activeLearners.query';
import { type SummedCourse, WEEK, activeOf } from './courseSummaries.service';

/** Active learners of a course, of all time, so that what is disclosed of a day or a week is the same whatever window is asked for. */
export const courseActivity = async (
  engine: Engine,
  { moment, sums }: SummedCourse,
  minLearners: number,
): Promise<CourseActivity> => {
  const rows = await activeByDay.run(engine, {
    course: moment.key,
    registered_only: Number(moment.registered),
    at: moment.at,
  });
  const around = {
    learners: sums.learners >= minLearners ? sums.learners : null,
    started: mayDisclosePart(sums.started, sums.learners, minLearners) ? sums.started : null,
    lately:
      activeOf(sums, minLearners).kind === 'value'
        ? { from: nextDay(dateOf(moment.at - WEEK)), learners: sums.active }
        : null,
  };
  return new CourseActivity(rows, around, minLearners);
};
