// `npm start`: from a fresh checkout to the demo in a browser. The demo itself is the command `serve --demo`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhereNeeded, installWhereNeeded, root } from './prepare.mjs';

try {
  await installWhereNeeded();
  await buildWhereNeeded(['api', 'demo']);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}

// Somebody who looks at a demonstration wants its address, not a line for every request.
process.env.LOG_LEVEL ??= 'warn';
// Its learners are made up: nobody is told of by showing them.
process.env.MARGINALIA_IDENTITIES ??= 'on';

// In this very process, so that there is nobody between the server and the signals that are sent to it.
const command = join(root, 'api', 'bin', 'marginalia.mjs');
process.argv = [process.execPath, command, 'serve', '--demo', ...process.argv.slice(2)];
await import(pathToFileURL(command).href);
