import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Config } from '../config/config';
import { eraseNote } from '../store/erase';
import type { Engine } from '../store/engine';
import { stateValue } from '../store/queries/state';

const CIPHER = 'aes-256-gcm';
const [KEY_BYTES, IV_BYTES, TAG_BYTES] = [32, 12, 16];

const Kept = z.object({ host: z.string(), sealed: z.string() });

/** A secret as it may be looked at: for which host it was set. */
interface SetSecret {
  readonly host: string;
  /** @throws SecretError where the key is another */
  open(): string;
}

/** A secret cannot be used; the message says why and what to do, never what it is. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

/** The note that the secret of an extension is kept in. */
export const secretNote = (extension: string, key: string): string => `extension-secret ${extension} ${key}`;

/**
 * What operators entrust to extensions' sources. It is kept in the database under a key that is not there, each for one
 * extension, one name and one host: moved to another it cannot be opened.
 */
export class Secrets {
  constructor(
    private readonly engine: Engine,
    private readonly config: Pick<Config, 'dataFolder' | 'actorKey'>,
  ) {}

  /** @throws SecretError where no key can be made */
  async set(extension: string, key: string, host: string, value: string): Promise<void> {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(true), iv).setAAD(boundTo(extension, key, host));
    const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64');
    await this.engine.insert(`${this.engine.databases.own}.state`, [
      { name: secretNote(extension, key), value: JSON.stringify({ host, sealed }) },
    ]);
  }

  /** @returns null: it is not set */
  async find(extension: string, key: string): Promise<SetSecret | null> {
    const [row] = await stateValue.run(this.engine, { name: secretNote(extension, key) });
    if (!row) return null;
    const { host, sealed } = Kept.parse(JSON.parse(row.value));
    return { host, open: () => this.unseal(Buffer.from(sealed, 'base64'), boundTo(extension, key, host)) };
  }

  async remove(extension: string, key: string): Promise<void> {
    await eraseNote(this.engine, secretNote(extension, key));
  }

  private unseal(sealed: Buffer, bound: Buffer): string {
    const iv = sealed.subarray(0, IV_BYTES);
    const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    try {
      const cipher = createDecipheriv(CIPHER, this.key(false), iv).setAAD(bound).setAuthTag(tag);
      return Buffer.concat([cipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), cipher.final()]).toString('utf8');
    } catch (error) {
      if (error instanceof SecretError) throw error;
      throw new SecretError('it was set with another key than there is now, and has to be set again');
    }
  }

  /** Made from `MARGINALIA_ACTOR_KEY` where there is one; else a file of its own beside that key's, in no backup. */
  private key(makes: boolean): Buffer {
    const from = this.config.actorKey ?? keyIn(this.config.dataFolder, makes);
    return Buffer.from(hkdfSync('sha256', from, '', 'marginalia: secrets of extensions', KEY_BYTES));
  }
}

const boundTo = (extension: string, key: string, host: string): Buffer =>
  Buffer.from(JSON.stringify([extension, key, host]));

const keyIn = (folder: string, makes: boolean): string => {
  const file = join(folder, 'secrets-key');
  try {
    if (makes) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new SecretError(`${file}, the key of secrets, cannot be made: set MARGINALIA_ACTOR_KEY`);
  }
  try {
    const key = readFileSync(file, 'utf8').trim();
    if (key !== '') return key;
  } catch {
    // said below
  }
  throw new SecretError(`its key, ${file}, is gone, so it has to be set again`);
};
