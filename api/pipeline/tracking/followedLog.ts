import { stat } from 'node:fs/promises';
import { InputError } from '../ingest/lines';
import type { CutLine } from './cutLines';
import type { Place } from './position';
import { holds, linesFrom, siblingsOf } from './rotated';
import { Tail } from './tail';

/** How far a log was read, in the files that it consists of: those rotated away but perhaps still written to, then itself. */
export interface LogNote {
  readonly places: readonly Place[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A file that was rotated away is read on so long after it last grew, milliseconds: its writer may not have noticed. */
const STILL_WRITTEN = 60_000;

/** What happens to a line: it is taken, and `behind` called when it is, so that a place noted then is behind it. */
export type Take = (file: string, number: number, line: CutLine, behind: () => void) => Promise<void>;

/** A log that is written to: followed by its name through rotation (rename or copy) and truncation. */
export class FollowedLog {
  /** The oldest first; the last is the file that has the name now. */
  private tails: { readonly tail: Tail; grew: number }[] = [];
  /** The note we started with, until what it leads to is read. */
  private starting: LogNote | null = null;

  constructor(
    private readonly file: string,
    private readonly take: Take,
    private readonly warn: (text: string) => void,
    private readonly stillWritten: number = STILL_WRITTEN,
  ) {}

  /** Finds the files again that were read before, and reads what was rotated away meanwhile. */
  async start(note: LogNote | null): Promise<void> {
    if (!note) return;
    this.starting = note;
    const siblings = await siblingsOf(this.file);
    const known = new Set<string>();
    let current: Place | null = null;
    for (const place of note.places) {
      const names = [this.file, ...siblings.filter(({ file }) => !known.has(file)).map(({ file }) => file)];
      const found = await this.find(place, names, siblings);
      if (found === this.file) current = place;
      else if (found !== null) {
        known.add(found);
        await this.readRotated(found, place);
      } else if (place.offset > 0) {
        this.warn(`${this.file}: what was read before is gone, and with it whatever followed line ${place.line}`);
      }
    }
    for (const { file, modified } of siblings) {
      if (modified > note.at && !known.has(file)) await this.readRotated(file, null);
    }
    if (current) await this.push(this.file, current);
    this.starting = null;
  }

  /** Takes what was written since. @returns whether there was anything */
  async read(): Promise<boolean> {
    const now = await stat(this.file).catch(() => null);
    const last = this.tails.at(-1);
    if (now && now.ino !== last?.tail.inode) await this.push(this.file, null).catch(ignoreMissing);
    let any = false;
    for (const entry of [...this.tails]) {
      const isCurrent = entry === this.tails.at(-1);
      if (await this.readTail(entry.tail)) {
        any = true;
        entry.grew = performance.now();
      } else if (!isCurrent && performance.now() - entry.grew > this.stillWritten) await this.finish(entry.tail);
    }
    return any;
  }

  /** Bytes of the file that has the name now, and of those rotated away, that are not taken yet. */
  async lag(): Promise<number> {
    let bytes = 0;
    for (const { tail } of this.tails) bytes += Math.max(0, (await tail.size()) - tail.place.offset);
    return bytes;
  }

  get note(): LogNote {
    if (this.starting) return this.starting;
    return { places: this.tails.map(({ tail }) => tail.place), at: Date.now() };
  }

  async close(): Promise<void> {
    for (const { tail } of this.tails) await tail.close();
    this.tails = [];
  }

  private async push(file: string, place: Place | null): Promise<void> {
    this.tails.push({ tail: await Tail.open(file, place), grew: performance.now() });
  }

  private async readTail(tail: Tail): Promise<boolean> {
    for (let any = false; ; any = true) {
      let number = tail.number;
      const next = await tail.next();
      if (next === null) {
        await this.leave(tail);
        return true;
      }
      for (const line of next.lines) {
        await this.take(tail.file, number, line, () => tail.took(line));
        number += 1;
      }
      if (next.bytes === 0) return any;
    }
  }

  /** The file was cut back, or overwritten: it is read from its start next, and what we had not read may be in a copy. */
  private async leave(tail: Tail): Promise<void> {
    const { place } = tail;
    const siblings = await siblingsOf(this.file);
    const names = siblings.map(({ file }) => file);
    const copy = await this.find(place, names, siblings);
    if (copy) await this.readWhole(copy, place);
    else if (place.offset > 0) {
      this.warn(`${this.file} was cut back, and no copy is there: lines behind ${place.line} that were in it are gone`);
    }
    await this.drop(tail);
  }

  /** No more comes: its last line may lack an end. */
  private async finish(tail: Tail): Promise<void> {
    const number = tail.number;
    for (const line of tail.end()) await this.take(tail.file, number, line, () => tail.took(line));
    await this.drop(tail);
  }

  private async drop(tail: Tail): Promise<void> {
    this.tails = this.tails.filter((entry) => entry.tail !== tail);
    await tail.close();
  }

  /** Which file a place is in: the one with its inode first. */
  private async find(
    place: Place,
    files: readonly string[],
    siblings: readonly { file: string; inode: number }[],
  ): Promise<string | null> {
    if (place.known === 0) return null;
    const own = siblings.find(({ inode }) => inode === place.inode)?.file;
    const ordered = [...files].sort((a, b) => Number(b === own) - Number(a === own));
    for (const file of ordered) if (await holds(file, place).catch(() => false)) return file;
    return null;
  }

  /** A packed file is finished; another one may still be written to. */
  private readRotated(file: string, place: Place | null): Promise<void> {
    return isPacked(file) ? this.readWhole(file, place) : this.push(file, place);
  }

  private async readWhole(file: string, place: Place | null): Promise<void> {
    let number = place?.line ?? 0;
    try {
      for await (const line of linesFrom(file, place)) {
        number += 1;
        await this.take(file, number, line, () => undefined);
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.warn(`${file}: ${error.message}`);
    }
  }
}

const isPacked = (file: string): boolean => file.endsWith('.gz');

const ignoreMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};
