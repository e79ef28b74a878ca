import { hostName } from '../extension/computation';
import { derivedLearners, learnersOfCourses } from '../extension/facts.query';
import type { Hosts } from '../extension/hosts';
import { type Installed, type Registry, isEnabledIn } from '../extension/registry';
import { markDirty } from '../pipeline/ingest/writer';
import type { Engine } from '../store/engine';
import { eraseRevisions } from '../store/erase';
import type { ExtensionModels } from './extensionModels';
import type { ExtensionNotes } from './extensionNotes';
import type { ExtensionProgress } from './extensionProgress';
import type { ExtensionRows } from './extensionRows';

/** Puts a new revision of an extension in the place of the old one, and calls whoever rests on it. */
export class ExtensionUpgrades {
  /** The revision whose derived events others rest on, by extension. */
  private readonly derives = new Map<string, string>();

  constructor(
    private readonly engine: Engine,
    private readonly registry: Registry,
    private readonly hosts: Hosts,
    private readonly rows: ExtensionRows,
    private readonly progress: ExtensionProgress,
    private readonly models: ExtensionModels,
    private readonly notes: ExtensionNotes,
  ) {}

  /** The new revision answers as soon as it is whole everywhere; the old one is kept for `rollback`. */
  async changeOver(extension: Installed): Promise<void> {
    const { next } = extension;
    if (!next) return;
    const courses = (await learnersOfCourses.run(this.engine, {}))
      .map(({ course }) => course)
      .filter((course) => isEnabledIn(extension, course));
    const isWhole = (await this.progress.all(extension, next)).every(({ done, of }) => done >= of);
    if (!isWhole || !(await this.rows.areHandlersWhole(extension, next, courses))) return;
    if (!(await this.models.areWhole(extension, next, courses))) return;
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
  async tellDependants(name: string): Promise<void> {
    const active = (await this.registry.all()).find((one) => one.name === name)?.active ?? null;
    const now = active?.manifest.handlers.some(({ tier }) => tier === 'derive') ? active.revision : '';
    const watermark = `extension-derives ${name}`;
    const before = this.derives.get(name) ?? (await this.notes.read(watermark)) ?? '';
    this.derives.set(name, now);
    if (before === now) return;
    const learners = before === '' ? [] : await derivedLearners.run(this.engine, { name, revisions: [before, now] });
    if (learners.length > 0)
      await markDirty(
        this.engine,
        learners.map(({ course, learner }) => ({ courseKey: course, learner })),
      );
    await this.notes.note(watermark, now);
  }

  /** Deletes what an extension computed in revisions that nobody can go back to. */
  async eraseUnused(name: string): Promise<void> {
    const [now] = (await this.registry.all()).filter((one) => one.name === name);
    if (!now) return;
    const kept = [now.active, now.next, now.previous].flatMap((one) => one?.revision ?? []);
    await this.rows.alone(() => eraseRevisions(this.engine, name, kept));
  }
}
