import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';

/** One statement's text and where it stood: the line, or in a JSON array the element, from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The input ended in the middle or cannot be read on; what came before it was delivered. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Longer texts than this are refused: nobody writes such a statement, and memory stays bounded. */
export const LONGEST = 8 * 1024 * 1024;

/** Opens a file or, for `-`, the standard input given. */
export const openInput = (file: string, stdin: Readable): Readable => (file === '-' ? stdin : createReadStream(file));

/**
 * Splits input into statements: JSON lines or one JSON array, plain or gzip, told by their first bytes. Blank lines are
 * passed over.
 * @throws InputError after the last whole statement where the input is cut off or is no valid gzip
 */
export async function* readLines(input: Readable): AsyncGenerator<Line> {
  const splitter = new Splitter();
  let failure: Error | null = null;
  try {
    for await (const chunk of decompress(input)) yield* splitter.push(chunk as Buffer);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  if (!failure) {
    yield* splitter.end();
    return;
  }
  const kind = (failure as NodeJS.ErrnoException).code ?? failure.message;
  if (kind === 'Z_BUF_ERROR') {
    throw new InputError('the gzip data ends in the middle; load the whole file again, what was read is kept');
  }
  if (String(kind).startsWith('Z_')) throw new InputError(`the gzip data is damaged: ${failure.message}`);
  throw new InputError(`it cannot be read: ${failure.message}`);
}

/** Unpacks where the first two bytes say gzip. */
async function* decompress(input: Readable): AsyncGenerator<Buffer> {
  const chunks = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done) return;
  async function* whole(): AsyncGenerator<Buffer> {
    yield first.value as Buffer;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  if (!isGzip) {
    yield* whole();
    return;
  }
  const gunzip = createGunzip();
  pipeline(Readable.from(whole()), gunzip, () => undefined);
  for await (const chunk of gunzip) yield chunk as Buffer;
}

/** Cuts text into lines, or a JSON array into its elements. */
class Splitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private number = 0;
  private mode: 'unknown' | 'lines' | 'array' = 'unknown';

  *push(chunk: Buffer): Generator<Line> {
    this.rest += this.decoder.write(chunk);
    yield* this.cut();
  }

  *end(): Generator<Line> {
    this.rest += this.decoder.end();
    yield* this.cut();
    const text = this.rest.trim();
    if (this.mode === 'array') {
      if (this.scan.depth > 0) throw new InputError('the JSON array ends in the middle');
      return;
    }
    if (text !== '') yield { number: this.number + 1, text };
  }

  private *cut(): Generator<Line> {
    if (this.mode === 'unknown') {
      this.rest = this.rest.replace(/^[\uFEFF\s]+/, (lead) => {
        this.number += lead.split('\n').length - 1;
        return '';
      });
      if (this.rest === '') return;
      this.mode = this.rest.startsWith('[') ? 'array' : 'lines';
      if (this.mode === 'array') {
        this.rest = this.rest.slice(1);
        this.number = 0;
      }
    }
    if (this.mode === 'lines') yield* this.cutLines();
    else yield* this.cutArray();
  }

  private *cutLines(): Generator<Line> {
    const lines = this.rest.split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      this.number += 1;
      const text = line.trim();
      if (text !== '') yield { number: this.number, text };
    }
    if (this.rest.length > LONGEST)
      throw new InputError(`line ${this.number + 1} is longer than ${LONGEST} characters`);
  }

  /** Where we are in an array: `depth` 1 is between its elements' outermost brackets. */
  private scan = { at: 0, start: 0, depth: 1, inText: false, escaped: false };

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
        const text = this.rest.slice(s.start, s.at).trim();
        s.start = s.at + 1;
        if (text !== '') {
          this.number += 1;
          yield { number: this.number, text };
        }
      }
    }
    this.rest = this.rest.slice(s.start);
    s.at -= s.start;
    s.start = 0;
    if (this.rest.length > LONGEST)
      throw new InputError(`element ${this.number + 1} is longer than ${LONGEST} characters`);
  }
}
