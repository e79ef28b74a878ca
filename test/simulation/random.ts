/** Seeded random numbers (mulberry32): the same seed, the same course, on every machine. */
export class SeededRandom {
  constructor(private state: number) {}

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Numbers of its own, which do not shift where others draw more or fewer. */
  fork(): SeededRandom {
    return new SeededRandom(Math.floor(this.next() * 0x7fffffff));
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  normal(mean = 0, deviation = 1): number {
    return mean + deviation * Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Shares that sum to 1; the larger `evenness`, the more alike (a Dirichlet draw for whole numbers). */
  shares(count: number, evenness: number): number[] {
    const gamma = Array.from({ length: count }, () => {
      let sum = 0;
      for (let i = 0; i < evenness; i += 1) sum -= Math.log(1 - this.next());
      return sum;
    });
    const total = gamma.reduce((a, b) => a + b, 0);
    return gamma.map((value) => value / total);
  }

  /** An index, drawn with these chances. */
  pick(shares: readonly number[]): number {
    let left = this.next();
    for (const [index, share] of shares.entries()) if ((left -= share) < 0) return index;
    return shares.length - 1;
  }
}
