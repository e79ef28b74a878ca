import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { CourseAccess } from '../auth/courseAccess';
import { TokenVerifier } from '../auth/token';
import { tokenFault } from '../auth/tokenFault';
import { EngineError } from '../store/engine';
import type { Config, LmsConfig } from '../config/config';
import { buildApp } from '../http/app';
import type { Ports } from '../http/ports';
import { pageRoutes } from '../http/pageRoutes';
import { packageVersion, pagesFolder } from '../lib/package';
import { giveBack, letYoungSpaceGrow } from '../lib/youngSpace';
import { parseCredentials } from '../config/credentials';
import { metricsServer } from '../http/metricsRoute';
import { Metrics } from '../observability/metrics';
import type { SinkPorts } from '../http/sinkRoutes';
import { takeRows } from '../pipeline/sink/take';
import { lastDumped } from '../store/queries/sink';
import { type DemoSite, demoCredential, openDemo } from './demoSite';
import { execute } from './execute';
import { followLogs } from './followLogs';
import { explain } from './explain';
import { CommandError, EXIT, type Io } from './io';
import { claimDatabase } from './owner';
import { CommandListener } from './remote';
import { Backend } from './backend';

/** What a start does behind its first answer is done by then, milliseconds. */
const AT_REST = 10_000;

/** `serve`: the API until a signal comes; with `demo`, the demonstration around it. */
export const serve = async (config: Config, demo: boolean, io: Io): Promise<number> => {
  if (demo && config.lms) {
    throw new CommandError('serve --demo brings its own stand-in LMS. Unset LMS_BASE_URL, or leave --demo away.');
  }
  if (!demo && !config.lms) {
    throw new CommandError(
      'LMS_BASE_URL is not set, so nobody could sign in. Set it and MARGINALIA_JWK_SET or MARGINALIA_JWKS_URL ' +
        '(or try the demonstration: serve --demo).',
    );
  }
  const claim = config.engine.kind === 'embedded' ? await claimDatabase(config.dataFolder, io.signal) : null;
  if (claim?.kind === 'other') {
    claim.socket.destroy();
    throw new CommandError(`Another marginalia process has the database in ${config.dataFolder}. Stop it first.`);
  }
  try {
    return await run(config, demo, io);
  } finally {
    claim?.release();
  }
};

