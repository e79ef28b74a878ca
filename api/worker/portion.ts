/**
 * How much is done by one statement to the engine. It answers one after the other, so whoever asks for a panel waits for
 * the one under way: portions grow and shrink until one takes about so long.
 */
export class Portion {
  private now: number;

  /** @param wanted how long one should take, milliseconds */
  constructor(
    private readonly least: number,
    private readonly most: number,
    private readonly wanted: number,
  ) {
    this.now = most;
  }

  get size(): number {
    return Math.floor(this.now);
  }

  /** @param taken how long a portion of `size` took, milliseconds */
  took(size: number, taken: number): void {
    if (size < this.size / 2) return;
    const change = Math.min(2, Math.max(0.5, this.wanted / Math.max(1, taken)));
    this.now = Math.min(this.most, Math.max(this.least, this.now * change));
  }
}
