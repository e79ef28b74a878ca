import { isEnough } from '../kit/privacy/smallGroups';
import type { Readable } from 'node:stream';
import {
  definitionsOf,
  SITE_EXPORTS,
  type Quantity,
  type SiteExportId,
  type SiteOverview,
  WITHHELD,
  none,
} from '@marginalia/contract';
import { siteTables } from './tables/site';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { isoTime } from '../../lib/time';
import { dayOnly } from '../kit/privacy/moments';
import { aboutGroup, quantity } from '../kit/privacy/suppress';
import { activeByMonth } from './activeLearners.query';
import { daysWithEvents, learnersByOrg, statementKinds } from './siteFigures.query';
import { listedCount } from '../attention/attentionReport';
import { readLists } from '../attention/readModels';
import { activeWeeks, passedIn } from './courseActivity.service';
import { dateOf, daysAfter, lastMondays, weeksIn } from './dates';
import { enrolledTracks, enrolledWeeks } from './enrolment';
import { enrolledBefore, enrolledByTrack } from './courseSums.query';
import { groupBy } from '../../lib/groupBy';
import { type WithStructure, averageProgress, readProgresses } from './progress';
import type { Structures } from '../kit/structures';
import { ALL_TIME, type Window, isAll } from '../kit/window';
import { csvFile } from './csvFile';
import { usualGap } from './usualGap';
import {
  type SummedCourse,
  activeOf,
  completedOf,
  enrolledChangeOf,
  needHelpAtLeast,
  needHelpOf,
  newestIn,
  newestOf,
  ofClass,
  readStatesOf,
  sumCourses,
} from './courseSummaries.service';

const DEFINITIONS = definitionsOf('site');

type OfCourse = Pick<
  SiteOverview['courses'][number],
  'needHelp' | 'needHelpAtLeast' | 'progress' | 'weeks' | 'enrolledWeeks' | 'tracks' | 'flags' | 'inDates'
>;

const NOTHING_READ: OfCourse = {
  needHelp: none('not_computed_yet'),
  needHelpAtLeast: null,
  progress: none('not_computed_yet'),
  weeks: [],
  enrolledWeeks: [],
  tracks: [],
  flags: null,
  inDates: null,
};

/** Whether a course ran in some weeks: one whose dates are not known, as long as something happened in it. */
const ranIn = ({ moment: { start, at, running } }: SummedCourse, { from, to }: Window): boolean =>
  (from === null || running || dateOf(at) >= from) && (to === null || start === 0 || dateOf(start) < to);

/** Whether a month has a day between two Mondays. */
const isMonthIn = (month: string, { from, to }: Window): boolean =>
  (from === null || month >= from.slice(0, 7)) && (to === null || `${month}-01` < to);

/** The average of what may be told; of weeks one of which is hidden it would tell of that one. */
const averageOf = (weeks: readonly Quantity[]): Quantity => {
  const told = weeks.filter((learners) => typeof learners === 'number');
  if (told.length < weeks.length) return WITHHELD;
  return told.length === 0 ? none('no_whole_week') : told.reduce((sum, learners) => sum + learners, 0) / told.length;
};

/** Enrollment is reported at the ends of this many weeks. */
const WEEKS = 8;

/** So many courses, or learners in them, are read at a time. */
const PORTION = { courses: 25, learners: 20_000 };

/** Courses that are read together: a large one by itself. */
const portionsOf = (courses: readonly SummedCourse[]): SummedCourse[][] => {
  const portions: SummedCourse[][] = [];
  let learners = Infinity;
  for (const course of courses) {
    const last = portions.at(-1);
    learners += course.sums.learners;
    if (last && last.length < PORTION.courses && learners <= PORTION.learners) last.push(course);
    else {
      portions.push([course]);
      learners = course.sums.learners;
    }
  }
  return portions;
};

