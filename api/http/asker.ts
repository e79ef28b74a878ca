import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../metrics/kit/turns';
import { callerOf } from './gate';

/** Whoever asks, and until when: the connection may be closed before there is a response. */
export const askerOf = (request: FastifyRequest, reply: FastifyReply): Asker => {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return { who: callerOf(request), signal: gone.signal };
};
