#!/usr/bin/env node
// The command. In the repository it builds itself first when there is no build yet.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// Until lib/youngSpace.ts is asked: what is loaded is no sign of much work.
setFlagsFromString('--semi-space-growth-factor=1');
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'marginalia.cjs');
if (!existsSync(dist)) {
  const { buildApi } = await import('../scripts/build.mjs');
  await buildApi();
}
createRequire(import.meta.url)(dist).main(process.argv.slice(2));
