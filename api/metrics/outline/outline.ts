import { isEnough, isSmall } from '../kit/privacy/smallGroups';
import {
  type Outline,
  type OutlineBlock,
  type Quantity,
  type Rate,
  WITHHELD,
  definitionsOf,
  none,
} from '@marginalia/contract';
import { offeredTo } from '../../facts/offered';
import { type StructureIndex, isContainerType } from '../../facts/structureIndex';
import { REACHED, type StructureBlock } from '../../facts/types';
import type { Micros } from '../../lib/time';
import { timeOfGroup } from '../kit/privacy/moments';
import { quantity } from '../kit/privacy/suppress';
import { typeInKey } from '../../lib/usageKey';
import { type StoredAttention, findingsByBlock } from '../attention/attentionReport';
import { type ReportContext, newest } from '../kit/population';
import { rate } from '../kit/stats';
import type { BlockSummary } from './summaries';

const DEFINITIONS = definitionsOf('outline');
const NOT_DISCLOSED: Outline['blocks'][number]['offered'] = { to: 'unknown', limit: null };

/**
 * What the problems and videos inside a block add up to. Sums are of all of them: a part stated as the whole would be wrong.
 * Where a hidden one is among them its learners would follow by subtracting its disclosed siblings, so the sum is disclosed only
 * where those of all hidden ones together are enough.
 */
interface Inside {
  /** Learner-problem pairs: attempted, and right the first time. */
  readonly tried: number;
  readonly firstRight: number;
  /** Distinct seconds seen, and the seconds of the videos once for each viewer. */
  readonly seen: number;
  readonly seconds: number;
  /** Learners of what is hidden inside and not within a sum that is disclosed; null: not known who. */
  readonly hiddenTriers: Hidden;
  readonly hiddenViewers: Hidden;
  readonly disclosesTries: boolean;
  readonly disclosesViews: boolean;
}

type Hidden = ReadonlySet<number> | null;

const NOBODY: Hidden = new Set();
const NOTHING: Inside = {
  tried: 0,
  firstRight: 0,
  seen: 0,
  seconds: 0,
  hiddenTriers: NOBODY,
  hiddenViewers: NOBODY,
  disclosesTries: true,
  disclosesViews: true,
};

const union = (a: Hidden, b: Hidden): Hidden => (a === null || b === null ? null : new Set([...a, ...b]));

const hidesEnough = (hidden: Hidden, minLearners: number): boolean =>
  hidden !== null && !isSmall(hidden.size, minLearners);

const insideOf = (summary: BlockSummary | undefined, minLearners: number): Inside => {
  if (!summary) return NOTHING;
  const seconds = Math.floor(summary.duration ?? 0);
  const isDisclosed = (group: 'attempted' | 'viewers'): boolean =>
    summary[group] === 0 || (isEnough(summary[group], minLearners) && !summary.hidden?.[group]);
  const disclosesTries = isDisclosed('attempted');
  const disclosesViews = isDisclosed('viewers') || seconds === 0;
  return {
    tried: summary.tried,
    firstRight: summary.firstRight,
    seen: seconds > 0 ? summary.seen : 0,
    seconds: summary.viewers * seconds,
    hiddenTriers: disclosesTries ? NOBODY : known(summary.triers),
    hiddenViewers: disclosesViews ? NOBODY : known(summary.watchers),
    disclosesTries,
    disclosesViews,
  };
};

const known = (learners: readonly number[] | undefined): Hidden => (learners ? new Set(learners) : null);

const plus = (a: Inside, b: Inside): Inside => ({
  ...a,
  tried: a.tried + b.tried,
  firstRight: a.firstRight + b.firstRight,
  seen: a.seen + b.seen,
  seconds: a.seconds + b.seconds,
  hiddenTriers: union(a.hiddenTriers, b.hiddenTriers),
  hiddenViewers: union(a.hiddenViewers, b.hiddenViewers),
});

