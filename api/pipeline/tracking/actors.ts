import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../store/engine';
import type { Config } from '../../config/config';
import { uuid8 } from '../../lib/uuid';
import { externalIds } from '../../store/queries/people';
import { ANY, NamesError, readActorFile, userKey } from './names';
import { readNote, writeNotes } from './position';

/**
 * Where learners' ids come from: a file, the LMS's own ids that Aspects' event sink wrote, or pseudonyms of our own,
 * which no other store knows.
 */
export interface Actors {
  readonly from: 'file' | 'aspects' | 'pseudonyms';
  readonly actorOf: (user: string) => string | null;
  /** The same for the same ids, as far as that is known beforehand. */
  readonly settings: string;
}

interface ActorChoice {
  readonly file: string | null;
  /** Our own pseudonyms, even where the event sink has ids. */
  readonly pseudonyms: boolean;
}

/** @throws NamesError where the file, or the key of the pseudonyms, cannot be used */
export const openActors = async (
  engine: Engine,
  config: Pick<Config, 'dataFolder' | 'actorKey'>,
  lmsUrl: string,
  { file, pseudonyms }: ActorChoice,
): Promise<Actors> => {
  if (file !== null) {
    const actors = readActorFile(file);
    const settings = digest(JSON.stringify([...actors].sort()));
    return {
      from: 'file',
      settings,
      actorOf: (user) => actors.get(userKey(user)) ?? actors.get(ANY) ?? null,
    };
  }
  const known = pseudonyms ? [] : await externalIds.run(engine, {});
  if (known.length > 0) {
    const actors = new Map<string, string>();
    for (const { user_id: id, username, actor } of known) {
      actors.set(String(id), actor);
      if (username !== '') actors.set(userKey(username), actor);
    }
    return { from: 'aspects', settings: 'aspects', actorOf: (user) => actors.get(userKey(user)) ?? null };
  }
  const key = await actorKey(engine, config);
  return { from: 'pseudonyms', settings: `pseudonyms ${checkOf(key)}`, actorOf: pseudonymOf(key, lmsUrl) };
};

/** A learner's pseudonym: a UUID that says nothing without the key. */
export const pseudonymOf =
  (key: string, lmsUrl: string) =>
  (user: string): string | null =>
    userKey(user) === ''
      ? null
      : uuid8(
          createHmac('sha256', key)
            .update(`${lmsUrl}\n${userKey(user)}`)
            .digest(),
        );

/** Pseudonyms by the key that there is; null: none was ever made, so nobody has one. */
export const knownPseudonyms = (
  config: Pick<Config, 'dataFolder' | 'actorKey'>,
  lmsUrl: string,
): ((user: string) => string | null) | null => {
  const key = config.actorKey ?? readKey(keyFile(config));
  return key === null ? null : pseudonymOf(key, lmsUrl);
};

const NOTE = 'actor-key';

const keyFile = ({ dataFolder }: Pick<Config, 'dataFolder'>): string => join(dataFolder, 'actor-key');

/** The key, made once: with another key every learner would be somebody else, and loading again would double them. */
const actorKey = async (engine: Engine, config: Pick<Config, 'dataFolder' | 'actorKey'>): Promise<string> => {
  const file = keyFile(config);
  const key = config.actorKey ?? readKey(file) ?? null;
  const check = await readNote<string>(engine, NOTE);
  if (key === null && check !== null) {
    throw new NamesError(
      `The key that learners' pseudonyms were made with is gone: put it back into ${file}, or set MARGINALIA_ACTOR_KEY.`,
    );
  }
  const used = key ?? makeKey(file);
  if (check === null) await writeNotes(engine, [[NOTE, checkOf(used)]]);
  else if (check !== checkOf(used)) {
    throw new NamesError(
      `The pseudonyms in this database were made with another key: with this one every learner would be counted twice. ` +
        `Restore MARGINALIA_ACTOR_KEY, or ${file}.`,
    );
  }
  return used;
};

const readKey = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new NamesError(`${file}, the key of learners' pseudonyms, cannot be read: ${(error as Error).message}`);
  }
};

const makeKey = (file: string): string => {
  const key = randomBytes(32).toString('hex');
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${key}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new NamesError(
      `${file}, the key of learners' pseudonyms, cannot be made: ${(error as Error).message}. Set MARGINALIA_ACTOR_KEY.`,
    );
  }
  return key;
};

/** Tells two keys apart and says nothing about either. */
const checkOf = (key: string): string => createHmac('sha256', key).update('check').digest('hex').slice(0, 16);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
