import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

/**
 * The body of a server's response; of one that is too long only as much as shows that.
 * @param most bytes
 * @returns at most one byte more than that
 * @throws whatever breaks it off
 */
export const bytesOf = async (response: Response, most: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body = response.body ? Readable.fromWeb(response.body as ReadableStream) : [];
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes > most) break;
  }
  return Buffer.concat(chunks).subarray(0, most + 1);
};
