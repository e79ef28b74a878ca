import { createHash } from 'node:crypto';

export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/**
 * Seeded random numbers (mulberry32): the same seed gives the same numbers everywhere. `fork` starts an independent
 * sequence by name, so that adding a draw in one place does not change what happens in another.
 */
export class Random {
  private state: number;

  constructor(private readonly seed: string) {
    this.state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  }

  fork(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** At least 0, less than 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number, `low` and `high` included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  /** Normally distributed (Box-Muller). */
  normal(mean = 0, deviation = 1): number {
    return mean + deviation * Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Waiting time until the next of events that come once per `mean`. */
  waiting(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  pick<T>(choices: Weighted<T>): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = choices[choices.length - 1];
    if (!last) throw new Error('Nothing to pick from.');
    return last[0];
  }
}
