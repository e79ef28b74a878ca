import * as z from 'zod';
import type { Engine } from '../clickhouse/engine';
import { isContainerType } from '../facts/structureIndex';
import type { CourseStructure, StructureBlock } from '../facts/types';
import { courseName, publishedBlocks } from '../queries/structure';
import { typeInKey } from '../lib/usageKey';

const BlockData = z.object({
  block_type: z.string().default(''),
  section: z.coerce.number().default(0),
  subsection: z.coerce.number().default(0),
  unit: z.coerce.number().default(0),
  graded: z.coerce.number().default(0),
  detached: z.coerce.number().default(0),
  completion_mode: z.string().default(''),
  /** Only in what `load course` wrote: the container around it; Aspects' sink tells no more than numbers. */
  parent: z.nullish(z.string()),
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
  const name = (await courseName.run(engine, { course: courseKey }))[0]?.name;
  return {
    courseKey,
    name: name ?? placed.find((block) => block.type === 'course')?.name ?? courseKey,
    version: first.version,
    blocks: (isTree(placed) ? inTree : place)(placed.filter((block) => block.detached === 0)),
  };
};

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
    .map((block, order) => told(block, block.parent && ids.has(block.parent) ? block.parent : null, order));
};

const told = (block: Placed, parent: string | null, order: number): StructureBlock => ({
  id: block.id,
  type: block.type,
  name: block.name,
  parent,
  order,
  graded: block.graded !== 0,
  isMeasured: block.completion_mode !== 'excluded',
});

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
    return told(block, parent?.id ?? null, order);
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
