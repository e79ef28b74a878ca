import {
  type BlockHead,
  type CourseHead,
  type CourseSummary,
  type MiddleHalf,
  type Outline,
  type Quantity,
  type Rate,
  WITHHELD,
  leastFlagged,
  none,
} from '@marginalia/contract';
import { partOf } from '../kit/partOf';
import { classCounts } from './classCounts';
import { middleHalf } from '../kit/halves';
import { rate } from '../kit/stats';
import { type StoredLearners, isOutgrown, parseLearners } from './stored';
import type { Engine } from '../../store/engine';
import type { StructureIndex } from '../../facts/structureIndex';
import { ApiError } from '../../lib/apiError';
import { DAY, isoTime } from '../../lib/time';
import { timeOfGroup } from '../kit/privacy/moments';
import { mayDiscloseInside, mayDisclosePart, quantity } from '../kit/privacy/suppress';
import { modelOfCourses } from '../attention/courseModels.query';
import { courseSums } from './courseSums.query';
import { factVolumes } from './learnerStates.query';
import { engineClock } from '../../store/queries/state';
import { type CourseMoment, readMoments } from './courseMoment';

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
  const rows = await courseSums.run(engine, {
    courses: keys,
    ends,
    weeks: ends.map((at) => Math.max(0, at - WEEK)),
    // as the days of the page of the class: at the end of the day a week ago
    before: (Math.floor(now / DAY) + 1) * (DAY / 1e6) - WEEK,
  });
  const found = new Map<string, SummedCourse>();
  for (const sums of rows) {
    const moment = moments.get(sums.course_key);
    // Where nobody ever registered, everybody seen is a learner of the course.
    if (moment && moment.registered === sums.registered) found.set(sums.course_key, { moment, sums });
  }
  return found;
};

/** What "now" means in a course, and who counts in it. @throws ApiError unknown_course */
export const momentIn = async (engine: Engine, course: string): Promise<CourseMoment> => {
  const now = (await engineClock.run(engine, {}))[0]?.now ?? 0;
  const found = (await readMoments(engine, [course], now)).get(course);
  if (!found) throw new ApiError('unknown_course', { course });
  return found;
};

/** @throws ApiError unknown_course */
export const summed = async (engine: Engine, course: string): Promise<SummedCourse> => {
  const found = (await sumCourses(engine, [course])).get(course);
  if (!found) throw new ApiError('unknown_course', { course });
  return found;
};

/** The newest event of any kind that counts in a course, ISO 8601, by the day where few learners count; null: none. */
export const newestIn = ({ asOf, asOfLearners }: CourseMoment, minLearners: number): string | null =>
  timeOfGroup(asOf, asOfLearners, minLearners);

/** The same of the one of some courses in which something happened last. */
export const newestOf = (courses: readonly SummedCourse[], minLearners: number): string | null => {
  const [latest] = courses.map(({ moment }) => moment).sort((a, b) => (b.asOf ?? -Infinity) - (a.asOf ?? -Infinity));
  return latest ? newestIn(latest, minLearners) : null;
};

export const headsOf = (index: StructureIndex | null): Map<string, BlockHead> =>
  new Map(
    index?.structure.blocks.map(({ id, type, name, parent }): [string, BlockHead] => [id, { id, type, name, parent }]),
  );

/**
 * A part of the class: of the learners of the course, whether they are still enrolled or not. Every share of a class is made
 * here, so that no two of them are of different learners.
 */
export const ofClass = (
  { learners }: Pick<SummedCourse['sums'], 'learners'>,
  part: number,
  minLearners: number,
): Rate => partOf(part, learners, minLearners);

/** By how many more are enrolled than a week ago; decision 14 says why that may be few. */
export const enrolledChangeOf = ({ moment, sums }: SummedCourse, minLearners: number): Quantity => {
  if (!moment.registered) return none('nobody_registered');
  const areDisclosed = [sums.enrolled, sums.enrolled_before].every((n) => quantity(n, minLearners) === n);
  return areDisclosed ? sums.enrolled - sums.enrolled_before : WITHHELD;
};

/** How many completed the course: by `completion` events, or by units where the site sends none. */
export const doneIn = ({ any_done, done, units_done }: SummedCourse['sums']): number =>
  any_done > 0 ? done : units_done;

/** Completed; among those who ever did anything, the others must not be few either. */
export const completedOf = (sums: SummedCourse['sums'], minLearners: number): Rate =>
  insideStarted(sums, doneIn(sums), minLearners);

/** Active lately; among those who ever did anything, the others must not be few either. */
export const activeOf = (sums: SummedCourse['sums'], minLearners: number): Rate =>
  insideStarted(sums, sums.active, minLearners);

