import { createHash } from 'node:crypto';
import { chownSync, constants, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type Socket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandError, EXIT } from './io';

/**
 * The embedded database belongs to one process. Whichever command has it listens on a socket in the data folder, and
 * every other command runs through that one (remote.ts), with the same output.
 */

/** How long a process that has the database may take until it listens, milliseconds. */
export const PATIENCE = 30_000;
/**
 * When a process that is said to have the database stays silent so long, we try to open it ourselves: after a restart
 * the number may be that of another program. The engine's own lock decides.
 */
const SILENCE = 5000;
export const RETRY = 100;
/** Addresses of local sockets may not be longer on some systems. */
const LONGEST_ADDRESS = 100;

/**
 * The address of the socket for a data folder. Where that is too long, it stands in a folder of the same owner among the
 * temporary ones, which nobody else may use.
 * @throws CommandError where that folder is somebody else's
 */
export const socketOf = (folder: string): string => {
  const inside = join(folder, 'marginalia.sock');
  if (inside.length <= LONGEST_ADDRESS) return inside;
  const { uid, gid } = statSync(folder);
  const shared = join(tmpdir(), `marginalia-${uid}`);
  makeFor(shared, uid, gid);
  const { mode, uid: owner } = lstatSync(shared);
  // lstat: a link is no folder, wherever it points.
  if ((mode & constants.S_IFMT) !== constants.S_IFDIR || owner !== uid || (mode & 0o077) !== 0) {
    throw new CommandError(
      `${shared} is not a folder of the owner of ${folder} alone, so what listens there may be anybody. ` +
        'Remove it, or set MARGINALIA_DATA to a shorter path.',
    );
  }
  return join(shared, `${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.sock`);
};

/** Makes a folder for a user where it is missing: commands of root work on others' data. */
const makeFor = (folder: string, uid: number, gid: number): void => {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new CommandError(`The folder ${folder} cannot be made: ${(error as Error).message}`);
  }
  if (process.getuid?.() !== uid) chownSync(folder, uid, gid);
};

const ownerFile = (folder: string): string => join(folder, 'owner');

/** Either this process may open the database (`release` when done), or another has it and can be asked. */
type Claim =
  { readonly kind: 'mine'; readonly release: () => void } | { readonly kind: 'other'; readonly socket: Socket };

/** @throws CommandError where another process has the database and never answers, or the folder cannot be made */
export const claimDatabase = async (folder: string, signal: AbortSignal): Promise<Claim> => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CommandError(
      `The folder ${folder} cannot be made: ${(error as Error).message.split(',')[0]}. Set MARGINALIA_DATA.`,
    );
  }
  const began = Date.now();
  for (;;) {
    const socket = await reach(folder);
    if (socket) return { kind: 'other', socket };
    const waited = Date.now() - began;
    if (takeOwnership(folder, waited > SILENCE)) return { kind: 'mine', release: () => release(folder) };
    if (signal.aborted) throw new CommandError('Stopped while waiting for the database.', EXIT.stopped);
    if (waited > PATIENCE) throw new CommandError(silent(folder));
    await wait(RETRY);
  }
};

/** What to do about a process that has the database and does not answer. */
const silent = (folder: string): string =>
  `Process ${readOwner(folder) ?? '?'} has the database in ${folder} and does not answer. Stop it and try again.`;

const reach = (folder: string): Promise<Socket | null> =>
  new Promise((resolve) => {
    const socket = connect(socketOf(folder));
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });

const readOwner = (folder: string): number | null => {
  try {
    return Number(readFileSync(ownerFile(folder), 'utf8')) || null;
  } catch {
    return null;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const takeOwnership = (folder: string, wasSilent: boolean): boolean => {
  const owner = readOwner(folder);
  // After a restart in a container we may have the number of the process that was killed.
  const isGone = owner !== null && (owner === process.pid || !isAlive(owner));
  if (isGone || wasSilent) rmSync(ownerFile(folder), { force: true });
  try {
    writeFileSync(ownerFile(folder), String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      // It was made and is empty: whoever comes next would wait for its owner.
      rmSync(ownerFile(folder), { force: true });
      throw new CommandError(`There is no room on the disk of ${folder}. Make some.`);
    }
    throw new CommandError(`${ownerFile(folder)} cannot be written. Check the permissions of MARGINALIA_DATA.`);
  }
};

const release = (folder: string): void => {
  if (readOwner(folder) === process.pid) rmSync(ownerFile(folder), { force: true });
};
