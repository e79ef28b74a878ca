import { setTimeout as wait } from 'node:timers/promises';
import { Mutex } from 'async-mutex';
import type { Engine } from '../store/engine';
import { Background } from '../lib/background';
import { groupBy } from '../lib/groupBy';
import type { Rules } from '../extension/asker';
import { ClassHandlers, classHandlersOf } from '../extension/classHandlers';
import { Computation, hostName } from '../extension/computation';
import { type Pause, Hosts } from '../extension/hosts';
import { Jobs, type Numbers } from '../extension/jobs';
import { type Installed, type Revision, Registry, dependsOn, isEnabledIn } from '../extension/registry';
import { derivedLearners, dueLearners, extensionProgress, learnersOfCourses } from '../extension/facts.query';
import { scopeOf } from '../extension/package/bundle';
import { StructureIndex } from '../facts/structureIndex';
import type { Micros } from '../lib/time';
import { engineClock, stateValue } from '../store/queries/state';
import { eraseRevisions } from '../store/erase';
import { publishedVersions } from '../store/queries/structure';
import { readStructure } from '../store/structure';
import { stateOf } from '../store/writes';
import { markDirty } from '../pipeline/ingest/writer';
import { AdaptiveBatchSize } from './batchSize';
import { Behind } from './readers';
import { DirtyQueue } from './dirtyQueue';

/** Learners whose rows are made at once, and how long that should take, milliseconds. */
const [LEAST, MOST, WANTED] = [5, 100, 500];
const POLL = 1000;
/** A back-fill waits twice as long as it worked: it takes a third of the time. */
const RESTS = 2;
/** How often it is looked for learners without a row, where the last look found none; milliseconds. */
const LOOKS_EVERY = { embedded: 60_000, server: 10_000 } as const;
/** Learners without a row are looked for so many at a time. */
const LOOKED_FOR = 5000;
/** Who failed is tried again after so long. */
const RETRY: Micros = 60_000_000;
const SINCE = 'extensions-since';
/** Who did something is remembered for 30 days: whatever was switched off for nearly as long is made again. */
const REMEMBERED: Micros = 25 * 86_400_000_000;

/** What extensions read and write through, so that nobody waits for them. */
export interface ExtensionEngines {
  readonly own: Engine;
  /** Read only, and within limits. */
  readonly expressions: Engine;
  close(): Promise<void>;
}

