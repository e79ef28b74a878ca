// Finds, or gets, a Chromium for the browser suites. Node's own modules only: test/run.mjs calls this.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../../api/scripts/prepare.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = (process.env.PATH ?? '').split(':').concat('/usr/bin');
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** A browser that answers; distributions ship stand-ins that only tell where to get one. */
const works = (path) => existsSync(path) && spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;

const onThisMachine = () =>
  [...NAMES.flatMap((name) => FOLDERS.map((folder) => join(folder, name))), MAC].find(works) ?? null;

const ofPlaywright = async () => {
  const { chromium } = await import('playwright-core');
  return works(chromium.executablePath()) ? chromium.executablePath() : null;
};

/**
 * The path of a Chromium: the one CHROMIUM_PATH names, else one of this machine, else one that is installed now.
 * Call after the packages are installed.
 *
 * @returns `{path}`, or `{reason}` where there is none and none could be installed
 */
export async function findOrInstallChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return works(named) ? { path: named } : { reason: `CHROMIUM_PATH is ${named}, which does not run` };
  const found = onThisMachine() ?? (await ofPlaywright());
  if (found) return { path: found };

  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installing Chromium (apt-get) ...\n');
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      ...process.env,
      DEBIAN_FRONTEND: 'noninteractive',
    });
    const installed = onThisMachine();
    if (installed) return { path: installed };
  }
  process.stdout.write('Installing Chromium (playwright) ...\n');
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
  await run(process.execPath, [cli, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']);
  const own = await ofPlaywright();
  return own ? { path: own } : { reason: 'no Chromium here, and none could be installed; set CHROMIUM_PATH' };
}
