import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../store/engine';
import { type MigrationStep, migrate } from '../store/migrate';
import { type Use, openEngine, openReadOnly } from '../store/open';
import { reprojectRecent } from '../store/reproject';
import type { Config } from '../config/config';
import { readExtensionRules } from '../config/extensionRules';
import { readLearnerRules } from '../config/learnerRules';
import { NO_RULES, type LearnerRules, settingsFor } from '../metrics/learners/thresholds';
import { Background, type Health } from '../lib/background';
import { ExtensionReports } from '../extension/reports';
import { Reports } from '../metrics/reports';
import { CourseModels } from '../metrics/attention/courseModels';
import { LearnerStates } from '../metrics/learners/learnerStates';
import { ExtensionFacts } from './extensionFacts';
import type { ExtensionEngines } from './extensionRows';
import { Behind, Readers } from './readers';
import { Recomputation } from './recomputation';
import { SourceFetches } from './sourceFetches';

/**
 * How often others' statements and others' publishes are looked for, and the checkpoint of the last moment known to be whole
 * is renewed; milliseconds.
 */
const POLL_MS = 1000;
/** At least so long between two rounds where nobody is known to wait: what is stored meanwhile is dealt with together. */
const PAUSE_MS = 200;
const PUBLISHES_EVERY = 10_000;
const CHECKPOINT_EVERY = 30_000;
/** File times are coarse, and a part's time is that of its writing: look back a little further. */
const MARGIN_SECONDS = 60;

/** Connections of their own for extensions, opened when the first of them is enabled: most sites have none. */
const openForExtensions = async (config: Config, engine: Engine, { order }: Behind): Promise<ExtensionEngines> => {
  const expressions = await openReadOnly(config);
  if (engine.kind === 'server') return { own: engine, expressions, close: () => expressions.close() };
  const own = await openEngine(config, { order });
  return {
    own,
    expressions,
    close: async () => {
      await own.close();
      await expressions.close();
    },
  };
};

/**
 * The database with our tables in it and the facts kept up to date. One process has the embedded one; `close` it
 * properly, or the next `open` mends what was cut off.
 */
export class Workspace {
  private checkpointAt = 0;
  private ownReports: ExtensionReports | null = null;
  private readonly work = new Background(POLL_MS, POLL_MS);
  private readonly recomputation: Recomputation;
  /** What is computed about whole courses in the background. */
  readonly models: CourseModels;
  /** Who may need help, judged in the background. */
  readonly states: LearnerStates;
  /** What extensions say, kept up to date in the background. */
  readonly extensions: ExtensionFacts;
  /** Rows that extensions have fetched. */
  readonly fetches: SourceFetches;

  private constructor(
    readonly config: Config,
    readonly engine: Engine,
    /** The connection of what is computed in the background. */
    private readonly background: Engine,
    /** The engine for whoever waits for a report: everything else gives way to what is asked through it. */
    readonly readers: Engine,
    private readonly behind: Behind,
    readonly migrations: readonly MigrationStep[],
    readonly learnerRules: LearnerRules,
  ) {
    const recomputation = new Recomputation(background, undefined, behind, config.without);
    this.recomputation = recomputation;
    this.extensions = new ExtensionFacts(
      background,
      () => openForExtensions(config, engine, behind),
      config.extensions ?? true,
      behind,
      () => this.extensionReports(),
      config.extensionRules ? readExtensionRules(config.extensionRules) : {},
    );
    this.fetches = new SourceFetches(engine, this.extensions, config);
    this.models = new CourseModels(background);
    this.states = new LearnerStates(
      background,
      (course) => settingsFor(learnerRules, course),
      () => recomputation.isBehind,
    );
  }

  /** @throws EngineError, MigrationError */
  static async open(config: Config): Promise<Workspace> {
    const rules = config.learnerRules === null ? NO_RULES : readLearnerRules(config.learnerRules);
    const readers = new Readers();
    const behind = new Behind(readers);
    const opened: Engine[] = [];
    // What is asked on one connection of the embedded engine is done one after another.
    const open = async (use: Use): Promise<Engine> => {
      const engine = await openEngine(config, use);
      opened.push(engine);
      return engine;
    };
    try {
      const engine = await open({ order: new Behind(readers).order });
      const migrations = await migrate(engine);
      const background = await open({ order: behind.order });
      const ahead = await open({ order: readers.ahead, reads: 2 });
      const workspace = new Workspace(config, engine, background, ahead, behind, migrations, rules);
      await workspace.mend();
      return workspace;
    } catch (error) {
      for (const engine of opened) await engine.close();
      throw error;
    }
  }

