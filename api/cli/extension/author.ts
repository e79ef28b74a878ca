import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig } from '../../config/config';
import { generateDemo } from '../../demo/course';
import { ManifestError } from '../../extension/manifest';
import { PackageError, locate, nameOf } from '../../extension/package/bundle';
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

/** Whether a command needs no database of a site. */
export const isForAuthors = ({ action }: ExtensionCommand): boolean =>
  ['new', 'pack', 'test', 'run', 'dev'].includes(action);

export const authorCommand = async (command: ExtensionCommand, io: Io): Promise<number> => {
  try {
    switch (command.action) {
      case 'new':
        return make(command, io);
      case 'pack':
        return await pack(command, io);
      case 'test':
        return await withWorkspace(command, io, true, (workspace) => checkOnClass(workspace, command, io));
      case 'run':
        return await withWorkspace(command, io, false, (workspace) => runOverFiles(workspace, command, io));
      default:
        throw new CommandError(
          'Serve the demonstration (`marginalia serve --demo`) and run `marginalia extension add FOLDER` after each change: its card is there at once.',
        );
    }
  } catch (error) {
    if (error instanceof ManifestError) throw new CommandError(error.problems.map((one) => `- ${one}`).join('\n'));
    if (error instanceof PackageError) throw new CommandError(error.message);
    throw error;
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
  writeFileSync(join(folder, 'extension.ts'), templateOf(from, own, scope));
  io.out(`${folder}: extension.ts, package.json.\nTry it: marginalia extension test ${target}\n`);
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

/** A database of its own, in a folder for trying out; the made-up class is loaded once and kept. */
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
  const config = readConfig({ MARGINALIA_DATA: folder, MARGINALIA_DEMO: '1', LOG_LEVEL: 'silent' });
  const workspace = await Workspace.open(config);
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
  }
};

export const goldenOf = (folder: string): string | null => {
  const path = join(folder, 'golden.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};
