import { chmodSync, rmSync } from 'node:fs';
import { type Server, type Socket, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { DataCommand } from './execute';
import { EXIT, type Io } from './io';
import { socketOf } from './owner';

/** A command that one process has run by another: JSON lines over a local socket, both ways. */

export interface Request {
  readonly command: DataCommand;
  /** The threshold of whoever asked. */
  readonly minLearners: number;
  readonly isTerminal: boolean;
}

/** `stdin`: the next piece of standard input (base64), null at its end. */
type ToOwner = Request | { readonly stdin: string | null } | { readonly stdinError: string } | { readonly abort: true };
/** `taken`: the command will be run. `want`: the next piece of standard input, please; so no more is under way than one. */
type FromOwner =
  | { readonly taken: true }
  | { readonly want: true }
  | { readonly out: string }
  | { readonly err: string }
  | { readonly exit: number };

type Run = (request: Request, io: Io) => Promise<number>;

/** Takes other processes' commands until closed. */
export class CommandListener {
  private readonly running = new Set<Promise<void>>();
  private readonly idle = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly path: string,
  ) {}

  /** @param signal stops the commands under way too */
  static async open(folder: string, run: Run, signal: AbortSignal): Promise<CommandListener> {
    const path = socketOf(folder);
    rmSync(path, { force: true });
    const server = createServer();
    const listener = new CommandListener(server, path);
    server.on('connection', (socket) => listener.serve(socket, run, signal));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    chmodSync(path, 0o600);
    return listener;
  }

  /** Waits for the commands under way, then takes no more. */
  async close(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled([...this.running]);
    this.server.close();
    rmSync(this.path, { force: true });
    // They hear nothing, so they will ask whoever has the database next.
    for (const socket of this.idle) socket.destroy();
  }

  private serve(socket: Socket, run: Run, signal: AbortSignal): void {
    const send = (message: FromOwner): void => {
      if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
    };
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    const stdin = new Readable({ read: () => send({ want: true }) });
    // Whoever reads it hears of errors; one that comes while nobody reads harms nobody.
    stdin.on('error', () => undefined);
    this.idle.add(socket);
    socket.on('error', stop);
    socket.on('close', () => {
      this.idle.delete(socket);
      signal.removeEventListener('abort', stop);
      stop();
    });
    const start = async (request: Request): Promise<void> => {
      send({ taken: true });
      const { isTerminal } = request;
      const io: Io = {
        stdin,
        out: (out) => send({ out }),
        err: (err) => send({ err }),
        isTerminal,
        signal: abort.signal,
      };
      send({ exit: await run(request, io) });
      socket.end();
    };
    linesOf(socket, (line) => {
      const message = parse<ToOwner>(line);
      if (!message) socket.destroy();
      else if ('abort' in message) stop();
      else if ('stdinError' in message) stdin.destroy(new Error(message.stdinError));
      else if ('stdin' in message) stdin.push(message.stdin === null ? null : Buffer.from(message.stdin, 'base64'));
      else if (this.idle.delete(socket)) {
        const work = start(message)
          .catch(() => void socket.destroy())
          .finally(() => this.running.delete(work));
        this.running.add(work);
      }
    });
  }
}

/** The socket's own handlers deal with its errors; the reader repeats them, which nobody has to hear. */
const linesOf = (socket: Socket, onLine: (line: string) => void): void => {
  createInterface({ input: socket })
    .on('line', onLine)
    .on('error', () => undefined);
};

const parse = <T extends object>(line: string): T | null => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as T) : null;
  } catch {
    return null;
  }
};

/**
 * Has a command run by the process that owns the database; its output appears here.
 * @returns the exit status; null where that process ended before it took the command
 */
export const runThere = (socket: Socket, request: Request, io: Io): Promise<number | null> =>
  new Promise((resolve) => {
    const send = (message: ToOwner): void => {
      if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
    };
    let isTaken = false;
    let exit: number | null = null;
    let input: AsyncIterator<Buffer> | null = null;
    const sendInput = async (): Promise<void> => {
      try {
        input ??= io.stdin[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
        const piece = await input.next();
        send({ stdin: piece.done ? null : Buffer.from(piece.value).toString('base64') });
      } catch (error) {
        send({ stdinError: error instanceof Error ? error.message : String(error) });
      }
    };
    linesOf(socket, (line) => {
      const message = parse<FromOwner>(line);
      if (!message) return;
      if ('out' in message) io.out(message.out);
      else if ('err' in message) io.err(message.err);
      else if ('want' in message) void sendInput();
      else if ('taken' in message) isTaken = true;
      else exit = message.exit;
    });
    const stop = (): void => send({ abort: true });
    socket.on('close', () => {
      io.signal.removeEventListener('abort', stop);
      // Nobody wants the rest; an open standard input would keep this process alive.
      if (input) io.stdin.destroy();
      if (exit !== null || !isTaken) return resolve(exit);
      io.err('The process that has the database ended before this was done. Run it again to go on.\n');
      resolve(EXIT.stopped);
    });
    socket.on('error', () => socket.destroy());
    io.signal.addEventListener('abort', stop);
    send(request);
    if (io.signal.aborted) stop();
  });