  /** Of the recomputation. */
  get health(): Health {
    return this.work.health;
  }

  /** Readers wait much longer than they would alone: whatever else is done should be less, and later. */
  get isPressed(): boolean {
    return this.behind.isPressed;
  }

  /** Brings the facts up to date with everything stored so far. One at a time. */
  refresh(publishes = true): Promise<void> {
    return this.work.alone(async () => {
      for (let look = publishes; await this.recomputation.run(look); look = false);
    });
  }

  /** What extensions report to their own jobs. */
  private extensionReports(): ExtensionReports {
    this.ownReports ??= new ExtensionReports(
      this.background,
      this.config.minLearners,
      new Reports(this.background, this.config.minLearners),
      () => this.extensions,
    );
    return this.ownReports;
  }

  /** Brings facts and what extensions say up to date. @returns whether that was done within so many milliseconds */
  async settle(ms: number): Promise<boolean> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), ms);
    const work = this.refresh(false).then(() => this.extensions.settle(undefined, undefined, stop.signal));
    const late = new Promise<boolean>((resolve) => stop.signal.addEventListener('abort', () => resolve(false)));
    try {
      return await Promise.race([work.then(() => !stop.signal.aborted), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * What is stored and not counted yet.
   * @param course of one course; without, of all
   * @returns learners, and the seconds that the first of them has waited
   */
  backlog(course?: string): { readonly learners: number; readonly seconds: number } {
    return this.recomputation.backlog(course);
  }

  /** Recomputes the facts of every course from the typed events. */
  recomputeAll(report: (done: number, course: string) => void): Promise<void> {
    return this.work.alone(() => this.recomputation.recomputeCourses(null, report));
  }

  /** Runs work while no recomputation does: it may change what facts rest on, and the facts. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.work.alone(async () => {
      this.recomputation.forget();
      return this.extensions.alone(work);
    });
  }

  /** Keeps the facts up to date until `close`, whoever writes. */
  follow(): void {
    this.models.follow();
    this.states.follow();
    this.extensions.follow();
    this.fetches.follow();
    let looked = 0;
    this.work.follow(async () => {
      const began = Date.now();
      const publishes = began - looked >= PUBLISHES_EVERY;
      if (publishes) looked = began;
      await this.recomputation.run(publishes, false);
      this.checkpoint();
      return this.recomputation.isUnfinished ? 0 : Math.max(PAUSE_MS, POLL_MS - (Date.now() - began));
    });
  }

  /** What is computed in the background, by name. */
  get backgroundWork(): Record<string, Health> {
    return {
      recomputation: this.health,
      'models of courses': this.models.health,
      'who may need help': this.states.health,
      extensions: this.extensions.health,
      'rows of sources': this.fetches.health,
    };
  }

  async close(): Promise<void> {
    const worked = this.work.close();
    await this.models.close();
    await this.states.close();
    await this.fetches.close();
    await this.extensions.close();
    await worked;
    for (const engine of [this.readers, this.background, this.engine]) await engine.close();
    if (this.config.engine.kind === 'embedded') rmSync(this.checkpointFile, { force: true });
  }

  private get checkpointFile(): string {
    return join(this.config.dataFolder, 'in-use');
  }

  /** After a crash: types the statements again that were being stored when it happened. */
  private async mend(): Promise<void> {
    if (this.config.engine.kind !== 'embedded') return;
    mkdirSync(this.config.dataFolder, { recursive: true, mode: 0o700 });
    if (existsSync(this.checkpointFile)) {
      const wholeUntil = Math.floor(statSync(this.checkpointFile).mtimeMs / 1000) - MARGIN_SECONDS;
      await reprojectRecent(this.engine, wholeUntil);
    }
    writeFileSync(this.checkpointFile, '');
  }

  /** Everything stored until now is typed: after a crash, mending starts here. */
  private checkpoint(): void {
    const now = Date.now();
    if (this.config.engine.kind !== 'embedded' || now - this.checkpointAt < CHECKPOINT_EVERY) return;
    this.checkpointAt = now;
    utimesSync(this.checkpointFile, now / 1000, now / 1000);
  }
}
