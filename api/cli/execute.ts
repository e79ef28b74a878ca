import { operatorScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import { backfill, readBackfill } from '../worker/backfill';
import { rebuild } from '../worker/rebuild';
import { openServices } from '../metrics';
import { isAll } from '../metrics/kit/window';
import type { Workspace } from '../worker/workspace';
import type { Command } from './command';
import { backup } from './backup';
import { forget } from './forget';
import { manageExtension } from './extension/manage';
import { reportOfExtension, reportsOf } from './extension/report';
import { EXIT, type Io } from './io';
import { load } from './load';
import { loadLogs } from './loadLogs';

/** A command that works on the database. */
export type DataCommand = Exclude<Command, { name: 'serve' | 'restore' | 'openapi' | 'slots' | 'transform' }>;

/**
 * Runs a command on an open database. What knows the event bus is loaded where it is needed: its clients are slow to load.
 * @param minLearners the threshold of whoever asked
 * @returns the exit status
 */
export const execute = async (
  workspace: Workspace,
  command: DataCommand,
  minLearners: number,
  io: Io,
): Promise<number> => {
  switch (command.name) {
    case 'migrate':
      return migrate(workspace, io);
    case 'load':
      return command.what === 'tracking' ? loadLogs(workspace, command, io) : load(workspace, command, io);
    case 'backup':
      return backup(workspace, command, io);
    case 'follow':
      return (await import('./followBus')).followBusCommand(workspace, command, io);
    case 'report':
      if (command.what === 'extension') return reportOfExtension(workspace, command, minLearners, io);
      return report(workspace, command, minLearners, io);
    case 'rebuild': {
      const done = await rebuild(workspace, progress(io), io.signal);
      if (io.isTerminal) io.err('\n');
      return done ? EXIT.done : EXIT.stopped;
    }
    case 'forget':
      return forget(workspace, command, io);
    case 'extension':
      return manageExtension(workspace, command, minLearners, io);
    case 'doctor':
      return (await import('./doctor')).doctor(workspace, io, command.asJson);
  }
};

const progress =
  (io: Io) =>
  (text: string): void =>
    io.err(io.isTerminal ? `\r\u001b[K${text}` : `${text}\n`);

/** Our tables are there, for opening the database makes them; what was stored before them is typed here. */
const migrate = async (workspace: Workspace, io: Io): Promise<number> => {
  for (const { name, state } of workspace.migrations) io.out(`${state}: ${name}\n`);
  if ((await readBackfill(workspace.engine)) === null) return EXIT.done;
  const done = await backfill(workspace.engine, progress(io), io.signal);
  if (done) {
    progress(io)('computing the facts');
    await workspace.refresh();
  }
  if (io.isTerminal) io.err('\n');
  return done ? EXIT.done : EXIT.stopped;
};

const report = async (
  workspace: Workspace,
  command: Extract<Command, { name: 'report'; block: string | null; from: string | null }>,
  minLearners: number,
  io: Io,
): Promise<number> => {
  await workspace.refresh();
  await workspace.models.ensure(command.course);
  await workspace.states.ensure(command.course);
  const { reports, attention } = openServices(workspace.engine, minLearners, workspace.learnerRules);
  const scope = operatorScope(command.course);
  const window = { from: command.from, to: command.to, track: command.track };
  try {
    const block = command.block ?? '';
    const reporters = {
      outline: async () => {
        const own = await reports.outline(scope, window);
        const { registry } = workspace.extensions;
        if (!isAll(window) || (await registry.onOutline()) === null) return own;
        await workspace.extensions.settle();
        return reportsOf(workspace, minLearners).outline(own, scope, () => 'operator', true);
      },
      attention: async () => ({ ...(await reports.attention(scope)), learners: await attention.of(scope, null) }),
      problem: () => reports.problem(scope, block, window),
      video: () => reports.video(scope, block, window),
      block: () => reports.blockReport(scope, block, window),
    };
    const report = await reporters[command.what]();
    io.out(`${JSON.stringify(report, null, 2)}\n`);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    io.err(`${error.message} ${JSON.stringify(error.details ?? {})}\n`);
    return EXIT.couldNotStart;
  }
};
