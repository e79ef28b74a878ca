import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from '../observability/metrics';
import { SCHEMAS } from './description';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `/metrics` for whoever has the token; null: for whoever reaches it. */
export const metricsRoute = (app: FastifyInstance, metrics: Metrics, token: string | null): void => {
  app.get('/metrics', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    const [, shown = ''] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token !== null && !timingSafeEqual(digest(shown), digest(token)))
      return reply.status(401).header('www-authenticate', 'Bearer realm="metrics"').send('The token is another.\n');
    return reply.type(metrics.registry.contentType).send(await metrics.text());
  });
};

/** A server of its own for `/metrics`, on a port that nobody outside reaches. It listens nowhere yet. */
export const metricsServer = (metrics: Metrics, token: string | null): FastifyInstance => {
  const app = Fastify({ ...SCHEMAS, logger: false, requestTimeout: 10_000 });
  metricsRoute(app, metrics, token);
  return app;
};
