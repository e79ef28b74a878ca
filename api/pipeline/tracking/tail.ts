import { type FileHandle, open } from 'node:fs/promises';
import { type CutLine, LineCutter } from './cutLines';
import { HEAD, type Place, fingerprintOf } from './position';

const PIECE = 1024 * 1024;

/** A file that grows, read as far as it goes. It is held open, so it stays readable whatever its name becomes. */
export class Tail {
  private cutter: LineCutter;
  /** Read so far, the beginning of a line that is still being written included. */
  private at: number;
  /** The first bytes read, enough to know the file by. */
  private head: Buffer;
  /** Where the next line starts. */
  private offset: number;
  private line: number;
  private modified = 0;

  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    readonly inode: number,
    from: { readonly offset: number; readonly line: number },
    head: Buffer,
  ) {
    this.at = this.offset = from.offset;
    this.line = from.line;
    this.head = head;
    this.cutter = new LineCutter(this.at);
  }

  /** @param from where to go on; null: at the start */
  static async open(file: string, from: Place | null = null): Promise<Tail> {
    const handle = await open(file, 'r');
    try {
      const { offset, line } = from ?? { offset: 0, line: 0 };
      const head = await readAt(handle, 0, Math.min(HEAD, offset));
      return new Tail(file, handle, (await handle.stat()).ino, { offset, line }, head);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Whether the file begins as that of a place does, and reaches as far. */
  async isAt(place: Place): Promise<boolean> {
    const { size } = await this.handle.stat();
    return size >= place.offset && fingerprintOf(await readAt(this.handle, 0, place.known)) === place.fingerprint;
  }

  /** What was written since, a piece at a time: whole lines. @returns null where the file was cut back meanwhile */
  async next(): Promise<{ readonly bytes: number; readonly lines: CutLine[] } | null> {
    const piece = await readAt(this.handle, this.at, PIECE);
    // After the reading, so that what was read is known to be of the file as we know it.
    const { size, mtimeMs } = await this.handle.stat();
    const changed = piece.length > 0 || mtimeMs !== this.modified;
    this.modified = mtimeMs;
    if (size < this.at || (changed && !(await this.isAt(this.place)))) return null;
    if (this.head.length < HEAD) this.head = Buffer.concat([this.head, piece]).subarray(0, HEAD);
    this.at += piece.length;
    return { bytes: piece.length, lines: [...this.cutter.push(piece)] };
  }

  /** To be called with each line when it is taken: the place is behind it. */
  took({ end }: CutLine): void {
    this.line += 1;
    this.offset = end;
  }

  /** The number of the next line. */
  get number(): number {
    return this.line + 1;
  }

  async size(): Promise<number> {
    return (await this.handle.stat()).size;
  }

  get place(): Place {
    const known = Math.min(this.head.length, this.offset);
    const fingerprint = fingerprintOf(this.head.subarray(0, known));
    return { inode: this.inode, fingerprint, known, offset: this.offset, line: this.line };
  }

  /** The last line, where it has no end. Nothing more comes. */
  end(): CutLine[] {
    return [...this.cutter.end()];
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

const readAt = async (handle: FileHandle, position: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
};
