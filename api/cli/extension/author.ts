import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Config, readConfig } from '../../config/config';
import { isLocked } from '../../store/engine';
import { generateDemo } from '../../demo/course';
import { locate, nameOf } from '../../extension/package/bundle';
import { read, writePacked } from '../../extension/package/ship';
import { inspect } from '../../extension/install';
import { Hosts } from '../../extension/hosts';
import { packageVersion } from '../../lib/package';
import { Workspace } from '../../worker/workspace';
import { CommandError, EXIT, type Io } from '../io';
import { load } from '../load';
import { writeDemo } from '../../demo/writeDemo';
import type { ExtensionCommand } from './command';
import { checkOnClass, runOverFiles } from './tryOut';
import { templateOf } from './templates';
import { typeSettings } from './types';

/** Milliseconds. */
const RETRY_MS = 500;

/** Whether a command needs no database of a site. */
export const isForAuthors = ({ action }: ExtensionCommand): boolean => ['new', 'pack', 'test', 'run'].includes(action);

export const authorCommand = async (command: ExtensionCommand, io: Io): Promise<number> => {
  switch (command.action) {
    case 'new':
      return make(command, io);
    case 'pack':
      return pack(command, io);
    case 'test':
      return withWorkspace(command, io, true, (workspace) => checkOnClass(workspace, command, io));
    case 'run':
      return withWorkspace(command, io, false, (workspace) => runOverFiles(workspace, command, io));
    default:
      throw new CommandError(`${command.action} is not for here.`);
  }
};

const make = ({ target, from, scope }: ExtensionCommand, io: Io): number => {
  const own = target.split('/').at(-1) ?? target;
  const folder = resolve(target);
  nameOf(`@${scope}/${own}`);
  if (existsSync(folder)) throw new CommandError(`${folder} is there already.`);
  mkdirSync(folder, { recursive: true });
  const packageJson = {
    name: `@${scope}/${own}`,
    version: '0.1.0',
    type: 'module',
    main: 'extension.ts',
    scripts: { test: 'marginalia extension test .' },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`);
  // for editors, which then know what `@marginalia/extension` has
  const settings = { compilerOptions: typeSettings(folder), include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), `${JSON.stringify(settings, null, 2)}\n`);
  writeFileSync(join(folder, 'extension.ts'), templateOf(from, own, scope));
  io.out(`${folder}: extension.ts, package.json, tsconfig.json.\nTry it: marginalia extension test ${target}\n`);
  return EXIT.done;
};

const pack = async ({ target, out }: ExtensionCommand, io: Io): Promise<number> => {
  const shipped = await read(target);
  const hosts = new Hosts();
  try {
    await inspect(shipped, hosts, null);
    const manifest = await hosts.describe(shipped.bundle);
    io.out(`${await writePacked({ ...shipped, manifest }, out)}\n`);
    return EXIT.done;
  } finally {
    hosts.close();
  }
};

/** A database of its own, in a folder for trying out: the made-up class is loaded once and kept, files are not. */
const withWorkspace = async (
  { target }: ExtensionCommand,
  io: Io,
  withClass: boolean,
  work: (workspace: Workspace) => Promise<number>,
): Promise<number> => {
  locate(target);
  const folder = withClass
    ? join(tmpdir(), `marginalia-class-${packageVersion()}-${process.getuid?.() ?? 0}`)
    : join(tmpdir(), `marginalia-run-${process.pid}`);
  const config = readConfig({
    MARGINALIA_DATA: folder,
    MARGINALIA_DEMO: '1',
    LOG_LEVEL: 'silent',
    // the numbers of the class are the same for everybody, those of files are as on the site
    ...(withClass ? {} : { MARGINALIA_MIN_LEARNERS: process.env.MARGINALIA_MIN_LEARNERS }),
  });
  const workspace = await openInTurn(config, io);
  try {
    if (withClass && !existsSync(join(folder, 'class-is-loaded'))) {
      io.err('Making the class of the demo course, once …\n');
      const files = await writeDemo(join(folder, 'demo'));
      const quiet: Io = { ...io, out: () => undefined, err: () => undefined };
      const common = { name: 'load', rejects: null } as const;
      await load(workspace, { ...common, what: 'course', files: [files.courseOverviews, files.courseBlocks] }, quiet);
      await load(workspace, { ...common, what: 'xapi', files: [files.statements] }, quiet);
      await workspace.refresh();
      writeFileSync(join(folder, 'class-is-loaded'), `${generateDemo().courses.length}`);
    }
    return await work(workspace);
  } finally {
    await workspace.close();
    if (!withClass) rmSync(folder, { recursive: true, force: true });
  }
};

/** Two tests may be run at once: there is one class, and one of them waits. */
const openInTurn = async (config: Config, { err, signal }: Io): Promise<Workspace> => {
  for (let times = 0; ; times += 1) {
    try {
      return await Workspace.open(config);
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (times === 0) err(`Another command uses ${config.dataFolder}; waiting for it …\n`);
      await wait(RETRY_MS);
      if (signal.aborted) throw new CommandError('Stopped while waiting.', EXIT.stopped);
    }
  }
};