/** All courses that somebody may see, in one list. */
export class SiteReports {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
  ) {}

  /** One of its tables as a file. @param scopes every course the person may see */
  async file(
    report: SiteExportId,
    scopes: readonly CourseScope[],
    scope: SiteOverview['scope'],
    window: Window,
  ): Promise<Readable> {
    const head = {
      title: SITE_EXPORTS[report],
      course: null,
      filters: Object.fromEntries(Object.entries(window).filter(([, date]) => date !== null)),
      gated: false,
      minLearners: this.minLearners,
    };
    return csvFile(head, siteTables[report](await this.of(scopes, scope, window)));
  }

  /**
   * What is stated of each course besides its sums: how many learners may need help and how far they are, the weeks behind its active
   * learners, who was and is enrolled, and how many entries its list of what is worth a look has. All of it stands on the pages
   * of the course, with the same numbers, or follows from them; new is only that they stand together. A portion of the courses at a time, for a site has
   * hundreds: asked one by one they take minutes, and whoever opens a panel meanwhile must not wait behind all of them.
   */
  private async ofEach(
    courses: readonly SummedCourse[],
    scopes: readonly CourseScope[],
    window: Window,
  ): Promise<OfCourse[]> {
    const scopeOf = new Map(scopes.map((scope) => [scope.courseKey, scope]));
    const found: OfCourse[] = [];
    for (const portion of portionsOf(courses)) {
      const own = portion.flatMap(({ moment: { key } }) => scopeOf.get(key) ?? []);
      found.push(...(await this.ofPortion(portion, own, window)));
    }
    return found;
  }

  /** @param scopes of these courses */
  private async ofPortion(
    courses: readonly SummedCourse[],
    scopes: readonly CourseScope[],
    window: Window,
  ): Promise<OfCourse[]> {
    const keys = courses.map(({ moment }) => moment.key);
    const [states, weeks, lists] = await Promise.all([
      readStatesOf(this.engine, keys),
      activeWeeks(this.engine, courses, window, this.minLearners),
      readLists(this.engine, scopes),
    ]);
    const enrolled = await this.enrolled(courses);
    const placed: WithStructure[] = [];
    for (const course of courses) placed.push([course, await this.structures.get(course.moment.key)]);
    const progresses = await readProgresses(this.engine, placed);
    const found: OfCourse[] = [];
    for (const [at, [course, index]] of placed.entries()) {
      const stored = states[at]?.stored ?? null;
      const own = weeks[at] ?? [];
      const progress = progresses[at];
      found.push({
        needHelp: needHelpOf(course.sums, stored, this.minLearners),
        needHelpAtLeast: needHelpAtLeast(stored, this.minLearners),
        progress: progress ? averageProgress(progress, index, this.minLearners) : NOTHING_READ.progress,
        weeks: own,
        ...(enrolled[at] ?? { enrolledWeeks: [], tracks: [] }),
        flags: listedCount(lists.get(course.moment.key)?.stored ?? null, this.minLearners),
        inDates:
          isAll(window) || !ranIn(course, window)
            ? null
            : {
                activePerWeek: averageOf(own.map(({ learners }) => learners)),
                passed: await passedIn(this.engine, course, window, this.minLearners),
              },
      });
    }
    return found;
  }

  /** Who was enrolled in each of some courses as the last weeks ended, and who is now; nothing where nobody ever registered. */
  private async enrolled(courses: readonly SummedCourse[]): Promise<Pick<OfCourse, 'enrolledWeeks' | 'tracks'>[]> {
    const keys = courses.map(({ moment }) => moment.key);
    const ends = lastMondays(WEEKS, new Date());
    const before = await enrolledBefore.run(this.engine, {
      courses: keys,
      befores: ends.map((monday) => Date.parse(monday) / 1000),
    });
    const tracks = groupBy(await enrolledByTrack.run(this.engine, { courses: keys }), ({ course_key }) => course_key);
    const counts = new Map(before.map(({ course_key, enrolled }) => [course_key, enrolled]));
    return courses.map(({ moment: { key, at, registered }, sums }) =>
      registered
        ? {
            enrolledWeeks: enrolledWeeks(
              ends.map((monday) => daysAfter(monday, -1)),
              counts.get(key) ?? [],
              dateOf(at),
              sums.enrolled,
              this.minLearners,
            ),
            tracks: enrolledTracks(tracks.get(key) ?? [], this.minLearners),
          }
        : { enrolledWeeks: [], tracks: [] },
    );
  }

  /** @param scopes every course the person may see */
  async of(
    scopes: readonly CourseScope[],
    scope: SiteOverview['scope'],
    asked: Window = ALL_TIME,
  ): Promise<SiteOverview> {
    const window = weeksIn(asked);
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
    const each = await this.ofEach(all, scopes, window);
    const thisMonth = new Date().toISOString().slice(0, 7);
    return {
      asOf: newestOf(all, this.minLearners),
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window,
      scope,
      courses: all.map((course, index) => {
        const { moment, sums } = course;
        return {
          key: moment.key,
          name: moment.name,
          org: orgOfCourse[index] ?? '',
          learners: quantity(sums.learners, this.minLearners),
          enrolledNow: quantity(sums.enrolled, this.minLearners),
          enrolledChange: enrolledChangeOf(course, this.minLearners),
          active: activeOf(sums, this.minLearners),
          passing: ofClass(sums, sums.passed, this.minLearners),
          completed: completedOf(sums, this.minLearners),
          asOf: newestIn(moment, this.minLearners),
          usualGapDays: !isEnough(sums.started, this.minLearners) ? null : usualGap(daysOf.get(moment.key) ?? []),
          start: moment.start === 0 ? null : isoTime(moment.start * 1e6),
          end: moment.end === null ? null : isoTime(moment.end * 1e6),
          ...(each[index] ?? NOTHING_READ),
        };
      }),
      months: months
        .filter(({ month }) => isMonthIn(month, window))
        .map(({ month, learners }) => ({
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
