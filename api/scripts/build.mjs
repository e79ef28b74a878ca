// Bundles the API's TypeScript into api/dist/marginalia.cjs. Dependencies stay outside, except those that are published
// as ES modules only: Node before 20.19 cannot require them.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSIDE = ['jose'];

const api = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Builds the API; returns false where only a finished package is installed and there is nothing to build from. */
export async function buildApi() {
  const entry = join(api, 'cli', 'main.ts');
  if (!existsSync(entry)) return false;
  const esbuild = await import('esbuild');
  const { dependencies, optionalDependencies } = JSON.parse(
    await import('node:fs/promises').then((fs) => fs.readFile(join(api, 'package.json'), 'utf8')),
  );
  await esbuild.build({
    entryPoints: [entry],
    outfile: join(api, 'dist', 'marginalia.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    external: Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !INSIDE.includes(name)),
  });
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildApi();
