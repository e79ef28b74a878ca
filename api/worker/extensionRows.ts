import { Mutex } from 'async-mutex';
import { ClassHandlers, classHandlersOf } from '../extension/classHandlers';
import { Computation, hostName } from '../extension/computation';
import type { Hosts } from '../extension/hosts';
import type { Installed, Registry, Revision } from '../extension/registry';
import { StructureIndex } from '../facts/structureIndex';
import type { Micros } from '../lib/time';
import { markDirty } from '../pipeline/ingest/writer';
import type { Engine } from '../store/engine';
import { publishedVersions } from '../store/queries/structure';
import { readStructure } from '../store/structure';
import type { ExtensionNotes } from './extensionNotes';
import type { Behind } from './readers';

/** What extensions read and write through, so that nobody waits for them. */
export interface ExtensionEngines {
  readonly own: Engine;
  /** Read only, and within limits. */
  readonly expressions: Engine;
  close(): Promise<void>;
}

/** Makes the rows of learners, and hands the events of courses to handlers: whoever is given, and nothing else. */
export class ExtensionRows {
  private readonly handlers: ClassHandlers;
  private opened: Promise<ExtensionEngines & { readonly computation: Computation }> | null = null;
  private readonly structures = new Map<string, { version: string; index: StructureIndex | null }>();
  /** Held while rows are made or deleted. */
  private readonly lock = new Mutex();

  /** @param onPublish a course is another than the rows were made with: everybody in it is due */
  constructor(
    private readonly engine: Engine,
    private readonly open: () => Promise<ExtensionEngines>,
    private readonly registry: Registry,
    private readonly hosts: Hosts,
    private readonly notes: ExtensionNotes,
    private readonly behind: Behind,
    private readonly onPublish: () => void,
  ) {
    this.handlers = new ClassHandlers(engine, registry, hosts, () => this.expressions());
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
    return this.lock.runExclusive(work);
  }

  /** To be called while nobody else makes rows. @returns learners that are dealt with */
  async make(
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
      version: await this.notes.now(),
      learners,
    });
    if (done.rederived.length > 0)
      await markDirty(
        this.engine,
        done.rederived.map(({ learner, since }) => ({ courseKey: course, learner, since })),
      );
    return done.learners;
  }

  /** @param since from when on anything is new; undefined: nothing is. @returns whether all handlers are up to date */
  handle(extension: Installed, revision: Revision, course: string, since: Micros | null | undefined): Promise<boolean> {
    if (classHandlersOf(revision.manifest).length === 0) return Promise.resolve(true);
    return this.alone(async () => {
      const now = (await this.registry.all()).find(({ name }) => name === extension.name);
      if (now?.state !== 'on' || ![now.active?.revision, now.next?.revision].includes(revision.revision)) return false;
      await this.behind.giveWay();
      const index = await this.structureOf(course);
      const [version, notBefore] = [
        await this.notes.now(),
        await this.notes.sinceOf(course, hostName(extension, revision)),
      ];
      return this.handlers.run({ extension: now, revision, course, index, version, since, notBefore });
    });
  }

  /** Whether the handlers of a revision have seen all events of these courses. @param notBefore what is kept is from then or later */
  areHandlersWhole(
    extension: Installed,
    revision: Revision,
    courses: readonly string[],
    notBefore?: Micros,
  ): Promise<boolean> {
    return this.handlers.isWhole(extension, revision, courses, notBefore);
  }

  /** The course as it is published now. */
  async structureOf(course: string): Promise<StructureIndex | null> {
    const version =
      (await publishedVersions.run(this.engine, {})).find((row) => row.course_key === course)?.version ?? '';
    const known = this.structures.get(course);
    if (known?.version === version) return known.index;
    const structure = await readStructure(this.engine, course);
    const index = structure && new StructureIndex(structure);
    const watermark = `extensions-publish ${course}`;
    const before = await this.notes.read(watermark);
    if (before !== version) {
      if (before !== undefined) await this.notes.renew(course);
      this.onPublish();
      await this.notes.note(watermark, version);
    }
    this.structures.set(course, { version, index });
    return index;
  }

  /** Once nobody makes rows any more. */
  async close(): Promise<void> {
    await this.lock.waitForUnlock();
    this.hosts.close();
    await (await this.opened?.catch(() => null))?.close();
  }
}
