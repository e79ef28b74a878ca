/** How often something may be done: so many times in a row, and once more after every interval. */
export class Allowance {
  private left: number;
  private since: number;

  /**
   * @param most times in a row
   * @param every how long until one more is allowed, milliseconds
   * @param clock milliseconds
   */
  constructor(
    private readonly most: number,
    private readonly every: number,
    private readonly clock: () => number = Date.now,
  ) {
    this.left = most;
    this.since = clock();
  }

  /** False: not now. */
  take(): boolean {
    const earned = Math.floor((this.clock() - this.since) / this.every);
    if (earned > 0) {
      this.left = Math.min(this.most, this.left + earned);
      this.since += earned * this.every;
    }
    if (this.left === 0) return false;
    this.left -= 1;
    return true;
  }
}
