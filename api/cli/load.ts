import { once } from 'node:events';
import { type WriteStream, accessSync, constants, createWriteStream, statSync } from 'node:fs';
import { openInput } from '../ingest/lines';
import { type LoadCounts, type LoadOptions, type Reject, loadStatements, noCounts } from '../ingest/load';
import type { Workspace } from '../worker/workspace';
import { CourseFormatError, loadCourse } from '../structure/loadCourse';
import type { Command } from './command';
import { CommandError, EXIT, type Io } from './io';

/** Rejects printed when no file for them was named. */
export const REJECTS_SHOWN = 5;

/** `load xapi` and `load course`: every file in turn, then the facts, then one line of counts. */
export const load = async (
  workspace: Workspace,
  command: Exclude<Extract<Command, { name: 'load' }>, { what: 'tracking' }>,
  io: Io,
): Promise<number> => {
  const started = Date.now();
  for (const file of command.files) checkReadable(file);
  if (command.rejects && command.files.includes(command.rejects)) {
    throw new CommandError(`--rejects ${command.rejects} is a file to be loaded; name another.`);
  }
  const rejects = command.rejects ? await openForWriting(command.rejects) : null;
  const total = noCounts();
  let shown = 0;
  for (const file of command.files) {
    const onReject = (reject: Reject): void => {
      rejects?.write(`${JSON.stringify({ file, ...reject })}\n`);
      if (rejects || shown > REJECTS_SHOWN) return;
      shown += 1;
      io.err(
        shown > REJECTS_SHOWN
          ? 'more lines were rejected; --rejects FILE keeps them all\n'
          : `${file}:${reject.line}: ${reject.reason}\n`,
      );
    };
    const before = { ...total };
    const onProgress = (counts: LoadCounts): void => {
      if (io.isTerminal)
        io.err(`\r${file}: ${before.read + counts.read} read, ${before.rejected + counts.rejected} rejected`);
    };
    add(total, await loadFile(workspace, command, file, io, { onReject, onProgress, signal: io.signal }));
    if (io.signal.aborted) break;
  }
  if (io.isTerminal) io.err('\rcomputing the facts …                                        ');
  await workspace.refresh();
  if (io.isTerminal) io.err('\r\u001b[K');
  await closeWritten(rejects, command.rejects);
  io.err(`${JSON.stringify({ ...total, seconds: Math.round((Date.now() - started) / 10) / 100 })}\n`);
  if (io.signal.aborted) return EXIT.stopped;
  return total.rejected > 0 ? EXIT.rejects : EXIT.done;
};

export const checkReadable = (file: string): void => {
  if (file === '-') return;
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new CommandError(`${file} is not there, or may not be read.`);
  }
  if (statSync(file).isDirectory()) throw new CommandError(`${file} is a folder; name the files in it.`);
};

const loadFile = async (
  workspace: Workspace,
  { what, courseKey, contentOnly }: Exclude<Extract<Command, { name: 'load' }>, { what: 'tracking' }>,
  file: string,
  io: Io,
  options: LoadOptions,
): Promise<LoadCounts> => {
  const input = openInput(file, io.stdin);
  if (what === 'xapi') return loadStatements(workspace.engine, input, options);
  try {
    return await loadCourse(workspace.engine, input, {
      ...options,
      courseKey: courseKey ?? null,
      contentOnly: contentOnly ?? false,
    });
  } catch (error) {
    if (error instanceof CourseFormatError) throw new CommandError(`${file}: ${error.message}`);
    throw error;
  }
};

const add = (total: LoadCounts, more: LoadCounts): void => {
  for (const name of Object.keys(total) as (keyof LoadCounts)[]) total[name] += more[name];
};

export const openForWriting = async (file: string, flags = 'w'): Promise<WriteStream> => {
  const stream = createWriteStream(file, { flags });
  try {
    await once(stream, 'open');
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${(error as Error).message}`);
  }
  // A disk that fills up is told at the end; it must not end whatever else this process does.
  stream.on('error', () => undefined);
  return stream;
};

export const closeWritten = async (stream: WriteStream | null, file: string | null): Promise<void> => {
  if (!stream) return;
  try {
    if (stream.errored) throw stream.errored;
    stream.end();
    await once(stream, 'finish');
  } catch (error) {
    throw new CommandError(`Everything was read, but ${file} could not be written: ${(error as Error).message}`);
  }
};
