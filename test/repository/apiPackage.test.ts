/** What `npm pack` makes of the service: installed into an empty folder, it has every page and needs no engine it does not use. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Demo, FIXED } from '../browser/demo';
import { copyFolder } from '../support/kept';

const root = join(__dirname, '..', '..');
const isBuilt = ['marginalia.cjs', 'pages/instructor.html'].every((file) => existsSync(join(root, 'api/dist', file)));

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
  readonly bin: Record<string, string>;
}

(isBuilt ? describe : describe.skip)(
  isBuilt ? 'the packed service' : 'the packed service (skipped: not built; npm run build)',
  () => {
    const place = mkdtempSync(join(tmpdir(), 'marginalia-api-'));
    const home = join(place, 'node_modules', '@marginalia', 'api');
    let files: string[] = [];
    let manifest: Manifest;
    /** A package as this repository has it installed, put where npm would put it. */
    const install = (name: string): void => {
      const found = ['api/node_modules', 'node_modules'].map((at) => join(root, at, name)).find(existsSync);
      const to = join(place, 'node_modules', name);
      mkdirSync(dirname(to), { recursive: true });
      symlinkSync(found ?? 'nowhere', to);
    };
    const env = (more: Record<string, string>): NodeJS.ProcessEnv => ({
      PATH: process.env.PATH,
      HOME: join(place, 'no-home'),
      MARGINALIA_DATA: join(place, 'data'),
      LOG_LEVEL: 'silent',
      PORT: '0',
      ...more,
    });
    const command = (): string => join(home, manifest.bin.marginalia ?? '');

    beforeAll(() => {
      const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', place], {
        cwd: join(root, 'api'),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
      mkdirSync(home, { recursive: true });
      execFileSync('tar', ['-xzf', join(place, filename), '--strip-components=1', '-C', home]);
      files = readdirSync(home, { recursive: true, encoding: 'utf8' });
      manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
      for (const name of Object.keys(manifest.dependencies)) install(name);
    }, 300_000);
    afterAll(() => rmSync(place, { recursive: true, force: true }));

    it('The package of the API holds what runs, the pages, the papers and how to deploy it, and nothing else', () => {
      const first = new Set(files.map((path) => path.split('/')[0]));
      expect([...first].sort()).toEqual([
        'LICENSE',
        'NOTICE',
        'README.md',
        'bin',
        'deploy',
        'dist',
        'extension',
        'extension-sdk',
        'openapi.json',
        'package.json',
        'store',
      ]);
      expect(readdirSync(join(home, 'dist')).sort()).toEqual(['marginalia.cjs', 'pages']);
      // extensions are built on the machine that writes them: the kit and the examples are sources
      const sources = files.filter((path) => /\.(tsx?|map)$/.test(path));
      expect(sources.filter((path) => !/^extension(-sdk|\/examples)\//.test(path))).toEqual([]);
      expect(readdirSync(join(home, 'extension/host')).sort()).toEqual(['child.mjs', 'prelude.js']);
    });

    it('The text of the service has letters of one byte only, so that V8 keeps one byte of each', () => {
      expect(/[^\0-\x7f]/.exec(readFileSync(join(home, 'dist', 'marginalia.cjs'), 'utf8'))).toBeNull();
    });

    it('The package of the API says in words that the engine is not there, and which two ways lead on', () => {
      expect(Object.keys(manifest.optionalDependencies)).toEqual(['chdb']);
      const { status, stderr } = spawnSync(process.execPath, [command(), 'doctor'], { env: env({}), encoding: 'utf8' });
      expect(stderr).toMatch(/^The embedded database cannot be loaded here .*Set CLICKHOUSE_URL .*install.* chdb/);
      expect(stderr).not.toMatch(/ at |should not have happened/);
      expect(status).toBe(2);
    });

    it('The package of the API goes as far as asking the server where there is one, without the engine', () => {
      const { status, stderr } = spawnSync(process.execPath, [command(), 'doctor'], {
        env: env({ CLICKHOUSE_URL: 'http://127.0.0.1:9' }),
        encoding: 'utf8',
      });
      expect(stderr).toMatch(/The database cannot be opened: .*127\.0\.0\.1:9/);
      expect(status).toBe(2);
    });

    describe('with the engine', () => {
      beforeAll(() => install('chdb'));
      /** Runs `serve` until it says where it is, hands its address over, and stops it. */
      const serving = async (
        more: readonly string[],
        settings: Record<string, string>,
        work: (address: string) => Promise<void>,
      ): Promise<void> => {
        const port = String(20_000 + Math.floor(Math.random() * 20_000));
        const child = spawn(process.execPath, [command(), 'serve', ...more], { env: env({ ...settings, PORT: port }) });
        let said = '';
        try {
          await new Promise<void>((resolve, reject) => {
            const heard = (chunk: unknown): void => {
              said += String(chunk);
              if (said.includes(port)) resolve();
            };
            child.stdout.on('data', heard);
            child.stderr.on('data', heard);
            child.on('exit', () => reject(new Error(said)));
          });
          await work(`http://localhost:${port}`);
        } finally {
          if (child.exitCode === null) {
            const ended = new Promise((resolve) => child.on('exit', resolve));
            child.kill('SIGTERM');
            await ended;
          }
        }
      };
      /** A page, and every script and style it names. */
      const whole = async (url: string): Promise<void> => {
        const page = await fetch(url);
        const html = await page.text();
        expect([url, page.status]).toEqual([url, 200]);
        const parts = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '');
        expect(parts.length).toBeGreaterThan(1);
        for (const path of parts) expect([path, (await fetch(new URL(path, url))).status]).toEqual([path, 200]);
      };
      const KEY = encodeURIComponent('course-v1:Org+Course+1');

      it('The installed package serves the pages of instructors', async () => {
        const lms = { LMS_BASE_URL: 'http://127.0.0.1:9', MARGINALIA_JWK_SET: '{"keys":[]}' };
        await serving([], lms, async (address) => {
          for (const path of [`/instructor/${KEY}`, `/instructor/${KEY}/embed`]) await whole(address + path);
          expect((await fetch(`${address}/readyz`)).status).toBe(200);
        });
      });

      it('The installed service has loaded nothing that only few need', async () => {
        const list = join(place, 'loaded.txt');
        const spy = join(place, 'spy.cjs');
        writeFileSync(
          spy,
          `process.on('exit', () => require('node:fs').appendFileSync(${JSON.stringify(list)}, Object.keys(require.cache).join('\\n')));`,
        );
        const lms = { LMS_BASE_URL: 'http://127.0.0.1:9', MARGINALIA_JWK_SET: '{"keys":[]}' };
        await serving([], { ...lms, NODE_OPTIONS: `--require ${spy}` }, async () => undefined);
        const loaded = new Set(
          readFileSync(list, 'utf8')
            .split('\n')
            .map((file) => /.*node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(file)?.[1]),
        );
        expect(loaded).toContain('fastify');
        // What describes the API, what checks schemas other than ours, the event bus, what builds extensions, and zod as a whole.
        const few = [
          '@fastify/swagger',
          'yaml',
          'ajv',
          '@fastify/ajv-compiler',
          '@redis/client',
          'avsc',
          'esbuild',
          'zod',
        ];
        expect(few.filter((name) => loaded.has(name))).toEqual([]);
      });

      it('The installed package serves the demonstration', async () => {
        const data = join(place, 'demo');
        copyFolder(await Demo.kept(), data);
        await serving(['--demo'], { ...FIXED, MARGINALIA_DATA: data }, async (address) => {
          for (const path of ['/', `/instructor-dashboard/${KEY}`]) await whole(address + path);
        });
      });
    });
  },
);
