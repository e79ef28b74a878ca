import { showsAll } from '../kit/privacy/smallGroups';
import { type Group, type SelectedLearner, type Selection, activitiesOf, factsOf, disclosable } from '../kit/selection';
import type { ReportContext } from '../kit/population';
import { type BlockSummary, summarize } from './summaries';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import type { StructureIndex } from '../../facts/structureIndex';
import type { Fact } from '../../facts/types';
import { groupBy } from '../../lib/groupBy';
import { yieldToEventLoop } from '../../lib/yieldToEventLoop';
import type { Activity, DateRange } from '../kit/privacy/periods';
import { type CourseAsOf, CourseHistories, SLICE } from '../kit/courseHistories';
import { type Asker, Turns, insistOnWaiting } from '../kit/turns';

/** Courses and blocks of which it is remembered when who did what. */
const MOST_REMEMBERED = 40;

interface SelectedBlock {
  readonly facts: Fact[];
  readonly window: ReportContext['window'];
  readonly isTrackDisclosed: boolean;
}

export interface SelectedCourse {
  readonly summaries: BlockSummary[];
  /** Learners of the course in the track, whatever the window. */
  readonly learners: number;
}

/** On which days each learner belonged to which group of which block: `block group` to learners. */
type Activities = ReadonlyMap<string, readonly Activity[]>;

interface Remembered {
  readonly version: string;
  readonly index: StructureIndex | null;
  readonly activities: Activities;
}

const NOBODY: readonly Activity[] = [];

/**
 * What is asked of a window or a track. It is made of whole histories, which takes a moment for each learner: one
 * computation at a time about a course, in slices between which others get the processor, and no longer than somebody
 * waits. Who did what when, of which follows what may be disclosed of any window, is remembered while the course stays as it is.
 */
export class Selections {
  private readonly histories: CourseHistories;
  private readonly turns = new Turns();
  private readonly remembered = new Map<string, Remembered>();

  constructor(engine: Engine) {
    this.histories = new CourseHistories(engine);
  }

  /**
   * The facts about one block in a window or a track, as far as they may be disclosed.
   * @param tracks those that are disclosed in the course
   * @throws ApiError too_many_requests, nobody_waits
   */
  block(
    scope: CourseScope,
    block: string,
    group: Group,
    index: StructureIndex | null,
    asked: Selection,
    context: ReportContext,
    disclosed: readonly number[],
    tracks: ReadonlySet<string>,
    asker: Asker,
  ): Promise<SelectedBlock> {
    return this.turns.take(asker, scope.courseKey, async () => {
      const asOf = await this.histories.get(scope.courseKey);
      const activities = await this.activities(asOf, block, index, context, asker.signal);
      const some = activities.get(`${block} ${group}`) ?? NOBODY;
      const { window, isTrackDisclosed } = disclosable(some, asked, context.minLearners, disclosed, tracks);
      const facts = await this.facts(asOf, block, { ...window, track: asked.track }, index, asker.signal);
      return {
        facts,
        window: withAsked(window, asked),
        isTrackDisclosed,
      };
    });
  }

  /**
   * The sums of a course in a window or a track; of each block the groups that may not be disclosed are marked.
   * @param tracks those that are disclosed in the course; the one asked for is among them
   * @throws ApiError too_many_requests, nobody_waits
   */
  course(
    scope: CourseScope,
    index: StructureIndex | null,
    asked: Selection,
    context: ReportContext,
    tracks: ReadonlySet<string>,
    asker: Asker,
  ): Promise<SelectedCourse> {
    return this.turns.take(asker, scope.courseKey, async () => {
      const asOf = await this.histories.get(scope.courseKey);
      const isExact = showsAll(context.minLearners);
      const activities: Activities = isExact
        ? new Map()
        : await this.activities(asOf, '', index, context, asker.signal);
      const isHidden = (block: string, group: Group): boolean => {
        const some = activities.get(`${block} ${group}`) ?? NOBODY;
        const { isAsAsked, isTrackDisclosed } = disclosable(some, asked, context.minLearners, [], tracks);
        return !isAsAsked || !isTrackDisclosed;
      };
      const counted = asOf.members.filter((member) => counts(member, context));
      const pause = yieldToEventLoop(SLICE);
      const summaries: BlockSummary[] = [];
      const facts = await this.facts(asOf, '', asked, index, asker.signal);
      for (const own of groupBy(facts, (fact) => fact.block).values()) {
        await pause();
        insistOnWaiting(asker.signal);
        const [summary] = summarize(own, context);
        if (!summary) continue;
        const hidden = {
          reached: isHidden(summary.block, 'reached'),
          attempted: isHidden(summary.block, 'attempted'),
          viewers: isHidden(summary.block, 'viewers'),
        };
        summaries.push({ ...summary, hidden });
      }
      return {
        summaries,
        learners: counted.filter(({ track }) => asked.track === null || track === asked.track).length,
      };
    });
  }

  private async facts(
    asOf: CourseAsOf,
    block: string,
    selection: Selection,
    index: StructureIndex | null,
    signal: AbortSignal,
  ): Promise<Fact[]> {
    const facts: Fact[] = [];
    for await (const learner of this.histories.each(asOf, block, signal))
      facts.push(...factsOf(asOf.course, [learner], selection, index, block));
    return facts;
  }

  /** @param block ''; or a block, of which the events on other blocks do not count */
  private async activities(
    asOf: CourseAsOf,
    block: string,
    index: StructureIndex | null,
    context: ReportContext,
    signal: AbortSignal,
  ): Promise<Activities> {
    const name = `${asOf.course} ${String(context.registeredOnly)} ${block}`;
    const before = this.remembered.get(name);
    this.remembered.delete(name);
    const isSame = before?.version === asOf.version && before.index === index;
    const activities = isSame
      ? before.activities
      : await this.readActivities(asOf, block, index, context.registeredOnly, signal);
    this.remembered.set(name, { version: asOf.version, index, activities });
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined && this.remembered.size > MOST_REMEMBERED) this.remembered.delete(oldest);
    return activities;
  }

  private async readActivities(
    asOf: CourseAsOf,
    block: string,
    index: StructureIndex | null,
    registeredOnly: boolean,
    signal: AbortSignal,
  ): Promise<Activities> {
    const found = new Map<string, Activity[]>();
    for await (const learner of this.histories.each(asOf, block, signal)) {
      if (!counts(learner, { registeredOnly })) continue;
      for (const [key, own] of activitiesOf(asOf.course, [onBlock(learner, block)], index)) {
        const all = found.get(key);
        if (all) all.push(...own);
        else found.set(key, own);
      }
    }
    return found;
  }
}

const counts = (
  { registered }: { readonly registered: boolean },
  { registeredOnly }: Pick<ReportContext, 'registeredOnly'>,
): boolean => registered || !registeredOnly;

const onBlock = (learner: SelectedLearner, block: string): SelectedLearner =>
  block === '' ? learner : { ...learner, events: learner.events.filter((event) => event.block === block) };

/** `asked` only where it differs. */
const withAsked = ({ from, to }: DateRange, asked: DateRange): ReportContext['window'] =>
  from === asked.from && to === asked.to ? { from, to } : { from, to, asked: { from: asked.from, to: asked.to } };
