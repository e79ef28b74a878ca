// `npm run pictures`: makes the pictures of README and docs anew, from the demo at its fixed dates. Build first
// (`npm run build:api && npm run build:demo`). The same commit gives the same pictures.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { findOrInstallChromium } from './browser/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Beside the packages it needs, and two folders deep as the source is.
const folder = mkdtempSync(join(root, 'test', 'pictures-'));
try {
  const { path, reason } = await findOrInstallChromium();
  if (path === undefined) throw new Error(reason);
  process.env.CHROMIUM_PATH = path;
  const outfile = join(folder, 'pictures.cjs');
  await build({
    entryPoints: [join(root, 'test', 'browser', 'pictures.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    alias: { '@marginalia/contract': join(root, 'api', 'contract', 'index.ts') },
    outfile,
    logLevel: 'warning',
  });
  await createRequire(import.meta.url)(outfile).makePictures(join(root, 'docs', 'images'));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
