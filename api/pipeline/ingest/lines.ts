import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { gunzipped } from './gunzip';
import { InputError, type Line } from './line';
import { Splitter } from './splitter';

export { InputError, LONGEST, type Line } from './line';

/** Opens a file or, for `-`, the standard input given. */
export const openInput = (file: string, stdin: Readable): Readable => (file === '-' ? stdin : createReadStream(file));

/**
 * Splits input into statements: JSON lines or JSON arrays, plain or gzip, known by their first bytes. Blank lines are
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
  yield* gunzipped(whole());
}
