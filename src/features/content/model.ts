import { isNumber } from '@marginalia/contract';
import type {
  Attention,
  AttentionReason,
  Content,
  Outline,
  OutlineBlock,
  ProblemFigures,
  Quantity,
  Rate,
  VideoFigures,
} from '@marginalia/contract';
import { isForAll, topOf, treeOf } from '../outline/lazy';
import type { TreeNode } from '../outline/lazy';

type Problem = Content['problems'][number];
type Video = Content['videos'][number];

/** Fewer are too few to be the first of a list. */
const ENOUGH_LEARNERS = 20;

/** The figures that a table with these learners is about: the group's, where one was asked for. */
export const shown = <F>({ course, group }: { readonly course: F; readonly group: F | null }): F => group ?? course;

const largest = <T>(rows: readonly T[], of: (row: T) => number | null): T | null => {
  let found: { readonly row: T; readonly value: number } | null = null;
  for (const row of rows) {
    const value = of(row);
    if (value !== null && (found === null || value > found.value)) found = { row, value };
  }
  return found?.row ?? null;
};
const disclosedTo = (learners: Quantity, value: Quantity): number | null =>
  isNumber(learners) && learners >= ENOUGH_LEARNERS && isNumber(value) ? value : null;

/** The problem that the fewest learners get correct on the first attempt. */
export const hardest = (problems: readonly Problem[]): Problem | null =>
  largest(problems, (row) => {
    const { learners, firstTry }: ProblemFigures = shown(row);
    const share = disclosedTo(learners, firstTry.kind === 'value' ? firstTry.value : firstTry);
    return share === null ? null : -share;
  });

/** The problem that takes most attempts each. */
export const mostTries = (problems: readonly Problem[]): Problem | null =>
  largest(problems, (row) => {
    const { learners, meanTries }: ProblemFigures = shown(row);
    return disclosedTo(learners, meanTries);
  });

/** The video of which its viewers see least. */
export const leastSeen = (videos: readonly Video[]): Video | null =>
  largest(videos, (row) => {
    const { viewers, coverage }: VideoFigures = shown(row);
    const share = disclosedTo(viewers, coverage);
    return share === null ? null : -share;
  });

/**
 * The section after which most learners are lost, and how many; null where there are no two to compare. A section that nobody
 * reached yet has lost nobody: it may not be open.
 */
export const biggestLoss = (outline: Outline): { readonly after: OutlineBlock; readonly lost: number } | null => {
  const sections = topOf(treeOf(outline.blocks))
    .map(({ block }) => block)
    .filter(({ type, offered }) => type === 'chapter' && isForAll(offered));
  const pairs = sections.slice(1).flatMap((block, i) => {
    const before = sections[i];
    return before !== undefined && isNumber(before.reach) && isNumber(block.reach) && block.reach > 0
      ? [{ after: before, lost: before.reach - block.reach }]
      : [];
  });
  const found = largest(pairs, ({ lost }) => lost);
  return found === null || found.lost <= 0 ? null : found;
};

/** How a share changed from an earlier run, in points, and whether that is more than chance. */
export interface Change {
  readonly points: number;
  readonly clear: boolean;
}

/** The difference of two shares with Newcombe's interval, from their Wilson ones; null: one of them is not disclosed. */
export const changeOf = (now: Rate, then: Rate | undefined): Change | null => {
  if (now.kind !== 'value' || then?.kind !== 'value') return null;
  const difference = now.value - then.value;
  const low = difference - Math.hypot(now.value - now.low, then.high - then.value);
  const high = difference + Math.hypot(now.high - now.value, then.value - then.low);
  return { points: Math.round(difference * 100), clear: low > 0 || high < 0 };
};

/** One block of the course with everything that the tables say of it. */
export interface ContentRow {
  readonly block: OutlineBlock;
  /** How deep it lies, from 1. */
  readonly level: number;
  readonly inside: readonly ContentRow[];
  readonly problem: Problem | null;
  readonly video: Video | null;
  readonly change: Change | null;
  readonly reasons: readonly AttentionReason[];
}

interface Sources {
  readonly outline: Outline;
  /** Null: not there yet. */
  readonly content: Content | null;
  readonly attention: Pick<Attention, 'items'> | null;
  /** The outline of the run before, under the keys of this one; null: there is none. */
  readonly before: Outline | null;
}

/** The course as rows within rows, in its order. */
export const contentRows = ({ outline, content, attention, before }: Sources): ContentRow[] => {
  const problems = new Map(content?.problems.map((row) => [row.block.id, row]));
  const videos = new Map(content?.videos.map((row) => [row.block.id, row]));
  const then = new Map(before?.blocks.map(({ id, firstTry }) => [id, firstTry]));
  const reasons = new Map<string, AttentionReason[]>();
  for (const item of attention?.items ?? []) {
    if (item.state !== 'set_aside') reasons.set(item.block.id, [...(reasons.get(item.block.id) ?? []), item.reason]);
  }
  const grow = (nodes: readonly TreeNode[], level: number): ContentRow[] =>
    nodes.map(({ block, children }) => ({
      block,
      level,
      inside: grow(children, level + 1),
      problem: problems.get(block.id) ?? null,
      video: videos.get(block.id) ?? null,
      change: changeOf(block.firstTry, then.get(block.id)),
      reasons: reasons.get(block.id) ?? [],
    }));
  return grow(topOf(treeOf(outline.blocks)), 1);
};

/** Every row, those inside after what they lie in. */
export const everyRow = (rows: readonly ContentRow[]): ContentRow[] =>
  rows.flatMap((row) => [row, ...everyRow(row.inside)]);

/** The rows that are to be seen: what lies in a closed one is not. */
export const visibleRows = (rows: readonly ContentRow[], isOpen: (id: string) => boolean): ContentRow[] =>
  rows.flatMap((row) => [row, ...(isOpen(row.block.id) ? visibleRows(row.inside, isOpen) : [])]);

/** Viewers who saw less than 95 % of a video. */
export const inPart = ({ completion, viewers }: VideoFigures): Quantity =>
  completion.kind === 'value' ? completion.of - completion.count : isNumber(viewers) ? completion : viewers;
