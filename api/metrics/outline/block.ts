import {
  type Block,
  type Outline,
  type OutlineBlock,
  type Rate,
  WITHHELD,
  definitionsOf,
  none,
} from '@marginalia/contract';
import { type Duties, dutiesIn } from '../../facts/duties';
import { type Offered, isForAll, offeredTo } from '../../facts/offered';
import type { StructureIndex } from '../../facts/structureIndex';
import { isContainerType } from '../../facts/structureIndex';
import type { StructureBlock } from '../../facts/types';
import type { Micros } from '../../lib/time';
import type { Stated } from '../kit/panel';
import { suppress } from '../kit/privacy/suppress';
import { rate } from '../kit/stats';
import rightOnce from './rightOnce.metric';

const DEFINITIONS = definitionsOf('block');

/** What the outline does not say of a block, counted over all time. */
export interface BlockSums {
  /** Learners who attempted anything at it or inside, and what may be stated of them. */
  readonly tried: number;
  readonly stated: Stated;
  /** Blocks that anybody completed, of it and those inside; learners who completed all they were offered of them. */
  readonly completable: number;
  readonly finished: number;
  /** Learners who reached the unit before, this one, both; null: there is none before. */
  readonly before: { readonly before: number; readonly here: number; readonly both: number } | null;
}

/** Where a course's published structure is looked at, and when. */
export interface Place {
  /** Null: no structure is known. */
  readonly index: StructureIndex | null;
  readonly at: Micros;
}

/** What it takes to be done with a block. @param completed blocks that anybody completed; null: all are asked for */
export const dutiesOf = ({ index, at }: Place, id: string, completed: ReadonlySet<string> | null): Duties => {
  const counts = ({ id: one }: StructureBlock): boolean => completed?.has(one) ?? true;
  if (index?.get(id)) return dutiesIn(index, id, at, counts);
  const isCounted = completed?.has(id) ?? true;
  return { duties: isCounted ? [{ count: 1, ways: [[{ count: 1, blocks: [id] }]] }] : [], whereBegun: [] };
};

/** All blocks that are part of a duty, or are where it was begun. */
export const blocksIn = ({ duties, whereBegun }: Duties): string[] => [
  ...new Set([
    ...duties.flatMap(({ ways }) => ways.flatMap((way) => way.flatMap(({ blocks }) => blocks))),
    ...whereBegun,
  ]),
];

/** The unit before a unit, in the order of the course, of those that everybody is offered; null where it is none of them. */
export const unitBefore = (blocks: readonly OutlineBlock[], block: OutlineBlock): OutlineBlock | null => {
  if (block.type !== 'vertical') return null;
  const units = blocks
    .filter(({ type, offered }) => type === 'vertical' && isForAll(offered))
    .sort((a, b) => a.order - b.order);
  return units[units.findIndex(({ id }) => id === block.id) - 1] ?? null;
};

/** Blocks inside that only some learners are offered, or may be, though they are offered the block itself. */
const forSomeInside = ({ index, at }: Place, block: OutlineBlock): number => {
  if (!index || !isContainerType(block.type)) return 0;
  const isInside = (id: string): boolean => block.type === 'course' || index.containersOf(id).includes(block.id);
  const limits = ({ to, limit }: Offered): string => (to === 'nobody' ? '' : (limit ?? ''));
  const own = limits(offeredTo(index, block.id, at));
  return index.structure.blocks.filter(({ id, type }) => {
    if (isContainerType(type) || !isInside(id)) return false;
    const inside = limits(offeredTo(index, id, at));
    return inside !== '' && inside !== own;
  }).length;
};

const headOf = ({ id, type, name, parent }: OutlineBlock): Block['block'] => ({ id, type, name, parent });

/** Withheld where by it and the numbers of both units a small group could be had. */
const notReached = ({ before, here, both }: NonNullable<BlockSums['before']>, minLearners: number): Rate =>
  suppress([both, before - both, here - both], minLearners).includes(true)
    ? WITHHELD
    : rate(before - both, before, before, minLearners, 'not_reached');

/** As the learners of the outline: where those are withheld, so is this. */
const rightOf = ({ tried, stated }: BlockSums, attempted: OutlineBlock['attempted']): Rate =>
  typeof attempted === 'number' || tried === 0 ? stated(rightOnce).value : WITHHELD;

/**
 * How far learners get in a block.
 * @param sums null in a window or a track, where only what the outline states is disclosed
 */
export const blockReport = (outline: Outline, block: OutlineBlock, place: Place, sums: BlockSums | null): Block => {
  const { asOf, minLearners, window, track, breakdowns, learners } = outline;
  const { reach, reachSource, attempted, firstTry } = block;
  const previous = unitBefore(outline.blocks, block);
  const reached = typeof reach === 'number' ? reach : 0;
  return {
    asOf,
    definitions: DEFINITIONS,
    minLearners,
    window,
    ...(track === undefined ? {} : { track }),
    ...(breakdowns === undefined ? {} : { breakdowns }),
    block: headOf(block),
    offered: block.offered,
    forSomeInside: forSomeInside(place, block),
    learners,
    reach,
    reachSource,
    attempted,
    firstTry,
    right: sums ? rightOf(sums, attempted) : none('all_time_only'),
    finished: finishedOf(sums, reach, reached, minLearners),
    before:
      sums?.before && previous ? { block: headOf(previous), notReached: notReached(sums.before, minLearners) } : null,
  };
};

const finishedOf = (
  sums: BlockSums | null,
  reach: OutlineBlock['reach'],
  reached: number,
  minLearners: number,
): Rate => {
  if (!sums) return none('all_time_only');
  if (sums.completable === 0) return none('no_completion');
  if (typeof reach === 'number') return rate(sums.finished, reached, reached, minLearners, 'not_reached');
  // of a bank or a split test itself nothing is sent, so nobody is hidden
  return reach.kind === 'withheld' ? WITHHELD : reach;
};
