import Fastify, { type FastifyInstance, type FastifyServerOptions, type RouteOptions } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';

/** Schemas are zod's. Said at the start, so that Fastify does not load the two compilers of its own. */
const compilersFactory: unknown = {
  buildValidator: () => validatorCompiler,
  buildSerializer: () => serializerCompiler,
};
export const SCHEMAS = { schemaController: { compilersFactory } } as FastifyServerOptions;

declare module 'fastify' {
  interface FastifyInstance {
    /** The OpenAPI description of the routes of this service. */
    describeRoutes(): Promise<Description>;
  }
}

/** An OpenAPI document. */
type Description = Readonly<Record<string, unknown>> & { readonly paths?: object };

/**
 * Remembers the routes that are added from here on, for `describeRoutes`. What writes the description is loaded when
 * somebody asks for it: few do, and it would take memory of everybody.
 */
export const describeOnDemand = (app: FastifyInstance, version: string): void => {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  let description: Promise<Description> | undefined;
  app.decorate('describeRoutes', () => (description ??= describe(routes, version)));
};

const describe = async (routes: readonly RouteOptions[], version: string): Promise<Description> => {
  const { default: swagger } = await import('@fastify/swagger');
  const app = Fastify({ ...SCHEMAS, logger: false });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Marginalia',
        version,
        description: 'How learners are doing with each block of an Open edX course.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { lms: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: jsonSchemaTransform,
  });
  for (const { method, url, schema } of routes) {
    // Fastify adds these by itself.
    if (method === 'HEAD') continue;
    app.route({ method, url, schema: schema ?? {}, handler: () => undefined });
  }
  await app.ready();
  const described = app.swagger();
  await app.close();
  return described as Description;
};
