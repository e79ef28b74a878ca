import type { Order } from '../store/open';

/** Between two queries of one report nobody asks the database for a moment; milliseconds. */
const LINGER = 25;
/** Readers are held up where their queries take so many times as long as they do alone. */
const HELD_UP = 2;
/** How much a single query counts, and by how much what is usual rises until it is as fast again. */
const WEIGHT = 0.1;
const DRIFT = 1.002;
/** Queries below this are too short to show anything, milliseconds. */
const LEAST_MS = 2;
/** While readers are held up, background work waits so many times as long as it worked, but not longer than this, ms. */
const GIVES_WAY = 3;
const LONGEST_WAIT_MS = 1500;
const LOOK_MS = 5;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Who waits for a report. Everything else comes behind: while readers are held up, by other programs or by what arrives,
 * it does less at a time and lets them go first, statement by statement. It always goes on by a share of the time.
 */
export class Readers {
  private asking = 0;
  private asked = -Infinity;
  private readonly usual = new Map<string, number>();
  private strain = 1;

  /** Readers wait much longer than they would alone. */
  get areHeldUp(): boolean {
    return this.strain > HELD_UP && performance.now() - this.asked < LONGEST_WAIT_MS;
  }

  /** The order of what readers ask: at once. */
  readonly ahead: Order = async (work, tag) => {
    const start = performance.now();
    this.asking += 1;
    try {
      return await work();
    } finally {
      this.asking -= 1;
      this.asked = performance.now();
      // what has no name, such as an insert of however many rows, has no usual time
      if (tag !== '') this.note(tag, this.asked - start);
    }
  };

  /** Somebody asks, or will for the rest of a report. */
  get isReading(): boolean {
    return this.asking > 0 || performance.now() - this.asked < LINGER;
  }

  private note(tag: string, taken: number): void {
    const time = Math.max(LEAST_MS, taken);
    const usual = Math.min(time, (this.usual.get(tag) ?? Infinity) * DRIFT);
    this.usual.set(tag, usual);
    this.strain += WEIGHT * (time / usual - this.strain);
  }
}

/** One line of work that comes behind the readers. */
export class Behind {
  private resumed = performance.now();
  private waited = 0;
  private waiting: Promise<void> | null = null;

  constructor(private readonly readers = new Readers()) {}

  /** It should do less at a time. */
  get isPressed(): boolean {
    return this.readers.areHeldUp;
  }

  /** A clock that stands still while it waits for readers, milliseconds. */
  get clock(): number {
    return performance.now() - this.waited;
  }

  /** The order of its statements. */
  readonly order: Order = async (work) => {
    await this.giveWay();
    return work();
  };

  /**
   * To be awaited where it could stop: waits while readers are held up and somebody reads; not longer than a multiple of the
   * time worked since.
   */
  giveWay(): Promise<void> {
    if (!this.readers.areHeldUp || !this.readers.isReading) return Promise.resolve();
    this.waiting ??= this.wait().finally(() => (this.waiting = null));
    return this.waiting;
  }

  private async wait(): Promise<void> {
    const began = performance.now();
    const until = began + Math.min(LONGEST_WAIT_MS, GIVES_WAY * (began - this.resumed));
    while (this.readers.isReading && performance.now() < until) await sleep(LOOK_MS);
    this.resumed = performance.now();
    this.waited += this.resumed - began;
  }
}
