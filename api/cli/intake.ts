import { once } from 'node:events';
import { type WriteStream, accessSync, constants, createWriteStream, statSync } from 'node:fs';
import { CommandError, EXIT, type Io } from './io';

/** What the commands that read files share: their files, what they reject, and the line of counts at the end. */

/** Rejects printed when no file for them was named. */
const REJECTS_SHOWN = 5;

/** @throws CommandError where a file cannot be read, or is also the one that rejects are to go to */
export const checkFiles = (files: readonly string[], rejects: string | null): void => {
  for (const file of files) checkReadable(file);
  if (rejects !== null && files.includes(rejects)) {
    throw new CommandError(`--rejects ${rejects} is a file to be loaded; name another.`);
  }
};

const checkReadable = (file: string): void => {
  if (file === '-') return;
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new CommandError(`${file} is not there, or may not be read.`);
  }
  if (statSync(file).isDirectory()) throw new CommandError(`${file} is a folder; name the files in it.`);
};

/** A line that was not accepted. */
interface RejectedLine {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Where rejected lines go: all of them to a file, or else the first few to the terminal. */
export class Rejects {
  private shown = 0;

  private constructor(
    private readonly io: Io,
    private readonly file: string | null,
    private readonly stream: WriteStream | null,
  ) {}

  /**
   * @param flags `a` adds to what an earlier run rejected
   * @throws CommandError where the file cannot be written
   */
  static async open(file: string | null, io: Io, flags: 'w' | 'a' = 'w'): Promise<Rejects> {
    return new Rejects(io, file, file === null ? null : await openForWriting(file, flags));
  }

  readonly add = (reject: RejectedLine): void => {
    this.stream?.write(`${JSON.stringify(reject)}\n`);
    if (this.stream || this.shown > REJECTS_SHOWN) return;
    this.shown += 1;
    this.io.err(
      this.shown > REJECTS_SHOWN
        ? 'more lines were rejected; --rejects FILE keeps them all\n'
        : `${reject.file}:${reject.line}: ${reject.reason}\n`,
    );
  };

  /** @throws CommandError where not all of it could be written */
  async close(): Promise<void> {
    if (!this.stream) return;
    try {
      if (this.stream.errored) throw this.stream.errored;
      this.stream.end();
      await once(this.stream, 'finish');
    } catch (error) {
      throw new CommandError(`Everything was read, but ${this.file} could not be written: ${(error as Error).message}`);
    }
  }
}

const openForWriting = async (file: string, flags: string): Promise<WriteStream> => {
  const stream = createWriteStream(file, { flags });
  try {
    await once(stream, 'open');
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${(error as Error).message}`);
  }
  // A disk that fills up is reported at the end; it must not end whatever else this process does.
  stream.on('error', () => undefined);
  return stream;
};

/**
 * Standard input with nothing in it is no success: whatever was to fill it has failed. A file may be empty.
 * @param read what was read of the file
 * @returns whether that is so; then it has been said
 */
export const isNothing = (io: Io, file: string, read: number): boolean => {
  if (file !== '-' || read > 0 || io.signal.aborted) return false;
  io.err('Nothing was read from standard input. Check the command that was to write it.\n');
  return true;
};

/**
 * The line of counts that ends every such command.
 * @param started when, in milliseconds
 * @param wasNothing standard input was to be read, and had nothing
 * @returns the exit status of a command that was not stopped
 */
export const reportCounts = (
  io: Io,
  counts: { readonly rejected: number },
  started: number,
  wasNothing: boolean,
): number => {
  io.err(`${JSON.stringify({ ...counts, seconds: Math.round((Date.now() - started) / 10) / 100 })}\n`);
  return counts.rejected > 0 || wasNothing ? EXIT.rejects : EXIT.done;
};
