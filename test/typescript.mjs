// Tests' programs written in TypeScript, for scripts that run without a build of their own.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles a program and lends it; what went wrong goes to standard error, with exit code 2.
 *
 * @param {string} entry below test
 * @param {string} beside folder below the root where the bundle stands meanwhile: it finds packages and files from there
 * @param {(exports: Record<string, Function>) => unknown} use what is done with what the program exports
 */
export const withTypeScript = async (entry, beside, use) => {
  const folder = mkdtempSync(join(root, beside, 'bundle-'));
  try {
    const outfile = join(folder, 'bundle.cjs');
    await build({
      entryPoints: [join(root, 'test', entry)],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      // TypeScript, so it belongs inside.
      alias: { '@marginalia/contract': join(root, 'api', 'contract', 'index.ts') },
      outfile,
      logLevel: 'warning',
    });
    await use(createRequire(import.meta.url)(outfile));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
