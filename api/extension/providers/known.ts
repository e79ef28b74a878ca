import { randomBytes } from 'node:crypto';
import type { Engine } from '../../store/engine';
import { TableCache } from '../../store/tableCache';
import { extensionProviders } from './providers.query';

/** A server of somebody else whose cards stand beside ours. */
export interface Provider {
  readonly name: string;
  /** Without a slash at the end. */
  readonly url: string;
  /** How long it may take to answer, milliseconds. */
  readonly deadline: number;
  /** Its cards say so. */
  readonly isExperimental: boolean;
  /** Our questions are signed with it. */
  readonly key: string;
}

/** How long a server's list is believed, milliseconds: others may change it. */
const FRESH = 2000;

/** Which servers are connected. The database says it, so several processes agree. */
export class KnownProviders {
  private readonly cache: TableCache<Provider[]>;

  constructor(private readonly engine: Engine) {
    this.cache = new TableCache(engine, [this.table], FRESH);
  }

  private get table(): string {
    return `${this.engine.databases.own}.extension_providers`;
  }

  all(): Promise<Provider[]> {
    return this.cache.get('all', async () =>
      (await extensionProviders.run(this.engine, {})).map(({ name, url, deadline, experimental, key }) => ({
        name,
        url,
        deadline: Number(deadline),
        isExperimental: Number(experimental) === 1,
        key,
      })),
    );
  }

  async save({ name, url, deadline, isExperimental, key }: Provider): Promise<void> {
    await this.write({ name, url, deadline, experimental: Number(isExperimental), key, removed: 0 });
  }

  async remove(name: string): Promise<void> {
    await this.write({ name, url: '', deadline: 0, experimental: 0, key: '', removed: 1 });
  }

  private write(row: Record<string, unknown>): Promise<unknown> {
    return this.engine.insert(this.table, [row]);
  }
}

export const newKey = (): string => randomBytes(32).toString('base64url');
