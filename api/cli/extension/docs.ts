import { writeFileSync } from 'node:fs';
import { fullId } from '../../extension/manifest';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';
import { reportsOf } from './report';

/** `extension docs`: a page in the form of docs/metrics.md. @throws CommandError */
export const docs = async (
  workspace: Workspace,
  { out }: ExtensionCommand,
  minLearners: number,
  io: Io,
): Promise<number> => {
  const metrics = await reportsOf(workspace, minLearners).definitions();
  const all = await workspace.extensions.registry.metrics();
  const text = `# Extensions of this site\n\n${metrics
    .map((one) => {
      const from =
        all.find(({ extension, metric }) => fullId(extension.name, metric.id) === one.id)?.extension.name ?? '';
      return `## ${one.id}\n\n**${one.title}.** ${one.sentence}\n\n| | |\n|---|---|\n| counts | ${one.numerator} |\n${one.denominator === null ? '' : `| of | ${one.denominator} |\n`}| unit | ${one.unit} |\n| shown from | ${one.gate} |\n| made from | ${one.source} |\n| extension | ${from} |\n`;
    })
    .join('\n')}`;
  if (out === null) io.out(text);
  else writeText(out, text);
  return EXIT.done;
};

const writeText = (path: string, text: string): void => {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new CommandError(`${path} cannot be written: ${(error as Error).message}`);
  }
};
