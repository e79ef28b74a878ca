import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { ApiError } from '../lib/apiError';
import { compressResponses } from './compress';
import { tellUnchanged } from './etag';
import { sendBadAddress, handleErrors } from './errors';
import { courseRoutes } from './courseRoutes';
import { SCHEMAS, describeOnDemand } from './description';
import { lrsRoutes } from './lrsRoutes';
import { exportRoutes, siteExportRoutes } from './exportRoutes';
import { extensionRoutes } from './extensionRoutes';
import { callerOf } from './gate';
import { learnerRoutes, siteRoutes } from './learnerRoutes';
import { Refusals, limitRefusals } from './refusals';
import { type Access, insistOnAccess } from './mount';
import type { Ports } from './ports';
import { publicRoutes } from './publicRoutes';
import { sinkRoutes } from './sinkRoutes';
import { traceOf } from './trace';

/** Who may send as much as there is: the LMS. */
const OF_THE_LMS = new Set<Access>(['lrs', 'sink']);
const OPERATIONS = new Set(['/healthz', '/readyz']);

/** Course and usage keys are long; the router's own limit is 100. */
const LONGEST_KEY = 1000;

/** A request has to be there as a whole, and its head, after so long; looked at so often. Milliseconds. */
const WHOLE_REQUEST = 120_000;
const WHOLE_HEAD = 20_000;
const CHECK_MS = 5000;
/** When the service ends, responses under way get so long; milliseconds. */
const CLOSE_WITHIN = 5000;

/** Connections that are still open some time after the end has begun are cut: a body that never ends holds nobody. */
const closeInTime = (app: FastifyInstance): void => {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    timer = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN);
  });
  app.addHook('onClose', async () => clearTimeout(timer));
};

/** Makes the API. It listens nowhere and reads no environment. */
export const buildApp = async (ports: Ports): Promise<FastifyInstance> => {
  const options = {
    ...SCHEMAS,
    genReqId: () => randomUUID(),
    requestIdHeader: false as const,
    // one line a request, written by the hook below
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: LONGEST_KEY },
    bodyLimit: 1_000_000,
    frameworkErrors: sendBadAddress,
    requestTimeout: WHOLE_REQUEST,
    http: { headersTimeout: WHOLE_HEAD, connectionsCheckingInterval: CHECK_MS },
    trustProxy: ports.trustedProxies && ports.trustedProxies.length > 0 ? [...ports.trustedProxies] : false,
  };
  const traced: FastifyServerOptions['childLoggerFactory'] = (logger, bindings, opts, request) =>
    logger.child({ ...bindings, ...traceOf(request.headers) }, opts);
  const app: FastifyInstance = ports.logger
    ? Fastify({ ...options, loggerInstance: ports.logger, childLoggerFactory: traced })
    : Fastify({ ...options, logger: false });
  handleErrors(app, (code) => ports.metrics.denied(code));
  app.addHook('onRoute', insistOnAccess);
  closeInTime(app);

  await app.register(cors, {
    origin: [...ports.allowedOrigins],
    credentials: true,
    methods: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'if-none-match', 'use-jwt-cookie', 'x-csrftoken'],
    exposedHeaders: ['etag', 'x-request-id', 'retry-after'],
    // In seconds: as long as browsers keep it (Firefox a day, Chromium two hours).
    maxAge: 86_400,
  });
  const isOperation = (request: FastifyRequest): boolean => OPERATIONS.has(request.routeOptions.url ?? '');
  limitRefusals(app, new Refusals(ports.requestsPerMinute), isOperation);
  await app.register(rateLimit, {
    max: ports.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: callerOf,
    // a supervisor may look as often as it likes, and the LMS may send as much as there is
    allowList: (request) => isOperation(request) || OF_THE_LMS.has(request.routeOptions.config.access ?? 'public'),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: () => new ApiError('too_many_requests'),
  });
  describeOnDemand(app, ports.version);
  tellUnchanged(app);
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload === 'string' && payload.includes('"kind":"withheld"'))
      ports.metrics.withheld(request.routeOptions.url ?? 'unknown');
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  await compressResponses(app);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    ports.metrics.request(route, reply.statusCode, reply.elapsedTime / 1000);
    // Whoever looks every few seconds whether we are well would fill the log.
    const isLook = isOperation(request) || route === '/metrics';
    request.log[isLook && reply.statusCode < 400 ? 'debug' : 'info'](
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });

  await app.register(publicRoutes(ports));
  await app.register(courseRoutes(ports));
  await app.register(extensionRoutes(ports));
  if (ports.lrs) await app.register(lrsRoutes(ports.lrs));
  if (ports.sink) await app.register(sinkRoutes(ports.sink));
  await app.register(learnerRoutes(ports));
  await app.register(exportRoutes(ports));
  await app.register(siteExportRoutes(ports));
  await app.register(siteRoutes(ports));
  return app;
};
