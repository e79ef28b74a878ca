import { typesOf } from '../extension/histories';
import type { Hosts } from '../extension/hosts';
import { type ModelTask, Models, modelsOf, sourcesOf } from '../extension/models';
import { modelProgress } from '../extension/models.query';
import { type Installed, type Registry, type Revision, isEnabledIn } from '../extension/registry';
import { hostName } from '../extension/computation';
import type { Micros } from '../lib/time';
import type { Engine } from '../store/engine';
import { coursesWithEvents } from '../store/queries/events';
import { stateOf } from '../store/writes';
import type { ExtensionNotes } from './extensionNotes';
import { type ExtensionProgress, hasRows } from './extensionProgress';
import type { ExtensionRows } from './extensionRows';

/** Models work for so long at a time, then wait twice as long: a third of the time, as back-fills do; milliseconds. */
const [SLICE, RESTS] = [2000, 2];
/** How often it is looked for something new, where nothing says that there is; milliseconds. */
const LOOKS_EVERY = { embedded: 60_000, server: 10_000 } as const;
/** A block that a model failed over is tried again after so long. */
const RETRY: Micros = 60_000_000;

interface Parts {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly hosts: Hosts;
  readonly rows: ExtensionRows;
  readonly progress: ExtensionProgress;
  readonly notes: ExtensionNotes;
}

/** Has models look at classes again where what they are made from is another, block by block, after the rows of learners. */
export class ExtensionModels {
  private readonly models: Models;
  /** By host: until when it rests, and when it is looked again where the tables are those of the last look. */
  private readonly looked = new Map<
    string,
    { readonly state: string | null; readonly rests: number; readonly again: number }
  >();

  /** @param closing says when to stop */
  constructor(
    private readonly parts: Parts,
    private readonly closing: AbortSignal,
  ) {
    this.models = new Models(parts.engine, parts.registry, parts.hosts);
  }

  /** @param isHurried without rests. @returns whether anything was done */
  async fill(
    extension: Installed,
    revision: Revision,
    isHurried: boolean,
    report: (text: string) => void,
  ): Promise<boolean> {
    const models = modelsOf(revision.manifest);
    // What it may see is the operator's word, whatever its definition says.
    if (models.length === 0 || !extension.grants.includes('class')) return false;
    const host = hostName(extension, revision);
    const { own, eventSink } = this.parts.engine.databases;
    const state = stateOf(this.parts.engine, [
      ...['extension_facts', 'extension_models', 'extensions', 'facts'].map((table) => `${own}.${table}`),
      `${eventSink}.course_blocks`,
    ]);
    if (!isHurried && !this.isDue(host, state)) return false;
    const began = Date.now();
    const isOver = (): boolean => this.closing.aborted || (!isHurried && Date.now() - began > SLICE);
    let any = false;
    for (const { course_key: course } of await coursesWithEvents.run(this.parts.engine, {}))
      for (const metric of models)
        if (isEnabledIn(extension, course) && !isOver())
          any = (await this.fillCourse({ extension, revision, course, metric }, isOver, report)) || any;
    const now = Date.now();
    const waits = any ? 0 : state === null ? LOOKS_EVERY.server : LOOKS_EVERY.embedded;
    this.looked.set(host, { state, rests: now + RESTS * (now - began), again: now + waits });
    return any;
  }

  private isDue(host: string, state: string | null): boolean {
    const last = this.looked.get(host);
    if (!last) return true;
    return Date.now() >= last.rests && (Date.now() >= last.again || (state !== null && state !== last.state));
  }

  /** Whether the models of a revision have looked at all there is in these courses. */
  async areWhole(extension: Installed, revision: Revision, courses: readonly string[]): Promise<boolean> {
    const models = modelsOf(revision.manifest);
    if (models.length === 0) return true;
    const rows = await modelProgress.run(this.parts.engine, { name: extension.name, revision: revision.revision });
    return courses.every((course) =>
      models.every(({ id }) => rows.some((row) => row.course === course && row.metric === id && row.whole)),
    );
  }

  private async fillCourse(task: ModelTask, isOver: () => boolean, report: (text: string) => void): Promise<boolean> {
    const { extension, course, metric } = task;
    if (!(await this.areSourcesWhole(task))) return false;
    const index = await this.parts.rows.structureOf(course);
    const before = (await this.parts.notes.now()) - RETRY;
    const { due, gone, isWhole } = await this.models.look(task, typesOf(index?.structure ?? null), before);
    let done = 0;
    for (const one of due) {
      if (isOver()) return done > 0;
      const isMade = await this.whileOn(task, async (version) => this.models.make(task, one, version));
      if (!isMade) return done > 0;
      done += 1;
      report(`${extension.name} in ${course}: ${metric.id}, ${done} of ${due.length} blocks`);
    }
    if (gone.length > 0 || !isWhole)
      await this.whileOn(task, async (version) => {
        await this.models.drop(task, gone, version);
        if (!isWhole) await this.models.noteWhole(task, version);
        return true;
      });
    return done > 0 || gone.length > 0 || !isWhole;
  }

  /** Whether all is there that a model is made from, as far as it is being made. */
  private async areSourcesWhole({ extension, revision, course, metric }: ModelTask): Promise<boolean> {
    for (const one of await sourcesOf(this.parts.registry, extension, revision, metric, course)) {
      if (one.extension.state !== 'on' || !hasRows(one.revision)) continue;
      const { done, of } = await this.parts.progress.inCourse(one.extension, one.revision, course);
      if (done < of) return false;
    }
    return true;
  }

  /** Nothing is stored for what the operator took away meanwhile. @returns whether the work was done */
  private whileOn({ extension, revision }: ModelTask, work: (version: Micros) => Promise<boolean>): Promise<boolean> {
    return this.parts.rows.alone(async () => {
      const now = (await this.parts.registry.all()).find(({ name }) => name === extension.name);
      if (now?.state !== 'on' || ![now.active?.revision, now.next?.revision].includes(revision.revision)) return false;
      return work(await this.parts.notes.now());
    });
  }
}
