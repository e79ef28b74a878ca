import type { FastifyInstance } from 'fastify';
import { METRICS, type MetricId, getMetric, getMetrics } from '@marginalia/contract';
import { ApiError } from '../lib/apiError';
import type { Ports } from './ports';
import { mount } from './mount';

/** What tells nothing about anybody: definitions, health, the description of the API. */
export const publicRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    mount(app, 'public', getMetrics, () => ({ metrics: Object.values(METRICS) }));
    mount(app, 'public', getMetric, ({ params }) => {
      if (!Object.hasOwn(METRICS, params.id)) throw new ApiError('not_found', { metric: params.id });
      return METRICS[params.id as MetricId];
    });

    const open = { config: { access: 'public' as const }, schema: { hide: true } };
    app.get('/healthz', open, () => ({ status: 'ok' }));
    app.get('/readyz', open, async (_, reply) => {
      const reason = await ports.notReady();
      return reply
        .status(reason === null ? 200 : 503)
        .send(reason === null ? { status: 'ready' } : { status: 'not ready', reason });
    });
    app.get('/metrics', open, async (_, reply) =>
      reply.type(ports.metrics.registry.contentType).send(await ports.metrics.registry.metrics()),
    );
    app.get('/openapi.json', open, () => app.swagger());
  };
