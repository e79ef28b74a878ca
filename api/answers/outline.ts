import {
  type Outline,
  type OutlineBlock,
  type Quantity,
  type Rate,
  WITHHELD,
  definitionsOf,
  none,
} from '../../src/contract';
import { countSeconds, distinct } from '../facts/ranges';
import { offeredTo } from '../facts/offered';
import { type StructureIndex, isContainerType } from '../facts/structureIndex';
import { type Fact, type Micros, REACHED, type StructureBlock } from '../facts/types';
import { timeOfGroup } from '../privacy/moments';
import { quantity } from '../privacy/suppress';
import { groupBy } from '../lib/groupBy';
import { typeInKey } from '../lib/usageKey';
import { type StoredAttention, attentionMarks } from './attentionAnswer';
import { type AnswerContext, counted, newest } from './counted';
import { rate } from './stats';
import { durationOf } from './video';

const DEFINITIONS = definitionsOf('outline');
const NOT_TOLD: Outline['blocks'][number]['offered'] = { to: 'unknown', limit: null };

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
  /** Numbers that must not be told though they may be large enough: in a window or a track. */
  readonly hidden?: { readonly reached: boolean; readonly attempted: boolean; readonly viewers: boolean };
}

/** Sums facts up by block: what the database does for the whole time, done here for a window. */
export const summarize = (facts: readonly Fact[], context: AnswerContext): BlockSummary[] => {
  return [...groupBy(facts, (fact) => fact.block)].map(([block, all]): BlockSummary => {
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

/**
 * What the problems and videos inside a block add up to. Only those whose own numbers may be told are added: otherwise
 * a small group could be had by subtracting its told siblings from the whole.
 */
interface Inside {
  /** Learner-problem pairs: tried, and right the first time. */
  readonly tried: number;
  readonly firstRight: number;
  /** Viewer-video pairs, and the sum of the shares they saw. */
  readonly pairs: number;
  readonly shares: number;
  /** A problem, a video inside is withheld. */
  readonly hidesProblem: boolean;
  readonly hidesVideo: boolean;
}

const NOTHING: Inside = { tried: 0, firstRight: 0, pairs: 0, shares: 0, hidesProblem: false, hidesVideo: false };

const insideOf = (summary: BlockSummary | undefined, minLearners: number): Inside => {
  if (!summary) return NOTHING;
  const seconds = Math.floor(summary.duration ?? 0);
  const isTold = (group: 'attempted' | 'viewers'): boolean => summary[group] >= minLearners && !summary.hidden?.[group];
  const [problem, video] = [isTold('attempted'), isTold('viewers') && seconds > 0];
  return {
    tried: problem ? summary.tried : 0,
    firstRight: problem ? summary.firstRight : 0,
    pairs: video ? summary.viewers : 0,
    shares: video ? summary.seen / seconds : 0,
    hidesProblem: summary.attempted > 0 && !problem,
    hidesVideo: summary.viewers > 0 && !isTold('viewers'),
  };
};

const plus = (a: Inside, b: Inside): Inside => ({
  tried: a.tried + b.tried,
  firstRight: a.firstRight + b.firstRight,
  pairs: a.pairs + b.pairs,
  shares: a.shares + b.shares,
  hidesProblem: a.hidesProblem || b.hidesProblem,
  hidesVideo: a.hidesVideo || b.hidesVideo,
});

/** The outline: one row a block. @param at the moment that tells what has started */
export const outlineAnswer = (
  courseKey: string,
  index: StructureIndex | null,
  summaries: readonly BlockSummary[],
  learners: number,
  attention: StoredAttention | null,
  context: AnswerContext,
  at: Micros,
): Outline => {
  const structure = index?.structure;
  const byBlock = new Map(summaries.map((summary) => [summary.block, summary]));
  const blocks = structure?.blocks ?? unknownBlocks(courseKey, summaries);
  const marks = attentionMarks(blocks, attention, context.minLearners);
  const inside = addUp(blocks, byBlock, context.minLearners);
  const told = {
    reached: tellGroups(blocks, byBlock, courseKey, 'reached', context.minLearners),
    attempted: tellGroups(blocks, byBlock, courseKey, 'attempted', context.minLearners),
  };
  return {
    asOf: timeOfGroup(newest(summaries.map(({ asOf }) => asOf)), learners, context.minLearners),
    definitions: DEFINITIONS,
    minLearners: context.minLearners,
    window: context.window,
    course: { key: courseKey, name: structure?.name ?? courseKey },
    learners: quantity(learners, context.minLearners),
    structure: structure ? 'published' : 'events',
    blocks: blocks.map((block) => ({
      ...row(
        block,
        byBlock.get(block.type === 'course' ? courseKey : block.id),
        inside.get(block.id) ?? NOTHING,
        told.reached.get(block.id) ?? 0,
        told.attempted.get(block.id) ?? 0,
        context,
      ),
      offered: index ? offeredTo(index, block.id, at) : NOT_TOLD,
      attention: attention && (marks.get(block.id) ?? { items: 0, reason: null }),
    })),
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
      const type =
        typeInKey(id) || ((summary?.viewers ?? 0) > 0 ? 'video' : (summary?.tried ?? 0) > 0 ? 'problem' : 'other');
      return { id, type, name: id, parent: null, order, graded: false, isMeasured: true };
    });

/** Adds each problem and video to itself and to every container around it. */
const addUp = (
  blocks: readonly StructureBlock[],
  byBlock: ReadonlyMap<string, BlockSummary>,
  minLearners: number,
): Map<string, Inside> => {
  const parents = new Map(blocks.map((block) => [block.id, block.parent]));
  const inside = new Map<string, Inside>();
  for (const block of blocks) {
    if (isContainerType(block.type)) continue;
    const own = insideOf(byBlock.get(block.id), minLearners);
    const around = new Set<string>();
    for (let at: string | null = block.id; at !== null && !around.has(at); at = parents.get(at) ?? null) around.add(at);
    for (const id of around) inside.set(id, plus(inside.get(id) ?? NOTHING, own));
  }
  return inside;
};

/**
 * The learners of each block as they are told. Of a container they are withheld too where those of something inside are,
 * and taking what is told inside from them would leave a small group: of a split test, that would be the hidden one.
 */
const tellGroups = (
  blocks: readonly StructureBlock[],
  byBlock: ReadonlyMap<string, BlockSummary>,
  courseKey: string,
  group: 'reached' | 'attempted',
  minLearners: number,
): Map<string, Quantity> => {
  const told = new Map<string, Quantity>();
  const inside = new Map<string, { sum: number; hides: boolean }>();
  // containers come before what is inside them
  for (const block of [...blocks].reverse()) {
    const summary = byBlock.get(block.type === 'course' ? courseKey : block.id);
    const learners = summary?.[group] ?? 0;
    const within = inside.get(block.id);
    const left = learners - (within?.sum ?? 0);
    const showsHidden = within?.hides === true && left > 0 && left < minLearners;
    const own = learners > 0 && (summary?.hidden?.[group] || showsHidden) ? WITHHELD : quantity(learners, minLearners);
    told.set(block.id, own);
    if (block.parent === null) continue;
    const around = inside.get(block.parent) ?? { sum: 0, hides: false };
    inside.set(block.parent, {
      sum: around.sum + (typeof own === 'number' ? own : 0),
      hides: around.hides || own === WITHHELD,
    });
  }
  return told;
};

const reachSource = (bits: number): OutlineBlock['reachSource'] =>
  bits & REACHED.completion
    ? 'completion'
    : bits & REACHED.navigation
      ? 'navigation'
      : bits & REACHED.activity
        ? 'activity'
        : null;

const row = (
  block: StructureBlock,
  summary: BlockSummary | undefined,
  inside: Inside,
  reach: Quantity,
  attempted: Quantity,
  { minLearners }: AnswerContext,
): Omit<OutlineBlock, 'attention' | 'offered'> => ({
  id: block.id,
  type: block.type,
  name: block.name,
  parent: block.parent,
  order: block.order,
  graded: block.graded,
  reach: reach === 0 && !block.isMeasured ? none('not_measured') : reach,
  // how few reached it is theirs alone
  reachSource: reach === WITHHELD ? null : reachSource(summary?.reachedBits ?? 0),
  attempted,
  firstTry: firstTry(inside, summary?.attempted ?? 0, minLearners),
  watched: watched(inside, summary?.viewers ?? 0),
});

const firstTry = (inside: Inside, attempted: number, minLearners: number): Rate =>
  inside.tried === 0 && inside.hidesProblem
    ? WITHHELD
    : rate(inside.firstRight, inside.tried, attempted, minLearners, 'no_attempts');

const watched = (inside: Inside, viewers: number): Quantity => {
  if (inside.pairs > 0) return inside.shares / inside.pairs;
  if (inside.hidesVideo) return WITHHELD;
  return none(viewers > 0 ? 'no_duration' : 'no_viewers');
};
