import {
  type Group,
  type SelectedLearner,
  type Selection,
  activitiesOf,
  factsOf,
  tellable,
} from '../answers/selection';
import type { AnswerContext } from '../answers/counted';
import { type BlockSummary, summarize } from '../answers/outline';
import type { CourseScope } from '../auth/scope';
import type { Engine } from '../clickhouse/engine';
import type { StructureIndex } from '../facts/structureIndex';
import type { Fact } from '../facts/types';
import { byLearner, courseLearners, historiesInWindow } from '../queries/events';
import type { DateWindow } from '../privacy/periods';

/** Everybody is read as of all time: who may be told in a window depends on what lies outside it. */
const EVER = { from: '1900-01-01 00:00:00', to: '2255-01-01 00:00:00' };

/** Everybody with an event on a block ('': on any) of a course, and all their events in the course. */
const readLearners = async (engine: Engine, course: string, block: string): Promise<SelectedLearner[]> => {
  const [members, events] = await Promise.all([
    courseLearners.run(engine, { course }),
    historiesInWindow.run(engine, { course, block, ...EVER }),
  ]);
  const known = new Map(members.map((row) => [row.learner, row]));
  return [...byLearner(events)].map(([learner, own]) => ({
    events: own,
    registered: known.get(learner)?.registered ?? false,
    track: known.get(learner)?.mode ?? '',
  }));
};

export interface SelectedBlock {
  readonly facts: Fact[];
  readonly window: AnswerContext['window'];
  readonly isTrackTold: boolean;
}

/**
 * The facts about one block in a window or a track, as far as they may be told.
 * @param tracks those that are disclosed in the course
 */
export const selectBlock = async (
  engine: Engine,
  scope: CourseScope,
  block: string,
  group: Group,
  index: StructureIndex | null,
  asked: Selection,
  context: AnswerContext,
  told: readonly number[],
  tracks: ReadonlySet<string>,
): Promise<SelectedBlock> => {
  const course = scope.courseKey;
  const learners = await readLearners(engine, course, block);
  const counted = learners
    .filter((learner) => learner.registered || !context.registeredOnly)
    .map((learner) => ({ ...learner, events: learner.events.filter((event) => event.block === block) }));
  const activities = activitiesOf(course, counted, index).get(`${block} ${group}`) ?? [];
  const { window, isTrackTold } = tellable(activities, asked, context.minLearners, told, tracks);
  const facts = factsOf(course, learners, { ...window, track: asked.track }, index);
  return { facts: facts.filter((fact) => fact.block === block), window: withAsked(window, asked), isTrackTold };
};

/** `asked` only where it differs. */
const withAsked = ({ from, to }: DateWindow, asked: DateWindow): AnswerContext['window'] =>
  from === asked.from && to === asked.to ? { from, to } : { from, to, asked: { from: asked.from, to: asked.to } };

export interface SelectedCourse {
  readonly summaries: BlockSummary[];
  /** Learners of the course in the track, whatever the window. */
  readonly learners: number;
}

/**
 * The sums of a course in a window or a track; of each block the groups that may not be told are marked.
 * @param tracks those that are disclosed in the course; the one asked for is among them
 */
export const selectCourse = async (
  engine: Engine,
  scope: CourseScope,
  index: StructureIndex | null,
  asked: Selection,
  context: AnswerContext,
  tracks: ReadonlySet<string>,
): Promise<SelectedCourse> => {
  const course = scope.courseKey;
  const learners = await readLearners(engine, course, '');
  const counted = learners.filter((learner) => learner.registered || !context.registeredOnly);
  const isExact = context.minLearners <= 1;
  const activities = isExact ? new Map<string, never>() : activitiesOf(course, counted, index);
  const isHidden = (block: string, group: Group): boolean => {
    const some = activities.get(`${block} ${group}`) ?? [];
    const { isAsAsked, isTrackTold } = tellable(some, asked, context.minLearners, [], tracks);
    return !isAsAsked || !isTrackTold;
  };
  const summaries = summarize(factsOf(course, learners, asked, index), context);
  return {
    summaries: summaries.map((summary) => ({
      ...summary,
      hidden: {
        reached: isHidden(summary.block, 'reached'),
        attempted: isHidden(summary.block, 'attempted'),
        viewers: isHidden(summary.block, 'viewers'),
      },
    })),
    learners: counted.filter(({ track }) => asked.track === null || track === asked.track).length,
  };
};
