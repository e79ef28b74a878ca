/**
 * Work that is looked for again and again in the background, one piece after another; a failure is remembered and the
 * work goes on.
 */
export class Background {
  private timer: NodeJS.Timeout | null = null;
  private work: Promise<unknown> = Promise.resolve();
  private closed = false;
  /** The last failure; null while it works. */
  failure: Error | null = null;

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
    const next = this.work.then(work, work);
    this.work = next.catch(() => undefined);
    return next;
  }

  /** @param look says how soon it wants to look again, milliseconds; null: as usual */
  follow(look: () => Promise<number | null>): void {
    const again = (delay: number): void => {
      this.timer = setTimeout(() => {
        let next = this.every;
        this.alone(look)
          .then((soon) => {
            this.failure = null;
            next = soon ?? this.every;
          })
          .catch((error: unknown) => {
            this.failure = error instanceof Error ? error : new Error(String(error));
          })
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
    await this.work.catch(() => undefined);
  }
}
