import { type MetricId, type Outline, type OutlineBlock, type Quantity, none } from '../../src/contract';
import { countSeconds, distinct } from '../facts/ranges';
import { type CourseStructure, type Fact, type Micros, REACHED, type StructureBlock } from '../facts/types';
import { aboutGroup, quantity } from '../privacy/suppress';
import { typeInKey } from '../structure/usageKey';
import { type AnswerContext, counted, newest } from './counted';
import { rate } from './stats';
import { durationOf } from './video';

const DEFINITIONS: MetricId[] = ['learners', 'reach', 'attempted', 'firstTry', 'coverage'];

/** What the learners of a course did with one block, summed up. */
export interface BlockSummary {
  readonly block: string;
  readonly reached: number;
  /** Bits of REACHED, of all learners. */
  readonly reachedBits: number;
  readonly attempted: number;
  /** Problems tried and right the first time, over learners. */
  readonly tried: number;
  readonly firstRight: number;
  readonly viewers: number;
  /** Distinct seconds seen, summed over viewers, inside the duration. */
  readonly seen: number;
  readonly duration: number | null;
  readonly asOf: Micros | null;
}

/** Sums facts up by block: what the database does for the whole time, done here for a window. */
export const summarize = (facts: readonly Fact[], context: AnswerContext): BlockSummary[] => {
  const byBlock = new Map<string, Fact[]>();
  for (const fact of facts) {
    const own = byBlock.get(fact.block);
    if (own) own.push(fact);
    else byBlock.set(fact.block, [fact]);
  }
  return [...byBlock].map(([block, all]): BlockSummary => {
    const mine = counted(all, context);
    const duration = durationOf(all, null);
    const limit = duration === null ? Infinity : Math.floor(duration);
    const viewers = mine.filter((fact) => (fact.video?.plays ?? 0) > 0);
    const sum = (value: (fact: Fact) => number): number => mine.reduce((total, fact) => total + value(fact), 0);
    return {
      block,
      reached: mine.filter((fact) => fact.reached > 0).length,
      reachedBits: mine.reduce((bits, fact) => bits | fact.reached, 0),
      attempted: mine.filter((fact) => fact.tried > 0).length,
      tried: sum((fact) => fact.tried),
      firstRight: sum((fact) => fact.firstRight),
      viewers: viewers.length,
      seen: viewers.reduce((total, fact) => total + countSeconds(distinct(fact.video?.watched ?? []), limit), 0),
      duration,
      asOf: mine.length === 0 ? null : mine.reduce((latest, fact) => Math.max(latest, fact.lastAt), 0),
    };
  });
};

/** Viewer-video pairs and the seconds they saw, of the seconds there were. */
interface Watching {
  readonly learners: number;
  readonly pairs: number;
  readonly shares: number;
}

const NOTHING: Watching = { learners: 0, pairs: 0, shares: 0 };

const watchingOf = (summary: BlockSummary | undefined): Watching => {
  const seconds = Math.floor(summary?.duration ?? 0);
  if (!summary || summary.viewers === 0 || seconds <= 0) return NOTHING;
  return { learners: summary.viewers, pairs: summary.viewers, shares: summary.seen / seconds };
};

/** The outline: one row a block. */
export const outlineAnswer = (
  courseKey: string,
  structure: CourseStructure | null,
  summaries: readonly BlockSummary[],
  learners: number,
  context: AnswerContext,
): Outline => {
  const byBlock = new Map(summaries.map((summary) => [summary.block, summary]));
  const blocks = structure?.blocks ?? unknownBlocks(courseKey, summaries);
  const watching = watchingInside(blocks, byBlock);
  return {
    asOf: newest(summaries.map((summary) => summary.asOf)),
    definitions: DEFINITIONS,
    minLearners: context.minLearners,
    window: context.window,
    course: { key: courseKey, name: structure?.name ?? courseKey },
    learners: quantity(learners, context.minLearners),
    structure: structure ? 'published' : 'events',
    blocks: blocks.map((block) =>
      row(block, byBlock.get(block.type === 'course' ? courseKey : block.id), watching.get(block.id) ?? NOTHING, context),
    ),
  };
};

/** Without a structure: the blocks that events name, in the order of their ids. */
const unknownBlocks = (courseKey: string, summaries: readonly BlockSummary[]): StructureBlock[] =>
  summaries
    .map((summary) => summary.block)
    .filter((id) => id !== courseKey)
    .sort()
    .map((id, order) => {
      const summary = summaries.find((one) => one.block === id);
      const type = typeInKey(id) || ((summary?.viewers ?? 0) > 0 ? 'video' : (summary?.tried ?? 0) > 0 ? 'problem' : 'other');
      return { id, type, name: id, parent: null, order, graded: false };
    });

/** Adds each video's viewers to every container around it. */
const watchingInside = (
  blocks: readonly StructureBlock[],
  byBlock: ReadonlyMap<string, BlockSummary>,
): Map<string, Watching> => {
  const parents = new Map(blocks.map((block) => [block.id, block.parent]));
  const watching = new Map<string, Watching>();
  for (const block of blocks) {
    const own = watchingOf(byBlock.get(block.id));
    if (own.pairs === 0) continue;
    const seen = new Set<string>();
    for (let at: string | null = block.id; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
      seen.add(at);
      const before = watching.get(at) ?? NOTHING;
      watching.set(at, {
        learners: Math.max(before.learners, own.learners),
        pairs: before.pairs + own.pairs,
        shares: before.shares + own.shares,
      });
    }
  }
  return watching;
};

const reachSource = (bits: number): OutlineBlock['reachSource'] =>
  bits & REACHED.completion ? 'completion' : bits & REACHED.navigation ? 'navigation' : bits & REACHED.activity ? 'activity' : null;

const row = (
  block: StructureBlock,
  summary: BlockSummary | undefined,
  watching: Watching,
  { minLearners }: AnswerContext,
): OutlineBlock => ({
  id: block.id,
  type: block.type,
  name: block.name,
  parent: block.parent,
  order: block.order,
  graded: block.graded,
  reach: quantity(summary?.reached ?? 0, minLearners),
  reachSource: reachSource(summary?.reachedBits ?? 0),
  attempted: quantity(summary?.attempted ?? 0, minLearners),
  firstTry: rate(summary?.firstRight ?? 0, summary?.tried ?? 0, summary?.attempted ?? 0, minLearners, 'no_attempts'),
  watched: watched(watching, minLearners),
});

const watched = (watching: Watching, minLearners: number): Quantity =>
  watching.pairs === 0 ? none('no_viewers') : aboutGroup(watching.shares / watching.pairs, watching.learners, minLearners);
