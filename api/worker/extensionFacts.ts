import type { Rules } from '../extension/asker';
import { classHandlersOf } from '../extension/classHandlers';
import { hostName } from '../extension/computation';
import { learnersOfCourses } from '../extension/facts.query';
import { type Pause, Hosts } from '../extension/hosts';
import { modelsOf } from '../extension/models';
import { Jobs, type Numbers } from '../extension/jobs';
import { scopeOf } from '../extension/package/bundle';
import { type Installed, type Revision, Registry, dependsOn, isEnabledIn } from '../extension/registry';
import { Background } from '../lib/background';
import { groupBy } from '../lib/groupBy';
import type { Micros } from '../lib/time';
import type { Engine } from '../store/engine';
import { stateOf } from '../store/writes';
import { DirtyQueue } from './dirtyQueue';
import { ExtensionBackfill } from './extensionBackfill';
import { ExtensionModels } from './extensionModels';
import { ExtensionNotes } from './extensionNotes';
import { type CourseProgress, ExtensionProgress, hasRows } from './extensionProgress';
import { type ExtensionEngines, ExtensionRows } from './extensionRows';
import { ExtensionUpgrades } from './extensionUpgrades';
import { Behind } from './readers';

/** Learners with something new whose rows are made at once. */
const MOST = 100;
const POLL = 1000;
/** Who did something is remembered for 30 days: whatever was switched off for nearly as long is made again. */
const REMEMBERED: Micros = 25 * 86_400_000_000;

/**
 * Keeps what extensions say of learners up to date: after the facts, each extension by itself, so that a slow one makes
 * its own cards late and nothing else.
 */
export class ExtensionFacts {
  private readonly background = new Background(POLL, POLL);
  readonly health = this.background.health;
  readonly hosts = new Hosts();
  readonly registry: Registry;
  readonly jobs: Jobs;
  private readonly notes: ExtensionNotes;
  private readonly counted: ExtensionProgress;
  private readonly rows: ExtensionRows;
  private readonly backfill: ExtensionBackfill;
  private readonly models: ExtensionModels;
  private readonly upgrades: ExtensionUpgrades;
  private readonly dirty = new Map<string, DirtyQueue>();
  private readonly looked = new Map<string, string>();
  private readonly closing = new AbortController();

  /** @param isOn false: the operator's switch is off, and nothing runs */
  constructor(
    private readonly engine: Engine,
    open: () => Promise<ExtensionEngines>,
    readonly isOn: boolean,
    behind = new Behind(),
    answers: () => Numbers = () => ({ numbers: () => Promise.resolve([]) }),
    readonly rules: Rules = {},
  ) {
    this.registry = new Registry(engine);
    this.jobs = new Jobs(engine, this.registry, this.hosts, answers);
    this.notes = new ExtensionNotes(engine);
    this.counted = new ExtensionProgress(engine);
    this.rows = new ExtensionRows(engine, open, this.registry, this.hosts, this.notes, behind, () =>
      this.backfill.lookAgain(),
    );
    this.backfill = new ExtensionBackfill(engine, this.rows, this.counted, this.notes, this.closing.signal);
    const { registry, hosts, rows, counted, notes } = this;
    this.models = new ExtensionModels({ engine, registry, hosts, rows, progress: counted, notes }, this.closing.signal);
    this.upgrades = new ExtensionUpgrades(engine, registry, hosts, rows, counted, this.models, notes);
  }

  follow(): void {
    if (!this.isOn) return;
    this.background.follow(async () => {
      await this.round();
      await this.jobs.runDue();
      return null;
    });
  }

  pauseOf(name: string): Pause | null {
    const { pause } = this.hosts.breaker(name);
    return pause;
  }

  /** Everything that can be done now is done, without rests. @param name of one extension, or one scope; absent: all */
  async settle(name?: string, report: (text: string) => void = () => undefined, signal?: AbortSignal): Promise<void> {
    if (!this.isOn) return;
    await this.backfill.hurried(async () => {
      while (!this.background.stopped && signal?.aborted !== true && (await this.round(name, report)));
    });
  }

  /** Everything that extensions say is made again, in the background; the old stays until then. */
  async renewAll(): Promise<void> {
    await this.notes.renew();
    this.backfill.lookAgain();
  }

  /** The engine as authors' expressions may use it. */
  expressions(): Promise<Engine> {
    return this.rows.expressions();
  }

  /** Runs work while no extension's rows are made. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.rows.alone(work);
  }

  /** Deletes what an extension computed in revisions that nobody can go back to. */
  eraseUnused(name: string): Promise<void> {
    return this.upgrades.eraseUnused(name);
  }

  /** How far it is with the learners of each course; none of an extension that says nothing about learners. */
  progress(extension: Installed, revision: Revision): Promise<CourseProgress[]> {
    return this.counted.all(extension, revision);
  }

  /** How far it is in one course, for an answer. */
  progressIn(extension: Installed, revision: Revision, course: string): Promise<CourseProgress> {
    return this.counted.inCourse(extension, revision, course);
  }