/** The outline: one row a block. @param at the moment that decides what has started */
export const outlineReport = (
  courseKey: string,
  index: StructureIndex | null,
  summaries: readonly BlockSummary[],
  learners: number,
  attention: StoredAttention | null,
  context: ReportContext,
  at: Micros,
): Outline => {
  const structure = index?.structure;
  const byBlock = new Map(summaries.map((summary) => [summary.block, summary]));
  const blocks = structure?.blocks ?? unknownBlocks(courseKey, summaries);
  const marks = findingsByBlock(blocks, attention, context.minLearners);
  const inside = addUp(blocks, byBlock, context.minLearners);
  const disclosed = {
    reached: discloseGroups(blocks, byBlock, courseKey, 'reached', context.minLearners),
    attempted: discloseGroups(blocks, byBlock, courseKey, 'attempted', context.minLearners),
  };
  return {
    asOf: timeOfGroup(newest(summaries.map(({ asOf }) => asOf)), learners, context.minLearners),
    definitions: DEFINITIONS,
    minLearners: context.minLearners,
    window: context.window,
    course: {
      key: courseKey,
      name: structure?.name ?? courseKey,
      ...(structure?.language ? { language: structure.language } : {}),
    },
    learners: quantity(learners, context.minLearners),
    structure: structure ? 'published' : 'events',
    blocks: blocks.map((block) => ({
      ...row(
        block,
        byBlock.get(block.type === 'course' ? courseKey : block.id),
        inside.get(block.id) ?? NOTHING,
        disclosed.reached.get(block.id) ?? 0,
        disclosed.attempted.get(block.id) ?? 0,
        context,
      ),
      offered: index ? offeredTo(index, block.id, at) : NOT_DISCLOSED,
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

/**
 * Adds up what is inside each block, from the leaves to the course. A sum is disclosed where nothing hidden is in it, or where
 * what is hidden in it and in no smaller sum that is disclosed is of enough learners. Where the course itself could not be disclosed
 * for that, the smaller ones with something hidden inside are not.
 */
const addUp = (
  blocks: readonly StructureBlock[],
  byBlock: ReadonlyMap<string, BlockSummary>,
  minLearners: number,
): Map<string, Inside> => {
  const sums = (isStrict: (kind: 'tries' | 'views') => boolean): Map<string, Inside> => {
    const inside = new Map<string, Inside>();
    // containers come before what is inside them
    for (const block of [...blocks].reverse()) {
      let own: Inside;
      if (isContainerType(block.type)) {
        const all = inside.get(block.id) ?? NOTHING;
        const may = (hidden: Hidden, kind: 'tries' | 'views'): boolean =>
          hidden?.size === 0 || (hidesEnough(hidden, minLearners) && (block.parent === null || !isStrict(kind)));
        const [disclosesTries, disclosesViews] = [may(all.hiddenTriers, 'tries'), may(all.hiddenViewers, 'views')];
        own = {
          ...all,
          disclosesTries,
          disclosesViews,
          hiddenTriers: disclosesTries ? NOBODY : all.hiddenTriers,
          hiddenViewers: disclosesViews ? NOBODY : all.hiddenViewers,
        };
        // a bank or a split test has problems inside, too
      } else own = plus(insideOf(byBlock.get(block.id), minLearners), inside.get(block.id) ?? NOTHING);
      inside.set(block.id, own);
      if (block.parent !== null && block.parent !== block.id)
        inside.set(block.parent, plus(inside.get(block.parent) ?? NOTHING, own));
    }
    return inside;
  };
  const first = sums(() => false);
  const roots = blocks.filter((block) => block.parent === null && isContainerType(block.type));
  const fails = (kind: 'tries' | 'views'): boolean =>
    roots.some(({ id }) => !(kind === 'tries' ? first.get(id)?.disclosesTries : first.get(id)?.disclosesViews));
  const [tries, views] = [fails('tries'), fails('views')];
  return tries || views ? sums((kind) => (kind === 'tries' ? tries : views)) : first;
};

/**
 * The learners of each block as they are disclosed. Of a container they are withheld too where those of something inside are,
 * and taking what is disclosed inside from them would leave a small group: of a split test, that would be the hidden one.
 */
const discloseGroups = (
  blocks: readonly StructureBlock[],
  byBlock: ReadonlyMap<string, BlockSummary>,
  courseKey: string,
  group: 'reached' | 'attempted',
  minLearners: number,
): Map<string, Quantity> => {
  const disclosed = new Map<string, Quantity>();
  const inside = new Map<string, { sum: number; hides: boolean }>();
  // containers come before what is inside them
  for (const block of [...blocks].reverse()) {
    const summary = byBlock.get(block.type === 'course' ? courseKey : block.id);
    const learners = summary?.[group] ?? 0;
    const within = inside.get(block.id);
    const left = learners - (within?.sum ?? 0);
    const showsHidden = within?.hides === true && isSmall(left, minLearners);
    const own = learners > 0 && (summary?.hidden?.[group] || showsHidden) ? WITHHELD : quantity(learners, minLearners);
    disclosed.set(block.id, own);
    if (block.parent === null) continue;
    const around = inside.get(block.parent) ?? { sum: 0, hides: false };
    inside.set(block.parent, {
      sum: around.sum + (typeof own === 'number' ? own : 0),
      hides: around.hides || own === WITHHELD,
    });
  }
  return disclosed;
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
  { minLearners }: ReportContext,
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
  inside.disclosesTries ? rate(inside.firstRight, inside.tried, attempted, minLearners, 'no_attempts') : WITHHELD;

const watched = (inside: Inside, viewers: number): Quantity => {
  if (!inside.disclosesViews) return WITHHELD;
  if (inside.seconds > 0) return inside.seen / inside.seconds;
  return none(viewers > 0 ? 'no_duration' : 'no_viewers');
};
