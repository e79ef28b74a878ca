import {
  type Block,
  type Outline,
  type OutlineBlock,
  type Rate,
  WITHHELD,
  definitionsOf,
  none,
} from '../../src/contract';
import { isContainerType } from '../facts/structureIndex';
import { suppress } from '../privacy/suppress';
import { rate } from './stats';

const DEFINITIONS = definitionsOf('block');

/** What the outline does not tell of a block, counted over all time. */
export interface BlockSums {
  /** Learners who tried anything at it or inside, and who were right at any of that. */
  readonly tried: number;
  readonly right: number;
  /** Blocks that anybody completed, of it and those inside; learners who completed all of them. */
  readonly completable: number;
  readonly finished: number;
  /** Learners who reached the unit before, this one, both; null: there is none before. */
  readonly before: { readonly before: number; readonly here: number; readonly both: number } | null;
}

/** The block itself, or all inside that are no containers: what one completes. */
export const leavesOf = (blocks: readonly OutlineBlock[], block: OutlineBlock): OutlineBlock[] => {
  if (!isContainerType(block.type)) return [block];
  const inside = blocks.filter(({ parent, id }) => parent === block.id && id !== block.id);
  return inside.flatMap((one) => leavesOf(blocks, one));
};

/** The unit before a unit, in the order of the course. */
export const unitBefore = (blocks: readonly OutlineBlock[], block: OutlineBlock): OutlineBlock | null => {
  if (block.type !== 'vertical') return null;
  const units = blocks.filter(({ type }) => type === 'vertical').sort((a, b) => a.order - b.order);
  return units[units.findIndex(({ id }) => id === block.id) - 1] ?? null;
};

const headOf = ({ id, type, name, parent }: OutlineBlock): Block['block'] => ({ id, type, name, parent });

/** Withheld where by it and the numbers of both units a small group could be had. */
const notReached = ({ before, here, both }: NonNullable<BlockSums['before']>, minLearners: number): Rate =>
  suppress([both, before - both, here - both], minLearners).includes(true)
    ? WITHHELD
    : rate(before - both, before, before, minLearners, 'not_reached');

const shareOf = (count: number, of: number, base: OutlineBlock['reach'], minLearners: number, reason: string): Rate =>
  typeof base === 'number' || of === 0 ? rate(count, of, of, minLearners, reason) : WITHHELD;

/**
 * How far learners get in a block.
 * @param sums null in a window or a track, where only what the outline tells is told
 */
export const blockAnswer = (outline: Outline, block: OutlineBlock, sums: BlockSums | null): Block => {
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
    learners,
    reach,
    reachSource,
    attempted,
    firstTry,
    right: sums ? shareOf(sums.right, sums.tried, attempted, minLearners, 'no_attempts') : none('all_time_only'),
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
  return typeof reach === 'number' ? rate(sums.finished, reached, reached, minLearners, 'not_reached') : WITHHELD;
};
