import type { FastifyInstance } from 'fastify';
import { METRICS, type Metric, type MetricId, getMetric, getMetrics } from '@marginalia/contract';
import { ApiError } from '../lib/apiError';
import type { Ports } from './ports';
import { metricsRoute } from './metricsRoute';
import { mount } from './mount';

/** What says nothing about anybody: definitions, health, the description of the API. */
export const publicRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    /** Of extensions, while there is a database that knows them. */
    // Each is asked inside an async function: where the database is away, `extensions()` itself throws.
    const ofExtensions = async (): Promise<Metric[]> => [
      ...((await ports.extensions?.().definitions()) ?? []),
      ...((await ports.providers?.().definitions()) ?? []),
    ];
    const pathsOfExtensions = async () => (await ports.extensions?.().paths()) ?? {};
    mount(app, 'public', getMetrics, async () => ({
      metrics: [...Object.values(METRICS), ...(await ofExtensions().catch(() => []))],
    }));
    mount(app, 'public', getMetric, async ({ params }) => {
      const own = params.id.includes('.') ? (await ofExtensions()).find(({ id }) => id === params.id) : undefined;
      if (own) return own;
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
    if (ports.metricsToken) metricsRoute(app, ports.metrics, ports.metricsToken);
    app.get('/openapi.json', open, async () => {
      const description = await app.describeRoutes();
      const added = await pathsOfExtensions().catch(() => ({}));
      return { ...description, paths: { ...description.paths, ...added } };
    });
  };
