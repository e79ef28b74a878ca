import { courseKeyOf, isUsageKey } from '../features/margin';
import type { HostBlock } from '../features/margin';
import type { CardBlock } from '../features/outline';

/**
 * Hosts hand slots whatever they like: each reader takes what it needs out of unknown props, or says null. Extra props
 * are no concern of ours.
 */
type Bag = Record<string, unknown>;

const bag = (value: unknown): Bag | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : null;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const MAX_DEPTH = 8;

/** The host's live tree, flat. Nodes without an id are passed over; a tree that goes round ends at some depth. */
const addNodes = (into: Map<string, HostBlock>, nodes: unknown, parent: string | null, depth = 0): void => {
  if (depth > MAX_DEPTH) return;
  for (const node of list(nodes)) {
    const fields = bag(node);
    const id = text(fields?.id);
    if (fields === null || id === null) continue;
    into.set(id, {
      name: text(fields.displayName) ?? '',
      type: text(fields.category) ?? '',
      parent,
      published: fields.published !== false,
    });
    addNodes(into, bag(fields.childInfo)?.children, id, depth + 1);
  }
};

export interface OutlineSidebarProps {
  readonly courseId: string;
  readonly courseName: string;
  readonly blocks: ReadonlyMap<string, HostBlock>;
}

/** course_outline_sidebar.v1: courseId, courseName, sections (the whole tree). */
export const readOutlineSidebar = (props: unknown): OutlineSidebarProps | null => {
  const fields = bag(props);
  const courseId = text(fields?.courseId);
  if (fields === null || courseId === null) return null;
  const blocks = new Map<string, HostBlock>();
  addNodes(blocks, fields.sections, null);
  return { courseId, courseName: text(fields.courseName) ?? courseId, blocks };
};

export interface UnitSidebarProps {
  readonly courseId: string;
  readonly unitId: string;
  readonly blocks: ReadonlyMap<string, HostBlock>;
}

/** course_unit_sidebar.v2: blockId (the unit), courseId, unitTitle, xBlocks. */
export const readUnitSidebar = (props: unknown): UnitSidebarProps | null => {
  const fields = bag(props);
  const courseId = text(fields?.courseId);
  const unitId = text(fields?.blockId);
  if (fields === null || courseId === null || !isUsageKey(unitId)) return null;
  const blocks = new Map<string, HostBlock>();
  blocks.set(unitId, { name: text(fields.unitTitle) ?? '', type: 'vertical', parent: null, published: true });
  for (const item of list(fields.xBlocks)) {
    const block = bag(item);
    const id = text(block?.blockId) ?? text(block?.id);
    if (block === null || id === null) continue;
    blocks.set(id, {
      name: text(block.name) ?? '',
      type: text(block.blockType) ?? '',
      parent: unitId,
      published: true,
    });
  }
  return { courseId, unitId, blocks };
};

/** The card slots hand the node under `unit` or `subsection`, and no course: its usage key names it. */
export const readCard = (props: unknown, name: 'unit' | 'subsection'): CardBlock | null => {
  const fields = bag(props);
  const blockId = bag(fields?.[name])?.id;
  if (fields === null || !isUsageKey(blockId)) return null;
  const courseId = courseKeyOf(blockId);
  const idOf = (key: string): string | undefined => text(bag(fields[key])?.id) ?? undefined;
  return courseId === null ? null : { courseId, blockId, subsection: idOf('subsection'), section: idOf('section') };
};
