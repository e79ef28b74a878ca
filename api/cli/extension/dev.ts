import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bundleSources, locate } from '../../extension/package/bundle';
import { explain } from '../explain';
import { EXIT, type Io } from '../io';
import type { ExtensionCommand } from './command';

/** An editor writes a file in several steps: what follows so soon belongs to the same save, milliseconds. */
const SETTLED = 100;
/** No sources: packages, what our own commands write, and what editors keep for themselves. */
const NO_SOURCE = /(^|[\\/])(node_modules|\.git)([\\/]|$)|golden\.json$|\.tgz$|~$|\.sw.$/;

/**
 * A folder and those in it that hold sources. Each is watched by itself: one watcher of all of them loses sight of a file
 * in whose place an editor puts another.
 */
const sourceFolders = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isDirectory() && !NO_SOURCE.test(one.name))
    .flatMap(({ name }) => sourceFolders(join(folder, name))),
];

/**
 * Puts an extension into the demonstration, again at each save, until it is stopped. What is wrong with it is said, and
 * the next save is tried.
 * @param run one round, by whoever has the database
 */
export const dev = async (
  command: ExtensionCommand,
  run: (command: ExtensionCommand) => Promise<number>,
  io: Io,
): Promise<number> => {
  const path = locate(command.target);
  let isChanged = false;
  let wake = (): void => undefined;
  const watchers = new Map<string, FSWatcher>();
  const watchAll = (): void => {
    for (const folder of statSync(path).isDirectory() ? sourceFolders(path) : [dirname(path)])
      if (!watchers.has(folder))
        watchers.set(
          folder,
          watch(folder, (_, file) => {
            if (file !== null && NO_SOURCE.test(file)) return;
            isChanged = true;
            wake();
          }),
        );
  };
  io.signal.addEventListener('abort', () => wake(), { once: true });
  try {
    while (!io.signal.aborted) {
      watchAll();
      isChanged = false;
      const began = performance.now();
      try {
        await run({ ...command, shipped: await bundleSources(path) });
      } catch (error) {
        explain(error, io);
      }
      if (io.signal.aborted) break;
      io.out(`${((performance.now() - began) / 1000).toFixed(1)} s. Save again, or stop with Ctrl-C.\n`);
      if (!isChanged) await new Promise<void>((resolve) => (wake = resolve));
      await wait(SETTLED);
    }
    return EXIT.done;
  } finally {
    for (const watcher of watchers.values()) watcher.close();
  }
};
