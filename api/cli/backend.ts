import { EngineError } from '../store/engine';
import type { BusConfig, Config } from '../config/config';
import type { Metrics } from '../observability/metrics';
import type { PipelineState } from '../observability/pipeline';
import type { SiteHealth } from '@marginalia/contract';
import { ApiError } from '../lib/apiError';
import { type BusOptions, followBus, newBusStatus } from '../pipeline/bus/follow';
import { Retirements } from '../retirement/retirements';
import { StatementStore } from '../pipeline/lrs/statementStore';
import { backfill } from '../worker/backfill';
import { whyNotReady } from '../worker/readiness';
import { indexStatements, prepareForEndpoint } from '../worker/statementIndexing';
import { ProviderCards } from '../extension/providers/providerCards';
import { ExtensionReports } from '../extension/reports';
import { type Services, openServices } from '../metrics';
import { type Dropped, Retention } from '../worker/retention';
import { CoursePublishes } from '../worker/coursePublishes';
import { PanelUse } from '../worker/panelUse';
import { readPipeline } from '../worker/pipelineState';
import { readSiteHealth } from '../worker/siteHealth';
import { Workspace } from '../worker/workspace';
import { busOptions } from './followBus';

/** What is found about the data of the site counts for so long, milliseconds. */
const HEALTH_FRESH_MS = 60_000;
/** How often a database that was away at the start is tried again, milliseconds. */
const RETRY_MS = 2000;

/** The database behind the service: a server that is away at the start is tried again until it answers. */
export class Backend {
  private current: {
    workspace: Workspace;
    services: Services;
    statements: StatementStore | null;
    retirements: Retirements;
    publishes: CoursePublishes;
    extensions: ExtensionReports;
    providers: ProviderCards;
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
  /** What goes on while the service runs, from when the database is open until it ends; never rejects. */
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
        extensions: new ExtensionReports(
          engine,
          this.config.minLearners,
          services.reports,
          () => workspace.extensions,
          workspace.engine,
        ),
        providers: new ProviderCards(
          workspace.engine,
          workspace.fetches.secrets,
          this.config.minLearners,
          workspace.extensions.rules,
        ),
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
      this.timer = setTimeout(() => void this.start().catch(this.onAway), RETRY_MS);
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

  providers(): ProviderCards {
    if (!this.current) throw new ApiError('engine_unavailable');
    return this.current.providers;
  }

  /** null while there is no database. */
  async pipeline(): Promise<PipelineState | null> {
    return this.current ? readPipeline(this.current.workspace) : null;
  }

  /** It counts for a minute: several who look cost as much as one. @throws ApiError engine_unavailable */
  async health(): Promise<SiteHealth> {
    const workspace = this.workspace();
    if (this.looked && performance.now() - this.looked.at < HEALTH_FRESH_MS) return this.looked.health;
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
    // Facts that fall behind are no reason: statements are still taken, and reports say how old they are.
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
