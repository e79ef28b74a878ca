import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../lib/apiError';
import { bytesInFlight } from '../observability/instruments';

/** How much bodies may take, in bytes; and how slow they may come. */
export interface BodyLimits {
  /** All bodies together. */
  readonly total: number;
  /** All bodies of one sender: nobody takes the place of the others. */
  readonly each: number;
  /** What a request counts at least: a small one takes memory besides its body. */
  readonly least: number;
  /** In every so many milliseconds a body has to come by so many bytes, or to its end. */
  readonly pace: { readonly every: number; readonly bytes: number };
}

/**
 * Reads bodies while all that are being read or stored stay within a number of bytes together, and those of one sender
 * within another; what would not fit is refused, so that memory is bounded however much arrives. What counts is what has
 * come, not what was announced, and a body that does not come on is given up.
 */
export class BodyBudget {
  private used = 0;
  private readonly usedBy = new Map<string, number>();
  private readonly held = new WeakMap<FastifyRequest, { readonly sender: string; bytes: number }>();

  constructor(private readonly limits: BodyLimits) {}

  /**
   * A body that was read holds its bytes until the request is released.
   * @param sender whose body it is
   * @param largest bytes that this body may have
   * @throws ApiError too_large, overloaded, too_slow
   */
  async read(request: FastifyRequest, stream: Readable, sender: string, largest: number): Promise<Buffer> {
    if (Number(request.headers['content-length'] ?? 0) > largest) throw new ApiError('too_large', { bytes: largest });
    try {
      this.hold(request, sender, this.limits.least);
      return await this.collect(stream, largest, (length) => this.hold(request, sender, length));
    } catch (error) {
      // Refused, or the sender hung up: nobody else will release it.
      this.release(request);
      throw error;
    }
  }

  /** What a request held is free again. */
  release(request: FastifyRequest): void {
    const held = this.held.get(request);
    if (!held) return;
    this.held.delete(request);
    this.used -= held.bytes;
    bytesInFlight.dec(held.bytes);
    const left = (this.usedBy.get(held.sender) ?? 0) - held.bytes;
    if (left > 0) this.usedBy.set(held.sender, left);
    else this.usedBy.delete(held.sender);
  }

  private collect(stream: Readable, largest: number, hold: (length: number) => void): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const { every, bytes } = this.limits.pace;
      const chunks: Buffer[] = [];
      let length = 0;
      let before = 0;
      const end = (): void => {
        clearInterval(watch);
        stream.off('data', take);
      };
      const fail = (error: unknown): void => {
        end();
        chunks.length = 0;
        // What still comes is thrown away: whoever sends it can read the response all the same.
        stream.resume();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const take = (chunk: Buffer): void => {
        length += chunk.length;
        try {
          if (length > largest) throw new ApiError('too_large', { bytes: largest });
          hold(length);
          chunks.push(chunk);
        } catch (error) {
          fail(error);
        }
      };
      const watch = setInterval(() => {
        if (length - before < bytes) fail(new ApiError('too_slow'));
        before = length;
      }, every);
      stream.on('data', take);
      stream.once('end', () => {
        end();
        resolve(Buffer.concat(chunks));
      });
      stream.once('error', fail);
      stream.once('close', () => fail(new Error('the sender hung up')));
    });
  }

  /** A request holds so many bytes, or what it holds already. */
  private hold(request: FastifyRequest, sender: string, bytes: number): void {
    const held = this.held.get(request) ?? { sender, bytes: 0 };
    const more = bytes - held.bytes;
    if (more <= 0) return;
    const own = this.usedBy.get(sender) ?? 0;
    if (this.used + more > this.limits.total || own + more > this.limits.each) throw new ApiError('overloaded');
    this.used += more;
    bytesInFlight.inc(more);
    this.usedBy.set(sender, own + more);
    held.bytes += more;
    this.held.set(request, held);
  }
}
