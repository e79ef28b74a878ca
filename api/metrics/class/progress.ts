import { isEnough } from '../kit/privacy/smallGroups';
import { type Overview, type Quantity, WITHHELD, none } from '@marginalia/contract';
import type { Engine } from '../../store/engine';
import { completable, unitCount } from '../../facts/activity';
import type { StructureIndex } from '../../facts/structureIndex';
import { tenths } from './classFigures.query';
import type { SummedCourse } from './courseSummaries.service';

type Rows = Awaited<ReturnType<typeof tenths.run>>;

/** How far learners are through a course, from `completion` events, or from units where the site sends none. */
export interface CourseProgress {
  readonly source: Overview['completion']['source'];
  /** Of everybody who did anything: by tenth, and what their shares add up to. */
  readonly own: Rows;
  /** By tenth of the course grade. */
  readonly grades: Rows;
}

/** @param index null: the course's structure is not known */
export const readProgress = async (
  engine: Engine,
  { moment, sums }: SummedCourse,
  index: StructureIndex | null,
): Promise<CourseProgress> => {
  const rows = await tenths.run(engine, {
    course: moment.key,
    registered_only: Number(moment.registered),
    blocks: index ? completable(index) : 0,
    units: index ? unitCount(index) : 0,
  });
  const source = sums.any_done > 0 ? 'completion' : 'units';
  const what = source === 'completion' ? 'done' : 'units';
  return {
    source,
    own: rows.filter((row) => row.what === what),
    grades: rows.filter((row) => row.what === 'grade'),
  };
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
