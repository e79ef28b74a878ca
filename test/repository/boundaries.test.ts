/** The import boundaries of eslint.config.js, tried on one line of code per rule. */
import { join } from 'node:path';
import { Linter } from 'eslint';

const root = join(__dirname, '..', '..');
const config = jest.requireActual<Linter.Config[]>('../../eslint.config.js');
const linter = new Linter({ cwd: root });

const refused = (file: string, code: string): boolean =>
  linter
    .verify(`${code}\n`, config, { filename: join(root, file) })
    .some(({ ruleId }) => /no-restricted-(imports|syntax)$/.test(ruleId ?? ''));
const sees = (specifier: string): string => `export { x } from '${specifier}';`;

describe('import boundaries', () => {
  it.each([
    ['src/lib/x.ts', '../contract'],
    ['src/contract/x.ts', '../lib/y'],
    ['src/charts/x.tsx', '../contract'],
    ['src/ui/x.tsx', '../host/port'],
    ['src/ui/x.tsx', 'recharts'],
    ['src/features/a/x.tsx', '../b/inside'],
    ['src/features/a/x.tsx', '../b/late/inside'],
    ['src/features/a/x.tsx', '../../host/platform'],
    ['src/features/a/x.tsx', '@edx/frontend-platform/auth'],
    ['src/features/a/x.tsx', '../../../api/answers/problem'],
    ['src/features/a/parts/x.tsx', '../../b/inside'],
    ['src/slots/x.tsx', '../features/a/inside'],
    ['src/slots/x.tsx', '../charts/Curve'],
    ['src/host/x.ts', 'node:fs'],
    ['src/index.ts', 'fastify'],
    ['api/http/x.ts', '../queries/y'],
    ['api/services/x.ts', '../auth/scope'],
    ['api/transform/x.ts', '../clickhouse/open'],
    ['api/services/x.ts', '../clickhouse/open'],
    ['api/answers/x.ts', '../queries/y'],
    ['api/facts/x.ts', '../answers/y'],
    ['api/queries/x.ts', '../services/y'],
    ['api/queries/x.ts', '@clickhouse/client'],
    ['api/server/x.ts', 'chdb'],
    ['api/http/x.ts', '../demo/course'],
    ['api/services/x.ts', '../../src/features/shared/evidence'],
    ['api/server/x.ts', '../demo/course'],
  ])('%s may not import %s', (file, specifier) => {
    expect(refused(file, sees(specifier))).toBe(true);
  });

  it.each([
    ['src/features/a/x.tsx', '../b'],
    ['src/features/a/x.tsx', '../b/late'],
    ['src/features/a/x.tsx', '../shared/numbers'],
    ['src/features/a/x.tsx', '../../charts/Curve'],
    ['src/features/a/x.tsx', '../../host/port'],
    ['src/features/a/x.tsx', '@edx/frontend-platform/i18n'],
    ['src/features/a/parts/x.tsx', '../model'],
    ['src/charts/x.tsx', 'recharts'],
    ['src/host/x.ts', '@edx/frontend-platform/auth'],
    ['src/host/x.ts', '../../i18n'],
    ['src/slots/x.tsx', '../features/a'],
    ['api/http/x.ts', '../services/y'],
    ['api/services/x.ts', '../../src/contract'],
    ['api/clickhouse/x.ts', '@clickhouse/client'],
    ['api/cli/x.ts', '../demo/course'],
    ['api/ingest/x.ts', '../transform'],
  ])('%s may import %s', (file, specifier) => {
    expect(refused(file, sees(specifier))).toBe(false);
  });

  it('lets types cross where values may not', () => {
    expect(refused('api/services/x.ts', "import type { Scope } from '../auth/scope';\nexport type X = Scope;")).toBe(
      false,
    );
  });

  it('sees imports made while running', () => {
    expect(refused('api/services/x.ts', "export const x = () => import('chdb');")).toBe(true);
    expect(refused('src/ui/x.ts', "export const x = () => import('../host/port');")).toBe(true);
  });
});
