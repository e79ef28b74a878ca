import {
  type Annotation,
  type BlockHead,
  type Comparison,
  COMPARED,
  type LearnerAttention,
  type MetricId,
  type Overview,
  type OverviewQuery,
  type Quantity,
  type SiteOverview,
  none,
} from '../../src/contract';
import { dates, enrolmentDays, nextDay } from '../answers/course/enrolment';
import { type SinceSums, learnerAttention } from '../answers/learners/attentionAnswer';
import { difference } from '../answers/learners/difference';
import { type LearnerRules, settingsFor } from '../answers/learners/thresholds';
import { partOf } from '../answers/learners/attentionAnswer';
import { rate } from '../answers/stats';
import type { CourseScope } from '../auth/scope';
import type { Engine } from '../clickhouse/engine';
import { completable, unitCount } from '../facts/activity';
import type { StructureIndex } from '../facts/structureIndex';
import { ApiError } from '../lib/apiError';
import { isoTime, parseMicros, sqlTime } from '../lib/time';
import { breakdown, quantity } from '../privacy/suppress';
import { dueDates, publishTimes } from '../queries/courseDates';
import { activeSince, newMarks, triesSince } from '../queries/learnerStates';
import { answersByRule, courseNotes } from '../queries/learners';
import {
  activeByDay,
  activeByHour,
  activeByMonth,
  enrolledByTrack,
  enrolmentMoves,
  learnersByOrg,
  reachedInside,
  statementKinds,
  tenths,
} from '../queries/overview';
import { type SummedCourse, courseHead, readStates, summaryOf, sumCourses } from './courseSummaries';
import { ALL_TIME, type Reports } from './reports';
import { Structures } from './structures';

const DEFINITIONS: MetricId[] = [
  'learners',
  'enrolledNow',
  'enrolment',
  'active',
  'started',
  'inside',
  'grades',
  'passing',
  'completed',
  'daysToPass',
  'daysToComplete',
  'firstTry',
  'watchedShare',
  'needHelp',
];
const COMPARISON_DEFINITIONS: MetricId[] = [
  'learners',
  'enrolledNow',
  'active',
  'started',
  'passing',
  'completed',
  'firstTry',
  'watchedShare',
  'grades',
  'daysToPass',
  'daysToComplete',
  'needHelp',
  'difference',
];
const SITE_DEFINITIONS: MetricId[] = ['learners', 'enrolledNow', 'active', 'passing', 'completed', 'monthlyActive'];

/** Hours are told of at most so many days. */
const MOST_HOURS = 14;

