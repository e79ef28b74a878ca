import { type Overview, type OverviewQuery, type Quantity, definitionsOf } from '@marginalia/contract';
import { EXACT } from '../kit/privacy/smallGroups';
import type { CourseActivity } from './activity';
import { dateOf, nextDay } from './dates';
import { enrolmentDays } from './enrolment';
import { partOf } from '../kit/partOf';
import type { CourseScope, LearnerScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { countInside } from '../../facts/activity';
import type { StructureIndex } from '../../facts/structureIndex';
import { sqlTime } from '../../lib/time';
import { breakdown, mayDiscloseInside, mayDisclosePart, quantity } from '../kit/privacy/suppress';
import { activeByHour } from './activeLearners.query';
import { reachedInside } from './classFigures.query';
import { enrolmentMoves } from './courseSums.query';
import type { CourseMoment } from './courseMoment';
import type { ReportReader } from '../kit/reportReader';
import { ALL_TIME } from '../kit/window';
import type { Structures } from '../kit/structures';
import type { Annotations } from './annotations.service';
import type { Viewer } from './teamRecords.service';
import { courseActivity } from './courseActivity.service';
import { averageProgress, readProgress } from './progress';
import {
  type SummedCourse,
  courseHead,
  doneIn,
  needHelpOf,
  newestIn,
  readStates,
  summaryOf,
  summed,
} from './courseSummaries.service';

const DEFINITIONS = definitionsOf('overview');

/** The course page: enrolment, activity, reach, grades, completion. */
export class CourseOverview {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
    private readonly reports: ReportReader,
    private readonly annotations: Annotations,
  ) {}

  /**
   * @param listed of whoever may list these learners: to them it tells how many may need help, as the list does
   * @throws ApiError unknown_course, invalid_request
   */
  async of(
    scope: CourseScope,
    query: OverviewQuery,
    viewer: Viewer | null = null,
    listed: LearnerScope | null = null,
  ): Promise<Overview> {
    const course = scope.courseKey;
    const whole = await summed(this.engine, course);
    const { moment } = whole;
    const tomorrow = nextDay(dateOf(moment.at));
    const window = { from: query.from ?? null, to: query.to ?? null };
    const until = query.to && query.to < tomorrow ? query.to : tomorrow;
    const registered_only = Number(moment.registered);
    const index = await this.structures.get(course);
    const outline = await this.reports.outline(scope, ALL_TIME);
    const { stored } = await readStates(this.engine, course);
    const told = summaryOf(whole, stored, outline, this.minLearners);
    const summary = listed ? { ...told, needHelp: needHelpOf(whole.sums, stored, EXACT) } : told;
    const activity = await courseActivity(this.engine, whole, this.minLearners);
    return {
      asOf: newestIn(moment, this.minLearners) ?? outline.asOf,
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window,
      course: courseHead(moment),
      summary,
      enrolment: enrolmentDays(await enrolmentMoves.run(this.engine, { course }), window.from, until, this.minLearners),
      activity: {
        ...activity.between(window.from, until, moment.running ? dateOf(moment.at) : tomorrow),
        hours: query.hours === 'true' ? await this.hours(activity, moment) : null,
      },
      reach: index ? await this.reach(course, registered_only, index) : [],
      ...(await this.distributions(index, whole)),
      annotations: await this.annotations.of(scope, viewer),
    };
  }

  private async hours(
    activity: CourseActivity,
    { key: course, registered, at }: CourseMoment,
  ): Promise<Overview['activity']['hours']> {
    const args = { course, registered_only: Number(registered), until: sqlTime((at + 1) * 1e6) };
    return activity.hours(await activeByHour.run(this.engine, args));
  }

  private async reach(course: string, registered_only: number, index: StructureIndex): Promise<Overview['reach']> {
    const { blocks } = index.structure;
    const places = blocks.filter((block) => block.type === 'chapter' || block.type === 'sequential');
    const counts = places.map(({ id }) => ({
      units: countInside(index, id, 'vertical'),
      problems: countInside(index, id, 'problem'),
      videos: countInside(index, id, 'video'),
    }));
    const rows = await reachedInside.run(this.engine, {
      course,
      registered_only,
      places: places.map(({ id }) => id),
      units: counts.map((one) => one.units),
      problems: counts.map((one) => one.problems),
      videos: counts.map((one) => one.videos),
    });
    const found = new Map(rows.map((row) => [row.place, row]));
    return places.map(({ id, type, name, parent }, at) => {
      const row = found.get(id);
      const of = (total: number, any = 0, all = 0): Overview['reach'][number]['units'] => ({
        blocks: total,
        ...this.anyAndAll(any, total > 0 ? all : 0),
      });
      return {
        block: { id, type, name, parent },
        units: of(counts[at]?.units ?? 0, row?.units_any, row?.units_all),
        problems: of(counts[at]?.problems ?? 0, row?.problems_any, row?.problems_all),
        videos: of(counts[at]?.videos ?? 0, row?.videos_any, row?.videos_all),
      };
    });
  }

  /** Of those with one, those with all and the rest are groups of their own. */
  private anyAndAll(any: number, all: number): { any: Quantity; all: Quantity } {
    const part = partOf(all, any, this.minLearners);
    return {
      any: quantity(any, this.minLearners),
      all: any === 0 ? 0 : part.kind === 'value' ? all : { kind: 'withheld', reason: 'too_few_learners' },
    };
  }

  private async distributions(
    index: StructureIndex | null,
    whole: SummedCourse,
  ): Promise<Pick<Overview, 'grades' | 'completion'>> {
    const { moment, sums } = whole;
    const progress = await readProgress(this.engine, whole, index);
    const { source, own } = progress;
    const cellsOf = (rows: typeof own): number[] =>
      Array.from({ length: 10 }, (_, tenth) => rows.find((row) => row.tenth === tenth)?.learners ?? 0);
    const buckets = (cells: readonly number[], unsafe: readonly boolean[] = []): Overview['grades']['buckets'] =>
      breakdown(cells, this.minLearners, unsafe).map((learners, tenth) => ({
        from: tenth / 10,
        to: (tenth + 1) / 10,
        learners,
      }));
    const shares = cellsOf(own);
    // who completed the course is among the last tenth, and the others of that tenth could be had by subtraction
    const complete = doneIn(sums);
    const isLastDisclosed =
      !mayDisclosePart(complete, sums.learners, this.minLearners) ||
      mayDiscloseInside(complete, [shares[9] ?? 0], this.minLearners);
    return {
      grades: {
        graded: quantity(sums.graded, this.minLearners),
        passLine: moment.passLine,
        buckets: buckets(cellsOf(progress.grades)),
      },
      completion: {
        source,
        mean: averageProgress(progress, index, this.minLearners),
        buckets: index
          ? buckets(
              shares,
              shares.map((_, tenth) => tenth === 9 && !isLastDisclosed),
            )
          : [],
      },
    };
  }
}
