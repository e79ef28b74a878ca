/**
 * Adding a metric is adding one file. In a copy of the repository the example of docs/architecture.md becomes that file, and
 * everything else is generated or follows from the registry.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const METRIC = 'api/metrics/problem/manyHints.metric.ts';
/** What `npm run generate` writes. The description of the API stays: its list of metrics takes any. */
const GENERATED = [
  'api/contract/metricFiles.ts',
  'api/metrics/registry.ts',
  'docs/metrics.md',
  'i18n/en.json',
  'src/harness/fixtures/metrics.ts',
];

const tracked = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '');

/** The repository's own workspaces have to be those of the copy; everything else is linked. */
const linkPackages = (copy: string): void => {
  mkdirSync(join(copy, 'node_modules', '@marginalia'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (name !== '@marginalia') symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  const ours = { api: 'api', client: 'api/client', contract: 'api/contract', extension: 'api/extension-sdk' };
  for (const [name, place] of Object.entries(ours))
    symlinkSync(join(copy, place), join(copy, 'node_modules', '@marginalia', name));
  symlinkSync(join(ROOT, 'api', 'node_modules'), join(copy, 'api', 'node_modules'));
};

describe('a metric that is added as one file', () => {
  const copy = mkdtempSync(join(tmpdir(), 'marginalia-one-file-'));
  const read = (path: string): string => readFileSync(join(copy, path), 'utf8');
  const files = tracked();

  beforeAll(() => {
    for (const path of files) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(ROOT, path), join(copy, path));
    }
    linkPackages(copy);
    const page = read('docs/architecture.md');
    const example = /## Add a metric\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    writeFileSync(join(copy, METRIC), example);
    const { status, stderr } = spawnSync('npm', ['run', 'generate'], { cwd: copy, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }, 300_000);
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('A metric that is added as one file changes no file that somebody writes by hand', () => {
    const changed = files.filter((path) => read(path) !== readFileSync(join(ROOT, path), 'utf8'));
    expect(changed.sort()).toEqual(GENERATED);
  });

  it.each(GENERATED)('A metric that is added as one file comes into %s', (path) => {
    expect(read(path)).toContain('manyHints');
  });

  it('A metric that is added as one file passes the tests of the registry: its examples, sample, words and CSV columns', () => {
    const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
    const { status, stderr } = spawnSync(
      process.execPath,
      [jest, '--rootDir', copy, '-i', '--selectProjects', 'node', '--runTestsByPath', 'test/metrics/registry.test.ts'],
      { cwd: copy, encoding: 'utf8' },
    );
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stderr).toContain('manyHints');
  }, 300_000);
});
