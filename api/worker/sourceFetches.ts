import { Readable } from 'node:stream';
import * as z from 'zod';
import type { Config } from '../config/config';
import { Background } from '../lib/background';
import { FetchError, type Network, WORLD, fetchPublic } from '../lib/publicFetch';
import { hostName } from '../extension/computation';
import { HostError } from '../extension/host/hostProcess';
import { type Fetch, type SourceManifest, grantOf, hostOf } from '../extension/manifest';
import type { Installed, Revision } from '../extension/registry';
import { lastDue } from '../extension/schedule';
import { SecretError, Secrets } from '../extension/secrets';
import { eraseNote } from '../store/erase';
import type { Engine } from '../store/engine';
import { stateValue } from '../store/queries/state';
import type { ExtensionFacts } from './extensionFacts';
import { type InstalledSource, NO_LMS, SourceLoader } from './sourceRows';

/** How often it is looked for what is due, milliseconds. */
const POLL = 5000;
/** After a failure it is tried again in so many minutes: after the first, the second, and so on. */
const AGAIN = [1, 5, 25, 60] as const;
const MINUTE = 60_000;
/** Of one fetch so many rows that were not taken are noted, each with so many characters. */
const [REJECTS, REASON] = [20, 300];
const HEADER = 'authorization: Bearer';

const Last = z.object({
  /** Milliseconds: when it was begun. */
  at: z.number(),
  url: z.string(),
  /** How often in a row it failed, and why last. */
  failures: z.number(),
  why: z.string(),
  read: z.number(),
  accepted: z.number(),
  duplicate: z.number(),
  rejected: z.number(),
});
type Last = z.infer<typeof Last>;
const Rejects = z.array(z.object({ line: z.number(), reason: z.string() }));

/** How it stands with the rows that one source has fetched. */
export interface FetchState {
  readonly source: string;
  readonly host: string;
  /** What the operator has to do first; null: nothing. */
  readonly missing: { readonly isGrant: boolean; readonly what: string; readonly remedy: string } | null;
  /** null: nothing was fetched yet. */
  readonly last: Last | null;
  /** Milliseconds: when it is tried again; null: the last fetch went well. */
  readonly again: number | null;
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Fetches the rows of sources at their times, and loads them as `extension load` does: the same row makes the same event, so
 * that nothing is counted twice, wherever it was stopped.
 */
export class SourceFetches {
  private readonly background = new Background(POLL, POLL);
  readonly health = this.background.health;
  readonly secrets: Secrets;
  private readonly closing = new AbortController();
  /** Not before these moments, milliseconds. */
  private readonly rests = new Map<string, number>();

  /** @param engine the one that others store statements through: what is stored already is looked up under one lock */
  constructor(
    private readonly engine: Engine,
    private readonly extensions: ExtensionFacts,
    private readonly config: Pick<Config, 'dataFolder' | 'actorKey' | 'lms'>,
    private readonly network: Network = WORLD,
  ) {
    this.secrets = new Secrets(engine, config);
  }

