import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import {
  ContentQuery,
  EXPORTS,
  type ExportId,
  type Group,
  GroupQuery,
  LearnersQuery,
  type Outline,
  getAttention,
  getComparison,
  AT_RISK,
  OverviewQuery,
  WindowQuery,
} from '@marginalia/contract';
import type { CourseScope, LearnerScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import type { ClassAttention } from './learners/classAttention.service';
import type { Comparisons } from './class/comparisons.service';
import type { CourseOverview } from './class/courseOverview.service';
import { csvFile } from './class/csvFile';
import { tableOf, type Table } from './class/tables';
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

/** The tables of one course as files. */
export class CsvReports {
  constructor(
    private readonly minLearners: number,
    private readonly services: {
      readonly reports: Reports;
      readonly attention: ClassAttention;
      readonly overview: CourseOverview;
      readonly comparisons: Comparisons;
      readonly groups: GroupReports;
      readonly content: ContentTables;
      readonly views: PageViews;
      readonly learners: LearnerList;
      readonly learner: OneLearner;
    },
  ) {}

  /**
   * @param beside of a comparison: the other courses, about which the LMS was asked
   * @param withMore adds to an outline of all time what others say of its blocks
   * @throws ApiError as the report that the table is made of
   */
  async of(
    report: ExportId,
    scope: CourseScope | LearnerScope,
    query: Record<string, unknown>,
    beside: readonly CourseScope[] = [],
    withMore: (outline: Outline) => Promise<Outline> = (outline) => Promise.resolve(outline),
  ): Promise<Readable> {
    const table = await this.table(report, scope, query, beside, withMore);
    const { minLearners } = this;
    return csvFile({ ...EXPORTS[report], course: scope.courseKey, filters: query, minLearners }, table);
  }

  private async table(
    report: ExportId,
    scope: CourseScope,
    query: Record<string, unknown>,
    beside: readonly CourseScope[],
    withMore: (outline: Outline) => Promise<Outline>,
  ): Promise<Table> {
    switch (report) {
      case 'learners': {
        const { limit: _limit, offset: _offset, ...filters } = parsed(LearnersQuery, query);
        return tableOf.learners(await this.services.learners.all(scope as LearnerScope, filters));
      }
      case 'outline': {
        const { from = null, to = null, track = null } = parsed(OF_A_WINDOW, query);
        const window = { from, to, track };
        const report = await this.services.reports.outline(scope, window);
        return tableOf.outline(isAll(window) ? await withMore(report) : report);
      }
      case 'attention':
        parsed(OF_ALL_TIME, query);
        return tableOf.attention(await this.services.reports.attention(scope));
      case 'experiments':
        parsed(OF_ALL_TIME, query);
        return tableOf.experiments(await this.services.reports.experiments(scope));
      case 'learner-attention': {
        const { since = null } = parsed(SINCE, query);
        return tableOf.learnerAttention(await this.services.attention.of(scope, since));
      }
      case 'states':
      case 'quadrants':
      case 'struggling':
        parsed(OF_ALL_TIME, query);
        return tableOf[report](await this.services.attention.of(scope, null));
      case 'since': {
        const { since } = parsed(SINCE_A_DAY, query);
        return tableOf.since(await this.services.attention.of(scope, since));
      }
      case 'hours':
        return tableOf.hours(
          await this.services.overview.of(scope, { ...parsed(OverviewQuery, query), hours: 'true' }),
        );
      case 'learner-days':
      case 'learner-sections':
      case 'learner-problems':
      case 'learner-videos':
      case 'learner-timeline': {
        const { learner } = parsed(OF_ONE, query);
        return tableOf[report](await this.services.learner.of(scope as LearnerScope, learner, report));
      }
      case 'problems': {
        const { group = null } = parsed(ContentQuery, query);
        const content = await this.services.content.of(scope, group);
        return tableOf.problems(content, await this.services.reports.listedMetrics(scope));
      }
      case 'videos': {
        const { group = null } = parsed(ContentQuery, query);
        return tableOf.videos(await this.services.content.of(scope, group));
      }
      case 'views':
        parsed(OF_ALL_TIME, query);
        return tableOf.views(await this.services.views.of(scope));
      case 'views-weeks':
        parsed(OF_ALL_TIME, query);
        return tableOf.viewsWeeks(await this.services.views.of(scope));
      case 'group-sections':
        return tableOf.groupSections(await this.group(scope, query));
      case 'group-weeks':
        return tableOf.groupWeeks(await this.group(scope, query));
      case 'group-steps':
        return tableOf.groupSteps(await this.group(scope, query));
      case 'comparison':
        parsed(getComparison.query, query);
        return tableOf.comparison(await this.services.comparisons.of(scope, beside, []));
      default:
        return tableOf[report](await this.services.overview.of(scope, parsed(OverviewQuery, query)));
    }
  }

  private group(scope: CourseScope, query: Record<string, unknown>): Promise<Group> {
    return this.services.groups.of(scope, parsed(GroupQuery, query).group ?? AT_RISK);
  }
}

const parsed = <T>(
  schema: {
    safeParse(
      value: unknown,
    ):
      | { success: true; data: T }
      | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };
  },
  query: Record<string, unknown>,
): T => {
  const found = schema.safeParse(query);
  if (found.success) return found.data;
  throw new ApiError('invalid_request', {
    issues: found.error.issues.map(({ path, message }) => ({ where: `/${path.join('/')}`, message })),
  });
};
