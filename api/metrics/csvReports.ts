import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import {
  AT_RISK,
  ContentQuery,
  EXPORTS,
  type ExportId,
  type Group,
  GroupQuery,
  type Learner,
  LearnersQuery,
  type Outline,
  type Overview,
  OverviewQuery,
  WindowQuery,
  getAttention,
  getComparison,
} from '@marginalia/contract';
import type { CourseScope, LearnerScope } from '../auth/scope';
import { parsed } from '../lib/parsed';
import type { ClassAttention } from './learners/classAttention.service';
import type { Comparisons } from './class/comparisons.service';
import type { CourseOverview } from './class/courseOverview.service';
import { csvFile } from './class/csvFile';
import type { Table } from './class/tables/cells';
import * as blocks from './class/tables/blocks';
import * as classes from './class/tables/classes';
import * as content from './class/tables/content';
import * as course from './class/tables/course';
import * as groups from './class/tables/groups';
import * as learner from './class/tables/learner';
import { learners } from './class/tables/learners';
import type { ContentTables } from './class/contentTables.service';
import type { GroupReports } from './class/groupReports.service';
import type { LearnerList } from './learners/learnerList.service';
import type { OneLearner } from './learners/oneLearner.service';
import type { PageViews } from './class/pageViews.service';
import { isAll } from './kit/window';
import type { Reports } from './reports';

/** What a file cannot be narrowed by is refused, so that its head is true. */
const OF_ALL_TIME = z.strictObject({});
/** Another run is another course, with a file of its own. */
const OF_A_WINDOW = z.strictObject({
  from: WindowQuery.shape.from,
  to: WindowQuery.shape.to,
  track: WindowQuery.shape.track,
});
const SINCE = z.strictObject({ since: getAttention.query.shape.since });
const SINCE_A_DAY = z.strictObject({ since: z.iso.date() });
const OF_ONE = z.strictObject({ learner: z.string() });

interface Services {
  readonly reports: Reports;
  readonly attention: ClassAttention;
  readonly overview: CourseOverview;
  readonly comparisons: Comparisons;
  readonly groups: GroupReports;
  readonly content: ContentTables;
  readonly views: PageViews;
  readonly learners: LearnerList;
  readonly learner: OneLearner;
}

interface Asked {
  readonly scope: CourseScope;
  readonly query: Record<string, unknown>;
  /** Of a comparison: the other courses, about which the LMS was asked. */
  readonly beside: readonly CourseScope[];
  /** Adds to an outline of all time what others say of its blocks. */
  readonly withMore: (outline: Outline) => Promise<Outline>;
}

type Read = (services: Services, asked: Asked) => Promise<Table>;

/** A table of a report of all time. */
const ofAllTime =
  <Report>(
    report: (services: Services, scope: CourseScope) => Promise<Report>,
    table: (report: Report) => Table,
  ): Read =>
  async (services, { scope, query }) => {
    parsed(OF_ALL_TIME, query);
    return table(await report(services, scope));
  };

const ofOverview =
  (table: (report: Overview) => Table, more: { readonly hours?: 'true' } = {}): Read =>
  async ({ overview }, { scope, query }) =>
    table(await overview.of(scope, { ...parsed(OverviewQuery, query), ...more }));

const ofGroup =
  (table: (report: Group) => Table): Read =>
  async ({ groups: reports }, { scope, query }) =>
    table(await reports.of(scope, parsed(GroupQuery, query).group ?? AT_RISK));

/** Its scope is that of somebody who may list these learners: the route asks for it where a table is gated. */
const ofLearner =
  (file: ExportId, table: (report: Learner) => Table): Read =>
  async ({ learner: one }, { scope, query }) =>
    table(await one.of(scope as LearnerScope, parsed(OF_ONE, query).learner, file));

const attention = ({ attention: reports }: Services, scope: CourseScope) => reports.of(scope, null);

/** Every table, from the report that shows it. */
const TABLES: Readonly<Record<ExportId, Read>> = {
  outline: async ({ reports }, { scope, query, withMore }) => {
    const { from = null, to = null, track = null } = parsed(OF_A_WINDOW, query);
    const window = { from, to, track };
    const outline = await reports.outline(scope, window);
    return blocks.outline(isAll(window) ? await withMore(outline) : outline);
  },
  attention: ofAllTime(({ reports }, scope) => reports.attention(scope), blocks.attention),
  experiments: ofAllTime(({ reports }, scope) => reports.experiments(scope), blocks.experiments),
  'learner-attention': async ({ attention: reports }, { scope, query }) =>
    classes.learnerAttention(await reports.of(scope, parsed(SINCE, query).since ?? null)),
  states: ofAllTime(attention, classes.states),
  quadrants: ofAllTime(attention, classes.quadrants),
  struggling: ofAllTime(attention, classes.struggling),
  since: async ({ attention: reports }, { scope, query }) =>
    classes.since(await reports.of(scope, parsed(SINCE_A_DAY, query).since)),
  sections: ofOverview(course.sections),
  enrolment: ofOverview(course.enrolment),
  activity: ofOverview(course.activity),
  hours: ofOverview(course.hours, { hours: 'true' }),
  weeks: ofOverview(course.weeks),
  grades: ofOverview(course.grades),
  completion: ofOverview(course.completion),
  views: ofAllTime(({ views }, scope) => views.of(scope), course.views),
  'views-weeks': ofAllTime(({ views }, scope) => views.of(scope), course.viewsWeeks),
  problems: async ({ content: tables, reports }, { scope, query }) => {
    const report = await tables.of(scope, parsed(ContentQuery, query).group ?? null);
    return content.problems(report, await reports.listedMetrics(scope));
  },
  videos: async ({ content: tables }, { scope, query }) =>
    content.videos(await tables.of(scope, parsed(ContentQuery, query).group ?? null)),
  'group-sections': ofGroup(groups.groupSections),
  'group-weeks': ofGroup(groups.groupWeeks),
  'group-steps': ofGroup(groups.groupSteps),
  comparison: async ({ comparisons }, { scope, query, beside }) => {
    parsed(getComparison.query, query);
    return classes.comparison(await comparisons.of(scope, beside, []));
  },
  learners: async ({ learners: list }, { scope, query }) => {
    const { limit: _limit, offset: _offset, ...filters } = parsed(LearnersQuery, query);
    return learners(await list.all(scope as LearnerScope, filters));
  },
  'learner-days': ofLearner('learner-days', learner.learnerDays),
  'learner-sections': ofLearner('learner-sections', learner.learnerSections),
  'learner-problems': ofLearner('learner-problems', learner.learnerProblems),
  'learner-videos': ofLearner('learner-videos', learner.learnerVideos),
  'learner-timeline': ofLearner('learner-timeline', learner.learnerTimeline),
};

/** The tables of one course as files. */
export class CsvReports {
  constructor(
    private readonly minLearners: number,
    private readonly services: Services,
  ) {}

  /** @throws ApiError as the report that the table is made of */
  async of(
    report: ExportId,
    scope: CourseScope | LearnerScope,
    query: Record<string, unknown>,
    beside: readonly CourseScope[] = [],
    withMore: Asked['withMore'] = (outline) => Promise.resolve(outline),
  ): Promise<Readable> {
    const table = await TABLES[report](this.services, { scope, query, beside, withMore });
    const { minLearners } = this;
    return csvFile({ ...EXPORTS[report], course: scope.courseKey, filters: query, minLearners }, table);
  }
}
