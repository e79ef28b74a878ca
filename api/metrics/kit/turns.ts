import { ApiError } from '../../lib/apiError';

/** Who asks for something that takes long, and whether the result is still waited for. */
export interface Asker {
  /** Whose requests count together. */
  readonly who: string;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
}

/** Commands on the operator's own machine: as many as they like. */
export const OPERATOR: Asker = { who: 'operator', signal: new AbortController().signal };

interface Waiting {
  readonly asker: Asker;
  readonly about: string;
  readonly start: () => void;
}

/**
 * Long computations in turn: one at a time about one thing, a few at a time in all, and of those that wait the next is
 * that of the person who was served longest ago. Whoever has many waiting already is asked to come again later.
 */
export class Turns {
  private readonly waiting: Waiting[] = [];
  private readonly running = new Set<string>();
  private readonly underWay = new Map<string, number>();
  private readonly served = new Map<string, number>();
  private count = 0;

  /**
   * @param atOnce computations at a time
   * @param each computations of one person, waiting or under way
   */
  constructor(
    private readonly atOnce = 2,
    private readonly each = 10,
  ) {}

  /**
   * @param about what two computations must not be about at the same time
   * @throws ApiError too_many_requests; whatever `work` throws; nobody_waits where that is so before it begins
   */
  async take<T>(asker: Asker, about: string, work: () => Promise<T>): Promise<T> {
    insistOnWaiting(asker.signal);
    const own = this.underWay.get(asker.who) ?? 0;
    if (own >= this.each && asker !== OPERATOR) throw new ApiError('too_many_requests', { waiting: own });
    this.underWay.set(asker.who, own + 1);
    try {
      await this.wait(asker, about);
      try {
        return await work();
      } finally {
        this.running.delete(about);
      }
    } finally {
      const left = (this.underWay.get(asker.who) ?? 1) - 1;
      if (left > 0) this.underWay.set(asker.who, left);
      else this.forget(asker.who);
      this.next();
    }
  }

  private wait(asker: Asker, about: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(one), 1);
        reject(gone());
      };
      const one: Waiting = {
        asker,
        about,
        start: () => {
          asker.signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      asker.signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(one);
      this.next();
    });
  }

  private next(): void {
    while (this.running.size < this.atOnce) {
      const able = this.waiting.filter(({ about }) => !this.running.has(about));
      const [first] = able.sort((a, b) => this.servedAt(a) - this.servedAt(b));
      if (!first) return;
      this.waiting.splice(this.waiting.indexOf(first), 1);
      this.running.add(first.about);
      this.served.set(first.asker.who, (this.count += 1));
      first.start();
    }
  }

  private servedAt({ asker }: Waiting): number {
    return this.served.get(asker.who) ?? 0;
  }

  private forget(who: string): void {
    this.underWay.delete(who);
    this.served.delete(who);
  }
}

const gone = (): ApiError => new ApiError('nobody_waits');

/** @throws ApiError nobody_waits */
export const insistOnWaiting = (signal: AbortSignal): void => {
  if (signal.aborted) throw gone();
};
