import { createHash } from 'node:crypto';
import { Mutex } from 'async-mutex';
import type { Engine } from '../store/engine';
import { TableCache } from '../store/tableCache';
import { type Manifest, type MetricManifest, fullId } from './manifest';
import { scopeOf } from './package/bundle';
import { extensionBundle, extensionManifests, extensions } from './registry.query';

export type State = 'added' | 'on' | 'paused' | 'disabled' | 'removed';

/** One revision of an extension: its code is read when it is run. */
export interface Revision {
  readonly revision: string;
  readonly version: string;
  readonly manifest: Manifest;
  readonly files: Readonly<Record<string, string>>;
}

/** An extension as the operator left it. */
export interface Installed {
  /** acme/time-on-task */
  readonly name: string;
  readonly state: State;
  /** The revision whose numbers are reported; null: none is whole yet. */
  readonly active: Revision | null;
  /** The next one, which is being filled. */
  readonly next: Revision | null;
  readonly previous: Revision | null;
  readonly courses: 'all' | readonly string[];
  readonly grants: readonly string[];
  /** The metric of it that the outline shows; '': none. */
  readonly outline: string;
}

/** A metric of an installed extension, by the name that everybody uses. */
export interface InstalledMetric {
  readonly id: string;
  readonly extension: Installed;
  readonly revision: Revision;
  readonly metric: MetricManifest;
}

export const revisionOf = (bundle: string, files: Readonly<Record<string, string>>): string =>
  createHash('sha256').update(bundle).update(JSON.stringify(files)).digest('hex').slice(0, 16);

/** How long a server's registry is believed, milliseconds: others may change it. */
const FRESH_MS = 2000;

/** Which extensions there are. The database says it, so several processes agree. */
export class Registry {
  private readonly cache: TableCache<Installed[]>;
  private readonly bundles = new Map<string, Promise<string>>();
  private readonly changes = new Mutex();

  constructor(private readonly engine: Engine) {
    const { own } = engine.databases;
    this.cache = new TableCache(engine, [`${own}.extensions`, `${own}.extension_revisions`], FRESH_MS);
  }

  all(): Promise<Installed[]> {
    return this.cache.get('all', () => this.read());
  }

  private async read(): Promise<Installed[]> {
    const revisions = new Map<string, Revision>();
    for (const row of await extensionManifests.run(this.engine, {}))
      revisions.set(`${row.name} ${row.revision}`, {
        revision: row.revision,
        version: row.version,
        manifest: JSON.parse(row.manifest) as Manifest,
        files: JSON.parse(row.files) as Record<string, string>,
      });
    return (await extensions.run(this.engine, {})).map((row) => {
      const of = (revision: string): Revision | null => revisions.get(`${row.name} ${revision}`) ?? null;
      return {
        name: row.name,
        state: row.state,
        active: of(row.active),
        next: of(row.next),
        previous: of(row.previous),
        courses: JSON.parse(row.courses) as Installed['courses'],
        grants: JSON.parse(row.grants) as string[],
        outline: row.outline,
      };
    });
  }

  /** Those that a name means: `acme/x` one, `acme` all from there. */
  async named(name: string): Promise<Installed[]> {
    return (await this.all()).filter((one) => one.name === name || scopeOf(one.name) === name);
  }

  /** Metrics of extensions that are on, or paused. */
  async metrics(): Promise<InstalledMetric[]> {
    return (await this.all())
      .filter(({ state }) => state === 'on' || state === 'paused')
      .flatMap((extension) => {
        const revision = extension.active ?? extension.next;
        return (revision?.manifest.metrics ?? []).map((metric) => ({
          id: fullId(extension.name, metric.id),
          extension,
          revision: revision as Revision,
          metric,
        }));
      });
  }

  /** The metric that the outline shows; null: none was chosen, or what was chosen is not on or has it no longer. */
  async onOutline(): Promise<InstalledMetric | null> {
    return (await this.metrics()).find(({ extension, metric }) => extension.outline === metric.id) ?? null;
  }

  /** Has the outline show one metric, or none: never two, whatever happens in between. */
  async showOnOutline(chosen: Pick<InstalledMetric, 'extension' | 'metric'> | null): Promise<void> {
    for (const { name, outline } of await this.all())
      if (outline !== '' && name !== chosen?.extension.name)
        await this.change(name, (now) => ({ ...now, outline: '' }));
    if (chosen) await this.change(chosen.extension.name, (now) => ({ ...now, outline: chosen.metric.id }));
  }

  bundle(name: string, revision: string): Promise<string> {
    const key = `${name} ${revision}`;
    const known =
      this.bundles.get(key) ??
      extensionBundle.run(this.engine, { name, revision }).then(([row]) => {
        if (!row) throw new Error(`The code of ${name} is missing.`);
        return row.bundle;
      });
    known.catch(() => this.bundles.delete(key));
    this.bundles.set(key, known);
    return known;
  }

  async addRevision(name: string, revision: Revision, bundle: string): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.extension_revisions`, [
      {
        name,
        revision: revision.revision,
        version: revision.version,
        manifest: JSON.stringify(revision.manifest),
        bundle,
        files: JSON.stringify(revision.files),
      },
    ]);
  }

  /**
   * Changes one extension as it is at this moment: changes of one process come one after another, so that none is lost.
   * @param change what becomes of it; null: it is left as it is
   * @returns as it is now; null: there is none of that name
   */
  change(name: string, change: (now: Installed) => Installed | null): Promise<Installed | null> {
    return this.changes.runExclusive(async () => {
      const now = (await this.read()).find((one) => one.name === name) ?? null;
      const changed = now && change(now);
      if (changed) await this.save(changed);
      return changed ?? now;
    });
  }

  async save(extension: Installed): Promise<void> {
    const { name, state, active, next, previous, courses, grants, outline } = extension;
    await this.engine.insert(`${this.engine.databases.own}.extensions`, [
      {
        name,
        state,
        active: active?.revision ?? '',
        next: next?.revision ?? '',
        previous: previous?.revision ?? '',
        courses: JSON.stringify(courses),
        grants: JSON.stringify(grants),
        outline,
      },
    ]);
  }
}

/** Extensions that are on and conclude events from histories, with the revisions that do. */
export const derivingOf = (all: readonly Installed[]): { names: string[]; revisions: string[] } => {
  const on = all.filter(
    ({ state, active }) => state === 'on' && active?.manifest.handlers.some(({ tier }) => tier === 'derive'),
  );
  return { names: on.map(({ name }) => name), revisions: on.map(({ active }) => active?.revision ?? '') };
};

export const isEnabledIn = ({ courses }: Installed, course: string): boolean =>
  courses === 'all' || courses.includes(course);

/** Names of extensions' metrics and verbs that this one rests on: `acme` of `acme.stuck`. */
export const dependsOn = ({ metrics, views, handlers, properties, jobs: _ }: Manifest): string[] => [
  ...new Set(
    [
      ...metrics.flatMap(({ from = [], events }) => [...from, ...(events?.verbs ?? [])]),
      ...views.flatMap(({ show = [] }) => show.map(({ metric }) => metric)),
      ...handlers.flatMap(({ filter }) => filter.verbs ?? []),
      ...properties.flatMap((property) => ('from' in property ? [property.from] : [])),
    ].filter((id) => id.includes('.')),
  ),
];
