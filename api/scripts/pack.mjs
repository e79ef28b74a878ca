// What `npm pack` and `npm publish` hand out of this package: built, with the pages and the papers of the repository.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhereNeeded, root } from './prepare.mjs';

// What npm prints is read by programs: the words of builds go elsewhere.
process.stdout.write = process.stderr.write.bind(process.stderr);
await buildWhereNeeded(['api', 'demo']);
for (const paper of ['LICENSE', 'NOTICE']) copyFileSync(join(root, paper), join(root, 'api', paper));
