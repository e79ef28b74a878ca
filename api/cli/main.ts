import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isLocked } from '../store/engine';
import { type Config, readConfig } from '../config/config';
import { Workspace } from '../worker/workspace';
import { restore } from './backup';
import { type Command, readsStdin } from './command';
import { Usage, parseCommand } from './parseCommand';
import { type DataCommand, execute } from './execute';
import { explain } from './explain';
import { authorCommand, isForAuthors } from './extension/author';
import { dev } from './extension/dev';
import { read } from '../extension/package/ship';
import { letYoungSpaceGrow } from '../lib/youngSpace';
import { CommandError, EXIT, type Io } from './io';
import { PATIENCE, RETRY, claimDatabase } from './owner';
import { CommandListener, runThere } from './remote';
import { slotsText } from './slots';
import { takeStdin } from './stdin';
import { transform } from './transform';

/** Runs one command and sets the process's exit status. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const stop = new AbortController();
  let command: Command | Usage;
  try {
    command = parseCommand(argv);
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    command = error;
  }
  const io: Io = {
    stdin: takeStdin(!(command instanceof Usage) && readsStdin(command)),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    signal: stop.signal,
  };
  // Whoever read our output has read enough (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.stopped),
  );
  // Nobody reads what we say: that is no reason to stop working.
  process.stderr.on('error', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => (stop.signal.aborted ? process.exit(EXIT.stopped) : stop.abort()));
  }
  process.exitCode = await run(command, io).catch((error: unknown) => explain(error, io));
};

const run = async (command: Command | Usage, io: Io): Promise<number> => {
  if (command instanceof Usage) throw command;
  // It says so itself, when all is loaded that it needs.
  if (command.name !== 'serve') letYoungSpaceGrow();
  if (command.name === 'openapi') return openApi(command, io);
  if (command.name === 'slots') {
    io.out(slotsText(command.host, command.apiUrl));
    return EXIT.done;
  }
  if (command.name === 'transform') return transform(command, process.env.LMS_BASE_URL, io, process.stdout);
  if (command.name === 'extension' && isForAuthors(command)) return authorCommand(command, io);
  const config = readConfig(process.env);
  // Whatever is written from here on holds what learners did: nobody else on this machine may read it.
  process.umask(0o077);
  // The HTTP side is half of what there is to load: a command that does without it starts in half the time.
  if (command.name === 'serve') return (await import('./serve')).serve(config, command.demo, io);
  if (command.name === 'restore') return restore(config, command, io);
  if (command.name === 'extension' && command.action === 'dev')
    return dev(command, (one) => withDatabase(config, one, io), io);
  // Sources and packages are read here, as whoever typed it: the service may see others.
  if (command.name === 'extension' && command.action === 'add')
    return withDatabase(config, { ...command, shipped: await read(command.target) }, io);
  return withDatabase(config, command, io);
};

/** Here where the database is ours to open, else in the process that has it. */
const withDatabase = async (config: Config, command: DataCommand, io: Io): Promise<number> => {
  if (config.engine.kind === 'server') return here(await Workspace.open(config), command, io);
  const began = Date.now();
  for (;;) {
    const claim = await claimDatabase(config.dataFolder, io.signal);
    if (claim.kind === 'other') {
      const { minLearners } = config;
      const status = await runThere(claim.socket, { command, minLearners, isTerminal: io.isTerminal }, io);
      if (status !== null) return status;
      continue;
    }
    try {
      const workspace = await openUnlessLocked(config, began + PATIENCE);
      if (workspace) return await here(workspace, command, io);
    } finally {
      claim.release();
    }
    await wait(RETRY);
  }
};

/** Null where another process has it after all: two may claim it at once when the last owner was killed. */
const openUnlessLocked = async (config: Config, until: number): Promise<Workspace | null> => {
  try {
    return await Workspace.open(config);
  } catch (error) {
    if (isLocked(error) && Date.now() < until) return null;
    throw error;
  }
};

const here = async (workspace: Workspace, command: DataCommand, io: Io): Promise<number> => {
  const { config } = workspace;
  try {
    const listener =
      config.engine.kind === 'embedded'
        ? await CommandListener.open(
            config.dataFolder,
            (request, theirs) =>
              execute(workspace, request.command, request.minLearners, theirs).catch((error: unknown) =>
                explain(error, theirs),
              ),
            io.signal,
          )
        : null;
    try {
      return await execute(workspace, command, config.minLearners, io);
    } finally {
      await listener?.close();
    }
  } finally {
    await workspace.close();
  }
};

const openApi = async (command: Extract<Command, { name: 'openapi' }>, io: Io): Promise<number> => {
  const text = await (await import('./openapi')).openApiText();
  if (!command.out) io.out(text);
  else {
    try {
      writeFileSync(command.out, text);
    } catch (error) {
      throw new CommandError(`${command.out} cannot be written: ${(error as Error).message}`);
    }
  }
  return EXIT.done;
};
