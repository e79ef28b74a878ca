import { type Learner, type MiddleHalf, definitionsOf, none } from '@marginalia/contract';
import { middleHalf } from '../kit/halves';
import {
  type BlockOfCourse,
  daysOf,
  lastActivityOf,
  problemsOf,
  sectionsOf,
  timelineOf,
  videosOf,
} from './learnerReport';
import type { LearnerScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { unitCount } from '../../facts/activity';
import { learnerFacts } from '../../facts/learner';
import { history } from '../../facts/order';
import type { StructureIndex } from '../../facts/structureIndex';
import { ApiError } from '../../lib/apiError';
import { isoTime } from '../../lib/time';
import { problemFigures } from '../class/content';
import { blockTotals } from '../../store/queries/blockTotals';
import { problemTable } from '../class/contentTables.query';
import { courseHalves, middleHalves } from '../class/classFigures.query';
import { histories } from '../../store/queries/events';
import { activityOfLearner } from '../class/learnerActivity.query';
import type { ReportReader } from '../kit/reportReader';
import { ALL_TIME } from '../kit/window';
import type { Structures } from '../kit/structures';
import { readLengths } from '../class/contentTables.service';
import { type SummedCourse, headsOf, readStates, summed } from '../class/courseSummaries.service';
import { wholeClass } from '../class/groupParts.service';
import { type Filters, argsOf, pageOf, rowsOf } from './learnerRows.service';
import { record } from './record.service';

const DEFINITIONS = definitionsOf('learner');

/** One learner compared with the middle half of the course. Recorded before anything is disclosed. */
export class OneLearner {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
    private readonly reports: ReportReader,
  ) {}

  /** @param file what is taken as a file; null: a look @throws ApiError unknown_learner */
  async of(scope: LearnerScope, learner: string, file: string | null = null): Promise<Learner> {
    const course = scope.courseKey;
    const whole = await summed(this.engine, course);
    const index = await this.structures.get(course);
    const { computedAt } = await readStates(this.engine, course);
    const filters: Filters = { search: learner, enrolled: 'false' };
    const args = argsOf(course, filters, whole.moment.registered, index, computedAt);
    const row = (await pageOf(this.engine, args, {}, whole.moment.at, 1, 0)).find((one) => one.learner === learner);
    const [own] = await activityOfLearner.run(this.engine, { course, learner });
    if (!row || !own) throw new ApiError('unknown_learner');
    await record(this.engine, scope, file === null ? 'learner' : 'export', learner, 1, file === null ? {} : { file });
    const [listed] = await rowsOf(this.engine, course, [row], index, whole.moment.registered);
    if (!listed) throw new ApiError('unknown_learner');
    // its own page has every day
    const { weeks: _, ...standing } = listed;
    const events = history(await histories.run(this.engine, { course, learners: [learner] }));
    const facts = learnerFacts(course, events, index);
    const heads = headsOf(index);
    const ofCourse = await this.blocks(scope, whole, index);
    const halves = await this.halves(course, whole, index);
    const videos = videosOf(facts, heads, (block) => ofCourse.get(block));
    return {
      asOf: events.length > 0 ? isoTime(events[events.length - 1]?.time ?? 0) : null,
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      course: { key: course, name: index?.structure.name ?? whole.moment.name },
      computedAt: computedAt === null ? null : isoTime(computedAt),
      ...standing,
      userId: row.user_id || null,
      lastActivity: lastActivityOf(course, events, heads),
      beside: halves.course,
      watchedSeconds: videos.reduce((sum, video) => sum + video.watchedSeconds, 0),
      days: daysOf(course, events),
      sections: sectionsOf(index, own.activity, facts, halves.place),
      problems: problemsOf(facts, heads, (block) => ofCourse.get(block)),
      videos,
      timeline: timelineOf(course, events, heads),
    };
  }

  /** How everybody fared with each block, as the outline and the table of all problems state it. */
  private async blocks(
    scope: LearnerScope,
    { moment }: SummedCourse,
    index: StructureIndex | null,
  ): Promise<Map<string, BlockOfCourse>> {
    if (!index) return new Map();
    const course = scope.courseKey;
    const outline = await this.reports.outline(scope, ALL_TIME);
    const tries = new Map(
      (await problemTable.run(this.engine, wholeClass(moment))).map((row) => [
        row.block,
        problemFigures(row, this.minLearners).meanTries,
      ]),
    );
    const totals = await blockTotals.run(this.engine, { course });
    const stated = new Map(totals.filter((row) => row.duration > 0).map((row) => [row.block, row.duration]));
    const videos = outline.blocks.filter((block) => block.type === 'video').map(({ id }) => id);
    const lengths = await readLengths(this.engine, course, videos, stated);
    return new Map(
      outline.blocks.map((block) => [
        block.id,
        {
          firstTry: block.firstTry.kind === 'value' ? block.firstTry.value : block.firstTry,
          meanTries: tries.get(block.id) ?? none('no_attempts'),
          coverage: block.watched,
          duration: lengths.get(block.id) ?? null,
        },
      ]),
    );
  }

  private async halves(
    course: string,
    { moment }: SummedCourse,
    index: StructureIndex | null,
  ): Promise<{ course: Learner['beside']; place: (place: string) => { middleHalf: MiddleHalf }[] }> {
    const registered_only = Number(moment.registered);
    const [whole] = await courseHalves.run(this.engine, {
      course,
      registered_only,
      units: index ? unitCount(index) : 0,
    });
    const places = new Map(
      (await middleHalves.run(this.engine, { course, registered_only })).map((row) => [row.place, row]),
    );
    const of = (quarters: readonly (number | null)[] | undefined, learners = 0): MiddleHalf =>
      middleHalf(quarters ?? [], learners, this.minLearners);
    return {
      course: {
        activeDays: of(whole?.days, whole?.learners),
        progress: of(whole?.progress, index ? whole?.learners : 0),
        tried: of(whole?.tried, whole?.learners),
        firstTryShare: of(whole?.first_try, whole?.triers),
        watchedSeconds: of(whole?.watched, whole?.learners),
      },
      place: (place) => {
        const row = places.get(place);
        return [row?.units, row?.problems, row?.videos].map((quarters) => ({
          middleHalf: of(quarters, row?.learners),
        }));
      },
    };
  }
}
