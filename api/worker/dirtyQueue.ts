import type { Engine } from '../store/engine';
import type { Micros } from '../lib/time';
import { dirtySince } from '../store/queries/dirtyLearners';
import { stateValue } from '../store/queries/state';

/** A learner whose history in a course has something new. */
export interface DirtyLearner {
  readonly name: string;
  readonly course: string;
  readonly learner: string;
  /** When it was first noted that it has something new. */
  readonly at: Micros;
  /** What is new is not before this; null: anything may be. */
  readonly since: Micros | null;
}

/**
 * On a server others insert too, and a row can become visible after a later one: look back this far.
 * In the embedded engine all statements come over one connection, an insert after the other, so nothing arrives late.
 */
const LOOK_BACK: Record<Engine['kind'], Micros> = { embedded: 0, server: 10_000_000 };
const WATERMARK = 'recomputed-until';

/** The learners to be recomputed, each once. How far all is done is stored, so that after a crash it goes on from there. */
export class DirtyQueue {
  /** Up to here the table is read; null: from where the last process was. */
  private after: Micros | null = null;
  private newest: Micros = 0;
  private noted: Micros = 0;
  private readonly waiting = new Map<string, DirtyLearner>();
  /** DirtyQueue inside the look-back that were dealt with: by name, the latest. */
  private readonly handled = new Map<string, Micros>();

  /** @param watermark the name of the note that says how far all is done */
  constructor(
    private readonly engine: Engine,
    private readonly watermark = WATERMARK,
  ) {}

  get size(): number {
    return this.waiting.size;
  }

  async look(): Promise<void> {
    const after = (this.after ??= this.noted = await this.readWatermark());
    for (const row of await dirtySince.run(this.engine, { after })) {
      const name = `${row.course_key} ${row.learner}`;
      this.newest = Math.max(this.newest, row.at);
      if ((this.handled.get(name) ?? -1) >= row.at) continue;
      this.handled.set(name, row.at);
      const before = this.waiting.get(name);
      const [since, known] = [row.since, before?.since ?? Infinity];
      this.waiting.set(name, {
        name,
        course: row.course_key,
        learner: row.learner,
        at: Math.min(row.first_at, before?.at ?? Infinity),
        since: since === null || before?.since === null ? null : Math.min(since, known),
      });
    }
    this.after = Math.max(after, this.newest - LOOK_BACK[this.engine.kind]);
    for (const [name, at] of this.handled) if (at <= this.after) this.handled.delete(name);
  }

  /**
   * How many learners wait, and the seconds since one of them first had something new, by the clock of this machine; of what
   * was stored since the last look nothing is known.
   */
  waitingOf(course?: string): { readonly learners: number; readonly seconds: number } {
    let learners = 0;
    let first = Infinity;
    for (const learner of this.waiting.values()) {
      if (course !== undefined && learner.course !== course) continue;
      learners += 1;
      first = Math.min(first, learner.at);
    }
    return { learners, seconds: learners === 0 ? 0 : Math.max(0, Date.now() / 1000 - first / 1_000_000) };
  }

  /** Who waits, longest first. */
  inOrder(): DirtyLearner[] {
    return [...this.waiting.values()].sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  }

  done(learners: readonly DirtyLearner[]): void {
    for (const { name } of learners) this.waiting.delete(name);
  }

  /** Reads again what was not noted as done: something failed in between. */
  reset(): void {
    this.after = null;
    this.newest = 0;
    this.waiting.clear();
    this.handled.clear();
  }

  /** Stores how far everything is done. */
  async note(): Promise<void> {
    let until = this.after ?? 0;
    for (const { at } of this.waiting.values()) until = Math.min(until, at - 1);
    if (until <= this.noted) return;
    await this.engine.insert(`${this.engine.databases.own}.state`, [{ name: this.watermark, value: String(until) }]);
    this.noted = until;
  }

  private async readWatermark(): Promise<Micros> {
    return Number((await stateValue.run(this.engine, { name: this.watermark }))[0]?.value ?? 0);
  }
}
