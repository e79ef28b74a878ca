import { Mutex } from 'async-mutex';

/** Whether some work in the background goes well. */
export class Health {
  private last: Error | null = null;
  private began: number | null = null;
  /** How often it failed in this process. */
  failures = 0;
  /** Told once of a failure, however often it repeats, and with null when the work goes well again. */
  onChange: (failure: Error | null) => void = () => undefined;

  /** The last failure; null while it works. */
  get failure(): Error | null {
    return this.last;
  }

  /** For how long it has not gone well, seconds; 0 while it does. */
  get failingFor(): number {
    return this.began === null ? 0 : (Date.now() - this.began) / 1000;
  }

  succeeded(): void {
    if (this.last) this.onChange(null);
    this.last = null;
    this.began = null;
  }

  failed(error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    const isNew = failure.message !== this.last?.message;
    this.last = failure;
    this.began ??= Date.now();
    this.failures += 1;
    if (isNew) this.onChange(failure);
  }
}

/**
 * Work that is looked for again and again in the background, one piece after another; a failure is remembered and the
 * work goes on.
 */
export class Background {
  private timer: NodeJS.Timeout | null = null;
  private readonly lock = new Mutex();
  private closed = false;
  readonly health = new Health();

  /**
   * @param first how soon after the start, milliseconds
   * @param every how long after one look the next one comes, milliseconds
   */
  constructor(
    private readonly first: number,
    private readonly every: number,
  ) {}

  /** True once it is closed: a long piece of work stops at the next good place. */
  get stopped(): boolean {
    return this.closed;
  }

  /** One piece of work at a time. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.lock.runExclusive(work);
  }

  /** @param look says how soon it wants to look again, milliseconds; null: as usual */
  follow(look: () => Promise<number | null>): void {
    const again = (delay: number): void => {
      this.timer = setTimeout(() => {
        let next = this.every;
        this.alone(look)
          .then((soon) => {
            this.health.succeeded();
            next = soon ?? this.every;
          })
          .catch((error: unknown) => this.health.failed(error))
          .finally(() => {
            if (this.timer) again(next);
          });
      }, delay);
    };
    again(this.first);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.lock.waitForUnlock();
  }
}
