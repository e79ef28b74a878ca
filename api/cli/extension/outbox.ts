import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Waiting } from '../../extension/jobs';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';

/**
 * Hands over what jobs want sent, and notes that it was: whatever is stopped in between comes again, under
 * the same id.
 * @param names of extensions; '': all
 */
export const outbox = async (
  workspace: Workspace,
  names: readonly string[],
  out: string | null,
  io: Io,
): Promise<number> => {
  const { jobs } = workspace.extensions;
  for (const name of names) {
    const waiting = await jobs.waiting(name);
    for (const one of waiting) {
      if (out === null) io.out(`${JSON.stringify(one)}\n`);
      else write(out, one);
    }
    await jobs.fetched(waiting);
  }
  return EXIT.done;
};

const write = (folder: string, one: Waiting): void => {
  const { id, effect } = one;
  try {
    mkdirSync(folder, { recursive: true });
    if (effect.kind === 'file') writeFileSync(join(folder, `${id}-${effect.name}`), effect.text);
    else writeFileSync(join(folder, `${id}.json`), `${JSON.stringify(one)}\n`);
  } catch (error) {
    throw new CommandError(`${folder} cannot be written: ${(error as Error).message}`);
  }
};
