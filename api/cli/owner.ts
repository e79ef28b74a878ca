import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataCommand } from './execute';
import { CommandError, EXIT, type Io } from './io';

/**
 * The embedded database belongs to one process. Whichever command has it listens on a socket in the data folder, and
 * every other command runs through that one, with the same output.
 */

export interface Request {
  readonly command: DataCommand;
  /** The threshold of whoever asked. */
  readonly minLearners: number;
  readonly isTerminal: boolean;
}

type ToOwner = Request | { readonly stdin: string | null } | { readonly abort: true };
type FromOwner = { readonly out: string } | { readonly err: string } | { readonly exit: number };

/** How long a process that has the database may take until it listens. */
const PATIENCE = 30_000;
const RETRY = 100;
/** Addresses of local sockets may not be longer on some systems. */
const LONGEST_ADDRESS = 100;

const socketOf = (folder: string): string => {
  const inside = join(folder, 'marginalia.sock');
  if (inside.length <= LONGEST_ADDRESS) return inside;
  return join(tmpdir(), `marginalia-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.sock`);
};

const ownerFile = (folder: string): string => join(folder, 'owner');

/** Either this process may open the database (`release` when done), or another has it and can be asked. */
export type Claim =
  { readonly kind: 'mine'; readonly release: () => void } | { readonly kind: 'other'; readonly socket: Socket };

/** @throws CommandError where another process has the database and never answers */
export const claimDatabase = async (folder: string): Promise<Claim> => {
  mkdirSync(folder, { recursive: true });
  for (const until = Date.now() + PATIENCE; ; await wait(RETRY)) {
    const socket = await reach(folder);
    if (socket) return { kind: 'other', socket };
    if (takeOwnership(folder)) return { kind: 'mine', release: () => rmSync(ownerFile(folder), { force: true }) };
    if (Date.now() > until) {
      throw new CommandError(
        `Process ${readOwner(folder) ?? '?'} has the database in ${folder} and does not answer. ` +
          `Stop it; if it is no marginalia process, remove ${ownerFile(folder)}.`,
      );
    }
  }
};

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

const takeOwnership = (folder: string): boolean => {
  const owner = readOwner(folder);
  // After a restart in a container we may have the number of the process that was killed.
  if (owner !== null && (owner === process.pid || !isAlive(owner))) rmSync(ownerFile(folder), { force: true });
  try {
    writeFileSync(ownerFile(folder), String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
};

/** Takes other processes' commands until closed. */
export class CommandListener {
  private readonly running = new Set<Promise<void>>();

  private constructor(
    private readonly server: Server,
    private readonly path: string,
  ) {}

  static async open(folder: string, run: (request: Request, io: Io) => Promise<number>): Promise<CommandListener> {
    const path = socketOf(folder);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    const server = createServer();
    const listener = new CommandListener(server, path);
    server.on('connection', (socket) => {
      const work = serve(socket, run).finally(() => listener.running.delete(work));
      listener.running.add(work);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    chmodSync(path, 0o600);
    return listener;
  }

  /** Takes no more, and waits for those under way. */
  async close(): Promise<void> {
    this.server.close();
    rmSync(this.path, { force: true });
    await Promise.allSettled([...this.running]);
  }
}

const serve = async (socket: Socket, run: (request: Request, io: Io) => Promise<number>): Promise<void> => {
  const send = (message: FromOwner): void => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
  };
  const abort = new AbortController();
  const stdin = new Readable({ read: () => undefined });
  let started: ((request: Request) => void) | null = null;
  const request = new Promise<Request | null>((resolve) => {
    started = resolve;
    socket.once('close', () => resolve(null));
  });
  socket.on('error', () => abort.abort());
  socket.on('close', () => abort.abort());
  createInterface({ input: socket }).on('line', (line) => {
    const message = JSON.parse(line) as ToOwner;
    if ('command' in message) started?.(message);
    else if ('abort' in message) abort.abort();
    else stdin.push(message.stdin === null ? null : Buffer.from(message.stdin, 'base64'));
  });
  const asked = await request;
  if (!asked) return;
  const io: Io = {
    stdin,
    out: (text) => send({ out: text }),
    err: (text) => send({ err: text }),
    isTerminal: asked.isTerminal,
    signal: abort.signal,
  };
  const exit = await run(asked, io);
  send({ exit });
  socket.end();
};

/** Has a command run by the process that owns the database; its output appears here. */
export const runThere = (socket: Socket, request: Request, io: Io): Promise<number> =>
  new Promise((resolve) => {
    const send = (message: ToOwner): void => {
      socket.write(`${JSON.stringify(message)}\n`);
    };
    let exit: number | null = null;
    createInterface({ input: socket }).on('line', (line) => {
      const message = JSON.parse(line) as FromOwner;
      if ('out' in message) io.out(message.out);
      else if ('err' in message) io.err(message.err);
      else exit = message.exit;
    });
    socket.on('close', () => {
      if (exit === null)
        io.err('The process that has the database ended before this was done. Run it again to go on.\n');
      resolve(exit ?? EXIT.stopped);
    });
    socket.on('error', () => socket.destroy());
    io.signal.addEventListener('abort', () => send({ abort: true }));
    send(request);
    if (request.command.name === 'load' && request.command.files.includes('-')) {
      io.stdin.on('data', (chunk: Buffer) => send({ stdin: chunk.toString('base64') }));
      io.stdin.on('end', () => send({ stdin: null }));
    }
  });
