import { randomBytes } from 'node:crypto';
import type { Engine } from '../../store/engine';
import { SecretError, type Secrets } from '../secrets';
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
}

/** Name of the secret that signs our requests to a server. */
const SIGNING_KEY = 'signing-key';
const KEY_BYTES = 32;

/** How long a server's list is believed, milliseconds: others may change it. */
const FRESH = 2000;

/** Which servers are connected. The database says it, so several processes agree. */
export class KnownProviders {
  private readonly cache: TableCache<Provider[]>;

  constructor(
    private readonly engine: Engine,
    private readonly secrets: Secrets,
  ) {
    this.cache = new TableCache(engine, [this.table], FRESH);
  }

  private get table(): string {
    return `${this.engine.databases.own}.extension_providers`;
  }

  all(): Promise<Provider[]> {
    return this.cache.get('all', async () =>
      (await extensionProviders.run(this.engine, {})).map(({ name, url, deadline, experimental }) => ({
        name,
        url,
        deadline: Number(deadline),
        isExperimental: Number(experimental) === 1,
      })),
    );
  }

  /** What questions to a server are signed with. @throws SecretError where it cannot be read */
  async keyOf({ name, url }: Provider): Promise<string> {
    const found = await this.secrets.find(name, SIGNING_KEY);
    if (found?.host !== url) throw new SecretError('there is none');
    return found.open();
  }

  /** Makes a key in the place of the one before. @throws SecretError where none can be kept */
  async makeKey({ name, url }: Provider): Promise<string> {
    const key = randomBytes(KEY_BYTES).toString('base64url');
    await this.secrets.set(name, SIGNING_KEY, url, key);
    return key;
  }

  async save({ name, url, deadline, isExperimental }: Provider): Promise<void> {
    await this.write({ name, url, deadline, experimental: Number(isExperimental), removed: 0 });
  }

  async remove(name: string): Promise<void> {
    await this.secrets.remove(name, SIGNING_KEY);
    await this.write({ name, url: '', deadline: 0, experimental: 0, removed: 1 });
  }

  private write(row: Record<string, unknown>): Promise<unknown> {
    return this.engine.insert(this.table, [row]);
  }
}
