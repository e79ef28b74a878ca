import { InputError, LONGEST, type Line } from './line';

const NOTHING = Buffer.alloc(0);
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const [LINE_END, QUOTE, BACKSLASH, COMMA] = [0x0a, 0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13);

/** Where we are in a JSON array: `depth` 1 is between its elements' outermost brackets. */
const arrayStart = () => ({ depth: 1, inText: false, escaped: false });

/**
 * Cuts bytes into lines, or JSON arrays into their elements. In UTF-8 no other character holds the bytes looked for. Each
 * byte is looked at once and copied once at the most, however long a text is, and no more of it is kept than LONGEST.
 */
export class Splitter {
  /** Of the text under way. */
  private pieces: Buffer[] = [];
  private length = 0;
  private number = 0;
  /** Before the first text. */
  private lineEnds = 0;
  private mode: 'unknown' | 'lines' | 'array' = 'unknown';
  /** A byte order mark that is cut in the middle. */
  private cutMark: Buffer = NOTHING;
  private array = arrayStart();

  *push(chunk: Buffer): Generator<Line> {
    const bytes = this.cutMark.length === 0 ? chunk : Buffer.concat([this.cutMark, chunk]);
    this.cutMark = NOTHING;
    for (let at = 0; at < bytes.length;) {
      if (this.mode === 'unknown') at = this.findMode(bytes, at);
      else if (this.mode === 'lines') at = yield* this.cutLines(bytes, at);
      else at = yield* this.cutArray(bytes, at);
    }
  }

  *end(): Generator<Line> {
    if (this.mode === 'array') throw new InputError('the JSON array ends in the middle');
    this.keep(this.cutMark);
    const last = this.take();
    if (last) yield last;
  }

  /** Passes over white space and byte order marks. @returns where the first text begins, or the end of the bytes */
  private findMode(bytes: Buffer, start: number): number {
    for (let at = start; at < bytes.length; at += 1) {
      if (bytes[at] === LINE_END) this.lineEnds += 1;
      else if (isSpace(bytes[at])) continue;
      else if (BYTE_ORDER_MARK.subarray(0, bytes.length - at).equals(bytes.subarray(at, at + BYTE_ORDER_MARK.length))) {
        if (bytes.length - at < BYTE_ORDER_MARK.length) {
          this.cutMark = bytes.subarray(at);
          return bytes.length;
        }
        at += BYTE_ORDER_MARK.length - 1;
      } else {
        this.mode = bytes[at] === OPEN_LIST ? 'array' : 'lines';
        if (this.mode === 'lines' && this.number === 0) this.number = this.lineEnds;
        return this.mode === 'array' ? at + 1 : at;
      }
    }
    return bytes.length;
  }

  private *cutLines(bytes: Buffer, from: number): Generator<Line, number> {
    let start = from;
    for (let end = bytes.indexOf(LINE_END, start); end >= 0; end = bytes.indexOf(LINE_END, start)) {
      this.keep(bytes.subarray(start, end));
      const line = this.take();
      if (line) yield line;
      start = end + 1;
    }
    this.keep(bytes.subarray(start));
    return bytes.length;
  }

  /** @returns where the array ended, or the end of the bytes */
  private *cutArray(bytes: Buffer, from: number): Generator<Line, number> {
    const s = this.array;
    let start = from;
    for (let at = from; at < bytes.length; at += 1) {
      const c = bytes[at];
      if (s.inText) {
        if (s.escaped) s.escaped = false;
        else if (c === BACKSLASH) s.escaped = true;
        else if (c === QUOTE) s.inText = false;
      } else if (c === QUOTE) s.inText = true;
      else if (c === OPEN_OBJECT || c === OPEN_LIST) s.depth += 1;
      else if (c === CLOSE_OBJECT || c === CLOSE_LIST) s.depth -= 1;
      if ((s.depth === 1 && c === COMMA && !s.inText) || s.depth === 0) {
        this.keep(bytes.subarray(start, at));
        start = at + 1;
        const element = this.isBlank ? this.drop() : this.take();
        if (element) yield element;
      }
      if (s.depth === 0) {
        // Another array may follow, or lines.
        this.array = arrayStart();
        this.mode = 'unknown';
        return start;
      }
    }
    this.keep(bytes.subarray(start));
    return bytes.length;
  }

  private get isBlank(): boolean {
    return this.length <= LONGEST && this.pieces.every((piece) => piece.every(isSpace));
  }

  private keep(piece: Buffer): void {
    this.length += piece.length;
    if (this.length > LONGEST) this.pieces = [];
    else if (piece.length > 0) this.pieces.push(piece);
  }

  private drop(): null {
    this.pieces = [];
    this.length = 0;
    return null;
  }

  /** A whole line or element; null where it is blank. */
  private take(): Line | null {
    const { pieces, length } = this;
    this.drop();
    this.number += 1;
    if (length > LONGEST) return { number: this.number, text: '', problem: `it is longer than ${LONGEST} bytes` };
    const [only, second] = pieces;
    const text = (only && !second ? only : Buffer.concat(pieces)).toString('utf8').trim();
    return text === '' ? null : { number: this.number, text };
  }
}
