import type { CourseStructure, StructureBlock } from './types';

const CONTAINERS = new Set(['course', 'chapter', 'sequential', 'vertical']);

/** True for the course, sections, subsections and units. */
export const isContainerType = (type: string): boolean => CONTAINERS.has(type);

/** Quick look-ups in a course's structure. */
export class StructureIndex {
  private readonly byId: ReadonlyMap<string, StructureBlock>;
  private readonly children = new Map<string, StructureBlock[]>();
  /** By bank or split test: its alternatives. */
  private readonly alternatives = new Map<string, Set<string>>();
  private readonly containers = new Map<string, readonly string[]>();

  constructor(readonly structure: CourseStructure) {
    this.byId = new Map(structure.blocks.map((block) => [block.id, block]));
    for (const block of structure.blocks) {
      if (block.parent !== null) push(this.children, block.parent, block);
      const drawn = block.audience?.drawn;
      if (!drawn) continue;
      const known = this.alternatives.get(drawn.by) ?? new Set();
      this.alternatives.set(drawn.by, known.add(drawn.alternative));
    }
  }

  get(id: string): StructureBlock | undefined {
    return this.byId.get(id);
  }

  isContainer(id: string): boolean {
    const block = this.byId.get(id);
    return block !== undefined && isContainerType(block.type);
  }

  /** The section, subsection and unit around a block, innermost first; not the block itself, not the course. */
  containersOf(id: string): readonly string[] {
    const known = this.containers.get(id);
    if (known) return known;
    const found: string[] = [];
    for (let at = this.byId.get(id)?.parent; at; at = this.byId.get(at)?.parent) {
      const block = this.byId.get(at);
      if (!block || block.type === 'course' || found.includes(at)) break;
      if (isContainerType(block.type)) found.push(at);
    }
    if (this.byId.has(id)) this.containers.set(id, found);
    return found;
  }

  /** What lies in a container and in no smaller one, in order. */
  childrenOf(id: string): readonly StructureBlock[] {
    return this.children.get(id) ?? [];
  }

  /** Whether a block gives a learner less than all its alternatives, or may. */
  isDrawing(id: string): boolean {
    const draws = this.byId.get(id)?.audience?.draws ?? null;
    return draws === null || draws < (this.alternatives.get(id)?.size ?? 0);
  }
}

const push = <T>(lists: Map<string, T[]>, key: string, item: T): void => {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
};
