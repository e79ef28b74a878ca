import type { Attention, BlockHead, Outline, Problem, Video } from '../../src/contract';
import { attentionAnswer } from '../answers/attentionAnswer';
import type { AnswerContext } from '../answers/counted';
import { notComputed } from '../answers/learners/attentionAnswer';
import { DEFAULT_THRESHOLDS } from '../answers/learners/thresholds';
import { type BlockSummary, outlineAnswer, summarize } from '../answers/outline';
import { problemAnswer } from '../answers/problem';
import { problemSums } from '../answers/problemSums';
import { durationOf, videoAnswer } from '../answers/video';
import { videoSums } from '../answers/videoSums';
import type { CourseScope } from '../auth/scope';
import type { Engine } from '../clickhouse/engine';
import { learnerFacts } from '../facts/learner';
import { type StructureIndex, isContainerType } from '../facts/structureIndex';
import type { Fact } from '../facts/types';
import { byLearner, historiesInWindow, registeredLearners } from '../queries/events';
import { blockTotals, courseTotals } from '../queries/blockTotals';
import { blockIsSeen } from '../queries/facts';
import { blockEdits } from '../queries/structure';
import { typeInKey } from '../lib/usageKey';
import { ApiError } from '../lib/apiError';
import { readProblemSums, readStatedDuration, readVideoSums } from './blockSums';
import { readAttention, readDifficulty } from './courseModels';
import { Structures } from './structures';

/** Dates (UTC, half open) as asked for. */
export interface Window {
  readonly from: string | null;
  readonly to: string | null;
}

export const ALL_TIME: Window = { from: null, to: null };

