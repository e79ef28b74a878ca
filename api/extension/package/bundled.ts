import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../lib/package';
import { scopeOf } from './bundle';

/** Where the extensions stand that come with Marginalia. They are off until they are enabled. */
const bundledFolder = (): string => join(packageFolder(), 'extension', 'bundled');

/** `marginalia/time-on-task` and so on. */
export const bundledNames = (): string[] =>
  readdirSync(bundledFolder())
    .sort()
    .map((name) => `marginalia/${name}`);

/** Those that a name means: `marginalia` all, `marginalia/time-on-task` or `time-on-task` one. */
export const bundledNamed = (target: string): string[] =>
  bundledNames().filter((name) => [name, scopeOf(name), name.split('/')[1]].includes(target));
