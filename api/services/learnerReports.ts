import {
  type GivenAnswer,
  LEARNER_STATES,
  type Learner,
  type LearnerRow,
  LearnerRule,
  type Learners,
  type LearnersQuery,
  type MarkAnswer,
  MarkAnswer as MarkAnswers,
  type MarkEvidence,
  type MetricId,
  type MiddleHalf,
} from '../../src/contract';
import { evidenceOf, parseMarks } from '../answers/learners/evidence';
import { middleHalf } from '../answers/learners/halves';
import {
  type BlockOfCourse,
  daysOf,
  lastActivityOf,
  problemsOf,
  sectionsOf,
  timelineOf,
  videosOf,
} from '../answers/learners/learnerAnswer';
import type { LearnerScope } from '../auth/scope';
import type { Engine } from '../clickhouse/engine';
import { unitCount } from '../facts/activity';
import { learnerFacts } from '../facts/learner';
import { history } from '../facts/order';
import type { StructureIndex } from '../facts/structureIndex';
import { ApiError } from '../lib/apiError';
import { groupBy } from '../lib/groupBy';
import { isoTime, sqlTime } from '../lib/time';
import { blockTotals } from '../queries/blockTotals';
import { histories } from '../queries/events';
import { activityOfLearner } from '../queries/learnerActivity';
import { learnerCount, learnerPage, markAnswers, tracksOf } from '../queries/learners';
import { courseHalves, middleHalves } from '../queries/overview';
import { recordAnswer, recordLook } from '../queries/teamRecords';
import { engineClock } from '../queries/touched';
import { headsOf } from './classReports';
import { type SummedCourse, readStates, sumCourses } from './courseSummaries';
import { ALL_TIME, type Reports } from './reports';
import { Structures } from './structures';

const LIST_DEFINITIONS: MetricId[] = [
  'learners',
  'learnerStates',
  'needHelp',
  'notStarted',
  'stopped',
  'struggling',
  'helpWithoutSuccess',
  'rushing',
  'progress',
  'attempted',
  'firstTry',
  'grades',
  'active',
];
const LEARNER_DEFINITIONS: MetricId[] = [...LIST_DEFINITIONS, 'reach', 'coverage', 'watchedSeconds'];
const PAGE = 50;
/** Learners of one page of a CSV: bounds its memory. */
const CSV_PAGE = 2000;
type Filters = Omit<LearnersQuery, 'limit' | 'offset'>;

