import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type WindowQuery, getAttention, getOutline, getProblem, getVideo } from '../../src/contract';
import type { CourseScope } from '../auth/scope';
import { tokenOf } from '../auth/token';
import { ApiError } from '../lib/apiError';
import type { Window } from '../services/reports';
import type { Ports } from './app';
import { mount } from './mount';

/**
 * Everything about a course. Before any of these runs, the token is verified and the LMS is asked about the course in
 * the path; a route mounted here cannot be reached otherwise.
 */
export const courseRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    const scopes = new WeakMap<FastifyRequest, CourseScope>();

    app.addHook('onRequest', async (request) => {
      if (!ports.signOn) throw new ApiError('lms_unavailable', { remedy: 'The operator has to set LMS_BASE_URL.' });
      const { course } = request.params as { course?: string };
      const person = await ports.signOn.verifier.verify(tokenOf(request.headers));
      if (!course) throw new ApiError('not_found');
      scopes.set(request, await ports.signOn.access.scope(person, course));
    });

    const scopeOf = (request: FastifyRequest): CourseScope => {
      const scope = scopes.get(request);
      if (!scope) throw new ApiError('not_signed_in');
      return scope;
    };

    mount(app, 'course', getOutline, ({ request, query }) => {
      const window = windowOf(query);
      return ports.reports().outline(scopeOf(request), window);
    });
    mount(app, 'course', getAttention, ({ request }) => ports.reports().attention(scopeOf(request)));
    mount(app, 'course', getProblem, ({ request, params, query }) => {
      const window = windowOf(query);
      return ports.reports().problem(scopeOf(request), params.block, window);
    });
    mount(app, 'course', getVideo, ({ request, params, query }) => {
      const window = windowOf(query);
      return ports.reports().video(scopeOf(request), params.block, window);
    });
  };

const windowOf = ({ from, to }: WindowQuery): Window => {
  if (from && to && from >= to)
    throw new ApiError('invalid_request', { issues: [{ where: '/from', message: 'must lie before "to"' }] });
  return { from: from ?? null, to: to ?? null };
};
