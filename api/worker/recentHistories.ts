import { LRUCache } from 'lru-cache';
import type { LearnerHistory } from '../facts/learnerHistory';
import type { PackedHistory } from '../store/queries/events';

/** Room for what is remembered, bytes: some three thousand learners with a hundred events each. */
const MOST_BYTES = 192 * 1024 * 1024;

/** Of who came once, the history as it was read; of who came again, also what was concluded from it. */
export type Remembered = PackedHistory | LearnerHistory;

/**
 * Histories of learners who did something last, so that they need not be read again with the next statement. Whoever
 * takes one out puts it back when its facts are stored; so after a failure none is here that is ahead of its facts.
 */
export class RecentHistories {
  private readonly held: LRUCache<string, Remembered>;

  constructor(room = MOST_BYTES) {
    this.held = new LRUCache({
      maxSize: Math.max(1, room),
      sizeCalculation: (remembered) =>
        Math.max(1, typeof remembered === 'string' ? remembered.length : remembered.room),
    });
  }

  has(name: string): boolean {
    return this.held.has(name);
  }

  take(name: string): Remembered | undefined {
    const found = this.held.get(name);
    this.held.delete(name);
    return found;
  }

  /** Those that nobody asked for longest go where there is no room. */
  put(name: string, remembered: Remembered): void {
    if (typeof remembered !== 'string') remembered.pack();
    this.held.set(name, remembered);
  }

  clear(): void {
    this.held.clear();
  }
}
