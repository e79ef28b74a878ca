// `npm run pictures`: makes the pictures of README and docs again, from the demo at its fixed dates. Build first
// (`npm run build:api && npm run build:demo`). The same commit gives the same pictures.
import { join } from 'node:path';
import { findOrInstallChromium } from './browser/chromium.mjs';
import { root, withTypeScript } from './typescript.mjs';

// Two folders deep as the source is.
await withTypeScript('browser/pictures.ts', 'test', async ({ makePictures }) => {
  const { path, reason } = await findOrInstallChromium();
  if (path === undefined) throw new Error(reason);
  process.env.CHROMIUM_PATH = path;
  await makePictures(join(root, 'docs', 'images'));
});
