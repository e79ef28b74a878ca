import {
  type FollowUp,
  type GivenFollowUp,
  type LearnerRow,
  type Learners,
  type LearnersQuery,
  definitionsOf,
} from '@marginalia/contract';
import type { LearnerScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import type { StructureIndex } from '../../facts/structureIndex';
import { ApiError } from '../../lib/apiError';
import { isoTime, sqlTime } from '../../lib/time';
import { activityOfLearner } from '../class/learnerActivity.query';
import { learnerCount, tracksOf } from './learners.query';
import { recordFollowUp } from '../class/teamRecords.query';
import { engineClock } from '../../store/queries/state';
import type { CourseMoment } from '../class/courseMoment';
import type { Structures } from '../kit/structures';
import { momentIn, newestIn, readStates } from '../class/courseSummaries.service';
import { type Args, type Filters, followUpsOf, argsOf, pageOf, rowsOf } from './learnerRows.service';
import { record } from './record.service';

const DEFINITIONS = definitionsOf('learners');

const PAGE = 50;
/** Learners of one page of a CSV: bounds its memory. */
const CSV_PAGE = 5000;

/** Learners in rows. Every read takes a LearnerScope, and is recorded before anything is disclosed. */
export class LearnerList {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
  ) {}

  /** One page of learners. @throws ApiError unknown_course */
  async list(scope: LearnerScope, query: LearnersQuery): Promise<Learners> {
    const course = scope.courseKey;
    const { limit = PAGE, offset = 0, ...filters } = query;
    const moment = await momentIn(this.engine, course);
    const index = await this.structures.get(course);
    const { computedAt } = await readStates(this.engine, course);
    const args = argsOf(course, filters, moment.registered, index, computedAt);
    const [count] = await learnerCount.run(this.engine, args);
    const rows = await pageOf(this.engine, args, filters, moment.at, limit, offset);
    await record(this.engine, scope, 'learners', '', rows.length, { ...filters, offset });
    return {
      asOf: newestIn(moment, this.minLearners),
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      course: { key: course, name: index?.structure.name ?? moment.name },
      computedAt: computedAt === null ? null : isoTime(computedAt),
      total: count?.learners ?? 0,
      offset,
      learners: await rowsOf(this.engine, course, rows, index, moment.registered),
      tracks: (await tracksOf.run(this.engine, { course })).map((row) => row.track),
    };
  }

  /** All learners that the filters leave, in pages: as many in memory as one page has. @throws ApiError unknown_course */
  async all(
    scope: LearnerScope,
    filters: Filters,
  ): Promise<{ asOf: string | null; pages: AsyncGenerator<LearnerRow[]> }> {
    const course = scope.courseKey;
    const moment = await momentIn(this.engine, course);
    const index = await this.structures.get(course);
    const { computedAt } = await readStates(this.engine, course);
    const args = argsOf(course, filters, moment.registered, index, computedAt);
    const [count] = await learnerCount.run(this.engine, args);
    await record(this.engine, scope, 'export', '', count?.learners ?? 0, { ...filters });
    return {
      asOf: newestIn(moment, this.minLearners),
      pages: this.pages(moment, args, filters, index),
    };
  }

  private async *pages(
    { key: course, registered, at }: CourseMoment,
    args: Args,
    filters: Filters,
    index: StructureIndex | null,
  ): AsyncGenerator<LearnerRow[]> {
    for (let offset = 0; ; offset += CSV_PAGE) {
      const rows = await pageOf(this.engine, args, filters, at, CSV_PAGE, offset);
      if (rows.length > 0) yield await rowsOf(this.engine, course, rows, index, registered);
      if (rows.length < CSV_PAGE) return;
    }
  }

  /** Follows a flag up, or (null) takes that back. @throws ApiError unknown_learner */
  async followUp(
    scope: LearnerScope,
    learner: string,
    rule: string,
    followUp: FollowUp | null,
  ): Promise<{ answers: GivenFollowUp[] }> {
    const course = scope.courseKey;
    if ((await activityOfLearner.run(this.engine, { course, learner })).length === 0)
      throw new ApiError('unknown_learner');
    await record(this.engine, scope, 'answer', learner, 1, { rule, answer: followUp });
    await recordFollowUp(this.engine, {
      course,
      learner,
      rule,
      followUp: followUp ?? '',
      at: sqlTime((await engineClock.run(this.engine, {}))[0]?.now ?? 0),
      person: scope.person,
      username: scope.username,
    });
    return { answers: (await followUpsOf(this.engine, course, [learner])).get(learner) ?? [] };
  }
}
