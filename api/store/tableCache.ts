import { LRUCache } from 'lru-cache';
import type { Engine } from './engine';
import { stateOf } from './writes';

/** Entries of each cache; the one asked for longest ago goes first. */
const MOST_ENTRIES = 500;

interface Known<T> {
  readonly state: string | null;
  readonly at: number;
  readonly value: Promise<T>;
}

/**
 * What was read from some tables, kept in memory until something is written to them. A server's tables are written by
 * others too: there it is believed for no longer than `fresh`.
 */
export class TableCache<T> {
  private readonly known = new LRUCache<string, Known<T>>({ max: MOST_ENTRIES });

  /**
   * @param tables `database.table`: all that `read` reads
   * @param fresh milliseconds
   */
  constructor(
    private readonly engine: Engine,
    private readonly tables: readonly string[],
    private readonly fresh = 0,
    private readonly clock: () => number = Date.now,
  ) {}

  get(name: string, read: () => Promise<T>): Promise<T> {
    // taken before the read: what is written meanwhile may be in it or not
    const state = stateOf(this.engine, this.tables);
    const at = this.clock();
    const before = this.known.get(name);
    if (before && (state === null ? at - before.at < this.fresh : before.state === state)) return before.value;
    const known = { state, at, value: read() };
    known.value.catch(() => {
      if (this.known.peek(name) === known) this.known.delete(name);
    });
    if (state !== null || this.fresh > 0) this.known.set(name, known);
    return known.value;
  }
}
