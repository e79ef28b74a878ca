import { writeFileSync } from 'node:fs';
import { EngineError } from '../clickhouse/engine';
import { MigrationError } from '../clickhouse/migrate';
import { type Config, ConfigError, readConfig } from '../config/config';
import { Workspace } from '../worker/workspace';
import { type Command, Usage, parseCommand } from './command';
import { type DataCommand, execute } from './execute';
import { CommandError, EXIT, type Io } from './io';
import { openApiText } from './openapi';
import { CommandListener, claimDatabase, runThere } from './owner';
import { serve } from './serve';

/** Runs one command and sets the process's exit status. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const stop = new AbortController();
  const io: Io = {
    // Read only when asked for: opening standard input would keep the process alive.
    get stdin() {
      return process.stdin;
    },
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    signal: stop.signal,
  };
  // Whoever read our output has read enough (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.stopped),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  process.exitCode = await run(argv, io).catch((error: unknown) => explain(error, io));
};

const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const command = parseCommand(argv);
  if (command.name === 'openapi') return openApi(command, io);
  const config = readConfig(process.env);
  if (command.name === 'serve') return serve(config, command.demo, io);
  return withDatabase(config, command, io);
};

/** Here where the database is ours to open, else in the process that has it. */
const withDatabase = async (config: Config, command: DataCommand, io: Io): Promise<number> => {
  if (config.engine.kind === 'server') return here(config, command, io);
  const claim = await claimDatabase(config.dataFolder);
  if (claim.kind === 'other') {
    return runThere(claim.socket, { command, minLearners: config.minLearners, isTerminal: io.isTerminal }, io);
  }
  try {
    return await here(config, command, io);
  } finally {
    claim.release();
  }
};

const here = async (config: Config, command: DataCommand, io: Io): Promise<number> => {
  const workspace = await Workspace.open(config);
  try {
    const listener =
      config.engine.kind === 'embedded'
        ? await CommandListener.open(config.dataFolder, (request, theirs) =>
            execute(workspace, request.command, request.minLearners, theirs).catch((error: unknown) =>
              explain(error, theirs),
            ),
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
  const text = await openApiText();
  if (command.out) writeFileSync(command.out, text);
  else io.out(text);
  return EXIT.done;
};

/** Words for whatever went wrong; never a stack. */
const explain = (error: unknown, io: Io): number => {
  if (error instanceof Usage) {
    (error.status === 0 ? io.out : io.err)(error.text);
    return error.status;
  }
  if (error instanceof CommandError || error instanceof ConfigError || error instanceof MigrationError) {
    io.err(`${error.message}\n`);
    return EXIT.couldNotStart;
  }
  if (error instanceof EngineError && (error.code === 'unreachable' || error.code === 'locked')) {
    io.err(
      `The database cannot be opened: ${error.message}\nCheck CLICKHOUSE_URL or MARGINALIA_DATA; \`marginalia doctor\` tells more.\n`,
    );
    return EXIT.couldNotStart;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.err(`This should not have happened: ${message.split('\n')[0]}\n`);
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) io.err(`${error.stack}\n`);
  return EXIT.couldNotStart;
};
