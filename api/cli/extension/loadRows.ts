import { NO_LMS, SourceLoader, sourceNamed } from '../../worker/sourceRows';
import { type LoadOptions, noCounts } from '../../pipeline/ingest/load';
import { openInput } from '../../pipeline/ingest/lines';
import type { Workspace } from '../../worker/workspace';
import { Rejects, checkFiles, isNothing, reportCounts } from '../intake';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';

/** `extension load acme.survey answers.csv`: rows become statements, and these are counted like any others. */
export const loadRows = async (
  workspace: Workspace,
  { target, files, rejects: rejected }: ExtensionCommand,
  io: Io,
): Promise<number> => {
  const started = Date.now();
  const { extensions, engine, config } = workspace;
  const source = await sourceNamed(extensions.registry, target);
  if (!source)
    throw new CommandError(`No extension that is on has a source named ${target}. \`extension status\` lists them.`);
  checkFiles(files, rejected);
  const loader = new SourceLoader(engine, extensions.registry, extensions.hosts, config.lms?.baseUrl ?? NO_LMS);
  const rejects = await Rejects.open(rejected, io);
  const total = noCounts();
  let wasNothing = false;
  for (const file of files) {
    const options: LoadOptions = {
      onReject: ({ line, reason }) => rejects.add({ file, line, reason }),
      onProgress: () => undefined,
      signal: io.signal,
    };
    const counts = await loader.load(source, openInput(file, io.stdin), options);
    wasNothing ||= isNothing(io, file, counts.read);
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += counts[name];
    if (io.signal.aborted) break;
  }
  await workspace.refresh();
  await workspace.extensions.settle();
  await rejects.close();
  const status = reportCounts(io, total, started, wasNothing);
  return io.signal.aborted ? EXIT.stopped : status;
};
