import type { Readable } from 'node:stream';

/** Where a command reads and writes: this terminal, or that of the process that asked for it. */
export interface Io {
  readonly stdin: Readable;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal, where a progress line may be redrawn. */
  readonly isTerminal: boolean;
  /** Aborted when the person wants to stop. */
  readonly signal: AbortSignal;
}

export const EXIT = { done: 0, rejects: 1, couldNotStart: 2, stopped: 3 } as const;

/** A command that cannot start, or go on; the message says what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** @param status how the process ends */
  constructor(
    message: string,
    readonly status: number = EXIT.couldNotStart,
  ) {
    super(message);
  }
}
