import type { Engine } from '../clickhouse/engine';
import { StructureIndex } from '../facts/structureIndex';
import { readStructure } from '../structure/structure';

/** How long a structure may be told from memory, milliseconds: shorter than an answer may be old. */
const FRESH = 1000;

interface Known {
  readonly at: number;
  readonly index: Promise<StructureIndex | null>;
}

/** The published structures of courses, read once for all the panels that open together. */
export class Structures {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly engine: Engine,
    private readonly clock: () => number = Date.now,
  ) {}

  /** A course's latest publish; null where none is known. */
  get(courseKey: string): Promise<StructureIndex | null> {
    const now = this.clock();
    const before = this.known.get(courseKey);
    if (before && now - before.at < FRESH) return before.index;
    for (const [key, { at }] of this.known) if (now - at >= FRESH) this.known.delete(key);
    const index = readStructure(this.engine, courseKey).then((structure) => structure && new StructureIndex(structure));
    this.known.set(courseKey, { at: now, index });
    index.catch(() => this.known.delete(courseKey));
    return index;
  }
}
