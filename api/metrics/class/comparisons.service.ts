import { type Comparison, COMPARED, definitionsOf, difference } from '@marginalia/contract';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { ApiError } from '../../lib/apiError';
import { breakdown } from '../kit/privacy/suppress';
import { enrolledByTrack } from './courseSums.query';
import { courseTags, hasTags } from './courseTags.query';
import type { ReportReader } from '../kit/reportReader';
import { ALL_TIME } from '../kit/window';
import type { ContentTables } from './contentTables.service';
import { courseWeeks } from './courseActivity.service';
import { lastWholeWeek } from './weekShares';
import { latestFirst, type RunTime, runsAround } from '../kit/runOrder';
import {
  type SummedCourse,
  courseHead,
  newestIn,
  newestOf,
  readStates,
  sumCourses,
  summaryOf,
} from './courseSummaries.service';

const DEFINITIONS = definitionsOf('comparison');

/** Courses side by side: the same figures, and the intervals of their differences. */
export class Comparisons {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly reports: ReportReader,
    private readonly content: ContentTables,
  ) {}

  /** @param beside other courses the person may see, in the order asked for @param candidates all of them */
  async of(scope: CourseScope, beside: readonly CourseScope[], candidates: readonly string[]): Promise<Comparison> {
    const scopes = [scope, ...beside];
    const summed = await sumCourses(this.engine, [...scopes.map((one) => one.courseKey), ...candidates]);
    const tracks = await enrolledByTrack.run(this.engine, { courses: scopes.map((one) => one.courseKey) });
    const tags = await this.tags(scopes.map((one) => one.courseKey));
    const main = summed.get(scope.courseKey);
    const week = main?.moment.running ? lastWholeWeek(main.moment.start, main.moment.at) : null;
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
      const weeks = week === null ? null : await courseWeeks(this.engine, sums, this.minLearners);
      courses.push({
        ...courseHead(sums.moment),
        summary,
        tracks: own.map(({ track }, index) => ({ track, enrolledNow: cells[index] ?? 0 })),
        videos: await this.content.videosAsOne(one, sums.moment),
        tags: tags && (tags.get(one.courseKey) ?? []),
        differences: first
          ? COMPARED.map((metric) => ({ metric, difference: difference(summary[metric], first.summary[metric]) }))
          : [],
        atWeek: week === null || weeks === null ? null : weeks.at(week, first?.atWeek ?? null),
      });
    }
    const others = candidates
      .filter((key) => key !== scope.courseKey)
      .flatMap((key): RunTime[] => timeOf(summed.get(key), this.minLearners));
    const isRun = ({ key }: RunTime): boolean => courseOf(key) === courseOf(scope.courseKey);
    const runs = latestFirst([...timeOf(main, this.minLearners), ...others.filter(isRun)]);
    const candidate =
      (run: boolean) =>
      ({ key, newest }: RunTime) => ({
        key,
        name: summed.get(key)?.moment.name ?? key,
        run,
        newest,
      });
    return {
      asOf: newestOf(
        scopes.flatMap((one) => summed.get(one.courseKey) ?? []),
        this.minLearners,
      ),
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      week,
      courses,
      candidates: [
        ...runs.filter(({ key }) => key !== scope.courseKey).map(candidate(true)),
        ...others
          .filter((one) => !isRun(one))
          .map(candidate(false))
          .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1)),
      ],
      before: runsAround(runs, scope.courseKey).before?.key ?? null,
    };
  }

  /** Null where no source of this site has tags. */
  private async tags(courses: readonly string[]): Promise<Map<string, string[]> | null> {
    const [known] = await hasTags.run(this.engine, {});
    if (known?.columns !== 3) return null;
    return new Map((await courseTags.run(this.engine, { courses })).map((row) => [row.course_key, row.tags]));
  }
}

/** When a course was; nothing of one without learners. */
const timeOf = (course: SummedCourse | undefined, minLearners: number): RunTime[] =>
  course ? [{ key: course.moment.key, start: course.moment.start, newest: newestIn(course.moment, minLearners) }] : [];

/** A course key without its run: runs of a course share it. */
const courseOf = (key: string): string => key.replace(/[+/][^+/]*$/, '');
