import { Readable, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import negotiate from '@fastify/accept-negotiator';
import type { FastifyInstance, FastifyReply } from 'fastify';

const zipped = promisify(gzip);

/** In bytes: below, a packet holds it anyway. */
const SMALL = 1_400;
const TEXT = /^(?:text\/|application\/(?:json|javascript|xml|[\w.]+\+json)|image\/svg\+xml)/;

const isWorthIt = (reply: FastifyReply): boolean =>
  TEXT.test(String(reply.getHeader('content-type') ?? '')) &&
  !reply.hasHeader('content-encoding') &&
  !/no-transform/.test(String(reply.getHeader('cache-control') ?? ''));

/** What a cache has to know: the same address answers differently by what the client takes. */
const varies = (reply: FastifyReply): void => {
  const before = [reply.getHeader('vary') ?? []].flat().join(', ');
  if (/(^|,)\s*(\*|accept-encoding)\s*(,|$)/i.test(before)) return;
  reply.header('vary', before === '' ? 'accept-encoding' : `${before}, accept-encoding`);
};

const becomesZipped = (reply: FastifyReply): void => {
  reply.header('content-encoding', 'gzip');
  reply.removeHeader('content-length');
};

/** Sends what is text and not small as gzip to whoever takes it: a course's outline is then a sixth as large. */
export const compressAnswers = (app: FastifyInstance): void => {
  app.addHook<unknown>('onSend', async (request, reply, payload) => {
    if (!isWorthIt(reply)) return payload;
    varies(reply);
    const takes = negotiate(request.headers['accept-encoding'] ?? '', ['gzip', 'identity']) === 'gzip';
    if (!takes || request.method === 'HEAD') return payload;
    if (payload instanceof Readable) {
      becomesZipped(reply);
      const zip = createGzip();
      // Whatever ends early is cut off for the client, too, and frees the other end.
      pipeline(payload, zip, () => undefined);
      return zip;
    }
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    if (Buffer.byteLength(payload) < SMALL) return payload;
    becomesZipped(reply);
    return zipped(payload);
  });
};
