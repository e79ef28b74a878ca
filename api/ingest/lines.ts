import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** One statement's text and where it stood: the line, or in a JSON array the element, from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** Set where the text was passed over: why. */
  readonly problem?: string;
}

/** The input ended in the middle or cannot be read on; what came before it was delivered. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Longer texts than this (bytes) are passed over: nobody writes such a statement, and memory stays bounded. */
export const LONGEST = 8 * 1024 * 1024;
/** Bytes unpacked at once: each time costs a change of threads. */
const UNPACKED = 64 * 1024;

/** Opens a file or, for `-`, the standard input given. */
export const openInput = (file: string, stdin: Readable): Readable => (file === '-' ? stdin : createReadStream(file));

/**
 * Splits input into statements: JSON lines or JSON arrays, plain or gzip, told by their first bytes. Blank lines are
 * passed over. What is no UTF-8 becomes U+FFFD. They come in groups, what was read at once: waiting for each costs as
 * much as unpacking it. A group is read to its end before the next one is asked for.
 * @throws InputError after the last whole statement where the input is cut off or is no valid gzip
 */
export async function* readLines(input: Readable): AsyncGenerator<Iterable<Line>> {
  const splitter = new Splitter();
  for await (const chunk of readBytes(input)) yield splitter.push(chunk);
  yield splitter.end();
}

/**
 * What input holds, unpacked where its first bytes say gzip.
 * @throws InputError where it is cut off or is no valid gzip
 */
export async function* readBytes(input: Readable): AsyncGenerator<Buffer> {
  try {
    yield* decompress(input);
  } catch (error) {
    throw new InputError(whyUnreadable(error as NodeJS.ErrnoException));
  }
}

const whyUnreadable = ({ code = '', message }: NodeJS.ErrnoException): string => {
  if (code === 'Z_BUF_ERROR') {
    return 'the gzip data ends in the middle; load the whole file again, what was read is kept';
  }
  return code.startsWith('Z_') ? `the gzip data is damaged: ${message}` : `it cannot be read: ${message}`;
};

/** Unpacks where the first two bytes say gzip. */
async function* decompress(input: Readable): AsyncGenerator<Buffer> {
  const chunks = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  if (!isGzip) {
    yield* whole();
    return;
  }
  const gunzip = createGunzip({ chunkSize: UNPACKED });
  pipeline(Readable.from(whole()), gunzip, () => undefined);
  for await (const chunk of gunzip) yield chunk as Buffer;
}

const NOTHING = Buffer.alloc(0);
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const [LINE_END, QUOTE, BACKSLASH, COMMA] = [0x0a, 0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13);

/** Cuts bytes into lines, or JSON arrays into their elements. In UTF-8 no other character holds the bytes looked for. */
class Splitter {
  private rest: Buffer = NOTHING;
  private number = 0;
  /** Before the first text. */
  private lineEnds = 0;
  private mode: 'unknown' | 'lines' | 'array' = 'unknown';
  /** The text under way is longer than we keep. */
  private isTooLong = false;
  /** Where we are in an array: `depth` 1 is between its elements' outermost brackets. */
  private scan = { at: 0, start: 0, depth: 1, inText: false, escaped: false };

  *push(chunk: Buffer): Generator<Line> {
    if (this.mode === 'lines' && this.rest.length > 0) {
      // Only the line under way is put together: copying all that is read takes longer than cutting it.
      const end = chunk.indexOf(LINE_END) + 1;
      this.rest = Buffer.concat([this.rest, end > 0 ? chunk.subarray(0, end) : chunk]);
      yield* this.cutLines();
      if (end === 0) return;
      this.rest = chunk.subarray(end);
    } else this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    yield* this.cut();
  }

  *end(): Generator<Line> {
    if (this.mode === 'array') throw new InputError('the JSON array ends in the middle');
    const last = this.take(0, this.rest.length);
    if (last) yield last;
  }

  private *cut(): Generator<Line> {
    for (;;) {
      if (this.mode === 'unknown' && !this.findMode()) return;
      if (this.mode === 'lines') {
        yield* this.cutLines();
        return;
      }
      yield* this.cutArray();
      if (this.scan.depth > 0) return;
      // Another array may follow, or lines.
      this.scan = { at: 0, start: 0, depth: 1, inText: false, escaped: false };
      this.mode = 'unknown';
    }
  }

  /** Passes over white space and byte order marks. @returns whether the first byte of a text is here */
  private findMode(): boolean {
    let at = 0;
    for (; at < this.rest.length; at += 1) {
      if (this.rest[at] === LINE_END) this.lineEnds += 1;
      else if (isSpace(this.rest[at])) continue;
      else if (this.rest.subarray(at, at + BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) at += 2;
      else break;
    }
    this.rest = this.rest.subarray(at);
    const isCutMark = this.rest.length < BYTE_ORDER_MARK.length && this.rest[0] === BYTE_ORDER_MARK[0];
    if (this.rest.length === 0 || isCutMark) return false;
    this.mode = this.rest[0] === OPEN_LIST ? 'array' : 'lines';
    if (this.mode === 'lines' && this.number === 0) this.number = this.lineEnds;
    if (this.mode === 'array') this.rest = this.rest.subarray(1);
    return true;
  }

  private *cutLines(): Generator<Line> {
    let start = 0;
    for (let end = this.rest.indexOf(LINE_END); end >= 0; end = this.rest.indexOf(LINE_END, start)) {
      const line = this.take(start, end);
      if (line) yield line;
      start = end + 1;
    }
    this.rest = this.rest.subarray(start);
    if (this.rest.length > LONGEST) this.dropRest();
  }

  private *cutArray(): Generator<Line> {
    const s = this.scan;
    for (; s.at < this.rest.length && s.depth > 0; s.at += 1) {
      const c = this.rest[s.at];
      if (s.inText) {
        if (s.escaped) s.escaped = false;
        else if (c === BACKSLASH) s.escaped = true;
        else if (c === QUOTE) s.inText = false;
      } else if (c === QUOTE) s.inText = true;
      else if (c === OPEN_OBJECT || c === OPEN_LIST) s.depth += 1;
      else if (c === CLOSE_OBJECT || c === CLOSE_LIST) s.depth -= 1;
      if ((s.depth === 1 && c === COMMA && !s.inText) || s.depth === 0) {
        const element = this.isTooLong || !this.isBlank(s.start, s.at) ? this.take(s.start, s.at) : null;
        s.start = s.at + 1;
        if (element) yield element;
      }
    }
    this.rest = this.rest.subarray(s.start);
    s.at -= s.start;
    s.start = 0;
    if (s.depth > 0 && this.rest.length > LONGEST) {
      this.dropRest();
      s.at = 0;
    }
  }

  private isBlank(start: number, end: number): boolean {
    for (let at = start; at < end; at += 1) if (!isSpace(this.rest[at])) return false;
    return true;
  }

  private dropRest(): void {
    this.rest = NOTHING;
    this.isTooLong = true;
  }

  /** A whole line or element; null where it is blank. */
  private take(start: number, end: number): Line | null {
    this.number += 1;
    const isTooLong = this.isTooLong || end - start > LONGEST;
    this.isTooLong = false;
    if (isTooLong) return { number: this.number, text: '', problem: `it is longer than ${LONGEST} bytes` };
    const text = this.rest.toString('utf8', start, end).trim();
    return text === '' ? null : { number: this.number, text };
  }
}
