import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { CourseAccess } from '../auth/courseAccess';
import { TokenVerifier } from '../auth/token';
import { EngineError } from '../store/engine';
import type { BusConfig, Config, LmsConfig } from '../config/config';
import { buildApp } from '../http/app';
import type { Ports } from '../http/ports';
import { pageRoutes } from '../http/pageRoutes';
import { packageVersion, pagesFolder } from '../lib/package';
import { parseCredentials } from '../config/credentials';
import { metricsServer } from '../http/metricsRoute';
import { Metrics } from '../observability/metrics';
import type { PipelineState } from '../observability/pipeline';
import type { SiteHealth } from '@marginalia/contract';
import { ApiError } from '../lib/apiError';
import type { SinkPorts } from '../http/sinkRoutes';
import { takeRows } from '../pipeline/sink/take';
import { type BusOptions, followBus, newBusStatus } from '../pipeline/bus/follow';
import { Retirements } from '../retirement/retirements';
import { lastDumped } from '../store/queries/sink';
import { StatementStore } from '../pipeline/lrs/statementStore';
import { backfill } from '../worker/backfill';
import { whyNotReady } from '../worker/readiness';
import { indexStatements, prepareForEndpoint } from '../worker/statementIndexing';
import { ExtensionReports } from '../extension/reports';
import { type Services, openServices } from '../metrics';
import { type Dropped, Retention } from '../worker/retention';
import { CoursePublishes } from '../worker/coursePublishes';
import { PanelUse } from '../worker/panelUse';
import { readPipeline } from '../worker/pipelineState';
import { readSiteHealth } from '../worker/siteHealth';
import { Workspace } from '../worker/workspace';
import { type DemoSite, demoCredential, openDemo } from './demoSite';
import { execute } from './execute';
import { followLogs } from './followLogs';
import { busOptions } from './followBus';
import { explain } from './explain';
import { CommandError, EXIT, type Io } from './io';
import { claimDatabase } from './owner';
import { CommandListener } from './remote';

/** An answer about the data of the site counts for so long, milliseconds. */
const HEALTH_FOR = 60_000;
/** How often a database that was away at the start is tried again, milliseconds. */
const TRY_AGAIN = 2000;

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
    if (error)
      logger.warn({ course, reason: error.message }, 'a published course could not be fetched; it is tried again');
    else logger.info({ course }, 'a published course was fetched');
  };
  backend.onBus = (sentence) => logger.warn(sentence);
  backend.onBusReject = (reject) => logger.warn(reject, 'a message of the event bus was not taken');
  metrics.watch(() => backend.pipeline());
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

/** The database behind the service: a server that is away at the start is tried again until it answers. */
class Backend {
  private current: {
    workspace: Workspace;
    services: Services;
    statements: StatementStore | null;
    retirements: Retirements;
    publishes: CoursePublishes;
    extensions: ExtensionReports;
  } | null = null;
  private followingBus: Promise<void> = Promise.resolve();
  readonly bus = newBusStatus();
  /** Who opens panels; null while there is no database. */
  use: PanelUse | null = null;
  private looked: { readonly at: number; readonly health: Promise<SiteHealth> } | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly stopping = new AbortController();
  private indexing: Promise<void> = Promise.resolve();
  private filling: Promise<void> = Promise.resolve();
  private following: Promise<void> = Promise.resolve();
  onIndexFailure: (error: unknown) => void = () => undefined;
  /** What goes on beside the service from when the database is open until it ends; never rejects. */
  onOpen: (workspace: Workspace, signal: AbortSignal) => Promise<void> = () => Promise.resolve();
  /** Told of raw statements that are not kept any longer. */
  onDropped: (dropped: Dropped) => void = () => undefined;
  private retention: Retention | null = null;
  onWork: (work: string, failure: Error | null) => void = () => undefined;
  onRetirement: Retirements['onEnd'] = () => undefined;
  onPublished: CoursePublishes['onEnd'] = () => undefined;
  onRole: (user: number) => void = () => undefined;
  onBus: (sentence: string) => void = () => undefined;
  onBusReject: BusOptions['onReject'] = () => undefined;

  constructor(
    private readonly config: Config,
    private readonly metrics: Metrics,
    private readonly onAway: (error: Error) => void,
  ) {}

