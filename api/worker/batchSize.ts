import type { Without } from '../config/shortcuts';

const PRESSED = 5;

/** How much is done by one statement to the engine. */
export interface BatchSize {
  readonly size: number;
  /** @param taken how long a batch of `size` took, milliseconds */
  record(size: number, taken: number): void;
}

/**
 * The engine does one statement after the other, so whoever asks for a panel waits for the one under way: batches grow
 * and shrink until one takes about so long.
 */
export class AdaptiveBatchSize implements BatchSize {
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

  record(size: number, taken: number): void {
    if (size < this.size / 2) return;
    const part = this.isPressed() ? PRESSED : 1;
    const change = Math.min(2, Math.max(0.5, this.wanted / part / Math.max(1, taken)));
    this.now = Math.min(this.most / part, Math.max(this.least / part, this.now * change));
  }
}

/** @param most of a batch whose size is not to follow anything, its size */
export const batchSize = (
  without: Without,
  ...[least, most, wanted, isPressed]: ConstructorParameters<typeof AdaptiveBatchSize>
): BatchSize =>
  without.has('batches')
    ? { size: most, record: () => undefined }
    : new AdaptiveBatchSize(least, most, wanted, isPressed);
