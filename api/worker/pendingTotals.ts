import type { Engine } from '../store/engine';
import type { Micros } from '../lib/time';
import { refreshTotals } from '../store/queries/blockTotals';
import { ALL_SHORTCUTS, type Without } from '../config/shortcuts';
import { type BatchSize, batchSize } from './batchSize';
import { Behind } from './readers';

/** Summing up takes at most this share of the time: it reads the facts of everybody, whoever has something new. */
const SHARE_OF_TIME = 1 / 4;
/** How long one statement to the engine should take, milliseconds. */
const AT_ONCE = 100;

/** Blocks whose facts changed since they were summed up. */
export class PendingTotals {
  private readonly blocks = new Map<string, Set<string>>();
  private readonly batchSize: BatchSize;
  /** The next time that it may be done, milliseconds of the process's clock. */
  private due = 0;

  /** @param behind the order of the engine's statements */
  constructor(
    private readonly engine: Engine,
    private readonly behind = new Behind(),
    without: Without = ALL_SHORTCUTS,
  ) {
    this.batchSize = batchSize(without, 10, 500, AT_ONCE, () => behind.isPressed);
  }

  get isEmpty(): boolean {
    return this.blocks.size === 0;
  }

  get isDue(): boolean {
    return !this.isEmpty && performance.now() >= this.due;
  }

  add(course: string, blocks: Iterable<string>): void {
    const own = this.blocks.get(course) ?? new Set<string>();
    for (const block of blocks) own.add(block);
    if (own.size > 0) this.blocks.set(course, own);
  }

  clear(): void {
    this.blocks.clear();
  }

  /**
   * Each portion has a version of its own, and the course itself comes last: what somebody computed of a half is seen to be old.
   * @param version taken before, but after the facts were stored
   */
  async refresh(version: Micros): Promise<void> {
    const began = this.behind.clock;
    for (const [course, blocks] of this.blocks) {
      const left = [...blocks].sort((one, other) => Number(one === course) - Number(other === course));
      for (let portion = version; left.length > 0; portion += 1) {
        const some = left.splice(0, this.batchSize.size);
        const start = this.behind.clock;
        await refreshTotals(this.engine, course, some, portion);
        this.batchSize.record(some.length, this.behind.clock - start);
      }
      this.blocks.delete(course);
    }
    this.due = performance.now() + (this.behind.clock - began) * (1 / SHARE_OF_TIME - 1);
  }
}
