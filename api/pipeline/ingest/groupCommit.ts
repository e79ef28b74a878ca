import { Mutex } from 'async-mutex';

/** Milliseconds that the first of a group waits for others. While a group is stored, the next one gathers anyway. */
const GATHER_MS = 2;
/**
 * A group costs nearly the same whatever its size. So where works came from several at once, the next group waits for as
 * many again, but not for longer after the begin of the one before, milliseconds. While readers are held up it waits longer:
 * half as many groups cost half as much.
 */
const MAX_WAIT_MS = 500;
const MAX_WAIT_PRESSED_MS = 1000;
/** Where a group ends: one insert of this size is no longer cheaper a piece, and it would make those behind it wait. */
const MOST_STATEMENTS = 10_000;

interface Job<T, R> {
  readonly item: T;
  readonly weight: number;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Does works that are handed in, in their order. */
export interface Commits<T, R> {
  /** @param weight of the item in its group */
  add(item: T, weight: number): Promise<R>;
  /** Whether anything is waiting or being done. */
  readonly isBusy: boolean;
  /** When everything that was handed in is done. */
  idle(): Promise<void>;
}

/**
 * Does small works together: what is handed in within some milliseconds, or while the works before are done, becomes one
 * group. Where a group fails, each of its works is tried alone, so that one cannot spoil the others.
 */
export class GroupCommit<T, R> implements Commits<T, R> {
  private waiting: Job<T, R>[] = [];
  private current: Promise<void> | null = null;
  /** How many works were there at once when the last group was done, its own ones counted, and when it began. */
  private expected = 0;
  private began = -MAX_WAIT_PRESSED_MS;
  private gathered: (() => void) | null = null;

  /**
   * @param work does a group; a result for each item, in their order
   * @param isPressed it should take less of the processor
   */
  constructor(
    private readonly work: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly isPressed: () => boolean = () => false,
  ) {}

  add(item: T, weight: number): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, weight, resolve, reject });
      this.current ??= this.run();
      if (this.isGathered) this.gathered?.();
    });
  }

  get isBusy(): boolean {
    return this.current !== null;
  }

  async idle(): Promise<void> {
    while (this.current) await this.current;
  }

  private async run(): Promise<void> {
    await sleep(GATHER_MS);
    while (this.waiting.length > 0) {
      await this.gather();
      this.began = performance.now();
      await this.together(this.next());
    }
    this.current = null;
  }

  private get isGathered(): boolean {
    return (
      this.waiting.length >= this.expected || this.waiting.reduce((sum, job) => sum + job.weight, 0) >= MOST_STATEMENTS
    );
  }

  private async gather(): Promise<void> {
    const left = this.began + (this.isPressed() ? MAX_WAIT_PRESSED_MS : MAX_WAIT_MS) - performance.now();
    if (left <= 0 || this.isGathered) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      this.gathered = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.gathered = null;
  }

  private next(): Job<T, R>[] {
    let weight = 0;
    const end = this.waiting.findIndex((job) => (weight += job.weight) > MOST_STATEMENTS);
    return this.waiting.splice(0, end < 0 ? this.waiting.length : Math.max(end, 1));
  }

  private async together(jobs: readonly Job<T, R>[]): Promise<void> {
    try {
      const results = await this.work(jobs.map(({ item }) => item));
      // Before anybody is answered, and may come with the next work.
      this.expected = jobs.length + this.waiting.length;
      jobs.forEach((job, index) => job.resolve(results[index] as R));
    } catch (error) {
      if (jobs.length === 1) jobs[0]?.reject(error);
      else for (const job of jobs) await this.together([job]);
    }
  }
}

/** Does each work alone. */
export class OneByOne<T, R> implements Commits<T, R> {
  private readonly mutex = new Mutex();

  constructor(private readonly work: (items: readonly T[]) => Promise<readonly R[]>) {}

  add(item: T): Promise<R> {
    return this.mutex.runExclusive(async () => (await this.work([item]))[0] as R);
  }

  get isBusy(): boolean {
    return this.mutex.isLocked();
  }

  async idle(): Promise<void> {
    while (this.isBusy) await this.mutex.waitForUnlock();
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
