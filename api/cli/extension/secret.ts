import { text } from 'node:stream/consumers';
import { hostOf } from '../../extension/manifest';
import type { Installed } from '../../extension/registry';
import { SecretError } from '../../extension/secrets';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';

/** What can stand in a header: printable, without an end of line. */
const SENDABLE = /^[\x21-\x7e]([\x20-\x7e]{0,4094}[\x21-\x7e])?$/;

/** A secret that a definition names. */
interface Named {
  readonly extension: string;
  readonly key: string;
  readonly host: string;
  /** The sources that send it. */
  readonly sources: readonly { readonly id: string }[];
}

/** By what is on now; what only a newer version names comes after it. */
const secretsIn = ({ name, active, next }: Installed): Named[] => {
  const found = new Map<string, Named>();
  for (const { id, fetch } of [active, next].flatMap((revision) => revision?.manifest.sources ?? [])) {
    if (fetch?.secret === undefined) continue;
    const known = found.get(fetch.secret);
    const own = { extension: name, key: fetch.secret, host: hostOf(fetch), sources: [] };
    found.set(fetch.secret, { ...(known ?? own), sources: [...(known?.sources ?? []), { id }] });
  }
  return [...found.values()];
};

/**
 * `extension secret NAME KEY`: takes the secret from standard input, never from what is typed, and shows it nowhere.
 * @param found the extensions that are meant
 * @throws CommandError
 */
export const secret = async (
  { fetches }: Workspace,
  found: readonly Installed[],
  { key, list, remove }: ExtensionCommand,
  io: Io,
): Promise<number> => {
  const { secrets } = fetches;
  const all = found.flatMap(secretsIn);
  if (list) {
    for (const { extension, key, host } of all) {
      const set = await secrets.find(extension, key);
      const how = set === null ? 'not set' : set.host === host ? 'set' : `set for ${set.host}: it has to be set again`;
      io.out(`${extension} ${key}: ${how}, for ${host}\n`);
    }
    if (all.length === 0) io.out('No secret is named by what is added.\n');
    return EXIT.done;
  }
  const [named, ...others] = all.filter((one) => one.key === key);
  if (!named) {
    const names = all.map((one) => `${one.extension} ${one.key}`).join(', ') || 'none';
    const what = key === '' ? 'Say which secret' : `No secret of that extension is named ${key}`;
    throw new CommandError(`${what}: \`marginalia extension secret NAME KEY\`. There are: ${names}.`);
  }
  if (others.length > 0)
    throw new CommandError(
      `Several have a secret of that name. Say which: ${[named, ...others].map(({ extension }) => extension).join(', ')}.`,
    );
  const { extension, host, sources } = named;
  if (remove) {
    await secrets.remove(extension, key);
    io.out(`The secret ${key} of ${extension} is deleted.\n`);
    return EXIT.done;
  }
  if (io.isTerminal) io.err(`Paste the secret, then press Enter and Ctrl-D. It is sent to ${host} only.\n`);
  const value = (await text(io.stdin)).trim();
  if (!SENDABLE.test(value))
    throw new CommandError(
      value === ''
        ? 'Nothing came in. The secret is read from standard input: `marginalia extension secret NAME KEY < FILE`.'
        : 'This cannot be sent: a secret is one line of at most 4,096 letters, digits and signs of ASCII.',
    );
  try {
    await secrets.set(extension, key, host, value);
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    throw new CommandError(`The secret is not set: ${error.message}.`);
  }
  await fetches.renew(extension, sources);
  io.out(`The secret ${key} of ${extension} is set. It is sent to ${host} only.\n`);
  return EXIT.done;
};