/** What is asked of a whole class: counts only, never who. */
export class ClassReports {
  private readonly structures: Structures;

  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly rules: LearnerRules,
    private readonly reports: Reports,
  ) {
    this.structures = new Structures(engine);
  }

  /** How many may need help, and why. @param since a day: what is new from then on */
  async learnerAttention(scope: CourseScope, since: string | null): Promise<LearnerAttention> {
    const course = scope.courseKey;
    const { stored, computedAt } = await readStates(this.engine, course);
    const index = await this.structures.get(course);
    const sums =
      stored && computedAt !== null && since !== null ? await this.since(course, since, computedAt, index) : null;
    return learnerAttention(
      stored,
      computedAt,
      await answersByRule.run(this.engine, { course }),
      sums,
      headsOf(index),
      settingsFor(this.rules, course),
      this.minLearners,
    );
  }

  private async since(
    course: string,
    from: string,
    computedAt: number,
    index: StructureIndex | null,
  ): Promise<SinceSums> {
    const day = `${from} 00:00:00`;
    const registered_only = Number((await this.summed(course)).moment.registered);
    const problems = (index?.structure.blocks ?? []).filter((block) => block.type === 'problem');
    const sections = problems.map(
      ({ id }) => index?.containersOf(id).find((one) => index.get(one)?.type === 'chapter') ?? '',
    );
    const [active] = await activeSince.run(this.engine, { course, registered_only, day });
    const marks = await newMarks.run(this.engine, { course, at: sqlTime(computedAt), day: from });
    const tries = await triesSince.run(this.engine, {
      course,
      registered_only,
      day,
      sections,
      blocks: problems.map(({ id }) => id),
    });
    return {
      from,
      learners: active?.learners ?? 0,
      active: active?.active ?? 0,
      newMarks: new Map(marks.map((row) => [row.rule, row.learners])),
      sections: tries.map((row) => ({ ...row, right: row.n_right })),
    };
  }

  /** @throws ApiError unknown_course, invalid_request */
  async overview(scope: CourseScope, query: OverviewQuery): Promise<Overview> {
    const course = scope.courseKey;
    const summed = await this.summed(course);
    const { moment } = summed;
    const today = dateOf(moment.at);
    const window = { from: query.from ?? null, to: query.to ?? null };
    const until = [query.to ?? nextDay(today), nextDay(today)].sort()[0] ?? nextDay(today);
    const registered_only = Number(moment.registered);
    const index = await this.structures.get(course);
    const outline = await this.reports.outline(scope, ALL_TIME);
    const { stored } = await readStates(this.engine, course);
    const moves = await enrolmentMoves.run(this.engine, { course });
    const active = await activeByDay.run(this.engine, {
      course,
      registered_only,
      from: query.from ?? '1970-01-01',
      to: until,
    });
    return {
      asOf: moment.lastActive > 0 ? isoTime(moment.lastActive * 1e6) : outline.asOf,
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window,
      course: courseHead(moment),
      summary: summaryOf(summed, stored, outline, this.minLearners),
      enrolment: enrolmentDays(moves, window.from, until, this.minLearners),
      activity: {
        ...this.activity(active, until),
        hours: query.hours === 'true' ? await this.hours(course, registered_only, window.from, until) : null,
      },
      reach: index ? await this.reach(course, registered_only, index) : [],
      ...(await this.distributions(course, registered_only, index, summed)),
      annotations: await this.annotations(scope),
    };
  }

  private activity(
    rows: Awaited<ReturnType<typeof activeByDay.run>>,
    until: string,
  ): Pick<Overview['activity'], 'days' | 'weeks'> {
    const told = (row: { learners: number; watched: number; tried: number } | undefined) => ({
      learners: quantity(row?.learners ?? 0, this.minLearners),
      watched: quantity(row?.watched ?? 0, this.minLearners),
      tried: quantity(row?.tried ?? 0, this.minLearners),
    });
    const byDay = new Map(rows.filter((row) => row.by === 'day').map((row) => [row.date, row]));
    const byWeek = new Map(rows.filter((row) => row.by === 'week').map((row) => [row.date, row]));
    const first = [...byDay.keys()][0];
    const firstWeek = [...byWeek.keys()][0];
    return {
      // a day without anybody is a zero, not a gap
      days: first === undefined ? [] : dates(first, until).map((date) => ({ date, ...told(byDay.get(date)) })),
      weeks:
        firstWeek === undefined
          ? []
          : dates(firstWeek, until)
              .filter((_, index) => index % 7 === 0)
              .map((date) => ({ date, ...told(byWeek.get(date)), whole: dates(date, until).length >= 7 })),
    };
  }

  private async hours(
    course: string,
    registered_only: number,
    from: string | null,
    until: string,
  ): Promise<Overview['activity']['hours']> {
    if (from === null || dates(from, until).length > MOST_HOURS)
      throw new ApiError('invalid_request', {
        issues: [{ where: '/hours', message: `needs "from" and "to" at most ${MOST_HOURS} days apart` }],
      });
    const rows = await activeByHour.run(this.engine, {
      course,
      registered_only,
      from: `${from} 00:00:00`,
      to: `${until} 00:00:00`,
    });
    return rows.map(({ hour, learners }) => ({ hour, learners: quantity(learners, this.minLearners) }));
  }

  private async reach(course: string, registered_only: number, index: StructureIndex): Promise<Overview['reach']> {
    const { blocks } = index.structure;
    const places = blocks.filter((block) => block.type === 'chapter' || block.type === 'sequential');
    const inside = (place: string, type: string): number =>
      blocks.filter((block) => block.type === type && index.containersOf(block.id).includes(place)).length;
    const counts = places.map(({ id }) => ({
      units: inside(id, 'vertical'),
      problems: inside(id, 'problem'),
      videos: inside(id, 'video'),
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
    course: string,
    registered_only: number,
    index: StructureIndex | null,
    { moment, sums }: SummedCourse,
  ): Promise<Pick<Overview, 'grades' | 'completion'>> {
    const rows = await tenths.run(this.engine, {
      course,
      registered_only,
      blocks: index ? completable(index) : 0,
      units: index ? unitCount(index) : 0,
    });
    const source = sums.any_done > 0 ? 'completion' : 'units';
    const buckets = (what: 'grade' | 'done' | 'units'): Overview['grades']['buckets'] => {
      const cells = Array.from(
        { length: 10 },
        (_, tenth) => rows.find((row) => row.what === what && row.tenth === tenth)?.learners ?? 0,
      );
      return breakdown(cells, this.minLearners).map((learners, tenth) => ({
        from: tenth / 10,
        to: (tenth + 1) / 10,
        learners,
      }));
    };
    const own = rows.filter((row) => row.what === (source === 'completion' ? 'done' : 'units'));
    const learners = own.reduce((sum, row) => sum + row.learners, 0);
    return {
      grades: {
        graded: quantity(sums.graded, this.minLearners),
        passLine: moment.passLine,
        buckets: buckets('grade'),
      },
      completion: {
        source,
        mean:
          learners === 0 || !index
            ? none(index ? 'no_events' : 'no_structure')
            : learners < this.minLearners
              ? { kind: 'withheld', reason: 'too_few_learners' }
              : own.reduce((sum, row) => sum + row.total, 0) / learners,
        buckets: index ? buckets(source === 'completion' ? 'done' : 'units') : [],
      },
    };
  }

  /** Beginning and end, what is due, publishes, and the team's own notes, in order of time. */
  async annotations(scope: CourseScope): Promise<Annotation[]> {
    const course = scope.courseKey;
    const { moment } = await this.summed(course);
    const plain = { block: null, id: null, by: null };
    const at = (text: string): string => {
      const micros = parseMicros(text);
      return micros === null ? '' : isoTime(micros);
    };
    const head = courseHead(moment);
    const marks: Annotation[] = [
      ...(head.start ? [{ ...plain, at: head.start, kind: 'start' as const, text: '' }] : []),
      ...(head.end ? [{ ...plain, at: head.end, kind: 'end' as const, text: '' }] : []),
      ...(await dueDates.run(this.engine, { course })).map((row) => ({
        ...plain,
        at: at(row.due),
        kind: 'due' as const,
        text: row.name,
        block: row.block,
      })),
      ...(await publishTimes.run(this.engine, { course })).map((row) => ({
        ...plain,
        at: at(row.at),
        kind: 'published' as const,
        text: '',
      })),
      ...(await courseNotes.run(this.engine, { course })).map((row) => ({
        at: row.day,
        kind: 'note' as const,
        text: row.text,
        block: null,
        id: row.id,
        by: row.username,
      })),
    ];
    return marks.filter((mark) => mark.at !== '').sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  /** @param beside courses the person may see, in the order asked for @param candidates all of them */
  async comparison(
    scope: CourseScope,
    beside: readonly CourseScope[],
    candidates: readonly string[],
  ): Promise<Comparison> {
    const scopes = [scope, ...beside];
    const summed = await sumCourses(this.engine, [...scopes.map((one) => one.courseKey), ...candidates]);
    const tracks = await enrolledByTrack.run(this.engine, { courses: scopes.map((one) => one.courseKey) });
    const courses: Comparison['courses'] = [];
    for (const one of scopes) {
      const sums = summed.get(one.courseKey);
      if (!sums) throw new ApiError('unknown_course', { course: one.courseKey });
      const { stored } = await readStates(this.engine, one.courseKey);
      const outline = await this.reports.outline(one, ALL_TIME);
      const summary = summaryOf(sums, stored, outline, this.minLearners);
      const own = tracks.filter((row) => row.course_key === one.courseKey);
      const cells = breakdown(
        own.map((row) => row.learners),
        this.minLearners,
      );
      const [first] = courses;
      courses.push({
        ...courseHead(sums.moment),
        summary,
        tracks: own.map(({ track }, index) => ({ track, enrolledNow: cells[index] ?? 0 })),
        differences: first
          ? COMPARED.map((metric) => ({ metric, difference: difference(summary[metric], first.summary[metric]) }))
          : [],
      });
    }
    const main = summed.get(scope.courseKey);
    return {
      asOf: newestOf(scopes.flatMap((one) => summed.get(one.courseKey) ?? [])),
      definitions: COMPARISON_DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      courses,
      candidates: candidates
        .filter((key) => key !== scope.courseKey && summed.has(key))
        .map((key) => ({
          key,
          name: summed.get(key)?.moment.name ?? key,
          run: courseOf(key) === courseOf(main?.moment.key ?? ''),
        }))
        .sort(
          (a, b) =>
            Number(b.run) - Number(a.run) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1),
        ),
    };
  }

  /** @param scopes every course the person may see */
  async site(scopes: readonly CourseScope[], scope: SiteOverview['scope']): Promise<SiteOverview> {
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
    const thisMonth = new Date().toISOString().slice(0, 7);
    return {
      asOf: newestOf(all),
      definitions: SITE_DEFINITIONS,
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
          active: rate(sums.active, sums.enrolled, sums.enrolled, this.minLearners, 'nobody_enrolled'),
          passing: partOf(sums.passed, sums.learners, this.minLearners),
          completed: partOf(done, sums.learners, this.minLearners),
          asOf: moment.lastActive > 0 ? isoTime(moment.lastActive * 1e6) : null,
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
      coverage: kinds.map(({ verb, statements, newest }) => ({ verb, statements, newest: isoTime(newest) })),
    };
  }

  private async summed(course: string): Promise<SummedCourse> {
    const found = (await sumCourses(this.engine, [course])).get(course);
    if (!found) throw new ApiError('unknown_course', { course });
    return found;
  }
}

export const headsOf = (index: StructureIndex | null): Map<string, BlockHead> =>
  new Map(
    index?.structure.blocks.map(({ id, type, name, parent }): [string, BlockHead] => [id, { id, type, name, parent }]),
  );

export const dateOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10);

/** A course key without its run: runs of a course share it. */
const courseOf = (key: string): string => key.replace(/[+/][^+/]*$/, '');

const newestOf = (courses: readonly SummedCourse[]): string | null => {
  const latest = courses.reduce((newest, { moment }) => Math.max(newest, moment.lastActive), 0);
  return latest > 0 ? isoTime(latest * 1e6) : null;
};