  follow(): void {
    if (!this.extensions.isOn) return;
    this.background.follow(async () => {
      await this.runDue();
      return null;
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.background.close();
  }

  /** Fetches what is due. What was missed while nothing ran is one fetch. @param now milliseconds */
  async runDue(now = Date.now()): Promise<void> {
    for (const extension of await this.extensions.registry.all()) {
      if (extension.state !== 'on' || !extension.active) continue;
      for (const source of extension.active.manifest.sources) {
        const { fetch } = source;
        if (this.closing.signal.aborted) return;
        if (!fetch || (await this.missing(extension, fetch))) continue;
        const last = await this.lastOf(extension.name, source.id, fetch);
        const name = noteOf('fetch', extension.name, source.id);
        if ((last !== null && !isDue(fetch, last, now)) || now < (this.rests.get(name) ?? 0)) continue;
        // where the database fails nothing can be noted, and the host is not to be asked again and again
        this.rests.set(name, now + MINUTE);
        await this.run(extension, source.id, fetch, last, now);
        this.rests.delete(name);
      }
    }
  }

  /** What there is to say of each source that is fetched. */
  async statesOf(extension: Installed): Promise<FetchState[]> {
    const states: FetchState[] = [];
    for (const { id, fetch } of extension.active?.manifest.sources ?? []) {
      if (!fetch) continue;
      const last = await this.lastOf(extension.name, id, fetch);
      const rejects = await this.note(noteOf('rejects', extension.name, id), Rejects);
      states.push({
        source: id,
        host: hostOf(fetch),
        missing: await this.missing(extension, fetch),
        last,
        again: last === null || last.failures === 0 ? null : againAt(last),
        rejects: rejects ?? [],
      });
    }
    return states;
  }

  /** Something changed that a fetch rests on: the sources that it concerns are fetched with the next look. */
  async renew(extension: string, sources: readonly Pick<SourceManifest, 'id'>[]): Promise<void> {
    for (const { id } of sources) await eraseNote(this.engine, noteOf('fetch', extension, id));
  }

  private async missing({ name, grants }: Installed, fetch: Fetch): Promise<FetchState['missing']> {
    const [host, grant] = [hostOf(fetch), grantOf(fetch)];
    if (!grants.includes(grant))
      return {
        isGrant: true,
        what: `${grant} is not granted`,
        remedy: `marginalia extension enable ${name} --grant ${grant}`,
      };
    if (fetch.secret === undefined) return null;
    const remedy = `marginalia extension secret ${name} ${fetch.secret} < FILE`;
    const secret = await this.secrets.find(name, fetch.secret);
    if (!secret) return { isGrant: false, what: `the secret ${fetch.secret} is not set`, remedy };
    if (secret.host !== host)
      return {
        isGrant: false,
        what: `the secret ${fetch.secret} was set for ${secret.host}, and not for ${host}`,
        remedy,
      };
    return null;
  }

  private async run(extension: Installed, id: string, fetch: Fetch, last: Last | null, now: number): Promise<void> {
    const revision = extension.active;
    if (!revision) return;
    const breaker = this.extensions.hosts.breaker(hostName(extension, revision));
    if (breaker.isOpen) return;
    const rejects: z.infer<typeof Rejects> = [];
    const none = { at: now, url: fetch.url, failures: 0, why: '', read: 0, accepted: 0, duplicate: 0, rejected: 0 };
    try {
      const body = await fetchPublic(
        fetch.url,
        await this.headers(extension, fetch),
        this.closing.signal,
        this.network,
      );
      if (!(await this.isStillOn(extension, revision))) return;
      const { read, accepted, duplicate, rejected } = await this.load({ extension, revision, id }, body, rejects);
      if (this.closing.signal.aborted) return;
      breaker.note({ value: '' });
      await this.store(extension.name, id, { ...none, read, accepted, duplicate, rejected }, rejects);
    } catch (error) {
      // whoever starts again fetches it anew
      if (this.closing.signal.aborted) return;
      if (error instanceof HostError)
        breaker.note({ error: error.message, ...(error.killed ? { killed: true as const } : {}) });
      else if (!(error instanceof FetchError) && !(error instanceof SecretError)) throw error;
      const why = error instanceof SecretError ? `the secret ${fetch.secret ?? ''}: ${error.message}` : error.message;
      await this.store(extension.name, id, { ...none, failures: (last?.failures ?? 0) + 1, why }, rejects);
    }
  }

  private load(
    source: InstalledSource,
    body: Buffer,
    rejects: z.infer<typeof Rejects>,
  ): ReturnType<SourceLoader['load']> {
    const { registry, hosts } = this.extensions;
    const loader = new SourceLoader(this.engine, registry, hosts, this.config.lms?.baseUrl ?? NO_LMS);
    return loader.load(source, Readable.from([body]), {
      onReject: ({ line, reason }) => {
        if (rejects.length < REJECTS) rejects.push({ line, reason: reason.slice(0, REASON) });
      },
      onProgress: () => undefined,
      signal: this.closing.signal,
    });
  }

  /** The operator may have changed it meanwhile: nothing is stored for what is no longer there. */
  private async isStillOn({ name }: Installed, { revision }: Revision): Promise<boolean> {
    const now = (await this.extensions.registry.all()).find((one) => one.name === name);
    return now?.state === 'on' && now.active?.revision === revision;
  }

  /** @throws SecretError */
  private async headers({ name }: Installed, fetch: Fetch): Promise<Readonly<Record<string, string>>> {
    const { secret, header = HEADER } = fetch;
    if (secret === undefined) return {};
    const [field = '', word] = header.split(': ');
    const set = await this.secrets.find(name, secret);
    if (set?.host !== hostOf(fetch)) throw new SecretError('it was set anew just now');
    const value = set.open();
    return { [field]: word === undefined ? value : `${word} ${value}` };
  }

  /** @returns null: it was not fetched from there yet */
  private async lastOf(extension: string, id: string, { url }: Fetch): Promise<Last | null> {
    const last = await this.note(noteOf('fetch', extension, id), Last);
    return last?.url === url ? last : null;
  }

  private async note<T>(name: string, shape: z.ZodType<T>): Promise<T | null> {
    const [row] = await stateValue.run(this.engine, { name });
    return row ? shape.parse(JSON.parse(row.value)) : null;
  }

  private async store(extension: string, id: string, last: Last, rejects: z.infer<typeof Rejects>): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.state`, [
      { name: noteOf('fetch', extension, id), value: JSON.stringify(last) },
      { name: noteOf('rejects', extension, id), value: JSON.stringify(rejects) },
    ]);
  }
}

const noteOf = (what: 'fetch' | 'rejects', extension: string, source: string): string =>
  `extension-${what} ${extension} ${source}`;

const againAt = ({ at, failures }: Last): number => at + (AGAIN[Math.min(failures, AGAIN.length) - 1] ?? 60) * MINUTE;

/** What was noted while the clock was ahead says nothing. */
const isDue = ({ every }: Fetch, last: Last, now: number): boolean =>
  last.at > now || (last.failures > 0 ? now >= againAt(last) : lastDue(every, last.at, now) !== null);
