// `npm run host -- <folder of a built host> [course key] [ulmo|verawood]`: an Authoring MFE, or a site with the instructor
// dashboard, with the plugin in it, around our stand-in for the platform of that release, and the real API beside it. The host has to be built for http://localhost:2001 as its own address
// and as that of LMS and Studio, and its MARGINALIA_API_URL has to be http://localhost:2002.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
// Beside the packages it needs.
const folder = mkdtempSync(join(root, 'api', 'dist', 'host-'));
try {
  const outfile = join(folder, 'serve.cjs');
  await build({
    entryPoints: [join(root, 'test', 'hosts', 'serve.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    // TypeScript, so it belongs inside.
    alias: { '@marginalia/contract': join(root, 'api', 'contract', 'index.ts') },
    outfile,
    logLevel: 'warning',
  });
  await createRequire(import.meta.url)(outfile).serveHost(root, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
