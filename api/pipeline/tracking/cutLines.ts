import { isUtf8 } from 'node:buffer';
import { LONGEST } from '../ingest/lines';

/** One line of a log. */
export interface CutLine {
  readonly text: string;
  /** Set where the text was passed over: why. */
  readonly problem?: string;
  /** Where the next line starts: bytes from the start of the file. */
  readonly end: number;
}

const LINE_END = 0x0a;

/** Cuts bytes into lines, with where each ends. A line counts when its end has come: before, it is being written. */
export class LineCutter {
  private pieces: Buffer[] = [];
  private length = 0;
  private isTooLong = false;

  /** @param at where the first byte stands in the file */
  constructor(private at = 0) {}

  *push(chunk: Buffer): Generator<CutLine> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      this.keep(chunk.subarray(start, end));
      this.at += end + 1 - start;
      yield this.take();
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
    this.at += chunk.length - start;
  }

  /** What stands behind the last line end, where anything does: nothing more will come. */
  *end(): Generator<CutLine> {
    if (this.length > 0) yield this.take();
  }

  private keep(piece: Buffer): void {
    if (piece.length === 0) return;
    this.length += piece.length;
    if (this.length > LONGEST) {
      this.isTooLong = true;
      this.pieces = [];
    } else this.pieces.push(piece);
  }

  private take(): CutLine {
    const [only, second] = this.pieces;
    const whole = only && !second ? only : Buffer.concat(this.pieces);
    const isTooLong = this.isTooLong;
    this.pieces = [];
    this.length = 0;
    this.isTooLong = false;
    if (isTooLong) return { text: '', problem: `it is longer than ${LONGEST} bytes`, end: this.at };
    if (!isUtf8(whole)) return { text: '', problem: 'it is not UTF-8', end: this.at };
    return { text: whole.toString('utf8'), end: this.at };
  }
}
