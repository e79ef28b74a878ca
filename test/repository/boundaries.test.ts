/** The import rules of .dependency-cruiser.cjs, each tried on a made-up file in a made-up checkout. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';

const REPOSITORY = join(__dirname, '..', '..');

const REFUSED: [file: string, imported: string][] = [
  ['src/lib/x.ts', 'api/contract/y.ts'],
  ['api/contract/x.ts', 'api/lib/y.ts'],
  ['src/charts/x.tsx', 'api/contract/y.ts'],
  ['src/ui/x.tsx', 'src/host/port.ts'],
  ['src/ui/x.tsx', 'recharts'],
  ['src/features/a/x.tsx', 'src/features/b/inside.ts'],
  ['src/features/a/x.tsx', 'src/features/b/lazy/inside.ts'],
  ['src/features/a/x.tsx', 'src/host/platform.ts'],
  ['src/features/a/x.tsx', '@edx/frontend-platform/auth'],
  ['src/features/a/x.tsx', 'api/metrics/problem/y.ts'],
  ['src/features/a/parts/x.tsx', 'src/features/b/inside.ts'],
  ['src/panels/x.tsx', 'src/features/a/index.ts'],
  ['src/slots/x.tsx', 'src/features/a/inside.ts'],
  ['src/slots/x.tsx', 'src/charts/Curve.tsx'],
  ['src/host/x.ts', 'node:fs'],
  ['src/index.ts', 'fastify'],
  ['api/http/x.ts', 'api/worker/y.ts'],
  ['api/metrics/kit/x.ts', 'api/metrics/problem/y.ts'],
  ['api/metrics/problem/x.ts', 'api/metrics/attention/y.ts'],
  ['api/metrics/problem/x.ts', 'api/pipeline/lrs/y.ts'],
  ['api/pipeline/transform/x.ts', 'api/store/open.ts'],
  ['api/pipeline/ingest/x.ts', 'api/metrics/problem/y.ts'],
  ['api/facts/x.ts', 'api/store/y.ts'],
  ['api/store/x.ts', 'api/metrics/kit/y.ts'],
  ['api/lib/x.ts', 'api/facts/y.ts'],
  ['api/metrics/x.ts', '@clickhouse/client'],
  ['api/http/x.ts', 'api/demo/course.ts'],
  ['api/metrics/class/x.ts', 'src/lib/evidence.ts'],
];
const ALLOWED: typeof REFUSED = [
  ['src/features/a/x.tsx', 'src/features/b/index.ts'],
  ['src/features/a/x.tsx', 'src/features/b/lazy.ts'],
  ['src/features/a/x.tsx', 'src/panels/numbers.ts'],
  ['src/features/a/x.tsx', 'src/charts/Curve.tsx'],
  ['src/features/a/x.tsx', 'src/host/port.ts'],
  ['src/features/a/x.tsx', 'api/contract/y.ts'],
  ['src/features/a/x.tsx', '@edx/frontend-platform/i18n'],
  ['src/features/a/parts/x.tsx', 'src/features/a/model.ts'],
  ['src/charts/x.tsx', 'recharts'],
  ['src/host/x.ts', '@edx/frontend-platform/auth'],
  ['src/host/x.ts', 'i18n/index.ts'],
  ['src/slots/x.tsx', 'src/features/a/index.ts'],
  ['api/http/x.ts', 'api/metrics/reports.ts'],
  ['api/metrics/class/x.ts', 'api/contract/y.ts'],
  ['api/metrics/attention/x.ts', 'api/metrics/problem/y.ts'],
  ['api/store/x.ts', '@clickhouse/client'],
  ['api/cli/x.ts', 'api/demo/course.ts'],
];

describe('import boundaries', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'marginalia-boundaries-')));
  let refused = new Set<string>();
  let broken = new Set<string>();
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: 'a' });
  };
  /** Each case has a file of its own: `src/lib/x.ts` becomes `src/lib/x12.ts`. */
  const own = (file: string, number: number): string => file.replace(/\.(tsx?)$/, `${number}.$1`);
  const line = (file: string, imported: string, kind = ''): string => {
    const isOurs = /^(api|src|i18n)\//.test(imported);
    const path = relative(dirname(file), imported).replace(/\.tsx?$/, '');
    return `import ${kind} * as x from '${isOurs ? (path.startsWith('.') ? path : `./${path}`) : imported}';\nexport const y${kind} = null as unknown as typeof x;\n`;
  };
  const cases = [...REFUSED, ...ALLOWED];

  beforeAll(() => {
    write('tsconfig.json', '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" } }');
    cases.forEach(([file, imported], number) => {
      write(own(file, number), line(file, imported));
      if (/^(api|src|i18n)\//.test(imported)) write(imported, 'export const z = 1;\n');
    });
    write('api/lib/typed.ts', line('api/lib/typed.ts', 'api/facts/y.ts', 'type'));
    write('src/ui/lazy.ts', "export const x = () => import('../host/port');\n");
    write('api/facts/one.ts', line('api/facts/one.ts', 'api/facts/two.ts', 'type'));
    write('api/facts/two.ts', line('api/facts/two.ts', 'api/facts/one.ts', 'type'));
    const { stdout } = spawnSync(
      join(REPOSITORY, 'node_modules', '.bin', 'depcruise'),
      ['--config', join(REPOSITORY, '.dependency-cruiser.cjs'), '--output-type', 'json', 'api', 'src'],
      { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    const { violations } = (JSON.parse(stdout) as ICruiseResult).summary;
    refused = new Set(violations.map(({ from }) => from));
    broken = new Set(violations.map(({ from, rule }) => `${from} ${rule.name}`));
  });

  it.each(REFUSED.map(([file, imported], number) => ({ file, imported, number })))(
    'The file $file may not import $imported',
    ({ file, number }) => {
      expect(refused).toContain(own(file, number));
    },
  );

  it.each(ALLOWED.map(([file, imported], number) => ({ file, imported, number: REFUSED.length + number })))(
    'The file $file may import $imported',
    ({ file, number }) => {
      expect(refused).not.toContain(own(file, number));
    },
  );

  it('Imports of types are counted', () => {
    expect(refused).toContain('api/lib/typed.ts');
  });

  it('Imports made while running are counted', () => {
    expect(refused).toContain('src/ui/lazy.ts');
  });

  it('Circles of types are refused', () => {
    expect(broken).toContain('api/facts/one.ts no circles');
  });
});
