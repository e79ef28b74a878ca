// Bundles the API's TypeScript into api/dist/marginalia.cjs. Dependencies stay outside, but for zod; what is for development
// only goes in, such as jose, which is published as ES modules only: Node before 20.19 cannot require those.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Extensions are written with it, so it is installed; but as a whole, with all languages, it takes 7 MB more than what we use. */
const INSIDE = ['zod'];

const api = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Builds the API; returns false where only a finished package is installed and there is nothing to build from. */
export async function buildApi() {
  const entry = join(api, 'cli', 'main.ts');
  if (!existsSync(entry)) return false;
  const esbuild = await import('esbuild');
  const { dependencies, optionalDependencies } = JSON.parse(
    await import('node:fs/promises').then((fs) => fs.readFile(join(api, 'package.json'), 'utf8')),
  );
  const bundle = join(api, 'dist', 'marginalia.cjs');
  await esbuild.build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    external: Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !INSIDE.includes(name)),
  });
  writeFileSync(bundle, inAscii(readFileSync(bundle, 'utf8')));
  return true;
}

/** One other letter, and V8 keeps two bytes of each: 2 MB. esbuild leaves them in patterns and comments, where these say the same. */
const inAscii = (text) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildApi();
