import { isEnough } from '../kit/privacy/smallGroups';
import { type Overview, type Quantity, WITHHELD, none } from '@marginalia/contract';
import type { Engine } from '../../store/engine';
import { completable, unitCount } from '../../facts/activity';
import type { StructureIndex } from '../../facts/structureIndex';
import { tenths } from './classFigures.query';
import { groupBy } from '../../lib/groupBy';
import { openOf } from './courseMoment';
import type { SummedCourse } from './courseSummaries.service';

type Rows = readonly Omit<Awaited<ReturnType<typeof tenths.run>>[number], 'course_key'>[];

/** How far learners are through a course, from `completion` events, or from units where the site sends none. */
export interface CourseProgress {
  readonly source: Overview['completion']['source'];
  /** Of everybody who did anything: by tenth, and what their shares add up to. */
  readonly own: Rows;
  /** By tenth of the course grade. */
  readonly grades: Rows;
}

/** A course, and its structure; null: that is not known. */
export type WithStructure = readonly [course: SummedCourse, index: StructureIndex | null];

/** How far learners are through some courses, in the same order. */
export const readProgresses = async (engine: Engine, courses: readonly WithStructure[]): Promise<CourseProgress[]> => {
  const rows = groupBy(
    await tenths.run(engine, {
      courses: courses.map(([{ moment }]) => moment.key),
      open: openOf(courses.map(([{ moment }]) => moment)),
      blocks: courses.map(([, index]) => (index ? completable(index) : 0)),
      units: courses.map(([, index]) => (index ? unitCount(index) : 0)),
    }),
    ({ course_key }) => course_key,
  );
  return courses.map(([{ moment, sums }]) => {
    const source = sums.any_done > 0 ? 'completion' : 'units';
    const what = source === 'completion' ? 'done' : 'units';
    const found = rows.get(moment.key) ?? [];
    return {
      source,
      own: found.filter((row) => row.what === what),
      grades: found.filter((row) => row.what === 'grade'),
    };
  });
};

/** The same of one. */
export const readProgress = async (engine: Engine, ...course: WithStructure): Promise<CourseProgress> => {
  const [progress] = await readProgresses(engine, [course]);
  return progress ?? { source: 'units', own: [], grades: [] };
};

/** The average share of a course that active learners have completed: of its page, and of the list of the site. */
export const averageProgress = (
  { own }: CourseProgress,
  index: StructureIndex | null,
  minLearners: number,
): Quantity => {
  const learners = own.reduce((sum, row) => sum + row.learners, 0);
  if (!index) return none('no_structure');
  if (learners === 0) return none('no_events');
  return isEnough(learners, minLearners) ? own.reduce((sum, row) => sum + row.total, 0) / learners : WITHHELD;
};
