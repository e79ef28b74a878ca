import type { Engine } from '../../store/engine';
import { turnsBegun } from './oneAtATime';
import type { Accepted } from './statement';
import { type StoredById, readStored } from './writer';

/**
 * Looks up what is stored of a batch while the one before it is still being stored: the engine does both at once. What
 * the batch before brought is looked up in the batch's own turn, and all of it where somebody else wrote in between.
 */
export class LookAhead {
  /** The batch before: its turn, and its ids. */
  private turn = NaN;
  private ids: ReadonlySet<string> = new Set();

  constructor(private readonly engine: Engine) {}

  /** @returns what tells the stored statements of the batch, to be asked in the batch's own turn */
  begin(batch: readonly Accepted[]): (turn: number) => Promise<StoredById> {
    const ids = new Set(batch.map(({ id }) => id));
    const before = this.turn;
    const shared = [...ids].filter((id) => this.ids.has(id));
    // Else the batch is not next to it, and what is looked up now could not be used.
    const isNext = turnsBegun(this.engine) === before;
    const early = isNext
      ? readStored(
          this.engine,
          [...ids].filter((id) => !this.ids.has(id)),
        )
      : null;
    // A failure is met in the batch's turn.
    early?.catch(() => undefined);
    return async (turn) => {
      this.turn = turn;
      this.ids = ids;
      if (!early || turn !== before + 1) return readStored(this.engine, [...ids]);
      return new Map([...(await early), ...(await readStored(this.engine, shared))]);
    };
  }
}
