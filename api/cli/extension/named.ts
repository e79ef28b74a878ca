import type { Installed } from '../../extension/registry';
import type { Workspace } from '../../worker/workspace';
import { CommandError } from '../io';

/** Those that a name means. @throws CommandError */
export const named = async ({ extensions }: Workspace, name: string): Promise<Installed[]> => {
  const found = await extensions.registry.named(name);
  if (found.length > 0) return found;
  const all = (await extensions.registry.all()).map((one) => one.name);
  throw new CommandError(`No extension is named ${name}. Added are: ${all.length > 0 ? all.join(', ') : 'none'}.`);
};
