import { createGunzip } from 'node:zlib';

/** Bytes unpacked at once: each time costs a change of threads. */
const UNPACKED = 64 * 1024;
/** Packed bytes handed over at once: what these unpack to is in memory, at most a thousand times as much. */
const PIECE = 8 * 1024;
/**
 * Of damaged data, the unpacker keeps what the piece with the damage held before it to itself. Damage is most often at the
 * end (a copy cut off, a bad sum, something else behind it), so the last bytes are handed over a few at a time: four, for
 * that is the sum, so that no piece holds data and all that the unpacker finds fault with.
 */
const END = 16 * 1024;
const SMALL_PIECE = 4;

/**
 * Unpacks gzip data, one file or several behind each other.
 * @throws what the unpacker says of damaged data or of data that ends in the middle, after all that came before it
 */
export async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: UNPACKED });
  let unpacked: Buffer[] = [];
  let failure: Error | null = null;
  let wake = (): void => undefined;
  gunzip.on('data', (piece: Buffer) => unpacked.push(piece));
  gunzip.on('error', (error) => {
    failure = error;
    wake();
  });
  const after = (work: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      if (failure) resolve();
      else work(resolve);
    });
  async function* feed(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length && !failure; at += size) {
      await after((done) => gunzip.write(bytes.subarray(at, at + size), () => done()));
      yield* unpacked;
      unpacked = [];
    }
  }
  let held: Buffer = Buffer.alloc(0);
  let unreadable: { readonly error: unknown } | null = null;
  try {
    try {
      for await (const chunk of packed) {
        const all = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
        const end = Math.max(0, all.length - END);
        yield* feed(all.subarray(0, end), PIECE);
        held = all.subarray(end);
        if (failure) break;
      }
    } catch (error) {
      unreadable = { error };
    }
    yield* feed(held, SMALL_PIECE);
    if (unreadable) throw unreadable.error;
    if (!failure) await after((done) => gunzip.once('end', done).end());
    yield* unpacked;
    if (failure) throw failure as Error;
  } finally {
    gunzip.destroy();
  }
}
