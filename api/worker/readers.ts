import type { Engine } from '../store/engine';

/** Between two queries of one answer nobody asks the database for a moment; milliseconds. */
const LINGER = 25;
/** Readers are held up where their queries take so many times as long as they do alone. */
const HELD_UP = 2;
/** How much a single query counts, and by how much what is usual rises until it is as fast again. */
const WEIGHT = 0.1;
const DRIFT = 1.002;
/** Queries below this are too short to tell anything, milliseconds. */
const LEAST = 2;
/** While readers are held up, background work waits so many times as long as it worked, but not longer than this, ms. */
const GIVES_WAY = 3;
const LONGEST_WAIT = 1500;
const LOOK = 5;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Who waits for an answer. Background work asks it where it could stop: while readers are held up, by other programs or
 * by what arrives, it does less at a time and lets them go first. It always goes on by a share of the time.
 */
export class Readers {
  private asking = 0;
  private asked = -Infinity;
  private readonly usual = new Map<string, number>();
  private strain = 1;
  private resumed = performance.now();

  /** Readers wait much longer than they would alone. */
  get areHeldUp(): boolean {
    return this.strain > HELD_UP && performance.now() - this.asked < LONGEST_WAIT;
  }

  /** The engine as readers use it. */
  through(engine: Engine): Engine {
    return {
      kind: engine.kind,
      databases: engine.databases,
      cluster: engine.cluster,
      insert: (table, rows) => engine.insert(table, rows),
      insertText: (table, columns, text) => engine.insertText(table, columns, text),
      command: (sql, params) => engine.command(sql, params),
      close: () => engine.close(),
      rows: (sql, params, tag = '') => this.read(tag, () => engine.rows(sql, params, tag)),
      lines: (sql, params, tag = '') => this.read(tag, () => engine.lines(sql, params, tag)),
    };
  }

  /** Waits while readers are held up and somebody reads; not longer than a multiple of the time worked since. */
  async giveWay(): Promise<void> {
    if (!this.areHeldUp || !this.isReading) return;
    const began = performance.now();
    const until = began + Math.min(LONGEST_WAIT, GIVES_WAY * (began - this.resumed));
    while (this.isReading && performance.now() < until) await sleep(LOOK);
    this.resumed = performance.now();
  }

  private get isReading(): boolean {
    return this.asking > 0 || performance.now() - this.asked < LINGER;
  }

  private async read<T>(tag: string, ask: () => Promise<T>): Promise<T> {
    const start = performance.now();
    this.asking += 1;
    try {
      return await ask();
    } finally {
      this.asking -= 1;
      this.asked = performance.now();
      this.note(tag, this.asked - start);
    }
  }

  private note(tag: string, taken: number): void {
    const time = Math.max(LEAST, taken);
    const usual = Math.min(time, (this.usual.get(tag) ?? Infinity) * DRIFT);
    this.usual.set(tag, usual);
    this.strain += WEIGHT * (time / usual - this.strain);
  }
}
