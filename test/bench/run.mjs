// Bundles and runs the benchmark: `npm run bench -- --events 100000000`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const api = join(here, '..', '..', 'api');
// Beside the API's own build, so that its dependencies and its migrations are found.
const folder = mkdtempSync(join(api, 'dist', 'bench-'));
const outfile = join(folder, 'bench.cjs');
const work = mkdtempSync(join(tmpdir(), 'marginalia-bench-'));
try {
  await build({
    entryPoints: [join(here, 'bench.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // As the API's own build has it: the contract is TypeScript and belongs inside.
    external: Object.keys(JSON.parse(readFileSync(join(api, 'package.json'), 'utf8')).dependencies),
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, ['--expose-gc', outfile, work, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(work, { recursive: true, force: true });
}
