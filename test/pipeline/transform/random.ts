/** Chance that comes out the same each time (a linear congruential generator of 32 bits). */
export class Chance {
  constructor(private state: number) {}

  /** 0 up to and without 1. */
  next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}
