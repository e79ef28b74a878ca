import * as z from 'zod';
import type { Engine } from './engine';
import { type Audience, UNSTATED, isDrawingType } from '../facts/audience';
import { isContainerType } from '../facts/structureIndex';
import type { CourseStructure, StructureBlock } from '../facts/types';
import type { Micros } from '../lib/time';
import { parseMicros } from '../lib/time';
import { blocksAdded, courseHead, publishedBlocks } from './queries/structure';
import { typeInKey } from '../lib/usageKey';

const BlockData = z.object({
  block_type: z.string().default(''),
  section: z.coerce.number().default(0),
  subsection: z.coerce.number().default(0),
  unit: z.coerce.number().default(0),
  graded: z.coerce.number().default(0),
  detached: z.coerce.number().default(0),
  completion_mode: z.string().default(''),
  /** Only in what `load course` wrote: the container around it; Aspects' sink has no more than numbers. */
  parent: z.nullish(z.string()),
  start: z.nullish(z.string()),
  /** 1: for the course team only. */
  hidden: z.nullish(z.number()),
  /** Only in what `load course` wrote, and not before it read that. `draws` -1: all. */
  audience: z.nullish(
    z.object({
      told: z.number(),
      groups: z.string(),
      unlisted: z.number(),
      drawn_by: z.optional(z.string()),
      alternative: z.optional(z.string()),
      draws: z.optional(z.number()),
    }),
  ),
});
type BlockData = z.infer<typeof BlockData>;

const NO_DATA: BlockData = {
  block_type: '',
  section: 0,
  subsection: 0,
  unit: 0,
  graded: 0,
  detached: 0,
  completion_mode: '',
};

interface Placed extends BlockData {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly type: string;
}

/**
 * A course as last published, or null where no structure was loaded. Blocks are placed by what is around them where
 * that was stored, else by the section, subsection and unit numbers that Aspects' sink gives them: the course first,
 * then depth first.
 */
export const readStructure = async (engine: Engine, courseKey: string): Promise<CourseStructure | null> => {
  const rows = await publishedBlocks.run(engine, { course: courseKey });
  const first = rows[0];
  if (!first) return null;
  const placed = rows.map((row): Placed => {
    const data = parseData(row.data);
    return { ...data, id: row.id, name: row.name, position: row.position, type: data.block_type || typeInKey(row.id) };
  });
  const head = (await courseHead.run(engine, { course: courseKey }))[0];
  const added = new Map((await blocksAdded.run(engine, { course: courseKey })).map((row) => [row.id, row.at]));
  const attached = placed.filter((block) => block.detached === 0);
  const blocks = isTree(placed) ? inTree(attached) : place(attached);
  const ends = parseMicros(head?.ends ?? '');
  return {
    courseKey,
    name: head?.name ?? placed.find((block) => block.type === 'course')?.name ?? courseKey,
    version: first.version,
    closesAt: ends ?? (parseMicros(first.version.replace(/ [\w-]+$/, '')) ?? 0) + ANNOUNCED_FOR,
    ...(head?.language ? { language: head.language } : {}),
    startsAt: parseMicros(head?.starts ?? ''),
    blocks: withDoubts(blocks).map((block) => ({ ...block, addedAt: parseMicros(added.get(block.id) ?? '') })),
  };
};

/** A block of a course without an end that starts longer than this after the publish is put off for good, not announced. */
const ANNOUNCED_FOR: Micros = 366 * 86_400_000_000;

const parseData = (text: string): BlockData => {
  try {
    return BlockData.catch(NO_DATA).parse(JSON.parse(text));
  } catch {
    return NO_DATA;
  }
};

const isTree = (placed: readonly Placed[]): boolean =>
  placed.some((block) => block.parent) && placed.every((block) => block.parent || block.type === 'course');

/** Blocks that say what is around them are stored in depth-first order. */
const inTree = (blocks: readonly Placed[]): StructureBlock[] => {
  const ids = new Set(blocks.map((block) => block.id));
  return [...blocks]
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map((block, order) => toBlock(block, block.parent && ids.has(block.parent) ? block.parent : null, order));
};

const toBlock = (block: Placed, parent: string | null, order: number): StructureBlock => ({
  id: block.id,
  type: block.type,
  name: block.name,
  parent,
  order,
  graded: block.graded !== 0,
  isMeasured:
    block.completion_mode !== 'excluded' &&
    !isDrawingType(block.type) &&
    (block.completion_mode !== 'aggregator' || isContainerType(block.type)),
  audience: audienceOf(block),
});

const audienceOf = ({ hidden, start, audience: said }: Placed): Audience => ({
  isStated: said?.told === 1,
  isStaffOnly: hidden === 1,
  groups: said?.groups ?? '',
  isUnlisted: said?.unlisted === 1,
  start: parseMicros(start ?? ''),
  drawn: said?.drawn_by ? { by: said.drawn_by, alternative: said.alternative ?? '' } : null,
  draws: said?.draws === undefined ? null : said.draws < 0 ? Infinity : said.draws,
});

/**
 * Where the source does not say what is in a bank or a split test, all that follows it in its unit may be; and, as
 * Aspects' sink numbers the arms of a split test as units, the units that follow it in its subsection.
 */
const withDoubts = (blocks: readonly StructureBlock[]): StructureBlock[] => {
  if (blocks.some(({ audience }) => audience?.drawn)) return [...blocks];
  const parents = new Map(blocks.map((block) => [block.id, block.parent]));
  /** By container: the bank or the split test that what comes next in it may belong to. */
  const open = new Map<string, string>();
  return blocks.map((block) => {
    const { id, type, parent, audience = UNSTATED } = block;
    if (parent === null || audience.isStated) return block;
    if (isDrawingType(type)) {
      open.set(parent, id);
      const around = parents.get(parent);
      if (type === 'split_test' && around) open.set(around, id);
      return block;
    }
    const by = open.get(parent);
    return by ? { ...block, audience: { ...audience, drawn: { by, alternative: id } } } : block;
  });
};

const DEPTH: Record<string, number> = { course: 0, chapter: 1, sequential: 2, vertical: 3 };
const depth = (block: Placed): number => DEPTH[block.type] ?? 4;

/** Numbers of the place: a container's own place ends where its inside begins. */
const place = (blocks: readonly Placed[]): StructureBlock[] => {
  const ordered = [...blocks].sort(
    (a, b) =>
      Number(depth(a) > 0) - Number(depth(b) > 0) ||
      a.section - b.section ||
      a.subsection - b.subsection ||
      a.unit - b.unit ||
      depth(a) - depth(b) ||
      a.position - b.position ||
      (a.id < b.id ? -1 : 1),
  );
  const around = new Map<number, Placed>();
  return ordered.map((block, order) => {
    const own = depth(block);
    const parent = parentOf(block, own, around);
    if (isContainerType(block.type)) {
      for (const deeper of [1, 2, 3]) if (deeper > own) around.delete(deeper);
      around.set(own, block);
    }
    return toBlock(block, parent?.id ?? null, order);
  });
};

/** The innermost container before it whose numbers agree; the course where none does. */
const parentOf = (block: Placed, own: number, around: ReadonlyMap<number, Placed>): Placed | undefined => {
  if (own === 0) return undefined;
  const agrees = (container: Placed, level: number): boolean =>
    container.section === block.section &&
    (level < 2 || container.subsection === block.subsection) &&
    (level < 3 || container.unit === block.unit);
  for (let level = Math.min(own - 1, 3); level > 0; level -= 1) {
    const container = around.get(level);
    if (container && agrees(container, level)) return container;
  }
  return around.get(0);
};
