import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '../ingest/lines';

/** Gzip packs text some ten times; what unpacks to so much more, beyond a size that harms nobody, was made to hurt. */
interface RatioLimit {
  readonly ratio: number;
  readonly beyondBytes: number;
}

const RATIO: RatioLimit = { ratio: 200, beyondBytes: 64 * 2 ** 20 };

interface Peeked {
  /** The first bytes, or fewer where there are not so many. */
  readonly head: Buffer;
  readonly whole: AsyncGenerator<Buffer>;
}

/** Reads a stream's beginning, and gives the stream back with the beginning still in it. */
export const peek = async (input: AsyncIterable<Buffer>, bytes: number): Promise<Peeked> => {
  const chunks = input[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < bytes) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { head, whole: whole() };
};

/**
 * Unpacks where the first two bytes say gzip; else hands through.
 * @throws InputError where the data is damaged or packed too tightly
 */
export async function* unpacked(input: AsyncIterable<Buffer>, limit: RatioLimit = RATIO): AsyncGenerator<Buffer> {
  const { head, whole } = await peek(input, 2);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole;
    return;
  }
  let packed = 0;
  let bytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of whole) {
      packed += chunk.length;
      yield chunk;
    }
  }
  const gunzip = createGunzip();
  pipeline(Readable.from(counted()), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limit.beyondBytes && bytes > packed * limit.ratio)
        throw new InputError(`it unpacks to more than ${limit.ratio} times its size, as no course does`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(
      code === 'Z_BUF_ERROR' ? 'the gzip data ends in the middle' : `the gzip data is damaged: ${message}`,
    );
  }
}
