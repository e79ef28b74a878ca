import { dependants } from '../../extension/install';
import type { State } from '../../extension/registry';
import { eraseExtension } from '../../store/erase';
import type { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';
import { connect } from './connect';
import { docs } from './docs';
import { enable, tryInService } from './enable';
import { add } from './installing';
import { loadRows } from './loadRows';
import { named } from './named';
import { outbox } from './outbox';
import { outline } from './outline';
import { secret } from './secret';
import { status } from './status';

/** What may be done while no extension runs: to look, and to take one out of the way. */
const WHILE_OFF: ReadonlySet<ExtensionCommand['action']> = new Set(['status', 'pause', 'disable', 'remove', 'secret']);

/** What the operator does with extensions. @throws CommandError, ManifestError, PackageError */
export const manageExtension = async (
  workspace: Workspace,
  command: ExtensionCommand,
  minLearners: number,
  io: Io,
): Promise<number> => {
  if (!workspace.extensions.isOn && !WHILE_OFF.has(command.action))
    throw new CommandError(
      'Extensions are switched off: MARGINALIA_EXTENSIONS=off. Unset it, start the service again, and repeat this.',
    );
  switch (command.action) {
    case 'add':
      return add(workspace, command, io);
    case 'enable':
      return enable(workspace, command, io);
    case 'dev':
      return tryInService(workspace, command, minLearners, io);
    case 'status':
      return status(workspace, command, io);
    case 'rollback':
      return rollback(workspace, command, io);
    case 'pause':
      return change(workspace, command, 'paused', io);
    case 'disable':
      return change(workspace, command, 'disabled', io);
    case 'remove':
      return remove(workspace, command, io);
    case 'load':
      return loadRows(workspace, command, io);
    case 'outbox':
      return outbox(
        workspace,
        command.target === '' ? [''] : (await named(workspace, command.target)).map(({ name }) => name),
        command.out,
        io,
      );
    case 'outline':
      return outline(workspace, command, io);
    case 'connect':
      return connect(workspace, command, minLearners, io);
    case 'secret':
      return secret(
        workspace,
        command.target === '' ? await workspace.extensions.registry.all() : await named(workspace, command.target),
        command,
        io,
      );
    case 'docs':
      return docs(workspace, command, minLearners, io);
    default:
      throw new CommandError(`${command.action} is not for here.`);
  }
};

const rollback = async (workspace: Workspace, { target }: ExtensionCommand, io: Io): Promise<number> => {
  const { registry } = workspace.extensions;
  for (const { name } of await named(workspace, target)) {
    let said = '';
    await registry.change(name, (now) => {
      if (now.next) {
        said = `${name}: the new revision is not taken.`;
        return { ...now, next: null };
      }
      if (!now.previous) return null;
      said = `${name} answers with revision ${now.previous.revision} again.`;
      return { ...now, active: now.previous, previous: now.active };
    });
    if (said === '') throw new CommandError(`${name} has no revision before this one.`);
    io.out(`${said}\n`);
  }
  return EXIT.done;
};

const change = async (
  workspace: Workspace,
  { target }: ExtensionCommand,
  state: State & ('paused' | 'disabled'),
  io: Io,
): Promise<number> => {
  for (const { name, state: before } of await named(workspace, target)) {
    if (before === 'added') {
      io.out(`${name} was never enabled: there is nothing to stop.\n`);
      continue;
    }
    await workspace.extensions.registry.change(name, (now) => ({ ...now, state }));
    workspace.extensions.hosts.end(name);
    io.out(
      `${name} is ${state}. What it computed stays; \`marginalia extension enable ${name}\` switches it on again.\n`,
    );
  }
  return EXIT.done;
};

const remove = async (workspace: Workspace, { target, yes }: ExtensionCommand, io: Io): Promise<number> => {
  const found = await named(workspace, target);
  const needing = dependants(found, await workspace.extensions.registry.all());
  if (needing.length > 0)
    throw new CommandError(
      needing.length > 1
        ? `${needing.join(', ')} need it. Remove these first.`
        : `${needing.join(', ')} needs it. Remove that first.`,
    );
  if (!yes)
    throw new CommandError(
      `This deletes what ${found.map(({ name }) => name).join(', ')} computed and stored. Say --yes to do it.`,
    );
  for (const one of found) {
    await workspace.extensions.registry.change(one.name, (now) => ({
      ...now,
      state: 'removed',
      active: null,
      next: null,
      previous: null,
    }));
    workspace.extensions.hosts.end(one.name);
    await workspace.extensions.alone(() => eraseExtension(workspace.engine, one.name));
    io.out(`${one.name} is removed, with all that it stored.\n`);
  }
  return EXIT.done;
};
