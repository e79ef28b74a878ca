import type { LearnerHistory } from '../facts/learnerHistory';
import type { PackedHistory } from '../store/queries/events';

/** Room for what is remembered, bytes: some three thousand learners with a hundred events each. */
const ROOM = 192 * 1024 * 1024;

/** Of who came once, the history as it was read; of who came again, also what was concluded from it. */
export type Remembered = PackedHistory | LearnerHistory;

/**
 * Histories of learners who did something last, so that they need not be read again with the next statement. Whoever
 * takes one out puts it back when its facts are stored; so after a failure none is here that is ahead of its facts.
 */
export class RecentHistories {
  private readonly held = new Map<string, { remembered: Remembered; room: number }>();
  private taken = 0;

  constructor(private readonly room = ROOM) {}

  has(name: string): boolean {
    return this.held.has(name);
  }

  take(name: string): Remembered | undefined {
    const found = this.held.get(name);
    if (!found) return undefined;
    this.held.delete(name);
    this.taken -= found.room;
    return found.remembered;
  }

  /** Those that nobody asked for longest go where there is no room. */
  put(name: string, remembered: Remembered): void {
    this.take(name);
    if (typeof remembered !== 'string') remembered.pack();
    const room = typeof remembered === 'string' ? remembered.length : remembered.room;
    this.held.set(name, { remembered, room });
    this.taken += room;
    for (const oldest of this.held.keys()) {
      if (this.taken <= this.room) return;
      this.take(oldest);
    }
  }

  clear(): void {
    this.held.clear();
    this.taken = 0;
  }
}