/** What shows single learners. Every read takes a LearnerScope, and is recorded before anything is told. */
export class LearnerReports {
  private readonly structures: Structures;

  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly reports: Reports,
  ) {
    this.structures = new Structures(engine);
  }

  /** One page of learners. @throws ApiError unknown_course */
  async list(scope: LearnerScope, query: LearnersQuery): Promise<Learners> {
    const course = scope.courseKey;
    const { limit = PAGE, offset = 0, ...filters } = query;
    const { moment } = await this.summed(course);
    const index = await this.structures.get(course);
    const { computedAt } = await readStates(this.engine, course);
    const args = this.args(course, filters, moment.registered, index, computedAt);
    const [count] = await learnerCount.run(this.engine, args);
    const rows = await this.page(args, filters, limit, offset);
    await this.record(scope, 'learners', '', rows.length, { ...filters, offset });
    return {
      asOf: moment.lastActive > 0 ? isoTime(moment.lastActive * 1e6) : null,
      definitions: LIST_DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      course: { key: course, name: index?.structure.name ?? moment.name },
      computedAt: computedAt === null ? null : isoTime(computedAt),
      total: count?.learners ?? 0,
      offset,
      learners: await this.rows(course, rows, index),
      tracks: (await tracksOf.run(this.engine, { course })).map((row) => row.track),
    };
  }

  /** All learners that the filters leave, in pages: as many in memory as one page has. @throws ApiError unknown_course */
  async all(
    scope: LearnerScope,
    filters: Filters,
  ): Promise<{ asOf: string | null; pages: AsyncGenerator<LearnerRow[]> }> {
    const course = scope.courseKey;
    const { moment } = await this.summed(course);
    const index = await this.structures.get(course);
    const { computedAt } = await readStates(this.engine, course);
    const args = this.args(course, filters, moment.registered, index, computedAt);
    const [count] = await learnerCount.run(this.engine, args);
    await this.record(scope, 'export', '', count?.learners ?? 0, { ...filters });
    return {
      asOf: moment.lastActive > 0 ? isoTime(moment.lastActive * 1e6) : null,
      pages: this.pages(course, args, filters, index),
    };
  }

  private async *pages(
    course: string,
    args: Args,
    filters: Filters,
    index: StructureIndex | null,
  ): AsyncGenerator<LearnerRow[]> {
    for (let offset = 0; ; offset += CSV_PAGE) {
      const rows = await this.page(args, filters, CSV_PAGE, offset);
      if (rows.length > 0) yield await this.rows(course, rows, index);
      if (rows.length < CSV_PAGE) return;
    }
  }

  /** @throws ApiError unknown_learner */
  async one(scope: LearnerScope, learner: string): Promise<Learner> {
    const course = scope.courseKey;
    const summed = await this.summed(course);
    const index = await this.structures.get(course);
    const { computedAt } = await readStates(this.engine, course);
    const filters: Filters = { search: learner, enrolled: 'false' };
    const args = this.args(course, filters, summed.moment.registered, index, computedAt);
    const row = (await this.page(args, {}, 1, 0)).find((one) => one.learner === learner);
    const [own] = await activityOfLearner.run(this.engine, { course, learner });
    if (!row || !own) throw new ApiError('unknown_learner');
    await this.record(scope, 'learner', learner, 1, {});
    const [standing] = await this.rows(course, [row], index);
    if (!standing) throw new ApiError('unknown_learner');
    const events = history((await histories.run(this.engine, { course, learners: [learner] })).map((one) => one.event));
    const facts = learnerFacts(course, events, index);
    const heads = headsOf(index);
    const ofCourse = await this.blocks(scope, index);
    const halves = await this.halves(course, summed, index);
    return {
      asOf: events.length > 0 ? isoTime(events[events.length - 1]?.time ?? 0) : null,
      definitions: LEARNER_DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      course: { key: course, name: index?.structure.name ?? summed.moment.name },
      computedAt: computedAt === null ? null : isoTime(computedAt),
      ...standing,
      lastActivity: lastActivityOf(course, events, heads),
      beside: halves.course,
      watchedSeconds: own.activity.watchedSeconds,
      days: daysOf(course, events),
      sections: sectionsOf(index, own.activity, facts, halves.place),
      problems: problemsOf(facts, heads, (block) => ofCourse.get(block)),
      videos: videosOf(facts, heads, (block) => ofCourse.get(block)),
      timeline: timelineOf(course, events, heads),
    };
  }

  /** Answers a mark, or (null) takes the answer back. @throws ApiError unknown_learner */
  async answer(
    scope: LearnerScope,
    learner: string,
    rule: string,
    answer: MarkAnswer | null,
  ): Promise<{ answers: GivenAnswer[] }> {
    const course = scope.courseKey;
    if ((await activityOfLearner.run(this.engine, { course, learner })).length === 0)
      throw new ApiError('unknown_learner');
    await this.record(scope, 'answer', learner, 1, { rule, answer });
    await recordAnswer(this.engine, {
      course,
      learner,
      rule,
      answer: answer ?? '',
      at: sqlTime((await engineClock.run(this.engine, {}))[0]?.now ?? 0),
      person: scope.person,
      username: scope.username,
    });
    return { answers: (await this.answers(course, [learner])).get(learner) ?? [] };
  }

  private record(
    scope: LearnerScope,
    action: 'learners' | 'learner' | 'export' | 'answer',
    learner: string,
    learners: number,
    details: Record<string, unknown>,
  ): Promise<void> {
    const { courseKey: course, person, username, requestId } = scope;
    return recordLook(this.engine, { person, username, course, action, learner, learners, details, requestId });
  }

  private args(
    course: string,
    filters: Filters,
    registered: boolean,
    index: StructureIndex | null,
    computedAt: number | null,
  ): Args {
    return {
      course,
      // nobody was judged yet: no state of an earlier time counts
      at: computedAt === null ? '2200-01-01 00:00:00' : sqlTime(computedAt),
      registered_only: Number(registered),
      enrolled: Number(filters.enrolled !== 'false'),
      state: filters.state ?? '',
      rule: filters.rule ?? '',
      section: filters.section ?? '',
      track: filters.track ?? '',
      since: filters.since ?? '',
      search: filters.search ?? '',
      units: index ? unitCount(index) : 0,
    };
  }

  private page(args: Args, filters: Filters, limit: number, offset: number): Promise<PageRow[]> {
    const sort = filters.sort ?? 'state';
    return learnerPage.run(this.engine, { ...args, sort, down: Number(filters.order === 'down'), limit, offset });
  }

  private async rows(course: string, rows: readonly PageRow[], index: StructureIndex | null): Promise<LearnerRow[]> {
    const heads = headsOf(index);
    const answers = await this.answers(
      course,
      rows.map((row) => row.learner),
    );
    return rows.map((row) => {
      const marks = evidenceOf(parseMarks(row.marks ?? '[]'), row.since ?? [], heads);
      return {
        id: row.learner,
        username: row.username || null,
        name: row.name || null,
        email: row.email || null,
        enrolled: row.enrolled,
        track: row.track,
        registeredAt: timeOf(row.registered_at),
        lastActiveAt: timeOf(row.last_active),
        activeDays: row.active_days,
        progress: index ? row.progress : null,
        tried: row.tried,
        firstRight: row.first_right,
        everRight: row.ever_right,
        grade: row.grade,
        passed: row.passed === null ? null : row.passed === 1,
        state: LEARNER_STATES.find((state) => state === row.state) ?? null,
        marks,
        answers: (answers.get(row.learner) ?? []).map((one) => ({ ...one, current: isCurrent(one, marks) })),
      };
    });
  }

  private async answers(course: string, learners: readonly string[]): Promise<Map<string, GivenAnswer[]>> {
    const rows = await markAnswers.run(this.engine, { course, learners });
    return new Map(
      [...groupBy(rows, (row) => row.learner)].map(([learner, own]) => [
        learner,
        own.flatMap((row): GivenAnswer[] => {
          const rule = LearnerRule.safeParse(row.rule);
          const answer = MarkAnswers.safeParse(row.answer);
          if (!rule.success || !answer.success) return [];
          return [{ rule: rule.data, answer: answer.data, at: isoTime(row.at), by: row.username, current: true }];
        }),
      ]),
    );
  }

  /** How everybody fared with each block, as the outline tells it. */
  private async blocks(scope: LearnerScope, index: StructureIndex | null): Promise<Map<string, BlockOfCourse>> {
    if (!index) return new Map();
    const outline = await this.reports.outline(scope, ALL_TIME);
    const totals = await blockTotals.run(this.engine, { course: scope.courseKey });
    const durations = new Map(totals.map((row) => [row.block, row.duration]));
    return new Map(
      outline.blocks.map((block) => [
        block.id,
        {
          firstTry: block.firstTry.kind === 'value' ? block.firstTry.value : block.firstTry,
          coverage: block.watched,
          duration: durations.get(block.id) ?? null,
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

  private async summed(course: string): Promise<SummedCourse> {
    const found = (await sumCourses(this.engine, [course])).get(course);
    if (!found) throw new ApiError('unknown_course', { course });
    return found;
  }
}

type PageRow = Awaited<ReturnType<typeof learnerPage.run>>[number];
type Args = Parameters<typeof learnerCount.run>[1];

const timeOf = (seconds: number): string | null => (seconds > 0 ? isoTime(seconds * 1e6) : null);

/** Said since the mark came up; where it holds no more, it is history. */
const isCurrent = ({ rule, at }: GivenAnswer, marks: readonly MarkEvidence[]): boolean =>
  marks.some((mark) => mark.rule === rule && at.slice(0, 10) >= mark.since);
