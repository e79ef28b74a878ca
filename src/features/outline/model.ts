import type { Block, Outline, OutlineBlock, OutlineFigure, Quantity, Rate } from '@marginalia/contract';
import { EARLY_FROM, evidenceOf } from '../../panels/evidence';

export interface TreeNode {
  readonly block: OutlineBlock;
  readonly children: readonly TreeNode[];
}

/**
 * The blocks as a tree in course order. Blocks whose parent is not in the outline stand at the top. Where nothing can be
 * tried, a count of those who tried is none, not 0.
 */
export const treeOf = (blocks: readonly OutlineBlock[]): TreeNode[] => {
  const known = new Set(blocks.map(({ id }) => id));
  const childrenOf = new Map<string | null, OutlineBlock[]>();
  for (const block of [...blocks].sort((a, b) => a.order - b.order)) {
    const parent = block.parent !== null && known.has(block.parent) ? block.parent : null;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), block]);
  }
  const grow = (parent: string | null): TreeNode[] =>
    (childrenOf.get(parent) ?? []).map((block) => {
      const node = { block, children: grow(block.id) };
      return hasProblems(node) ? node : { ...node, block: withoutTries(block) };
    });
  return grow(null);
};

const indexes = new WeakMap<Outline, ReadonlyMap<string, OutlineBlock>>();

/** A block of an outline; each card looks for its own. */
export const blockOf = (outline: Outline, id: string): OutlineBlock | undefined => {
  const index = indexes.get(outline) ?? new Map(outline.blocks.map((block) => [block.id, block]));
  indexes.set(outline, index);
  return index.get(id);
};

/** The node of one block anywhere in a tree. */
export const findNode = (nodes: readonly TreeNode[], id: string): TreeNode | null => {
  for (const node of nodes) {
    const found = node.block.id === id ? node : findNode(node.children, id);
    if (found !== null) return found;
  }
  return null;
};

/** What lies below the course itself: its sections, or everything where no structure was loaded. */
export const topOf = (tree: readonly TreeNode[]): TreeNode[] =>
  tree.flatMap((node) => (node.block.type === 'course' ? node.children : [node]));

/** Whether every learner is offered a block, as far as is known: only of such a one its learners are a share of all. */
export const isForAll = ({ to, limit }: OutlineBlock['offered']): boolean =>
  to === 'all' || (to === 'unknown' && limit === null);

type OutlineSentence =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'learners'; readonly learners: number }
  | { readonly kind: 'last' | 'furthest'; readonly learners: number; readonly reached: number; readonly name: string };

const isPositive = (quantity: Quantity): quantity is number => typeof quantity === 'number' && quantity > 0;

/** What the panel says to "How far do they get?": the last section, or the furthest one whose number may be disclosed. */
export const outlineSentence = ({ learners, blocks }: Pick<Outline, 'learners' | 'blocks'>): OutlineSentence => {
  const evidence = evidenceOf(learners);
  if (evidence === 'nobody' || evidence === 'withheld') return { kind: evidence };
  const all = typeof learners === 'number' ? learners : 0;
  const sections = blocks
    .filter(({ type, offered }) => type === 'chapter' && isForAll(offered))
    .sort((a, b) => a.order - b.order);
  const furthest = sections.findLast(({ reach }) => isPositive(reach));
  if (furthest === undefined || !isPositive(furthest.reach)) return { kind: 'learners', learners: all };
  const kind = furthest === sections.at(-1) ? 'last' : 'furthest';
  return { kind, learners: all, reached: furthest.reach, name: furthest.name };
};

export type ReadoutPart =
  | { readonly kind: 'reach'; readonly quantity: Quantity }
  | { readonly kind: 'firstTry'; readonly rate: Rate }
  | { readonly kind: 'watched'; readonly quantity: Quantity }
  /** Of an extension that the site chose. */
  | { readonly kind: 'extension'; readonly figure: OutlineFigure }
  /** Things worth a look, at the block or inside it. */
  | { readonly kind: 'attention'; readonly items: number };

const isNone = (value: Quantity | Rate | OutlineFigure): boolean => typeof value !== 'number' && value.kind === 'none';

