import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError, readBytes } from '../ingest/lines';
import { type CutLine, LineCutter } from './cutLines';
import { type Place, fingerprintOf } from './position';

/** A file beside a log that has the log's name and more: `tracking.log.1`, `tracking.log-20260301.gz`. */
interface Sibling {
  readonly file: string;
  readonly inode: number;
  readonly modified: number;
}

/** What a log may have become by rotation, oldest first. */
export const siblingsOf = async (log: string): Promise<Sibling[]> => {
  const folder = dirname(log);
  const found: Sibling[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(basename(log)) || name === basename(log)) continue;
    const file = join(folder, name);
    const seen = await stat(file).catch(() => null);
    if (seen?.isFile()) found.push({ file, inode: seen.ino, modified: seen.mtimeMs });
  }
  return found.sort((a, b) => a.modified - b.modified || (a.file < b.file ? -1 : 1));
};

/** Whether a file, unpacked, begins as that of a place does and reaches as far. */
export const holds = async (file: string, place: Place): Promise<boolean> => {
  let head = Buffer.alloc(0);
  let length = 0;
  try {
    for await (const piece of readBytes(createReadStream(file))) {
      length += piece.length;
      if (head.length < place.known) {
        head = Buffer.concat([head, piece]).subarray(0, place.known);
        if (head.length === place.known && fingerprintOf(head) !== place.fingerprint) return false;
      }
      if (length >= place.offset && head.length === place.known) return true;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return false;
};

/** The lines of a file, unpacked, from a place on (null: all of them). @throws InputError */
export async function* linesFrom(file: string, place: Place | null): AsyncGenerator<CutLine> {
  let skip = place?.offset ?? 0;
  const cutter = new LineCutter(skip);
  for await (const piece of readBytes(createReadStream(file))) {
    const skipped = Math.min(skip, piece.length);
    skip -= skipped;
    yield* cutter.push(piece.subarray(skipped));
  }
  yield* cutter.end();
}
