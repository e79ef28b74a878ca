import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import * as z from 'zod/mini';
import type { Endpoint, PathParams } from '@marginalia/contract';
import { ErrorBody } from '@marginalia/contract';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call a route: anybody, whoever is signed in, who may see the course in its path, or who has a credential
     * of the xAPI endpoint or of those for the LMS's own services. Every route says one.
     */
    access?: Access;
  }
}

export type Access = 'public' | 'person' | 'course' | 'lrs' | 'sink';

type Call<Path extends string, Query, Body> = {
  readonly params: Record<PathParams<Path>, string>;
  readonly query: Query;
  readonly body: Body;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** What the parameters of a path are, for the description of the API. */
const MEANING: Record<string, string> = {
  course: 'Course key, percent-encoded: course-v1%3AOrg%2BCourse%2BRun',
  block: 'Usage key of the block, percent-encoded',
  item: 'Id of an item of the list, percent-encoded',
  id: 'Id of a metric, of a note',
  learner: 'Id of the learner, percent-encoded',
};

const paramsOf = (path: string): z.ZodMiniType =>
  z.strictObject(
    Object.fromEntries(
      [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => [
        name,
        z.string().register(z.globalRegistry, { description: MEANING[name] ?? name }),
      ]),
    ),
  );

/** A route from its description: the query is checked on the way in, the report on the way out. */
export const mount = <
  Path extends string,
  Query extends z.ZodMiniType,
  Response extends z.ZodMiniType,
  Body extends z.ZodMiniType | undefined,
>(
  app: FastifyInstance,
  access: Access,
  endpoint: Endpoint<Path, Query, Response, Body>,
  reportOf: (
    call: Call<Path, z.infer<Query>, Body extends z.ZodMiniType ? z.infer<Body> : undefined>,
  ) => Promise<z.infer<Response>> | z.infer<Response>,
): void => {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { access },
    schema: {
      summary: endpoint.summary,
      params: paramsOf(endpoint.path),
      querystring: endpoint.query,
      ...(endpoint.body ? { body: endpoint.body } : {}),
      response: { 200: endpoint.response, '4xx': ErrorBody, '5xx': ErrorBody },
      ...(access !== 'public' ? { security: [{ lms: [] }] } : {}),
    },
    handler: (request, reply) =>
      reportOf({
        params: request.params as Record<PathParams<Path>, string>,
        query: request.query as z.infer<Query>,
        body: request.body as Body extends z.ZodMiniType ? z.infer<Body> : undefined,
        request,
        reply,
      }),
  });
};

const OURS = '/api/v1/';
const ABOUT_A_COURSE = '/api/v1/courses/';
/** Where every route needs a credential of its own, and which one. */
const OWN_CREDENTIAL: readonly (readonly [string, Access])[] = [
  ['/xapi', 'lrs'],
  ['/sink', 'sink'],
  ['/retirement', 'sink'],
];

/**
 * Refuses to start with a route of the API that does not say who may call it, or that says "anybody" where a course is
 * in its path. Everything at /xAPI, /sink and /retirement needs a credential of that endpoint.
 */
export const insistOnAccess = ({ url, config }: Pick<RouteOptions, 'url' | 'config'>): void => {
  const access = config?.access;
  const own = OWN_CREDENTIAL.find(([prefix]) => url.toLowerCase().startsWith(prefix))?.[1];
  if (own !== undefined ? access !== own : access === 'lrs' || access === 'sink') {
    throw new Error(
      `The route ${url}: everything at /xAPI has access: lrs, at /sink and /retirement sink, nothing else.`,
    );
  }
  if (!url.startsWith(OURS)) return;
  const wanted = url.startsWith(ABOUT_A_COURSE) ? 'course' : access;
  if (access === undefined || access !== wanted) {
    throw new Error(`The route ${url} has to say who may call it (access: ${wanted ?? 'public, person or course'}).`);
  }
};
