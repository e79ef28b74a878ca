import type { Engine } from '../../store/engine';
import { StructureIndex } from '../../facts/structureIndex';
import { readStructure } from '../../store/structure';
import { TableCache } from '../../store/tableCache';

/** How long a server's structure may be taken from memory, milliseconds: shorter than a report may be old. */
const FRESH_MS = 1000;

/** The published structures of courses, read once for all the panels that open together. */
export class Structures {
  private readonly cache: TableCache<StructureIndex | null>;

  constructor(private readonly engine: Engine) {
    const { eventSink } = engine.databases;
    this.cache = new TableCache(engine, [`${eventSink}.course_blocks`, `${eventSink}.course_overviews`], FRESH_MS);
  }

  /** A course's latest publish; null where none is known. */
  get(courseKey: string): Promise<StructureIndex | null> {
    return this.cache.get(courseKey, async () => {
      const structure = await readStructure(this.engine, courseKey);
      return structure && new StructureIndex(structure);
    });
  }
}