const insideStarted = (sums: SummedCourse['sums'], part: number, minLearners: number): Rate => {
  const started = mayDisclosePart(sums.started, sums.learners, minLearners) ? [sums.started] : [];
  return mayDiscloseInside(part, started, minLearners) ? ofClass(sums, part, minLearners) : WITHHELD;
};

/**
 * Who may need help: where it is disclosed on the page of who needs help, which hides it for other numbers there. Who
 * left the course needs none, and is one of the class.
 */
export const needHelpOf = (
  { learners }: Pick<SummedCourse['sums'], 'learners'>,
  stored: StoredLearners | null,
  minLearners: number,
): Rate => {
  if (!stored) return none('not_computed_yet');
  const { flagged } = classCounts(stored, minLearners);
  // judged a while ago, of learners who may have been forgotten since
  return flagged.kind === 'value'
    ? rate(Math.min(flagged.count, learners), learners, learners, minLearners, 'no_learners')
    : flagged;
};

/** Where how many need help is withheld: so many follow from what is disclosed beside it; null: nobody does. */
export const needHelpAtLeast = (stored: StoredLearners | null, minLearners: number): number | null => {
  if (!stored) return null;
  const { flagged, states, rules } = classCounts(stored, minLearners);
  const least = leastFlagged({ states, rules: [...rules.values()].map((learners) => ({ learners })) });
  return flagged.kind === 'withheld' && least > 0 ? least : null;
};

/** Who needs help in a course, as last judged. */
interface ReadStates {
  /** Null: not yet, or by so few of the facts there are now that it says nothing. */
  readonly stored: StoredLearners | null;
  readonly computedAt: number | null;
  /** When it was judged last, where that says nothing now. */
  readonly computedBefore: number | null;
}

const NOT_JUDGED: ReadStates = { stored: null, computedAt: null, computedBefore: null };

/** The same of some courses, in the same order. */
export const readStatesOf = async (engine: Engine, courses: readonly string[]): Promise<ReadStates[]> => {
  const rows = await modelOfCourses.run(engine, { courses, model: 'learners' });
  const judged = new Map(rows.map((row) => [row.course_key, { ...row, stored: parseLearners(row.model) }]));
  const volumes = rows.length === 0 ? [] : await factVolumes.run(engine, { courses });
  const volumeOf = new Map(volumes.map(({ course_key, volume }) => [course_key, volume]));
  return courses.map((course) => {
    const { stored = null, computed_at = null } = judged.get(course) ?? {};
    if (stored === null) return NOT_JUDGED;
    return isOutgrown(stored.volume, volumeOf.get(course) ?? 0)
      ? { ...NOT_JUDGED, computedBefore: computed_at }
      : { stored, computedAt: computed_at, computedBefore: null };
  });
};

export const readStates = async (engine: Engine, course: string): Promise<ReadStates> =>
  (await readStatesOf(engine, [course]))[0] ?? NOT_JUDGED;

export const courseHead = ({ key, name, org, start, end, passLine }: CourseMoment): CourseHead => ({
  key,
  name,
  org,
  start: start > 0 ? isoTime(start * 1e6) : null,
  end: end === null ? null : isoTime(end * 1e6),
  passLine,
});

/** Of who was registered before. The others who completed it may not be found by subtraction. */
const daysToComplete = (sums: SummedCourse['sums'], done: number, minLearners: number): MiddleHalf => {
  const byCompletion = sums.any_done > 0;
  const measured = byCompletion ? sums.finishers : sums.unit_finishers;
  const half = byCompletion ? sums.days_to_done : sums.days_to_units;
  if (measured > 0 && !mayDiscloseInside(measured, [done], minLearners)) return WITHHELD;
  return middleHalf(half, measured, minLearners, done > 0 ? 'nobody_registered_before' : 'nobody_completed_yet');
};

/** One definition of each figure of a course, for its page, the comparison and the list of the site. */
export const summaryOf = (
  { moment, sums }: SummedCourse,
  stored: StoredLearners | null,
  outline: Outline | null,
  minLearners: number,
): CourseSummary => {
  const course = outline?.blocks.find((block) => block.type === 'course');
  return {
    at: isoTime(moment.at * 1e6),
    learners: quantity(sums.learners, minLearners),
    enrolledNow: quantity(sums.enrolled, minLearners),
    active: activeOf(sums, minLearners),
    started: ofClass(sums, sums.started, minLearners),
    passing: ofClass(sums, sums.passed, minLearners),
    completed: completedOf(sums, minLearners),
    firstTry: course?.firstTry ?? none('no_structure'),
    watched: course?.watched ?? none('no_structure'),
    grade: middleHalf(sums.grades, sums.graded, minLearners, 'no_grades'),
    daysToPass: middleHalf(sums.days_to_pass, sums.passers, minLearners, 'nobody_passed_yet'),
    daysToComplete: daysToComplete(sums, doneIn(sums), minLearners),
    needHelp: needHelpOf(sums, stored, minLearners),
  };
};
