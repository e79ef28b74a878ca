import type { FastifyInstance } from 'fastify';
import { getCards, getExtensionMetric } from '@marginalia/contract';
import type { ExtensionReports } from '../extension/reports';
import { ApiError } from '../lib/apiError';
import { courseGate, personOf } from './gate';
import { mount } from './mount';
import type { Ports } from './ports';

/** Extensions of this service; where it has none of them, they are switched off. */
export const extensionsOf = (ports: Ports): ExtensionReports => {
  if (!ports.extensions) throw new ApiError('extensions_off');
  return ports.extensions();
};

/** What extensions say about a course. One route for all of them, behind the same gate as every other. */
export const extensionRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    const { scopeOf, rolesOf } = courseGate(app, ports);
    mount(app, 'course', getExtensionMetric, async ({ request, params, query }) =>
      extensionsOf(ports).metric(
        scopeOf(request),
        `${params.name}.${params.metric}`,
        query as Record<string, string>,
        await rolesOf(request),
      ),
    );
    mount(app, 'course', getCards, async ({ request, params, query }) => {
      const asker = await rolesOf(request);
      const isSample = query.sample === '1';
      const place = query.place ?? 'course';
      const about = query.block === undefined ? { place } : { block: query.block };
      const [ours, theirs] = await Promise.all([
        extensionsOf(ports).cards(scopeOf(request), query.block ?? null, {
          place,
          viewer: personOf(request).username,
          sample: isSample,
          asker,
        }),
        isSample ? [] : (ports.providers?.().cards({ course: params.course, ...about }, asker) ?? []),
      ]);
      return [...ours, ...theirs];
    });
  };
