/** What `npm pack` hands to a host: looked at in the archive itself, unpacked where a host would have it. */
import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { build } from 'esbuild';
import { extract } from 'tar-stream';

const root = join(__dirname, '..', '..');
const built = existsSync(join(root, 'dist', 'index.js')) && existsSync(join(root, 'dist', 'frontend-base', 'index.js'));

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly peerDependenciesMeta: Record<string, { optional: boolean }>;
  readonly exports: Record<string, string | { types: string; default: string }>;
  readonly scripts?: Record<string, string>;
  readonly sideEffects: readonly string[];
  readonly main: string;
  readonly types: string;
}

/** What breaks a page that has it twice, because its contexts or its session are not shared. */
const ONCE =
  /node_modules\/(react|react-dom|react-intl|react-router(-dom)?|@openedx\/[^/]+|@edx\/[^/]+|@tanstack\/[^/]+)\//;
const packageOf = (path: string): string => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

(built ? describe : describe.skip)(
  built ? 'the packed plugin' : 'the packed plugin (skipped: not built; npm run build:plugin)',
  () => {
    const host = mkdtempSync(join(tmpdir(), 'marginalia-pack-'));
    const home = join(host, 'node_modules', '@marginalia', 'plugin');
    const files: string[] = [];
    let manifest: Manifest;

    beforeAll(async () => {
      const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', host], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
      const archive = extract();
      archive.on('entry', ({ name, type }, stream, next) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk) => chunks.push(chunk as Buffer));
        stream.on('end', () => {
          const path = name.replace(/^package\//, '');
          if (type === 'file') {
            files.push(path);
            mkdirSync(dirname(join(home, path)), { recursive: true });
            writeFileSync(join(home, path), Buffer.concat(chunks));
          }
          next();
        });
      });
      await pipeline(createReadStream(join(host, filename)), createGunzip(), archive);
      manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
    }, 60_000);
    afterAll(() => rmSync(host, { recursive: true, force: true }));

    it('The plugin package holds what is built and the papers, and nothing of the sources or the demo', () => {
      const beside = files.filter((path) => !path.startsWith('dist/'));
      expect(beside.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json']);
      expect(files.filter((path) => path.includes('pages/') || /\.(tsx|scss)$/.test(path))).toEqual([]);
      expect(files.filter((path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path))).toEqual([]);
    });

    it('The plugin package has a file behind every name it exports, for new resolvers and for old ones', () => {
      const targets = Object.values(manifest.exports).flatMap((to) =>
        typeof to === 'string' ? [to] : Object.values(to),
      );
      for (const path of [...targets, manifest.main, manifest.types]) expect(files).toContain(path.replace('./', ''));
      expect(Object.keys(manifest.exports)).toEqual([
        '.',
        './authoring',
        './frontend-base',
        './styles.css',
        './package.json',
      ]);
    });

    it('The plugin package has no copy inside of anything that a page may have once only', () => {
      const maps = files.filter((path) => path.endsWith('.js.map'));
      expect(maps.length).toBeGreaterThan(4);
      const sources = maps.flatMap(
        (path) => (JSON.parse(readFileSync(join(home, path), 'utf8')) as { sources: string[] }).sources,
      );
      expect(sources.some((source) => source.includes('node_modules/recharts/'))).toBe(true);
      expect(sources.filter((source) => ONCE.test(source))).toEqual([]);
    });

    it.each(['dist/index.js', 'dist/frontend-base/index.js'])(
      'The bundle %s is plain JavaScript that asks for declared peers only',
      async (entry) => {
        const { metafile } = await build({
          absWorkingDir: home,
          entryPoints: [entry],
          bundle: true,
          splitting: true,
          format: 'esm',
          outdir: 'unwritten',
          write: false,
          metafile: true,
          packages: 'external',
          // No JSX, no TypeScript, and nothing that hosts of today would have to translate.
          loader: { '.js': 'js' },
          target: 'es2020',
          logLevel: 'silent',
        });
        // One file names the modules of Studio's own build; it is asked for inside a `try`.
        const inputs = Object.entries(metafile.inputs).filter(([path]) => !path.endsWith('host-modules.cjs'));
        const asked = inputs.flatMap(([, { imports }]) =>
          imports
            .filter(({ external, path }) => external && !path.startsWith('data:'))
            .map(({ path }) => packageOf(path)),
        );
        expect(new Set(asked).has('react')).toBe(true);
        expect([...new Set(asked)].filter((name) => !(name in manifest.peerDependencies))).toEqual([]);
        const foreign = entry.includes('frontend-base') ? '@edx/frontend-platform' : '@openedx/frontend-base';
        expect(asked).not.toContain(foreign);
        // The charts come later: their library is in no file that the entry imports at once.
        expect(Object.keys(metafile.inputs).some((path) => /chunks\/charts-/.test(path))).toBe(true);
      },
    );

    it('The plugin package asks no host to run anything when it is installed', () => {
      const AT_INSTALL = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
      expect(AT_INSTALL.filter((name) => name in (manifest.scripts ?? {}))).toEqual([]);
    });

    it('The plugin package brings no dependency, and leaves it to the host which foundation it has', () => {
      expect(manifest.dependencies ?? {}).toEqual({});
      expect(Object.keys(manifest.peerDependencies).sort()).toEqual([
        '@edx/frontend-platform',
        '@openedx/frontend-base',
        '@openedx/paragon',
        '@tanstack/react-query',
        'react',
        'react-dom',
        'react-router-dom',
      ]);
      expect(Object.entries(manifest.peerDependenciesMeta).map(([name, { optional }]) => [name, optional])).toEqual([
        ['@edx/frontend-platform', true],
        ['@openedx/frontend-base', true],
        ['react-router-dom', true],
      ]);
    });

    it('The plugin package keeps its styles when a bundler drops what is not used', () => {
      expect(manifest.sideEffects).toContain('*.css');
      expect(readFileSync(join(home, 'dist/styles.css'), 'utf8')).toContain('.marginalia');
    });

    it.each([
      ['dist/index.js', 'Studio'],
      ['dist/frontend-base/index.js', 'a site on frontend-base'],
    ])('The bundle %s brings %s its code and styles when something of ours is drawn, not before', async (entry) => {
      const { metafile } = await build({
        absWorkingDir: home,
        entryPoints: [entry],
        bundle: true,
        splitting: true,
        format: 'esm',
        outdir: 'unwritten',
        write: false,
        metafile: true,
        packages: 'external',
        logLevel: 'silent',
      });
      const { inputs } = metafile;
      const withStyles = Object.keys(inputs).filter((path) =>
        inputs[path]!.imports.some((to) => to.path === 'dist/styles.css'),
      );
      expect(withStyles).toHaveLength(1);
      const atOnce = new Set<string>();
      const follow = (path: string): void => {
        if (atOnce.has(path)) return;
        atOnce.add(path);
        for (const to of inputs[path]?.imports ?? []) if (to.kind === 'import-statement') follow(to.path);
      };
      follow(entry);
      expect([...atOnce].filter((path) => withStyles.includes(path) || path.endsWith('.css'))).toEqual([]);
    });

    it('The plugin package is typed for a host whose TypeScript reads no exports', () => {
      mkdirSync(join(host, 'node_modules', '@openedx', 'frontend-base'), { recursive: true });
      writeFileSync(
        join(host, 'node_modules/@openedx/frontend-base/index.d.ts'),
        'export interface App { appId: string }',
      );
      symlinkSync(join(root, 'node_modules', '@types'), join(host, 'node_modules', '@types'));
      writeFileSync(
        join(host, 'use.ts'),
        `import { SLOTS, UnitSidebarMount } from '@marginalia/plugin';
import { OutlineSidebarMount } from '@marginalia/plugin/authoring';
import app from '@marginalia/plugin/frontend-base';
export const id: string = SLOTS.unitSidebar + app.appId;
export const mounts: ((props: Record<string, unknown>) => unknown)[] = [UnitSidebarMount, OutlineSidebarMount];
// @ts-expect-error the types are there, and refuse what is not
export const wrong: number = SLOTS.unitSidebar;
`,
      );
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      const options = [
        '--noEmit',
        '--strict',
        '--moduleResolution',
        'node10',
        '--ignoreDeprecations',
        '5.0',
        '--module',
        'es2015',
        '--target',
        'es2017',
        '--types',
        'react',
        '--skipLibCheck',
        'false',
      ];
      expect(() =>
        execFileSync(process.execPath, [tsc, ...options, 'use.ts'], { cwd: host, encoding: 'utf8' }),
      ).not.toThrow();
    });
  },
);