/** The answers, for the HTTP routes and the command line alike. */
export class Reports {
  private readonly structures: Structures;

  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
  ) {
    this.structures = new Structures(engine);
  }

  /** @throws ApiError unknown_course */
  async outline(scope: CourseScope, window: Window): Promise<Outline> {
    const index = await this.structures.get(scope.courseKey);
    const context = await this.context(scope, window);
    const summaries = await this.summaries(scope, context, index);
    if (!index && summaries.length === 0) throw new ApiError('unknown_course', { course: scope.courseKey });
    const { stored } = await readAttention(this.engine, scope);
    return outlineAnswer(scope.courseKey, index?.structure ?? null, summaries, context.learners, stored, context);
  }

  /** @throws ApiError unknown_course, unknown_block, wrong_block_type */
  async problem(scope: CourseScope, block: string, window: Window): Promise<Problem> {
    const { head, facts, context } = await this.block(scope, block, window, 'problem');
    const sums = facts ? problemSums(facts, context) : await readProblemSums(this.engine, block, context);
    if (head.type !== 'problem' && sums.tried === 0) this.refuseType(head, 'problem');
    const edits = await blockEdits.run(this.engine, { course: scope.courseKey, block });
    return problemAnswer(
      head,
      sums,
      edits.map((row) => row.edited_on),
      await readDifficulty(this.engine, scope, block),
      context,
    );
  }

  /** @throws ApiError unknown_course, unknown_block, wrong_block_type */
  async video(scope: CourseScope, block: string, window: Window): Promise<Video> {
    const { head, facts, context } = await this.block(scope, block, window, 'video');
    const duration = facts ? durationOf(facts, null) : await readStatedDuration(this.engine, scope.courseKey, block);
    const seconds = duration === null ? Infinity : Math.floor(duration);
    const sums = facts ? videoSums(facts, seconds, context) : await readVideoSums(this.engine, block, seconds, context);
    if (head.type !== 'video' && sums.viewers === 0 && duration === null) this.refuseType(head, 'video');
    return videoAnswer(head, sums, duration, context);
  }

  /** Of all time, as of the last time the list was made. @throws ApiError unknown_course */
  async attention(scope: CourseScope): Promise<Attention> {
    const index = await this.structures.get(scope.courseKey);
    const context = await this.context(scope, ALL_TIME);
    if (!index && context.learners === 0) throw new ApiError('unknown_course', { course: scope.courseKey });
    const { stored, computedAt } = await readAttention(this.engine, scope);
    return {
      ...attentionAnswer(scope.courseKey, index?.structure ?? null, stored, computedAt, context),
      learners: notComputed({ thresholds: DEFAULT_THRESHOLDS, from: 'default' }),
    };
  }

  /** What the block is, and its facts in the window; null for all time, of which the database makes the sums. */
  private async block(
    scope: CourseScope,
    block: string,
    window: Window,
    wanted: 'problem' | 'video',
  ): Promise<{ head: BlockHead; facts: Fact[] | null; context: AnswerContext }> {
    const index = await this.structures.get(scope.courseKey);
    const context = await this.context(scope, window);
    const known = index?.get(block);
    if (!known) await this.refuseUnknown(scope, block, index);
    const type = known?.type ?? (typeInKey(block) || wanted);
    const head = { id: block, type, name: known?.name ?? block, parent: known?.parent ?? null };
    if (isContainerType(type)) this.refuseType(head, wanted);
    const facts = isUnbounded(window)
      ? null
      : (await this.factsInWindow(scope, window, block, index)).filter((fact) => fact.block === block);
    return { head, facts, context };
  }

  /** A block of a third type may be answered all the same, where there is something to tell; else it is refused. */
  private refuseType({ id, type }: BlockHead, wanted: 'problem' | 'video'): never {
    throw new ApiError('wrong_block_type', { block: id, type, wanted });
  }

  private async refuseUnknown(scope: CourseScope, block: string, index: StructureIndex | null): Promise<void> {
    const course = scope.courseKey;
    const isSeen = async (id: string): Promise<boolean> =>
      (await blockIsSeen.run(this.engine, { course, block: id })).length > 0;
    if (await isSeen(block)) return;
    if (!index && !(await isSeen(course))) throw new ApiError('unknown_course', { course });
    throw new ApiError('unknown_block', { course, block });
  }

  private async context(scope: CourseScope, window: Window): Promise<AnswerContext & { learners: number }> {
    const totals = await courseTotals.run(this.engine, { course: scope.courseKey });
    // Where nobody ever registered, everybody seen is a learner of the course.
    const counting = totals.find((row) => row.registered) ?? totals[0];
    return {
      courseKey: scope.courseKey,
      minLearners: this.minLearners,
      registeredOnly: counting?.registered ?? false,
      window,
      learners: counting?.learners ?? 0,
    };
  }

  private async summaries(
    scope: CourseScope,
    context: AnswerContext,
    index: StructureIndex | null,
  ): Promise<BlockSummary[]> {
    if (!isUnbounded(context.window))
      return summarize(await this.factsInWindow(scope, context.window, '', index), context);
    const rows = await blockTotals.run(this.engine, { course: scope.courseKey });
    return rows
      .filter((row) => row.registered === context.registeredOnly)
      .map((row): BlockSummary => ({
        block: row.block,
        reached: row.reached,
        reachedBits: row.reached_bits,
        attempted: row.attempted,
        tried: row.tried,
        firstRight: row.first_right,
        viewers: row.viewers,
        seen: row.seen,
        duration: row.duration > 0 ? row.duration : null,
        asOf: row.as_of,
      }));
  }

  /** Facts as if only the events in the window had happened; who is a learner of the course is told by all time. */
  private async factsInWindow(
    scope: CourseScope,
    window: Window,
    block: string,
    index: StructureIndex | null,
  ): Promise<Fact[]> {
    const course = scope.courseKey;
    const registered = new Set((await registeredLearners.run(this.engine, { course })).map((row) => row.learner));
    const events = await historiesInWindow.run(this.engine, {
      course,
      block,
      from: `${window.from ?? '1900-01-01'} 00:00:00`,
      to: `${window.to ?? '2255-01-01'} 00:00:00`,
    });
    return [...byLearner(events)].flatMap(([learner, own]) =>
      learnerFacts(course, own, index).map((fact) => ({ ...fact, registered: registered.has(learner) })),
    );
  }
}

const isUnbounded = (window: Window): boolean => window.from === null && window.to === null;
