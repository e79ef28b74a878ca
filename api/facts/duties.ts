import { isDrawingType } from './audience';
import { audienceOf } from './offered';
import type { StructureIndex } from './structureIndex';
import { isContainerType } from './structureIndex';
import type { StructureBlock } from './types';
import type { Micros } from '../lib/time';

/** So many of these blocks. */
export interface Share {
  readonly count: number;
  readonly blocks: readonly string[];
}

/** One way of being done with something: all of these shares. */
type Way = readonly Share[];

/** So many of these ways: one of two arms of a split test, three of ten subjects of a bank. */
interface Duty {
  readonly count: number;
  readonly ways: readonly Way[];
}

/** What it takes to be done with all that a learner is given inside a block. */
export interface Duties {
  readonly duties: readonly Duty[];
  /** Offered to some learners only, and nothing says to which: to those who did something in them, as far as is known. */
  readonly whereBegun: readonly string[];
}

type Need =
  | { readonly kind: 'block'; readonly id: string }
  | { readonly kind: 'all'; readonly of: readonly Need[] }
  | { readonly kind: 'some'; readonly count: number; readonly of: readonly Need[] };

/**
 * What a learner who was offered a block has to do inside it. Left out is what nobody is offered; what limits the block
 * itself limits nothing inside it.
 * @param counts which blocks without others inside are asked for, such as those that anybody completed
 */
export const dutiesIn = (
  index: StructureIndex,
  block: string,
  at: Micros,
  counts: (block: StructureBlock) => boolean,
): Duties => {
  const root = index.get(block);
  if (!root) return { duties: [], whereBegun: [] };
  const whereBegun: string[] = [];
  const own = audienceOf(root);
  const isOffered = (one: StructureBlock): boolean => {
    const { isStaffOnly, start } = audienceOf(one);
    return (own.isStaffOnly || !isStaffOnly) && (start === null || start <= at || start <= (own.start ?? -Infinity));
  };
  const isForSome = (one: StructureBlock): boolean => {
    const { groups, isUnlisted } = audienceOf(one);
    return (groups !== '' && groups !== own.groups) || (isUnlisted && !own.isUnlisted);
  };

  /** @param sure false: inside something that only some are offered */
  const needOf = (one: StructureBlock, around: readonly StructureBlock[], sure: boolean): Need | null => {
    if (!isOffered(one)) return null;
    const all = sure && !isForSome(one);
    if (isDrawingType(one.type)) return drawn(one, around, all);
    if (isContainerType(one.type)) return every(inside(index.childrenOf(one.id), all));
    if (!counts(one)) return null;
    if (all) return { kind: 'block', id: one.id };
    whereBegun.push(one.id);
    return null;
  };

  const inside = (children: readonly StructureBlock[], sure: boolean): (Need | null)[] => {
    const here = new Set(children.map(({ id }) => id));
    // A bank that stands elsewhere is dealt with where what it gives is found.
    const elsewhere = new Set(
      children.flatMap((child) => audienceOf(child).drawn?.by ?? []).filter((by) => !here.has(by)),
    );
    return [
      ...children.filter((child) => audienceOf(child).drawn === null).map((child) => needOf(child, children, sure)),
      ...[...elsewhere].map((by) => drawn(index.get(by), children, sure)),
    ];
  };

  const drawn = (by: StructureBlock | undefined, around: readonly StructureBlock[], sure: boolean): Need | null => {
    if (!by) return null;
    const alternatives = new Map<string, StructureBlock[]>();
    for (const one of around) {
      const place = audienceOf(one).drawn;
      if (place?.by === by.id)
        alternatives.set(place.alternative, [...(alternatives.get(place.alternative) ?? []), one]);
    }
    const { draws } = audienceOf(by);
    const of = [...alternatives.values()].flatMap(
      (blocks) => every(blocks.map((one) => needOf(one, around, sure))) ?? [],
    );
    if (draws === null) whereBegun.push(...of.flatMap(blocksOf));
    const least = draws ?? (by.type === 'conditional' ? 0 : 1);
    return least === 0 || of.length === 0 ? null : { kind: 'some', count: Math.min(least, of.length), of };
  };

  const whole = needOf(root, root.parent === null ? [root] : index.childrenOf(root.parent), true);
  return { duties: whole ? dutiesOf(whole) : [], whereBegun };
};

const every = (needs: readonly (Need | null)[]): Need | null => {
  const of = needs.filter((need) => need !== null);
  return of.length === 0 ? null : { kind: 'all', of };
};

const blocksOf = (need: Need): string[] => (need.kind === 'block' ? [need.id] : need.of.flatMap(blocksOf));

/** The least number of blocks. */
const sizeOf = (need: Need): number => {
  if (need.kind === 'block') return 1;
  const sizes = need.of.map(sizeOf).sort((a, b) => a - b);
  return sizes.slice(0, need.kind === 'all' ? sizes.length : need.count).reduce((sum, size) => sum + size, 0);
};

/** As shares of blocks. Of alternatives of several blocks each it asks for as many as the smallest of them have. */
const wayOf = (need: Need): Share[] =>
  need.kind === 'all' ? need.of.flatMap(wayOf) : [{ count: sizeOf(need), blocks: blocksOf(need) }];

const isSingle = (need: Need): boolean =>
  need.kind === 'block' || (need.kind === 'all' && need.of.length === 1 && need.of.every(isSingle));

const dutiesOf = (need: Need): Duty[] => {
  const base: Share[] = [];
  const duties: Duty[] = [];
  const add = (one: Need): void => {
    if (one.kind === 'all') one.of.forEach(add);
    else if (one.kind === 'block' || one.of.every(isSingle)) base.push(...wayOf(one));
    else duties.push({ count: one.count, ways: one.of.map(wayOf) });
  };
  add(need);
  return base.length === 0 ? duties : [{ count: 1, ways: [base] }, ...duties];
};

/** The duties as shares of blocks: how much there is of something for each learner, of split tests the least. */
export const sharesOf = ({ duties }: Duties): Share[] =>
  duties.flatMap(({ count, ways }): Share[] => {
    if (ways.length === 1) return [...(ways[0] ?? [])];
    const sizes = ways.map((way) => way.reduce((sum, share) => sum + share.count, 0)).sort((a, b) => a - b);
    const least = sizes.slice(0, count).reduce((sum, size) => sum + size, 0);
    return [{ count: least, blocks: ways.flatMap((way) => way.flatMap(({ blocks }) => blocks)) }];
  });

/** How much there is in all. */
export const totalOf = (shares: readonly Share[]): number => shares.reduce((sum, { count }) => sum + count, 0);
