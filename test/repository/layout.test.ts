/** What stands where, and what the two packages are made of. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(__dirname, '..', '..');
const json = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;

const TOP_LEVEL = [
  'package.json',
  'tsconfig.json',
  'webpack.config.js',
  'esbuild.config.mjs',
  'src',
  'api',
  'i18n',
  'test',
  '.env.development',
  '.ci/run',
  'README.md',
];

describe('the top level', () => {
  it.each(TOP_LEVEL)('The top level has %s', (entry) => {
    expect(existsSync(join(root, entry))).toBe(true);
  });

  it('The top level has a .ci/run that can be run', () => {
    expect(statSync(join(root, '.ci', 'run')).mode & 0o111).not.toBe(0);
  });
});

describe('package-lock.json', () => {
  const { packages } = json<{
    packages: Record<string, { resolved?: string; link?: boolean; optionalDependencies?: Record<string, string> }>;
  }>('package-lock.json');

  // `npm ci` refuses a lock file that lacks the packages of other platforms where its registry has them.
  it('The file package-lock.json knows the packages of every platform', () => {
    const paths = Object.keys(packages);
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
  });

  it('The file package-lock.json has no download address', () => {
    expect(Object.values(packages).filter(({ resolved, link }) => resolved && !link)).toEqual([]);
  });
});

describe('the plugin package', () => {
  const SERVER = /^(@clickhouse\/|chdb|fastify|@fastify\/|commander|pino|prom-client|jose|csv-parse)/;

  it('The plugin package depends on no server package', () => {
    const { dependencies = {}, peerDependencies = {} } = json<Record<string, Record<string, string>>>('package.json');
    expect(
      [...Object.keys(dependencies), ...Object.keys(peerDependencies)].filter((name) => SERVER.test(name)),
    ).toEqual([]);
  });

  const built = join(root, 'dist');
  const files = existsSync(built)
    ? readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|d\.ts)$/.test(name))
    : [];
  const suite = files.includes('index.js') ? describe : describe.skip;

  suite(suite === describe ? 'as built' : 'as built (skipped: not built; npm run build:plugin)', () => {
    it.each(['@clickhouse', 'chdb', 'fastify', '"node:', "'node:"])('The plugin package has no %s inside', (word) => {
      expect(files.filter((name) => readFileSync(join(built, name), 'utf8').includes(word))).toEqual([]);
    });

    it('The plugin package publishes types without a validation library in them', () => {
      expect(readFileSync(join(built, 'index.d.ts'), 'utf8')).not.toMatch(/zod/i);
    });
  });
});

/** The files that a bundle of these entries is made of, from the top of the repository; packages left out. */
async function modules(entries: string[]): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    bundle: true,
    write: false,
    outdir: 'unwritten',
    metafile: true,
    platform: 'node',
    packages: 'external',
    loader: { '.scss': 'empty', '.css': 'empty', '.svg': 'empty', '.json': 'json' },
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}

describe('what the code is bundled of', () => {
  it('The bundle of the API has nothing of src', async () => {
    const inputs = await modules(['api/cli/main.ts']);
    expect(inputs).toContain('api/cli/main.ts');
    expect(inputs.filter((path) => path.startsWith('src/'))).toEqual([]);
  });

  it('The bundle of the plugin has of the API nothing but the contract', async () => {
    const inputs = await modules(['src/index.ts']);
    expect(inputs).toContain('src/index.ts');
    expect(inputs.filter((path) => path.startsWith('api/') && !path.startsWith('api/contract/'))).toEqual([]);
  });
});
