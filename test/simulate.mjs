// `npm run simulate`: writes docs/findings.md from simulated courses (a few minutes).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, withTypeScript } from './typescript.mjs';

await withTypeScript('simulation/page.ts', 'test', ({ findingsPage }) =>
  writeFileSync(join(root, 'docs', 'findings.md'), findingsPage()),
);