  async start(): Promise<void> {
    try {
      const workspace = await Workspace.open(this.config);
      for (const [work, health] of Object.entries(workspace.backgroundWork)) {
        health.onChange = (failure) => this.onWork(work, failure);
      }
      await workspace.refresh();
      workspace.follow();
      this.filling = backfill(workspace.engine, () => undefined, this.stopping.signal)
        .then(() => undefined)
        .catch(this.onIndexFailure);
      const engine = this.metrics.measured(workspace.readers);
      const services = openServices(engine, this.config.minLearners, workspace.learnerRules);
      this.current = {
        workspace,
        services,
        extensions: new ExtensionReports(engine, this.config.minLearners, services.reports, () => workspace.extensions),
        statements: this.config.lrs.length > 0 ? await this.openStatements(workspace) : null,
        retirements: this.openRetirements(workspace),
        publishes: this.openPublishes(workspace),
      };
      this.use = new PanelUse(workspace.engine);
      this.use.health.onChange = (failure) => this.onWork('who opens panels', failure);
      this.use.follow();
      if (this.config.keepMonths !== undefined) this.retention = this.openRetention(workspace, this.config.keepMonths);
      this.following = this.onOpen(workspace, this.stopping.signal);
      if (this.config.bus && this.config.lms) this.followingBus = this.follow(workspace, this.config.bus);
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'unreachable' || this.config.engine.kind === 'embedded')
        throw error;
      this.onAway(error);
      this.timer = setTimeout(() => void this.start().catch(this.onAway), TRY_AGAIN);
    }
  }

  workspace(): Workspace {
    if (!this.current) throw new ApiError('engine_unavailable');
    return this.current.workspace;
  }

  private async openStatements(workspace: Workspace): Promise<StatementStore> {
    const { engine } = workspace;
    await prepareForEndpoint(engine);
    const store = await StatementStore.open(engine, () => workspace.isPressed, workspace.config.without);
    this.indexing = indexStatements(engine, this.stopping.signal)
      .then((done) => (done ? store.indexed() : undefined))
      .catch(this.onIndexFailure);
    return store;
  }

  private openRetirements(workspace: Workspace): Retirements {
    const retirements = new Retirements(workspace, this.config, this.config.lms?.baseUrl ?? '');
    retirements.onEnd = this.onRetirement;
    retirements.start();
    return retirements;
  }

  private openRetention(workspace: Workspace, months: number): Retention {
    const retention = new Retention(workspace, months);
    retention.onDropped = this.onDropped;
    retention.health.onChange = (failure) => this.onWork('retention', failure);
    retention.follow();
    return retention;
  }

  private openPublishes(workspace: Workspace): CoursePublishes {
    const publishes = CoursePublishes.of(workspace);
    publishes.onEnd = this.onPublished;
    publishes.start();
    return publishes;
  }

  private async follow(workspace: Workspace, bus: BusConfig): Promise<void> {
    try {
      await followBus(
        workspace.engine,
        busOptions(workspace, bus, {
          onRole: (user) => this.onRole(user),
          onPublish: async (course) => this.current?.publishes.take(course),
          onReject: this.onBusReject,
          warn: this.onBus,
          onCaughtUp: async () => undefined,
          status: this.bus,
          signal: this.stopping.signal,
        }),
      );
    } catch (error) {
      this.bus.failure = (error as Error).message;
      this.onBus(`The event bus is not followed: ${(error as Error).message}`);
    }
  }

  retirements(): Retirements {
    if (!this.current) throw new ApiError('engine_unavailable');
    return this.current.retirements;
  }

  statements(): StatementStore {
    if (!this.current?.statements) throw new ApiError('engine_unavailable');
    return this.current.statements;
  }

  services(): Services {
    if (!this.current) throw new ApiError('engine_unavailable');
    return this.current.services;
  }

  extensions(): ExtensionReports {
    if (!this.current) throw new ApiError('engine_unavailable');
    return this.current.extensions;
  }

  /** null while there is no database. */
  async pipeline(): Promise<PipelineState | null> {
    return this.current ? readPipeline(this.current.workspace) : null;
  }

  /** It counts for a minute: several who look cost as much as one. @throws ApiError engine_unavailable */
  async health(): Promise<SiteHealth> {
    const workspace = this.workspace();
    if (this.looked && performance.now() - this.looked.at < HEALTH_FOR) return this.looked.health;
    const health = readSiteHealth(workspace, {
      metrics: this.metrics,
      bus: this.config.bus && this.bus,
      keepMonths: this.config.keepMonths ?? null,
      minLearners: this.config.minLearners,
    });
    this.looked = { at: performance.now(), health };
    health.catch(() => (this.looked = null));
    return health;
  }

  async notReady(): Promise<string | null> {
    if (!this.current) return 'the database cannot be reached';
    // Facts that fall behind are no reason: statements are still taken, and answers say how old they are.
    return whyNotReady(this.current.workspace.engine);
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.stopping.abort();
    await this.indexing;
    await this.filling;
    await this.following;
    await this.followingBus;
    await this.use?.close();
    await this.retention?.close();
    await this.current?.publishes.close();
    await this.current?.retirements.close();
    await this.current?.statements?.idle();
    await this.current?.workspace.close();
  }
}
