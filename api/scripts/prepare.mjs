// What `npm start`, `npm test` and .ci/run have in common: a checkout with nothing installed becomes a built one.
// Node's own modules only, because this runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const say = (text) => process.stdout.write(`${text}\n`);

/**
 * Runs a program with our own output and input.
 *
 * @param stdio as `spawn` takes it
 * @returns its exit status (1 where a signal ended it, 127 where it does not exist)
 */
export function run(program, args, env = process.env, stdio = 'inherit') {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: root, env, stdio });
    child.on('error', () => done(127));
    child.on('exit', (status) => done(status ?? 1));
  });
}

async function must(what, program, args) {
  const began = Date.now();
  say(`${what} ...`);
  const pulse = setInterval(() => say(`  still at it, ${Math.round((Date.now() - began) / 1000)} s so far`), 20_000);
  // To standard error: what `npm pack --json` prints is read by programs, and a build may warn.
  const status = await run(program, args, process.env, ['inherit', 2, 2]);
  clearInterval(pulse);
  if (status !== 0)
    throw new Error(`\`${[program, ...args].join(' ')}\` ended with status ${status}; see its words above.`);
}

/**
 * True where every package that package-lock.json asks for is installed in that version. Compares contents, not
 * times: a checkout gives all files the time it was made.
 */
function isInstalled() {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const present = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.includes('node_modules/') ||
      entry.link ||
      // Some are for other machines. The embedded database is optional only where a server takes its place.
      (entry.optional && path !== 'node_modules/chdb') ||
      present[path]?.version === entry.version,
  );
}

/** Installs what package-lock.json asks for, where it is not installed yet. */
export async function installWhereNeeded() {
  const [major] = process.versions.node.split('.');
  if (Number(major) < 20) throw new Error(`Node 20 or later is needed; this is ${process.version}.`);
  if (isInstalled()) return;
  await must('Installing packages, the embedded database among them (about 550 MB, a few minutes)', 'npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
}

/** Newest change of a file, or of anything in a folder, in milliseconds since 1970; 0 where there is none. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

/** What is built, from what, and by which npm script. Paths start at the top of the repository. */
const PRODUCTS = {
  api: { script: 'build:api', product: 'api/dist/marginalia.cjs', sources: ['api'] },
  plugin: {
    script: 'build:plugin',
    product: 'dist/index.js',
    sources: ['src', 'api/contract', 'i18n', 'esbuild.config.mjs'],
  },
  demo: {
    script: 'build:demo',
    product: 'api/dist/pages/index.html',
    sources: ['src', 'api/contract', 'i18n', 'webpack.config.js', '.env.development'],
  },
};

/**
 * Builds the named products that are missing or older than their sources.
 *
 * @param names keys of PRODUCTS
 */
export async function buildWhereNeeded(names) {
  for (const name of names) {
    const { script, product, sources } = PRODUCTS[name];
    const built = newest(join(root, product));
    const changed = [...sources, 'package.json'].reduce(
      (latest, path) => Math.max(latest, newest(join(root, path))),
      0,
    );
    if (built < changed) await must(`Building the ${name}`, 'npm', ['run', '--silent', script]);
  }
}
