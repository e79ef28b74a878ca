import type { Readable } from 'node:stream';
import type { Engine } from '../../store/engine';
import { InputError, readBytes } from '../ingest/lines';
import { type CutLine, LineCutter } from './cutLines';
import { Intake, type IntakeOptions, type TrackingCounts, noTrackingCounts } from './intake';
import { HEAD, fingerprintOf, readNote, writeNotes } from './position';

/** Where a load that was stopped goes on. */
interface Stopped {
  readonly fingerprint: string;
  readonly known: number;
  readonly offset: number;
  readonly line: number;
  readonly counts: TrackingCounts;
  /** What the statements depend on besides the log: where it changed, the file is read from its start. */
  readonly settings: string;
}

interface LoadTrackingOptions extends IntakeOptions {
  readonly settings: string;
  /** Disclosed where a load that was stopped goes on. */
  readonly onResume: (line: number) => void;
  /** Stops after the batch under way. */
  readonly signal: AbortSignal;
}

/**
 * Loads a tracking log, plain or gzip, from start to end. When this returns everything counted is durable. A load that
 * was stopped in between goes on where it was, and its counts with it; one that came to its end starts anew, and finds
 * everything here already. The last line may lack its end.
 * @param file absolute; `-` for the standard input, which cannot go on where it was
 */
export const loadTracking = async (
  engine: Engine,
  file: string,
  input: Readable,
  options: LoadTrackingOptions,
): Promise<TrackingCounts> => {
  const name = `load ${file}`;
  const canResume = file !== '-';
  const stop = (): void => void input.destroy();
  options.signal.addEventListener('abort', stop);
  if (options.signal.aborted) stop();
  const bytes = readBytes(input);
  let intake = new Intake(engine, options);
  let [fingerprint, known, offset, line] = ['', 0, 0, 0];
  /** Hands the batch over; when it is durable, so is how far we are. */
  const hand = (): Promise<void> => {
    const place = { fingerprint, known, offset, line, settings: options.settings };
    return intake.hand(async (counts) => (canResume ? writeNotes(engine, [[name, { ...place, counts }]]) : undefined));
  };
  const take = async (lines: Generator<CutLine>): Promise<void> => {
    for (const cut of lines) {
      if (options.signal.aborted) return;
      line += 1;
      offset = cut.end;
      intake.take(file, line, cut);
      if (intake.isFull) await hand();
    }
  };
  try {
    let head = await readHead(bytes);
    known = Math.min(head.length, HEAD);
    fingerprint = fingerprintOf(head.subarray(0, known));
    const before = canResume ? await readNote<Stopped>(engine, name) : null;
    if (before && isSame(before, head) && before.settings === options.settings) {
      intake = new Intake(engine, options, { ...noTrackingCounts(), ...before.counts });
      [offset, line] = [before.offset, before.line];
      options.onResume(line + 1);
    }
    const cutter = new LineCutter(offset);
    for (let skip = offset; head.length > 0 && !options.signal.aborted; head = await nextOf(bytes)) {
      const skipped = Math.min(skip, head.length);
      skip -= skipped;
      await take(cutter.push(head.subarray(skipped)));
    }
    await take(cutter.end());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (!options.signal.aborted) intake.take(file, line + 1, { text: '', problem: error.message, end: offset });
  } finally {
    options.signal.removeEventListener('abort', stop);
  }
  if (!intake.isEmpty) await hand();
  await intake.settle();
  if (!options.signal.aborted && canResume) await writeNotes(engine, [[name, null]]);
  return intake.stored;
};

const nextOf = async (bytes: AsyncGenerator<Buffer>): Promise<Buffer> => {
  for (;;) {
    const next = await bytes.next();
    if (next.done) return Buffer.alloc(0);
    if (next.value.length > 0) return next.value;
  }
};

/** The first bytes, enough to know the file by. */
const readHead = async (bytes: AsyncGenerator<Buffer>): Promise<Buffer> => {
  let head = await nextOf(bytes);
  for (let more = head; more.length > 0 && head.length < HEAD;) {
    more = await nextOf(bytes);
    head = Buffer.concat([head, more]);
  }
  return head;
};

const isSame = (before: Stopped, head: Buffer): boolean =>
  head.length >= before.known && fingerprintOf(head.subarray(0, before.known)) === before.fingerprint;
