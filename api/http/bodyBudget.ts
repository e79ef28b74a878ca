import type { FastifyRequest } from 'fastify';
import { ApiError } from '../lib/apiError';

/**
 * Reads bodies while all that are being read or stored stay within a number of bytes together; what would not fit is
 * refused, so that memory is bounded however much arrives.
 */
export class BodyBudget {
  private used = 0;
  private readonly held = new WeakMap<FastifyRequest, number>();

  /**
   * @param total bytes of all bodies together
   * @param least what a request counts at least: a small one takes memory beside its body
   */
  constructor(
    private readonly total: number,
    private readonly least: number,
  ) {}

  /**
   * A body that was read holds its bytes until the request is released.
   * @param largest bytes that this body may have
   * @throws ApiError too_large, overloaded
   */
  async read(request: FastifyRequest, stream: AsyncIterable<Buffer>, largest: number): Promise<Buffer> {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > largest) throw new ApiError('too_large', { bytes: largest });
    this.take(request, Math.max(announced, this.least));
    try {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of stream) {
        length += chunk.length;
        if (length > largest) throw new ApiError('too_large', { bytes: largest });
        const more = length - (this.held.get(request) ?? 0);
        if (more > 0) this.take(request, more);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } catch (error) {
      // Refused, or the sender hung up: nobody else will release it.
      this.release(request);
      throw error;
    }
  }

  /** What a request held is free again. */
  release(request: FastifyRequest): void {
    this.used -= this.held.get(request) ?? 0;
    this.held.delete(request);
  }

  private take(request: FastifyRequest, bytes: number): void {
    if (this.used + bytes > this.total) throw new ApiError('overloaded');
    this.used += bytes;
    this.held.set(request, (this.held.get(request) ?? 0) + bytes);
  }
}
