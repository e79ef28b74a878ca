import { isEnough } from '../kit/privacy/smallGroups';
import type { Readable } from 'node:stream';
import { definitionsOf, SITE_EXPORTS, type SiteExportId, type SiteOverview, none } from '@marginalia/contract';
import { siteTables } from './tables/site';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { isoTime } from '../../lib/time';
import { dayOnly } from '../kit/privacy/moments';
import { aboutGroup, quantity } from '../kit/privacy/suppress';
import { activeByMonth } from './activeLearners.query';
import { daysWithEvents, learnersByOrg, statementKinds } from './siteFigures.query';
import { listedCount } from '../attention/attentionReport';
import { readAttention } from '../attention/readModels';
import { lastWeeks } from './courseActivity.service';
import { csvFile } from './csvFile';
import { usualGap } from './usualGap';
import {
  type SummedCourse,
  activeOf,
  needHelpOf,
  newestIn,
  newestOf,
  ofClass,
  readStates,
  sumCourses,
} from './courseSummaries.service';

const DEFINITIONS = definitionsOf('site');

type OfCourse = Pick<SiteOverview['courses'][number], 'needHelp' | 'weeks' | 'flags'>;

/** All courses that somebody may see, in one list. */
export class SiteReports {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
  ) {}

  /** One of its tables as a file. @param scopes every course the person may see */
  async file(report: SiteExportId, scopes: readonly CourseScope[], scope: SiteOverview['scope']): Promise<Readable> {
    const head = {
      title: SITE_EXPORTS[report],
      course: null,
      filters: {},
      gated: false,
      minLearners: this.minLearners,
    };
    return csvFile(head, siteTables[report](await this.of(scopes, scope)));
  }

  /**
   * What is read of each course by itself: how many learners may need help, the weeks behind its active learners, and how many
   * entries its list of what is worth a look has. A course at a time, for a site has hundreds, and whoever opens a
   * panel meanwhile must not wait behind all of them.
   */
  private async ofEach(courses: readonly SummedCourse[], scopes: readonly CourseScope[]): Promise<OfCourse[]> {
    const scopeOf = new Map(scopes.map((scope) => [scope.courseKey, scope]));
    const found: OfCourse[] = [];
    for (const course of courses) {
      const { moment, sums } = course;
      const scope = scopeOf.get(moment.key);
      const [{ stored }, weeks, list] = await Promise.all([
        readStates(this.engine, moment.key),
        lastWeeks(this.engine, course, this.minLearners),
        scope ? readAttention(this.engine, scope) : null,
      ]);
      found.push({
        needHelp: needHelpOf(sums, stored, this.minLearners),
        weeks,
        flags: list ? listedCount(list.stored, this.minLearners) : null,
      });
    }
    return found;
  }

  /** @param scopes every course the person may see */
  async of(scopes: readonly CourseScope[], scope: SiteOverview['scope']): Promise<SiteOverview> {
    const summed = await sumCourses(
      this.engine,
      scopes.map((one) => one.courseKey),
    );
    const all = [...summed.values()];
    const courses = all.map(({ moment }) => moment.key);
    const open = all.filter(({ moment }) => !moment.registered).map(({ moment }) => moment.key);
    const orgOfCourse = all.map(({ moment }) => moment.org || (/^[^:]+:([^+]+)\+/.exec(moment.key)?.[1] ?? ''));
    const months = courses.length === 0 ? [] : await activeByMonth.run(this.engine, { courses, open });
    const organisations =
      courses.length === 0 ? [] : await learnersByOrg.run(this.engine, { courses, orgs: orgOfCourse, open });
    const kinds = courses.length === 0 ? [] : await statementKinds.run(this.engine, { courses });
    const days = courses.length === 0 ? [] : await daysWithEvents.run(this.engine, { courses, open });
    const daysOf = new Map(days.map((row) => [row.course_key, row.days]));
    const each = await this.ofEach(all, scopes);
    const thisMonth = new Date().toISOString().slice(0, 7);
    return {
      asOf: newestOf(all, this.minLearners),
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      scope,
      courses: all.map(({ moment, sums }, index) => {
        const done = sums.any_done > 0 ? sums.done : sums.units_done;
        return {
          key: moment.key,
          name: moment.name,
          org: orgOfCourse[index] ?? '',
          learners: quantity(sums.learners, this.minLearners),
          enrolledNow: quantity(sums.enrolled, this.minLearners),
          active: activeOf(sums, this.minLearners),
          passing: ofClass(sums, sums.passed, this.minLearners),
          completed: ofClass(sums, done, this.minLearners),
          asOf: newestIn(moment, this.minLearners),
          usualGapDays: !isEnough(sums.started, this.minLearners) ? null : usualGap(daysOf.get(moment.key) ?? []),
          start: moment.start === 0 ? null : isoTime(moment.start * 1e6),
          end: moment.end === null ? null : isoTime(moment.end * 1e6),
          ...(each[index] ?? { needHelp: none('not_computed_yet'), weeks: [], flags: null }),
        };
      }),
      months: months.map(({ month, learners }) => ({
        month,
        learners: quantity(learners, this.minLearners),
        whole: month < thisMonth,
      })),
      organisations: organisations.map(({ org, learners, enrolled }) => ({
        org,
        courses: orgOfCourse.filter((one) => one === org).length,
        learners: quantity(learners, this.minLearners),
        enrolledNow: quantity(enrolled, this.minLearners),
      })),
      coverage: kinds.map(({ verb, learners, statements, newest }) => ({
        verb,
        statements: aboutGroup(statements, learners, this.minLearners),
        newest: !isEnough(learners, this.minLearners) ? null : dayOnly(isoTime(newest)),
      })),
    };
  }
}
