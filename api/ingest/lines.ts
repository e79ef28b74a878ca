import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
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

/** Longer texts than this are passed over: nobody writes such a statement, and memory stays bounded. */
export const LONGEST = 8 * 1024 * 1024;

/** Opens a file or, for `-`, the standard input given. */
export const openInput = (file: string, stdin: Readable): Readable => (file === '-' ? stdin : createReadStream(file));

/**
 * Splits input into statements: JSON lines or JSON arrays, plain or gzip, told by their first bytes. Blank lines are
 * passed over. What is no UTF-8 becomes U+FFFD.
 * @throws InputError after the last whole statement where the input is cut off or is no valid gzip
 */
export async function* readLines(input: Readable): AsyncGenerator<Line> {
  const splitter = new Splitter();
  for await (const chunk of readBytes(input)) yield* splitter.push(chunk);
  yield* splitter.end();
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
  const gunzip = createGunzip();
  pipeline(Readable.from(whole()), gunzip, () => undefined);
  for await (const chunk of gunzip) yield chunk as Buffer;
}

/** Cuts text into lines, or JSON arrays into their elements. */
class Splitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private number = 0;
  /** Before the first text. */
  private lineEnds = 0;
  private mode: 'unknown' | 'lines' | 'array' = 'unknown';
  /** The text under way is longer than we keep. */
  private isTooLong = false;
  /** Where we are in an array: `depth` 1 is between its elements' outermost brackets. */
  private scan = { at: 0, start: 0, depth: 1, inText: false, escaped: false };

  *push(chunk: Buffer): Generator<Line> {
    this.rest += this.decoder.write(chunk);
    yield* this.cut();
  }

  *end(): Generator<Line> {
    this.rest += this.decoder.end();
    yield* this.cut();
    if (this.mode === 'array') throw new InputError('the JSON array ends in the middle');
    if (this.mode === 'lines') yield* this.take(this.rest);
  }

  private *cut(): Generator<Line> {
    for (;;) {
      if (this.mode === 'unknown') {
        const lead = /^[\uFEFF\s]*/.exec(this.rest)?.[0] ?? '';
        this.rest = this.rest.slice(lead.length);
        this.lineEnds += lead.split('\n').length - 1;
        if (this.rest === '') return;
        this.mode = this.rest.startsWith('[') ? 'array' : 'lines';
        if (this.mode === 'lines' && this.number === 0) this.number = this.lineEnds;
        if (this.mode === 'array') this.rest = this.rest.slice(1);
      }
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

  private *cutLines(): Generator<Line> {
    let start = 0;
    for (let end = this.rest.indexOf('\n'); end >= 0; end = this.rest.indexOf('\n', start)) {
      yield* this.take(this.rest.slice(start, end));
      start = end + 1;
    }
    this.rest = this.rest.slice(start);
    if (this.rest.length > LONGEST) this.dropRest();
  }

  private *cutArray(): Generator<Line> {
    const s = this.scan;
    for (; s.at < this.rest.length && s.depth > 0; s.at += 1) {
      const c = this.rest[s.at];
      if (s.inText) {
        if (s.escaped) s.escaped = false;
        else if (c === '\\') s.escaped = true;
        else if (c === '"') s.inText = false;
      } else if (c === '"') s.inText = true;
      else if (c === '{' || c === '[') s.depth += 1;
      else if (c === '}' || c === ']') s.depth -= 1;
      if ((s.depth === 1 && c === ',' && !s.inText) || s.depth === 0) {
        const text = this.rest.slice(s.start, s.at);
        s.start = s.at + 1;
        if (this.isTooLong || text.trim() !== '') yield* this.take(text);
      }
    }
    this.rest = this.rest.slice(s.start);
    s.at -= s.start;
    s.start = 0;
    if (s.depth > 0 && this.rest.length > LONGEST) {
      this.dropRest();
      s.at = 0;
    }
  }

  private dropRest(): void {
    this.rest = '';
    this.isTooLong = true;
  }

  /** A whole line or element. */
  private *take(whole: string): Generator<Line> {
    this.number += 1;
    const text = whole.trim();
    if (this.isTooLong || text.length > LONGEST) {
      yield { number: this.number, text: '', problem: `it is longer than ${LONGEST} characters` };
    } else if (text !== '') yield { number: this.number, text };
    this.isTooLong = false;
  }
}
