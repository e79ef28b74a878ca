import type { LearnerAttention } from '@marginalia/contract';
import { type SinceSums, learnerAttention } from './learnerAttention';
import { type LearnerRules, settingsFor } from './thresholds';
import type { CourseScope, LearnerScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import type { StructureIndex } from '../../facts/structureIndex';
import { groupBy } from '../../lib/groupBy';
import { sqlTime } from '../../lib/time';
import { activeDays, enrolledNow, flagsByDay, triesByDay, triesSince } from '../class/learnerStates.query';
import { followUpsByRule } from './learners.query';
import type { Structures } from '../kit/structures';
import { EXACT } from '../kit/privacy/smallGroups';
import { headsOf, readStates, momentIn } from '../class/courseSummaries.service';

/** How many learners may need help, and why: counts only, never who. */
export class ClassAttention {
  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
    private readonly rules: LearnerRules,
    private readonly structures: Structures,
  ) {}

  /** The same without anything hidden, for whoever may list these learners. @param since as in `of` */
  exactly(scope: LearnerScope, since: string | null): Promise<LearnerAttention> {
    return new ClassAttention(this.engine, EXACT, this.rules, this.structures).of(scope, since);
  }

  /** @param since a day: what is new from then on */
  async of(scope: CourseScope, since: string | null): Promise<LearnerAttention> {
    const course = scope.courseKey;
    const { stored, computedAt, computedBefore } = await readStates(this.engine, course);
    const index = await this.structures.get(course);
    const sums =
      stored && computedAt !== null && since !== null ? await this.since(course, since, computedAt, index) : null;
    return learnerAttention(
      stored,
      computedAt,
      computedBefore,
      await followUpsByRule.run(this.engine, { course }),
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
    const moment = await momentIn(this.engine, course);
    const who = { course, registered_only: Number(moment.registered) };
    const problems = (index?.structure.blocks ?? []).filter((block) => block.type === 'problem');
    const blocks = problems.map(({ id }) => id);
    const around = blocks.map((id) => index?.containersOf(id).find((one) => index.get(one)?.type === 'chapter') ?? '');
    const sections = [...new Set(around)].filter((id) => id !== '');
    const places = new Map(sections.map((id, at) => [id, at + 1]));
    const problemsOf = { ...who, blocks, section_of: around.map((id) => places.get(id) ?? 0), sections };
    const [enrolled] = await enrolledNow.run(this.engine, who);
    const flags = await flagsByDay.run(this.engine, { course, at: sqlTime(computedAt) });
    const days = groupBy(await triesByDay.run(this.engine, problemsOf), (row) => row.section);
    const tries = await triesSince.run(this.engine, { ...problemsOf, day: `${from} 00:00:00` });
    return {
      from,
      learners: enrolled?.learners ?? 0,
      active: await activeDays.run(this.engine, { ...who, at: moment.at }),
      newFlags: groupBy(flags, (row) => row.rule),
      sections: tries.map(({ section, tried, n_right }) => ({
        section,
        days: days.get(section) ?? [],
        tried,
        right: n_right,
      })),
    };
  }
}
