import { type Group, type GroupKey, WITHHELD, definitionsOf, none, trackOf } from '@marginalia/contract';
import { dateOf, nextDay } from './dates';
import { type Asked, VISIT_DAYS, anyAndAll, cellsOf, distributions, hiddenProblems, standings } from './groups';
import type { CourseScope, LearnerScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { countInside } from '../../facts/activity';
import type { StructureIndex } from '../../facts/structureIndex';
import { groupBy } from '../../lib/groupBy';
import { EXACT } from '../kit/privacy/smallGroups';
import { mayDiscloseInside } from '../kit/privacy/suppress';
import { problemTable, triersOf } from './contentTables.query';
import { groupGrades, groupReach, groupSteps, groupSums, groupWeeks } from './groups.query';
import type { Structures } from '../kit/structures';
import { courseActivity } from './courseActivity.service';
import { type SummedCourse, activeOf, newestOf, summed } from './courseSummaries.service';
import { type GroupArgs, readGroup } from './groupParts.service';

const DEFINITIONS = definitionsOf('group');

/** One group of a class and the whole: counts only, never who. */
export class GroupReports {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly structures: Structures,
  ) {}

  /** The same without anything hidden, for whoever may list these learners. @throws ApiError unknown_course */
  exactly(scope: LearnerScope, key: GroupKey): Promise<Group> {
    return new GroupReports(this.engine, EXACT, this.structures).of(scope, key);
  }

  /** @throws ApiError unknown_course */
  async of(scope: CourseScope, key: GroupKey): Promise<Group> {
    const whole = await summed(this.engine, scope.courseKey);
    const { asked, args, names, isComputed } = await readGroup(this.engine, whole.moment, key, this.minLearners);
    const { at } = whole.moment;
    const sums = await groupSums.run(this.engine, { ...args, at });
    const byCompletion = sums.some((row) => row.any_done > 0);
    const rows = sums.map((row) => ({ ...row, completed: byCompletion ? row.n_done : row.units_done }));
    const quarters = async (groups: readonly string[]) =>
      (await groupGrades.run(this.engine, { ...args, groups }))[0] ?? { graded: 0, grades: [] };
    const index = await this.structures.get(scope.courseKey);
    // as on the course page, where a problem that is no longer in the course does not count
    const tries = (await problemTable.run(this.engine, args)).filter((row) => index === null || index.get(row.block));
    const blocks = hiddenProblems(asked, tries);
    const triers = async (some: readonly string[]) =>
      some.length === 0
        ? new Map<string, number>()
        : cellsOf(await triersOf.run(this.engine, { ...args, blocks: [...some] }), (row) => row.learners);
    const hidden = { group: await triers(blocks.group), course: await triers(blocks.course) };
    const { group, course } = standings(asked, rows, tries, hidden, {
      group: await quarters(names),
      course: await quarters([]),
    });
    const steps = await groupSteps.run(this.engine, { ...args, at, limits: VISIT_DAYS });
    return {
      asOf: newestOf([whole], this.minLearners),
      definitions: DEFINITIONS,
      minLearners: this.minLearners,
      window: { from: null, to: null },
      key,
      group: isComputed ? group : { ...group, learners: none('not_computed_yet') },
      course,
      weeks: await this.weeks(
        asked,
        args,
        whole,
        cellsOf(rows, (row) => row.learners),
      ),
      reach: index ? await this.reach(asked, args, index) : [],
      ...distributions(asked, steps, trackOf(key) !== null, activeOf(whole.sums, this.minLearners).kind === 'value'),
    };
  }

  private async weeks(
    asked: Asked,
    args: GroupArgs,
    whole: SummedCourse,
    sizes: ReadonlyMap<string, number>,
  ): Promise<Group['weeks']> {
    const { moment } = whole;
    const activity = await courseActivity(this.engine, whole, this.minLearners);
    const today = dateOf(moment.at);
    const { weeks } = activity.between(null, nextDay(today), moment.running ? today : nextDay(today));
    const byWeek = groupBy(await groupWeeks.run(this.engine, { ...args, at: moment.at }), (row) => row.week);
    return weeks
      .filter((week) => week.whole)
      .map(({ date, learners: course }) => {
        const cells = cellsOf(byWeek.get(date) ?? [], (row) => row.learners);
        // all parts of a week that is not disclosed would add up to it
        const disclosed = typeof course === 'number' && this.isWeekDisclosed(asked, cells, sizes);
        return { date, course, group: disclosed ? asked.parts.size(cells, asked.name) : WITHHELD };
      });
  }

  /** Neither those who came nor the rest of a group whose size is disclosed may be few. */
  private isWeekDisclosed(
    { parts, name, minLearners }: Asked,
    cells: ReadonlyMap<string, number>,
    sizes: ReadonlyMap<string, number>,
  ): boolean {
    const isUnsafe = (one: string): boolean =>
      !mayDiscloseInside(parts.size(cells, one), [parts.size(sizes, one)], minLearners);
    return parts.disclosed(cells, isUnsafe).has(name);
  }

  private async reach(asked: Asked, args: GroupArgs, index: StructureIndex): Promise<Group['reach']> {
    const { blocks } = index.structure;
    const places = blocks.filter((block) => block.type === 'chapter' || block.type === 'sequential');
    const inside = (type: 'vertical' | 'problem' | 'video'): number[] =>
      places.map(({ id }) => countInside(index, id, type));
    const counts = { units: inside('vertical'), problems: inside('problem'), videos: inside('video') };
    const rows = groupBy(
      await groupReach.run(this.engine, { ...args, places: places.map(({ id }) => id), ...counts }),
      (row) => row.place,
    );
    return places.map(({ id, type, name, parent }, at) => {
      const own = rows.get(id) ?? [];
      const of = (kind: 'units' | 'problems' | 'videos') => {
        const total = counts[kind][at] ?? 0;
        const any = cellsOf(own, (row) => row[`${kind}_any`]);
        const all = cellsOf(own, (row) => (total > 0 ? row[`${kind}_all`] : 0));
        return { blocks: total, ...anyAndAll(asked, any, all) };
      };
      return { block: { id, type, name, parent }, units: of('units'), problems: of('problems'), videos: of('videos') };
    });
  }
}
