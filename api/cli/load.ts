import { openInput } from '../pipeline/ingest/lines';
import { type LoadCounts, type LoadOptions, type Reject, loadStatements, noCounts } from '../pipeline/ingest/load';
import type { Workspace } from '../worker/workspace';
import { CourseFormatError, loadCourse } from '../pipeline/structure/loadCourse';
import type { Command } from './command';
import { Rejects, checkFiles, isNothing, reportCounts } from './intake';
import { CommandError, EXIT, type Io } from './io';

/** `load xapi` and `load course`: every file in turn, then the facts, then one line of counts. */
export const load = async (
  workspace: Workspace,
  command: Exclude<Extract<Command, { name: 'load' }>, { what: 'tracking' }>,
  io: Io,
): Promise<number> => {
  const started = Date.now();
  checkFiles(command.files, command.rejects);
  const rejects = await Rejects.open(command.rejects, io);
  const total = noCounts();
  let wasNothing = false;
  for (const file of command.files) {
    const onReject = (reject: Reject): void => rejects.add({ file, ...reject });
    const before = { ...total };
    const onProgress = (counts: LoadCounts): void => {
      if (io.isTerminal)
        io.err(`\r${file}: ${before.read + counts.read} read, ${before.rejected + counts.rejected} rejected`);
    };
    const counts = await loadFile(workspace, command, file, io, { onReject, onProgress, signal: io.signal });
    wasNothing ||= isNothing(io, file, counts.read);
    add(total, counts);
    if (io.signal.aborted) break;
  }
  if (io.isTerminal) io.err('\rcomputing the facts …                                        ');
  await workspace.refresh();
  if (command.wait) await workspace.extensions.settle(undefined, undefined, io.signal);
  if (io.isTerminal) io.err('\r\u001b[K');
  await rejects.close();
  const status = reportCounts(io, total, started, wasNothing);
  return io.signal.aborted ? EXIT.stopped : status;
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
      onWarning: (sentence) => io.err(`${file}: ${sentence}\n`),
    });
  } catch (error) {
    if (error instanceof CourseFormatError) throw new CommandError(`${file}: ${error.message}`);
    throw error;
  }
};

const add = (total: LoadCounts, more: LoadCounts): void => {
  for (const name of Object.keys(total) as (keyof LoadCounts)[]) total[name] += more[name];
};
