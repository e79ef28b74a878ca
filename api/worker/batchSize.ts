const PRESSED = 5;

/**
 * How much is done by one statement to the engine. It answers one after the other, so whoever asks for a panel waits for
 * the one under way: batches grow and shrink until one takes about so long.
 */
export class AdaptiveBatchSize {
  private now: number;

  /**
   * @param wanted how long one should take, milliseconds
   * @param isPressed a fifth of it will do, and batches may be as much smaller: somebody is held up
   */
  constructor(
    private readonly least: number,
    private readonly most: number,
    private readonly wanted: number,
    private readonly isPressed: () => boolean = () => false,
  ) {
    this.now = most;
  }

  get size(): number {
    return Math.floor(this.isPressed() ? Math.min(this.now, this.most / PRESSED) : this.now);
  }

  /** @param taken how long a batch of `size` took, milliseconds */
  record(size: number, taken: number): void {
    if (size < this.size / 2) return;
    const part = this.isPressed() ? PRESSED : 1;
    const change = Math.min(2, Math.max(0.5, this.wanted / part / Math.max(1, taken)));
    this.now = Math.min(this.most / part, Math.max(this.least / part, this.now * change));
  }
}
