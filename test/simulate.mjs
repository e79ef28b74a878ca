// `npm run simulate`: writes docs/findings.md from simulated courses (a few minutes).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'marginalia-simulate-'));
try {
  const outfile = join(folder, 'page.cjs');
  await build({
    entryPoints: [join(root, 'test', 'simulation', 'page.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'warning',
  });
  writeFileSync(join(root, 'docs', 'findings.md'), createRequire(import.meta.url)(outfile).findingsPage());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
