import { type Viewing, believed, most, without } from './segments';
import type { Range } from './types';

/** A stretch that was played, and how it is known. */
interface Stretch {
  /** The seconds that count; null: none. */
  readonly range: Range | null;
  /** What its statements say by themselves, whatever the clock says; null: they leave its end, or all of it, open. */
  readonly stated: Range | null;
  readonly isImputed: boolean;
}

/** The seconds found so far, in the order in which they were watched. */
export class Watching {
  readonly watched: Range[] = [];
  readonly imputed: Range[] = [];
  /** Since the last statement of what was played, or since the viewing began. */
  private since: Stretch[] = [];
  private viewing: Viewing | null = null;
  /** The second at which the viewing's first list begins: lists are in the order of watching. */
  private begun = 0;

  add(stretch: Stretch): void {
    this.since.push(stretch);
  }

  /** The player says what was played in this viewing; `passed`: what the same statement says was passed over. */
  state(stated: readonly Range[], passed: Range | null): void {
    if (!this.viewing) this.begun = stated[0]?.[0] ?? 0;
    const before = this.viewing ?? { stated: [], closed: [], doubtful: [] };
    const isCounted = passed !== null && without([passed], stated).length === 0;
    this.viewing = {
      stated: most(before.stated, stated),
      closed: [...before.closed, ...this.since.flatMap(({ stated }) => (stated ? [stated] : []))],
      doubtful: isCounted ? [...before.doubtful, ...without([passed], before.stated)] : before.doubtful,
    };
    this.since = [];
  }

  endViewing(): void {
    if (this.viewing) {
      const isFirst = ([from, to]: Range): boolean => from <= this.begun && this.begun < to;
      const ranges = believed(this.viewing);
      this.watched.push(...ranges.filter(isFirst), ...ranges.filter((range) => !isFirst(range)));
    }
    for (const { range, isImputed } of this.since) {
      if (!range) continue;
      this.watched.push(range);
      if (isImputed) this.imputed.push(range);
    }
    this.since = [];
    this.viewing = null;
  }
}
