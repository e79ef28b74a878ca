import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** In bytes: below, a packet holds it anyway. */
const SMALL = 1_400;

/**
 * Sends what is text and not small as gzip to whoever takes it: a course's outline is then a sixth as large. Only gzip:
 * brotli costs several times the processor time for responses that are made anew each time.
 */
export const compressResponses = async (app: FastifyInstance): Promise<void> => {
  await app.register(compress, { threshold: SMALL, encodings: ['gzip', 'identity'], globalDecompression: false });
};
