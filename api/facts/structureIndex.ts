import type { CourseStructure, StructureBlock } from './types';

const CONTAINERS = new Set(['course', 'chapter', 'sequential', 'vertical']);

/** True for the course, sections, subsections and units. */
export const isContainerType = (type: string): boolean => CONTAINERS.has(type);

/** Quick answers about a course's structure. */
export class StructureIndex {
  private readonly byId: ReadonlyMap<string, StructureBlock>;
  private readonly units = new Map<string, string[]>();
  private readonly containers = new Map<string, readonly string[]>();

  constructor(readonly structure: CourseStructure) {
    this.byId = new Map(structure.blocks.map((block) => [block.id, block]));
    for (const block of structure.blocks) {
      if (block.type !== 'vertical' || block.parent === null) continue;
      const siblings = this.units.get(block.parent);
      if (siblings) siblings.push(block.id);
      else this.units.set(block.parent, [block.id]);
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

  /** The units of a subsection, in order. */
  unitsOf(subsection: string): readonly string[] {
    return this.units.get(subsection) ?? [];
  }
}