/** At most five figures beside a block; what was not measured is left out, what is withheld says so. */
export const readoutOf = ({
  reach,
  firstTry,
  watched,
  extension,
  attention,
}: Pick<OutlineBlock, 'reach' | 'firstTry' | 'watched' | 'extension' | 'attention'>): ReadoutPart[] => [
  ...(isNone(reach) ? [] : [{ kind: 'reach' as const, quantity: reach }]),
  ...(isNone(firstTry) ? [] : [{ kind: 'firstTry' as const, rate: firstTry }]),
  ...(isNone(watched) ? [] : [{ kind: 'watched' as const, quantity: watched }]),
  ...(extension === undefined || isNone(extension) ? [] : [{ kind: 'extension' as const, figure: extension }]),
  ...(attention === null || attention.items === 0 ? [] : [{ kind: 'attention' as const, items: attention.items }]),
];

/** A percentage needs a denominator that bears one; below, the two counts say it better. */
export const asPercent = (rate: Rate): boolean => rate.kind !== 'value' || rate.of >= EARLY_FROM;

/** What has the text in its name or kind, whatever the case and accents. */
export const found = <T extends { readonly name: string; readonly type: string }>(
  all: readonly T[],
  text: string,
  locale: string,
): T[] => {
  const plain = (one: string): string => one.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(locale);
  const wanted = plain(text.trim());
  return all.filter(({ name, type }) => plain(name).includes(wanted) || plain(type).includes(wanted));
};

/** True where learners can try something in it, or have. */
const hasProblems = ({ block, children }: TreeNode): boolean =>
  block.type === 'problem' || isPositive(block.attempted) || children.some(hasProblems);

/** Of a block in which there is nothing to try, tries are not measured: they are not 0. */
const withoutTries = (block: OutlineBlock): OutlineBlock => ({
  ...block,
  attempted: { kind: 'none', reason: 'no_problems' },
  firstTry: { kind: 'none', reason: 'no_problems' },
});

export interface FunnelStep {
  readonly kind: 'reached' | 'tried' | 'right' | 'once' | 'finished';
  /** Length of the bar, 0 to 1 of all learners; null where that may not be disclosed. */
  readonly share: number | null;
  readonly quantity: Quantity;
  /** The denominator, where it may be disclosed. */
  readonly of: number | null;
  /** Of `right`: first tries, which are pairs of a learner and a problem in a container; of `once` and `finished`: learners. */
  readonly rate: Rate | null;
}

const numberOf = (quantity: Quantity): number | null => (typeof quantity === 'number' ? quantity : null);

/** What the block's own report adds to the outline's. */
type FunnelEnd = Pick<Block, 'right' | 'finished'>;

/**
 * Reached, tried, right the first time, right at least once, finished. The last step of a container counts first tries and not learners, so its bar is
 * the share of the bar above it.
 */
export const funnelOf = (block: OutlineBlock, learners: Quantity, end: FunnelEnd | null = null): FunnelStep[] => {
  // Of what some are offered nothing says how many they are: it begins with those who reached it.
  const isShare = isForAll(block.offered);
  const all = numberOf(isShare ? learners : block.reach);
  const shareOf = (quantity: Quantity): number | null => {
    const value = numberOf(quantity);
    return all === null || all === 0 || value === null ? null : value / all;
  };
  const steps: FunnelStep[] = [];
  if (!isNone(block.reach)) {
    steps.push({
      kind: 'reached',
      share: shareOf(block.reach),
      quantity: block.reach,
      of: isShare ? all : null,
      rate: null,
    });
  }
  if (!isNone(block.attempted)) {
    const of = numberOf(block.reach);
    steps.push({ kind: 'tried', share: shareOf(block.attempted), quantity: block.attempted, of, rate: null });
  }
  if (!isNone(block.firstTry)) {
    const { firstTry } = block;
    const above = shareOf(block.attempted);
    const share = above === null || firstTry.kind !== 'value' ? null : above * firstTry.value;
    steps.push({ kind: 'right', share, quantity: block.attempted, of: null, rate: firstTry });
  }
  const add = (kind: 'once' | 'finished', rate: Rate, quantity: Quantity): void => {
    if (rate.kind === 'none') return;
    const share = rate.kind === 'value' ? shareOf(rate.count) : null;
    steps.push({ kind, share, quantity, of: null, rate });
  };
  if (end !== null) {
    add('once', end.right, block.attempted);
    add('finished', end.finished, block.reach);
  }
  return steps;
};

const CONTAINERS = new Set(['course', 'chapter', 'sequential', 'vertical']);

/** True for what has blocks inside: the kinds the outline page shows, and anything else with children. */
export const isContainer = (type: string): boolean => CONTAINERS.has(type);
