import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, whether it runs from its sources or from its build. */
export const packageFolder = (): string => {
  for (let at = __dirname; ; at = dirname(at)) {
    if (existsSync(join(at, 'store', 'migrations'))) return at;
    if (dirname(at) === at) throw new Error('The folder store/migrations is missing from this installation.');
  }
};

/** Where the pages are built to (`npm run build:demo`) and packed from: the instructor's own, and the demo. */
export const pagesFolder = (): string => join(packageFolder(), 'dist', 'pages');

export const packageVersion = (): string =>
  String((JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: unknown }).version);
