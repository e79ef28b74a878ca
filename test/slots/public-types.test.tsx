import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as actual from '../../src';
import type * as declared from '../../src/public';

const FILE = join(__dirname, '../../src/public.d.ts');

describe('the published types', () => {
  it('The published types name exactly what is exported', () => {
    const names = Array.from(readFileSync(FILE, 'utf8').matchAll(/export declare const (\w+)/g), ([, name]) => name);
    expect(names.sort()).toEqual(Object.keys(actual).sort());
    // Checked by the compiler: what is exported is what is declared.
    const same: typeof declared = actual;
    expect(same.SLOTS).toBe(actual.SLOTS);
  });

  it('The published types stand alone but for React, so that an old compiler reads them', () => {
    const imports = Array.from(readFileSync(FILE, 'utf8').matchAll(/from '([^']+)'/g), ([, from]) => from);
    expect(imports).toEqual(['react']);
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'es2017',
      '--moduleResolution',
      'node10',
      '--ignoreDeprecations',
      '5.0',
    ];
    const tsc = join(__dirname, '../../node_modules/typescript/bin/tsc');
    expect(() => execFileSync(process.execPath, [tsc, ...options, '--types', 'react', FILE])).not.toThrow();
  });
});