  async close(): Promise<void> {
    const closed = this.background.close();
    this.closing.abort();
    await closed;
    await this.rows.close();
  }

  /** @returns whether anything was done */
  private async round(only?: string, report: (text: string) => void = () => undefined): Promise<boolean> {
    if (!this.isOn) return false;
    let any = false;
    for (const extension of inOrderOfNeed(await this.registry.all())) {
      if (
        extension.state !== 'on' ||
        (only !== undefined && extension.name !== only && scopeOf(extension.name) !== only)
      )
        continue;
      for (const revision of [extension.active, extension.next]) {
        if (!revision || this.background.stopped || !hasWork(revision)) continue;
        if (this.hosts.breaker(hostName(extension, revision)).isOpen) continue;
        any = (await this.followDirty(extension, revision)) || any;
        if (hasRows(revision)) any = (await this.backfill.fillWhereDue(extension, revision, report)) || any;
        await this.fillHandlers(extension, revision, report);
        any = (await this.models.fill(extension, revision, this.backfill.isHurried, report)) || any;
      }
      await this.upgrades.changeOver(extension);
      await this.upgrades.tellDependants(extension.name);
    }
    return any;
  }

  /** Who did something since the last look. */
  private async followDirty(extension: Installed, revision: Revision): Promise<boolean> {
    const name = hostName(extension, revision);
    let own = this.dirty.get(name);
    if (!own) {
      const watermark = `extension-until ${name}`;
      const until = await this.notes.read(watermark);
      const now = await this.notes.now();
      if (until === undefined) await this.notes.note(watermark, String(now));
      else if (Number(until) < now - REMEMBERED) {
        await this.notes.renew(name);
        await this.notes.note(watermark, String(now));
        this.backfill.lookAgain(name);
      }
      own = new DirtyQueue(this.engine, watermark);
      this.dirty.set(name, own);
    }
    const { own: db, xapi } = this.engine.databases;
    // a view marks learners as statements are stored
    const state = stateOf(this.engine, [`${db}.touched`, `${xapi}.xapi_events_all`]);
    if (state === null || state !== this.looked.get(name)) await own.look();
    if (state !== null) this.looked.set(name, state);
    const waiting = own.inOrder();
    const enabled = waiting.filter(({ course }) => isEnabledIn(extension, course));
    own.done(waiting.filter((one) => !enabled.includes(one)));
    let any = false;
    for (const [course, learners] of groupBy(enabled, (one) => one.course)) {
      const since = learners.reduce<Micros | null>(
        (first, one) => (first === null || one.since === null ? null : Math.min(first, one.since)),
        Infinity,
      );
      const handled = await this.rows.handle(extension, revision, course, since);
      if (!handled) return any;
      if (!hasRows(revision)) {
        own.done(learners);
        any = true;
        continue;
      }
      for (let at = 0; at < learners.length; at += MOST) {
        if (this.background.stopped) return any;
        const some = learners.slice(at, at + MOST);
        const names = some.map(({ learner }) => learner);
        const done = new Set(await this.rows.alone(() => this.rows.make(extension, revision, course, names)));
        own.done(some.filter(({ learner }) => done.has(learner)));
        any = any || done.size > 0;
        if (done.size < some.length) return any;
      }
    }
    if (own.size === 0) await own.note();
    return any;
  }

  /** Handlers that see whole courses, where they have seen nothing of one yet. */
  private async fillHandlers(extension: Installed, revision: Revision, report: (text: string) => void): Promise<void> {
    if (classHandlersOf(revision.manifest).length === 0) return;
    const host = hostName(extension, revision);
    for (const { course } of await learnersOfCourses.run(this.engine, {})) {
      if (this.background.stopped) return;
      if (!isEnabledIn(extension, course)) continue;
      if (await this.rows.areHandlersWhole(extension, revision, [course], await this.notes.sinceOf(course, host)))
        continue;
      if (!(await this.rows.handle(extension, revision, course, undefined))) return;
      report(`${extension.name} in ${course}: all events are handled`);
    }
  }
}

const hasWork = (revision: Revision): boolean =>
  hasRows(revision) || classHandlersOf(revision.manifest).length > 0 || modelsOf(revision.manifest).length > 0;

/** Extensions whose events others use come first. */
const inOrderOfNeed = (extensions: readonly Installed[]): Installed[] => {
  const done: Installed[] = [];
  const visit = (one: Installed, under: readonly Installed[]): void => {
    if (done.includes(one) || under.includes(one)) return;
    const { active } = one;
    const needed = active ? dependsOn(active.manifest).map((id) => id.split('.')[0]) : [];
    for (const other of extensions)
      if (other !== one && needed.includes(scopeOf(other.name)) && other.active?.manifest.handlers.length)
        visit(other, [...under, one]);
    done.push(one);
  };
  for (const one of extensions) visit(one, []);
  return done;
};
