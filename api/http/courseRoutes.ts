import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type WindowQuery, getAttention, getOutline, getProblem, getVideo, putAttentionNote } from '../../src/contract';
import type { CourseScope } from '../auth/scope';
import { type Person, tokenOf } from '../auth/token';
import { ApiError } from '../lib/apiError';
import { blockInRun, courseInRun } from '../lib/usageKey';
import type { Window } from '../services/reports';
import type { Ports } from './app';
import { mount } from './mount';
import { insistOnOrigin } from './origin';

/**
 * Everything about a course. Before any of these runs, the token is verified and the LMS is asked about the course in
 * the path; a route mounted here cannot be reached otherwise.
 */
export const courseRoutes =
  (ports: Ports) =>
  async (app: FastifyInstance): Promise<void> => {
    const scopes = new WeakMap<FastifyRequest, CourseScope>();
    const people = new WeakMap<FastifyRequest, Person>();

    const signOn = (): NonNullable<Ports['signOn']> => {
      if (!ports.signOn) throw new ApiError('lms_unavailable', { remedy: 'The operator has to set LMS_BASE_URL.' });
      return ports.signOn;
    };

    app.addHook('onRequest', async (request) => {
      const { course } = request.params as { course?: string };
      const person = await signOn().verifier.verify(tokenOf(request.headers));
      if (!course) throw new ApiError('not_found');
      scopes.set(request, await signOn().access.scope(person, course));
      people.set(request, person);
    });

    const personOf = (request: FastifyRequest): Person => {
      const person = people.get(request);
      if (!person) throw new ApiError('not_signed_in');
      return person;
    };

    /** The course of the request, or another run of it, about which the LMS is asked too. */
    const scopeOf = async (request: FastifyRequest, run?: string): Promise<CourseScope> => {
      const scope = scopes.get(request);
      if (!scope) throw new ApiError('not_signed_in');
      if (run === undefined) return scope;
      const other = courseInRun(scope.courseKey, run);
      if (other === null) throw notARun();
      return signOn().access.scope(personOf(request), other);
    };

    /** A block, and the course it is asked about. */
    const blockOf = async (
      request: FastifyRequest,
      block: string,
      run?: string,
    ): Promise<{ scope: CourseScope; block: string }> => {
      const scope = await scopeOf(request, run);
      const here = scopes.get(request)?.courseKey ?? scope.courseKey;
      const found = run === undefined ? block : blockInRun(block, here, scope.courseKey);
      if (found === null) throw notARun();
      return { scope, block: found };
    };

    mount(app, 'course', getOutline, async ({ request, query }) => {
      const window = windowOf(query);
      return ports.reports().outline(await scopeOf(request, query.run), window);
    });
    mount(app, 'course', getAttention, async ({ request, query }) => {
      const scope = await scopeOf(request, query.run);
      return ports.reports().attention(scope, await signOn().access.isAuthor(personOf(request), scope.courseKey));
    });
    mount(app, 'course', putAttentionNote, async ({ request, params, body }) => {
      insistOnOrigin(request, ports.allowedOrigins);
      const scope = await signOn().access.authorScope(personOf(request), params.course, request.id);
      const note = await ports.reports().answer(scope, params.item, { status: body.status, text: body.text ?? '' });
      request.log.info({ course: params.course, item: params.item, status: note.status, by: note.by }, 'item answered');
      return note;
    });
    mount(app, 'course', getProblem, async ({ request, params, query }) => {
      const window = windowOf(query);
      const { scope, block } = await blockOf(request, params.block, query.run);
      return ports.reports().problem(scope, block, window);
    });
    mount(app, 'course', getVideo, async ({ request, params, query }) => {
      const window = windowOf(query);
      const { scope, block } = await blockOf(request, params.block, query.run);
      return ports.reports().video(scope, block, window);
    });
  };

const notARun = (): ApiError =>
  new ApiError('invalid_request', {
    issues: [
      {
        where: '/run',
        message: 'only courses with keys such as course-v1:Org+Course+Run, and their blocks, have runs',
      },
    ],
  });

const windowOf = ({ from, to, track }: WindowQuery): Window => {
  if (from && to && from >= to)
    throw new ApiError('invalid_request', { issues: [{ where: '/from', message: 'must lie before "to"' }] });
  return { from: from ?? null, to: to ?? null, track: track ?? null };
};
