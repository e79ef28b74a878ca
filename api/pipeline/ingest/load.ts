import type { Readable } from 'node:stream';
import type { Engine } from '../../store/engine';
import { InputError, readLines } from './lines';
import { withWriteLock } from './writeLock';
import { RowPacker } from './rows';
import { noteBatch, statements as counted } from '../../observability/instruments';
import { type Accepted, isRejected, newestOf, readStatement } from './statement';
import { writeStatements } from './writer';

/**
 * Sizes of one insert. Each costs the engine the writing of some dozen files, whatever its size: at 20,000 statements
 * that is a small part of the work, and two batches, one read and one written, still fit into 100 MB.
 */
const BATCH_STATEMENTS = 20_000;
/** The first batch is small and each further one twice as large: until it is read the engine has nothing to do. */
const FIRST_BATCH = 5_000;
const BATCH_CHARACTERS = 32_000_000;

export interface LoadCounts {
  read: number;
  accepted: number;
  duplicate: number;
  conflict: number;
  rejected: number;
}

export interface Reject {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

export interface LoadOptions {
  /** Called with each line that was not accepted. */
  readonly onReject: (reject: Reject) => void;
  /** Called after each batch. */
  readonly onProgress: (counts: LoadCounts) => void;
  /** Stops after the batch under way. */
  readonly signal: AbortSignal;
}

export const noCounts = (): LoadCounts => ({ read: 0, accepted: 0, duplicate: 0, conflict: 0, rejected: 0 });

/**
 * Loads statements from one input, batch by batch; while one is stored the next is read. When this returns everything
 * counted as accepted is durable. May be repeated any number of times: what is here already counts as duplicate. Input
 * that ends in the middle is one more reject.
 */
export const loadStatements = async (engine: Engine, input: Readable, options: LoadOptions): Promise<LoadCounts> => {
  const counts = noCounts();
  // One is being filled while the rows of the other are stored.
  let [packer, other] = [new RowPacker(), new RowPacker()];
  let batch: Accepted[] = [];
  let characters = 0;
  let most = FIRST_BATCH;
  const reject = (line: number, reason: string, text: string): void => {
    counts.rejected += 1;
    counted.inc({ source: 'load', outcome: 'rejected' });
    options.onReject({ line, reason, text });
  };
  const write = async (statements: readonly Accepted[]): Promise<void> => {
    const began = performance.now();
    const { accepted, duplicate, conflict } = await withWriteLock(engine, () => writeStatements(engine, statements));
    const seconds = (performance.now() - began) / 1000;
    noteBatch('load', { accepted, duplicate: duplicate - conflict, conflict }, newestOf(statements), seconds);
    counts.accepted += accepted;
    counts.duplicate += duplicate;
    counts.conflict += conflict;
    options.onProgress(counts);
  };
  // One batch is being stored at the most; its failure is met when the next one is due.
  let writing: Promise<void> = Promise.resolve();
  const hand = async (): Promise<void> => {
    await writing;
    writing = write(batch);
    writing.catch(() => undefined);
    batch = [];
    characters = 0;
    most = Math.min(2 * most, BATCH_STATEMENTS);
    [packer, other] = [other, packer];
    packer.clear();
  };

  // Input may be slow, or a terminal: nobody should have to wait for it in order to stop.
  const stop = (): void => void input.destroy();
  options.signal.addEventListener('abort', stop);
  if (options.signal.aborted) stop();
  let line = 0;
  try {
    for await (const lines of readLines(input)) {
      for (const { number, text, problem } of lines) {
        if (options.signal.aborted) break;
        line = number;
        counts.read += 1;
        const statement = problem === undefined ? readStatement(text) : { reason: problem };
        if (isRejected(statement)) reject(number, statement.reason, text);
        else {
          batch.push(packer.pack(statement));
          characters += text.length;
        }
        if (batch.length >= most || characters >= BATCH_CHARACTERS) await hand();
      }
      if (options.signal.aborted) break;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (!options.signal.aborted) {
      counts.read += 1;
      reject(line + 1, error.message, '');
    }
  } finally {
    options.signal.removeEventListener('abort', stop);
  }
  if (batch.length > 0) await hand();
  await writing;
  return counts;
};