const run = async (given: Config, demo: boolean, io: Io): Promise<number> => {
  const credential = demoCredential();
  const own = demo && given.demo.isLive ? parseCredentials(`${credential.user}:${credential.password}`) : [];
  const config: Config = { ...given, lrs: [...given.lrs, ...own] };
  const version = packageVersion();
  const base = { service: 'marginalia', version };
  const logger = pino({ level: config.logLevel, base }, pino.destination(2));
  const metrics = new Metrics(version);
  const backend = new Backend(config, metrics, (error) =>
    logger.warn({ reason: error.message }, 'the database is away'),
  );
  if (config.trackingLogs.length > 0)
    backend.onOpen = (workspace, signal) => followLogs(workspace, config.trackingLogs, logger, signal);
  backend.onWork = (work, failure) => {
    // Never the database's own words: they may quote what was stored.
    if (failure) logger.error({ work, ...whyOf(failure) }, 'work in the background failed');
    else logger.info({ work }, 'work in the background goes well again');
  };
  backend.onIndexFailure = (error) => logger.error({ code: (error as { code?: unknown }).code }, 'indexing failed');
  backend.onDropped = (dropped) => {
    if (dropped.kind === 'not now') logger.warn({ reason: dropped.why }, 'old months are not dropped');
    else if (dropped.partitions.length > 0) logger.info({ months: dropped.partitions }, 'old months were dropped');
  };
  backend.onRetirement = (outcome, error) => {
    if (outcome === 'failed') logger.error(whyOf(error as Error), 'a retirement failed; it is tried again');
    else logger.info('a learner was forgotten');
  };
  backend.onPublished = (course, error) => {
    if (error) logger.warn({ course, reason: error.message }, 'a published course could not be fetched whole');
    else logger.info({ course }, 'a published course was fetched');
  };
  tokenFault.onChange = (fault) => {
    if (fault !== null) logger.warn({ reason: `the token ${fault}` }, 'tokens cannot be verified');
    else logger.info('tokens can be verified again');
  };
  backend.onBus = (sentence) => logger.warn(sentence);
  backend.onBusReject = (reject) => logger.warn(reject, 'a message of the event bus was not taken');
  metrics.watch(() => backend.pipeline());
  letYoungSpaceGrow();
  await backend.start();
  let watched: FastifyInstance | null = null;
  let listener: CommandListener | null = null;
  let site: DemoSite | null = null;
  let endOfDemo = (): void => undefined;
  try {
    site = demo ? await openDemo(config, backend.workspace(), credential, io) : null;
    const lms = site?.lms ?? config.lms;
    const ports = portsOf(config, lms, backend, metrics, logger);
    backend.onRole = (user) => ports.signOn?.access.forget(String(user));
    const app = await buildApp(ports);
    if (lms && existsSync(pagesFolder()))
      await app.register(pageRoutes({ folder: pagesFolder(), lmsBaseUrl: lms.baseUrl }));
    if (site) await app.register(site.pages);
    if (config.engine.kind === 'embedded') {
      listener = await CommandListener.open(
        config.dataFolder,
        async (request, theirs) => {
          try {
            return await execute(backend.workspace(), request.command, request.minLearners, theirs);
          } catch (error) {
            return explain(error, theirs);
          }
        },
        io.signal,
      );
    }
    const host = demo ? 'localhost' : '0.0.0.0';
    await listen(app, config.port, host, 'PORT');
    if (config.metrics && config.metrics.port !== null) {
      watched = metricsServer(metrics, config.metrics.token);
      await listen(watched, config.metrics.port, host, 'MARGINALIA_METRICS_PORT');
    }
    if (site) {
      endOfDemo = site.live();
      site.announce();
    } else io.out(`Marginalia answers on port ${config.port}.\n`);
    setTimeout(giveBack, AT_REST).unref();
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      else io.signal.addEventListener('abort', () => resolve());
    });
    await app.close();
    return EXIT.done;
  } finally {
    endOfDemo();
    await watched?.close();
    await listener?.close();
    await backend.stop();
  }
};

/** @param setting the one that names the port */
const listen = async (app: FastifyInstance, port: number, host: string, setting: string): Promise<void> => {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new CommandError(`Port ${port} is taken. Set ${setting} to another one.`);
    if (code === 'EACCES') throw new CommandError(`Port ${port} needs rights that we lack. Set ${setting} above 1023.`);
    throw error;
  }
};

const portsOf = (
  config: Config,
  lms: LmsConfig | null,
  backend: Backend,
  metrics: Metrics,
  logger: Ports['logger'],
): Ports => ({
  services: () => backend.services(),
  extensions: () => backend.extensions(),
  ...(config.extensions ? { providers: () => backend.providers() } : {}),
  notReady: () => backend.notReady(),
  signOn: lms && { verifier: new TokenVerifier(lms), access: new CourseAccess(lms) },
  lrs:
    config.lrs.length > 0
      ? {
          credentials: config.lrs,
          home: lms?.baseUrl ?? 'http://localhost',
          store: () => backend.statements(),
          settle: (ms) => backend.workspace().settle(ms),
        }
      : null,
  sink: config.sink.length > 0 ? sinkPorts(config, backend) : undefined,
  allowedOrigins: config.allowedOrigins,
  identities: config.identities,
  requestsPerMinute: config.requestsPerMinute,
  trustedProxies: config.trustedProxies,
  backlog: (course) => backend.workspace().backlog(course),
  health: () => backend.health(),
  onUse: (course, person) => backend.use?.note(course, person),
  metrics,
  // With a port of its own it is nowhere else.
  metricsToken: config.metrics?.port === null ? (config.metrics.token ?? undefined) : undefined,
  logger,
  version: packageVersion(),
});

const sinkPorts = (config: Config, backend: Backend): SinkPorts => ({
  credentials: config.sink,
  database: config.databases.eventSink,
  insert: (table, body) => takeRows(backend.workspace().engine, table, body, config.identities),
  lastDumped: async (course) => (await lastDumped.run(backend.workspace().engine, { course }))[0]?.at ?? '',
  retire: (whom) => backend.retirements().take(whom),
});

const whyOf = (failure: Error): Record<string, unknown> =>
  failure instanceof EngineError ? { code: failure.code } : { err: failure };