/** How far an extension is in one course. */
export interface CourseProgress {
  readonly course: string;
  readonly done: number;
  readonly of: number;
  /** Learners that could not be computed. */
  readonly skipped: number;
}

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
  private readonly handlers: ClassHandlers;
  private opened: Promise<ExtensionEngines & { readonly computation: Computation }> | null = null;
  private readonly batchSize = new AdaptiveBatchSize(LEAST, MOST, WANTED);
  private readonly dirty = new Map<string, DirtyQueue>();
  private readonly looked = new Map<string, string>();
  /** Of whom nothing is said yet, as of the last look. */
  private readonly due = new Map<string, readonly string[]>();
  /** Hosts that nobody was left for at the last look. */
  private readonly filled = new Map<string, { readonly state: string | null; readonly at: number }>();
  /** Learners that an extension had said something of in a course when it was whole there. */
  private readonly whole = new Map<string, number>();
  private readonly structures = new Map<string, { version: string; index: StructureIndex | null }>();
  /** The revision whose derived events others rest on, by extension. */
  private readonly derives = new Map<string, string>();
  /** Held while rows are made or deleted. */
  private readonly rows = new Mutex();
  private readonly closing = new AbortController();
  private hurry = 0;

  /** @param isOn false: the operator's switch is off, and nothing runs */
  constructor(
    private readonly engine: Engine,
    private readonly open: () => Promise<ExtensionEngines>,
    readonly isOn: boolean,
    private readonly behind = new Behind(),
    answers: () => Numbers = () => ({ numbers: () => Promise.resolve([]) }),
    readonly rules: Rules = {},
  ) {
    this.registry = new Registry(engine);
    this.jobs = new Jobs(engine, this.registry, this.hosts, answers);
    this.handlers = new ClassHandlers(engine, this.registry, this.hosts, () => this.expressions());
  }

  /** Connections, and what is computed through them: opened when the first extension is enabled. */
  private engines(): NonNullable<typeof this.opened> {
    this.opened ??= this.open().then((engines) => ({
      ...engines,
      computation: new Computation(engines.own, engines.expressions, this.registry, this.hosts),
    }));
    return this.opened;
  }

  /** The engine as authors' expressions may use it. */
  async expressions(): Promise<Engine> {
    return (await this.engines()).expressions;
  }

  /** Runs work while no extension's rows are made. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.rows.runExclusive(work);
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
    this.hurry += 1;
    try {
      while (!this.background.stopped && signal?.aborted !== true && (await this.round(name, report)));
    } finally {
      this.hurry -= 1;
    }
  }

  /** Everything that extensions say is made again, in the background; the old stays until then. */
  async renewAll(): Promise<void> {
    await this.note(SINCE, String(await this.now()));
    this.filled.clear();
  }

  /** How far it is with the learners of each course; none of an extension that says nothing about learners. */
  async progress(extension: Installed, revision: Revision): Promise<CourseProgress[]> {
    if (!hasRows(revision)) return [];
    const args = { name: extension.name, revision: revision.revision };
    const rows = new Map((await extensionProgress.run(this.engine, args)).map((row) => [row.course, row]));
    return (await learnersOfCourses.run(this.engine, {}))
      .filter(({ course }) => isEnabledIn(extension, course))
      .map(({ course, learners }) => {
        const row = rows.get(course);
        return { course, done: Math.min(learners, row?.done ?? 0), of: learners, skipped: row?.skipped ?? 0 };
      });
  }

  /**
   * How far it is in one course, for an answer: where it was whole once it stays so, whoever comes new, and nobody counts
   * the learners of the course again.
   */
  async progressIn(extension: Installed, revision: Revision, course: string): Promise<CourseProgress> {
    const args = { name: extension.name, revision: revision.revision };
    const row = (await extensionProgress.run(this.engine, args)).find((one) => one.course === course);
    const [done, skipped] = [row?.done ?? 0, row?.skipped ?? 0];
    const key = JSON.stringify([args, course]);
    let of = done;
    // fewer than before: it was taken away and added again, or somebody was forgotten
    if (done < (this.whole.get(key) ?? Infinity)) {
      const all = await learnersOfCourses.run(this.engine, {});
      of = all.find((one) => one.course === course)?.learners ?? 0;
      if (done < of) return { course, done, of, skipped };
    }
    this.whole.set(key, done);
    return { course, done, of, skipped };
  }

  async close(): Promise<void> {
    const closed = this.background.close();
    this.closing.abort();
    await closed;
    await this.rows.waitForUnlock();
    this.hosts.close();
    await (await this.opened?.catch(() => null))?.close();
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
        if (hasRows(revision)) any = (await this.fillWhereDue(extension, revision, report)) || any;
        await this.fillHandlers(extension, revision, report);
      }
      await this.changeOver(extension);
      await this.tellDependants(extension.name);
    }
    return any;
  }

  /** Who did something since the last look. */
  private async followDirty(extension: Installed, revision: Revision): Promise<boolean> {
    const name = hostName(extension, revision);
    let own = this.dirty.get(name);
    if (!own) {
      const watermark = `extension-until ${name}`;
      const until = (await stateValue.run(this.engine, { name: watermark }))[0]?.value;
      const now = await this.now();
      if (until === undefined) await this.note(watermark, String(now));
      else if (Number(until) < now - REMEMBERED) {
        await this.note(`${SINCE} ${name}`, String(now));
        await this.note(watermark, String(now));
        this.filled.delete(name);
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
      const handled = await this.handle(extension, revision, course, since);
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
        const done = new Set(await this.alone(() => this.make(extension, revision, course, names)));
        own.done(some.filter(({ learner }) => done.has(learner)));
        any = any || done.size > 0;
        if (done.size < some.length) return any;
      }
    }
    if (own.size === 0) await own.note();
    return any;
  }

  /** To see that nobody is left reads the events of everybody: not again where nothing speaks for it. */
  private async fillWhereDue(
    extension: Installed,
    revision: Revision,
    report: (text: string) => void,
  ): Promise<boolean> {
    const host = hostName(extension, revision);
    const state = stateOf(this.engine, [`${this.engine.databases.own}.extensions`]);
    const last = this.filled.get(host);
    const isFresh = Date.now() - (last?.at ?? 0) < (state === null ? LOOKS_EVERY.server : LOOKS_EVERY.embedded);
    if (this.hurry === 0 && last?.state === state && isFresh) return false;
    const any = await this.fill(extension, revision, report);
    if (any) this.filled.delete(host);
    else this.filled.set(host, { state, at: Date.now() });
    return any;
  }

  /** Of whom nothing is said yet: whoever did something last, first, course by course. */
  private async fill(extension: Installed, revision: Revision, report: (text: string) => void): Promise<boolean> {
    let any = false;
    for (const { course, done: before, of } of await this.progress(extension, revision)) {
      const since = await this.sinceOf(course, hostName(extension, revision));
      // where rows are made again, all are there already
      for (let done = before < of ? before : 0; !this.background.stopped;) {
        const began = performance.now();
        const { asked, made } = await this.alone(async () => {
          const learners = await this.nextDue(extension, revision, course, since);
          const done = learners.length === 0 ? [] : await this.make(extension, revision, course, learners);
          // who was left out comes again with the next look
          if (done.length < learners.length) this.due.clear();
          return { asked: learners.length, made: done.length };
        });
        if (asked === 0) break;
        const took = performance.now() - began;
        this.batchSize.record(asked, took);
        any = any || made > 0;
        done += made;
        report(`${extension.name} in ${course}: ${Math.min(done, of)} of ${of} learners`);
        if (made < asked) break;
        if (this.hurry === 0) await this.rest(RESTS * took);
      }
    }
    return any;
  }

  /** Handlers that see whole courses, where they have seen nothing of one yet. */
  private async fillHandlers(extension: Installed, revision: Revision, report: (text: string) => void): Promise<void> {
    if (classHandlersOf(revision.manifest).length === 0) return;
    const host = hostName(extension, revision);
    for (const { course } of await learnersOfCourses.run(this.engine, {})) {
      if (this.background.stopped) return;
      if (!isEnabledIn(extension, course)) continue;
      if (await this.handlers.isWhole(extension, revision, [course], await this.sinceOf(course, host))) continue;
      if (!(await this.handle(extension, revision, course, undefined))) return;
      report(`${extension.name} in ${course}: all events are handled`);
    }
  }

  /** Cut short where it is closed. */
  private async rest(ms: number): Promise<void> {
    const { signal } = this.closing;
    await wait(ms, undefined, { signal, ref: false }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  /** @param since from when on anything is new; undefined: nothing is. @returns whether all handlers are up to date */
  private handle(
    extension: Installed,
    revision: Revision,
    course: string,
    since: Micros | null | undefined,
  ): Promise<boolean> {
    if (classHandlersOf(revision.manifest).length === 0) return Promise.resolve(true);
    return this.alone(async () => {
      const now = (await this.registry.all()).find(({ name }) => name === extension.name);
      if (now?.state !== 'on' || ![now.active?.revision, now.next?.revision].includes(revision.revision)) return false;
      await this.behind.giveWay();
      const index = await this.structureOf(course);
      const [version, notBefore] = [await this.now(), await this.sinceOf(course, hostName(extension, revision))];
      return this.handlers.run({ extension: now, revision, course, index, version, since, notBefore });
    });
  }

  /** The next of those of whom nothing is said yet: looked for seldom, because that reads the events of everybody. */
  private async nextDue(
    { name }: Installed,
    { revision }: Revision,
    course: string,
    since: Micros,
  ): Promise<readonly string[]> {
    const key = JSON.stringify([name, revision, course, since]);
    let due = this.due.get(key) ?? [];
    if (due.length === 0) {
      const before = (await this.now()) - RETRY;
      const found = await dueLearners.run(this.engine, { name, revision, course, since, before, limit: LOOKED_FOR });
      due = found.map((row) => row.learner);
    }
    const next = due.slice(0, this.batchSize.size);
    if (due.length > next.length) this.due.set(key, due.slice(next.length));
    else this.due.delete(key);
    return next;
  }

  /** To be called while nobody else makes rows. @returns learners that are dealt with */
  private async make(
    extension: Installed,
    revision: Revision,
    course: string,
    learners: readonly string[],
  ): Promise<readonly string[]> {
    // The operator may have changed it meanwhile: nothing is stored for what is no longer there.
    const now = (await this.registry.all()).find(({ name }) => name === extension.name);
    if (now?.state !== 'on' || ![now.active?.revision, now.next?.revision].includes(revision.revision)) return [];
    await this.behind.giveWay();
    const index = await this.structureOf(course);
    const { computation } = await this.engines();
    const done = await computation.run({
      extension: now,
      revision: [now.active, now.next].find((one) => one?.revision === revision.revision) ?? revision,
      course,
      index,
      version: await this.now(),
      learners,
    });
    if (done.rederived.length > 0)
      await markDirty(
        this.engine,
        done.rederived.map(({ learner, since }) => ({ courseKey: course, learner, since })),
      );
    return done.learners;
  }

  /** The new revision answers as soon as it is whole everywhere; the old one is kept for `rollback`. */
  private async changeOver(extension: Installed): Promise<void> {
    const { next } = extension;
    if (!next) return;
    const courses = (await learnersOfCourses.run(this.engine, {}))
      .map(({ course }) => course)
      .filter((course) => isEnabledIn(extension, course));
    const isWhole = (await this.progress(extension, next)).every(({ done, of }) => done >= of);
    if (!isWhole || !(await this.handlers.isWhole(extension, next, courses))) return;
    // The operator may have paused it, taken it away or added another meanwhile: what was decided last holds.
    const now = await this.registry.change(extension.name, (one) =>
      one.state === 'on' && one.next?.revision === next.revision
        ? { ...one, active: one.next, next: null, previous: one.active }
        : null,
    );
    if (now?.active?.revision !== next.revision) return;
    if (extension.active) this.hosts.end(hostName(extension, extension.active));
    await this.eraseUnused(extension.name);
  }

  /** Who rests on derived events looks again where another revision derives them now: it was upgraded, or rolled back. */
  private async tellDependants(name: string): Promise<void> {
    const active = (await this.registry.all()).find((one) => one.name === name)?.active ?? null;
    const now = active?.manifest.handlers.some(({ tier }) => tier === 'derive') ? active.revision : '';
    const watermark = `extension-derives ${name}`;
    const before = this.derives.get(name) ?? (await stateValue.run(this.engine, { name: watermark }))[0]?.value ?? '';
    this.derives.set(name, now);
    if (before === now) return;
    const learners = before === '' ? [] : await derivedLearners.run(this.engine, { name, revisions: [before, now] });
    if (learners.length > 0)
      await markDirty(
        this.engine,
        learners.map(({ course, learner }) => ({ courseKey: course, learner })),
      );
    await this.note(watermark, now);
  }

  /** Deletes what an extension computed in revisions that nobody can go back to. */
  async eraseUnused(name: string): Promise<void> {
    const [now] = (await this.registry.all()).filter((one) => one.name === name);
    if (!now) return;
    const kept = [now.active, now.next, now.previous].flatMap((one) => one?.revision ?? []);
    await this.alone(() => eraseRevisions(this.engine, name, kept));
  }

  /** Rows older than this are made again: all were renewed, the course was published anew, or it was off for long. */
  private async sinceOf(course: string, host: string): Promise<Micros> {
    const moments = await Promise.all(
      [SINCE, `${SINCE} ${course}`, `${SINCE} ${host}`].map(async (name) =>
        Number((await stateValue.run(this.engine, { name }))[0]?.value ?? 0),
      ),
    );
    return Math.max(...moments);
  }

  private async structureOf(course: string): Promise<StructureIndex | null> {
    const version =
      (await publishedVersions.run(this.engine, {})).find((row) => row.course_key === course)?.version ?? '';
    const known = this.structures.get(course);
    if (known?.version === version) return known.index;
    const structure = await readStructure(this.engine, course);
    const index = structure && new StructureIndex(structure);
    const watermark = `extensions-publish ${course}`;
    const before = (await stateValue.run(this.engine, { name: watermark }))[0]?.value;
    if (before !== version) {
      if (before !== undefined) await this.note(`${SINCE} ${course}`, String(await this.now()));
      this.filled.clear();
      await this.note(watermark, version);
    }
    this.structures.set(course, { version, index });
    return index;
  }

  private async now(): Promise<Micros> {
    return (await engineClock.run(this.engine, {}))[0]?.now ?? 0;
  }

  private async note(name: string, value: string): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.state`, [{ name, value }]);
  }
}

/** Whether anything of it is about single learners. */
const hasRows = ({ manifest }: Revision): boolean =>
  manifest.metrics.some(({ tier }) => tier === 'each' || tier === 'sql') ||
  manifest.handlers.some(({ tier }) => tier === 'derive');

const hasWork = (revision: Revision): boolean => hasRows(revision) || classHandlersOf(revision.manifest).length > 0;

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
