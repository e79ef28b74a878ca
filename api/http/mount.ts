import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import type { Endpoint, PathParams } from '../../src/contract';
import { ErrorBody } from '../../src/contract';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call a route: anybody, or who may see the course in its path. Every route says one. */
    access?: 'public' | 'course';
  }
}

type Call<Path extends string, Query> = {
  readonly params: Record<PathParams<Path>, string>;
  readonly query: Query;
  readonly request: FastifyRequest;
};

/** A route from its description: the query is checked on the way in, the answer on the way out. */
export const mount = <Path extends string, Query extends z.ZodMiniType, Response extends z.ZodMiniType>(
  app: FastifyInstance,
  access: 'public' | 'course',
  endpoint: Endpoint<Path, Query, Response>,
  answer: (call: Call<Path, z.infer<Query>>) => Promise<z.infer<Response>> | z.infer<Response>,
): void => {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { access },
    schema: {
      summary: endpoint.summary,
      querystring: endpoint.query,
      response: { 200: endpoint.response, '4xx': ErrorBody, '5xx': ErrorBody },
      ...(access === 'course' ? { security: [{ lms: [] }] } : {}),
    },
    handler: (request) =>
      answer({
        params: request.params as Record<PathParams<Path>, string>,
        query: request.query as z.infer<Query>,
        request,
      }),
  });
};
