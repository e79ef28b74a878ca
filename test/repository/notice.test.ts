import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const NOTICE = readFileSync(join(root, 'NOTICE'), 'utf8');
const PERMISSIVE = /^\(?(MIT|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0)\b/;

/** The packages that source maps in a folder name. */
const bundledIn = (folder: string, only?: string): string[] => {
  const found = new Set<string>();
  for (const name of only ? [only] : readdirSync(folder, { recursive: true }).map(String)) {
    if (!name.endsWith('.map')) continue;
    const { sources } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { sources: string[] };
    for (const source of sources) {
      const [, inside] = /.*node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(source) ?? [];
      if (inside) found.add(inside);
    }
  }
  return [...found].sort();
};

const licenseOf = (name: string): string => {
  const file = join(root, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return 'unknown';
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  if (typeof license === 'string') return license;
  const [first] = [license ?? licenses].flat() as ({ type?: string } | undefined)[];
  return first?.type ?? 'unknown';
};

const pages = join(root, 'api', 'dist', 'pages');
const hasPages = existsSync(pages);
(hasPages ? it : it.skip)(
  `NOTICE names what the pages bundle that is not permissive${hasPages ? '' : ' (skipped: not built)'}`,
  () => {
    const bundled = bundledIn(pages);
    expect(bundled).toContain('@openedx/paragon');
    // Whose package.json says nothing of a license, or is inside another package: permissive by their own files.
    const known = bundled.filter((name) => licenseOf(name) !== 'unknown');
    expect(bundled.length - known.length).toBeLessThan(5);
    const others = known.filter((name) => !PERMISSIVE.test(licenseOf(name)));
    expect(others.length).toBeGreaterThan(0);
    for (const name of others)
      expect([name, NOTICE]).toEqual([name, expect.stringMatching(new RegExp(`^ +${name} `, 'm'))]);
    expect(NOTICE).toContain('AGPL-3.0');
  },
);

const service = join(root, 'api', 'dist', 'marginalia.cjs.map');
(existsSync(service) ? it : it.skip)('NOTICE names every package that the service has built in', () => {
  for (const name of bundledIn(join(root, 'api', 'dist'), 'marginalia.cjs.map')) {
    expect([name, licenseOf(name)]).toEqual([name, 'MIT']);
    expect([name, NOTICE]).toEqual([name, expect.stringMatching(new RegExp(`^ +${name} +Copyright`, 'm'))]);
  }
});
