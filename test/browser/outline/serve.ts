/** Bundles the smallest host with an outline (entry.tsx), as production code, and hands it to a browser. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext } from 'playwright-core';
import type { Outline } from '@marginalia/contract';
import { timeOnTask } from '../../../src/harness/fixtures/reports';

const ROOT = join(__dirname, '..', '..', '..');
const ORIGIN = 'http://studio.test';
const COURSE = 'course-v1:X+Cost+1';

const environment = (): Record<string, string> =>
  Object.fromEntries(
    readFileSync(join(ROOT, '.env.development'), 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** What the outline has: nothing of ours, our figures, or these and one of an extension. */
export type What = 'nothing' | 'readouts' | 'figures';

/** An outline of units, each with three figures, and one of an extension where that was chosen. */
export const answer = (count: number, what: What): Outline => ({
  asOf: '2026-10-01T12:00:00Z',
  definitions: [],
  minLearners: 10,
  window: { from: null, to: null },
  course: { key: COURSE, name: 'Cost' },
  learners: 1000,
  structure: 'published',
  ...(what === 'figures' ? { extension: { ...timeOnTask, title: 'Time on the unit' } } : {}),
  blocks: Array.from({ length: count }, (_, i) => ({
    id: `block-v1:X+Cost+1+type@vertical+block@u${i}`,
    type: 'vertical',
    name: `Unit ${i}`,
    parent: null,
    order: i,
    graded: false,
    offered: { to: 'all', limit: null },
    reach: 1000 - i,
    reachSource: 'completion',
    attempted: 150,
    firstTry: { kind: 'value', value: 0.62, count: 93, of: 150, low: 0.54, high: 0.69 },
    watched: 0.63,
    attention: { items: 0, reason: null },
    ...(what === 'figures' ? { extension: { kind: 'value' as const, value: 90 + i, of: 900 - i } } : {}),
  })),
});

const cookie = (): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({})}.${part({ user_id: 1, preferred_username: 'author', exp: 4_000_000_000 })}`;
};

export interface OutlineHost {
  address(count: number, what: What): string;
  serve(context: BrowserContext, count: number, what: What): Promise<void>;
}

export const bundleOutline = async (): Promise<OutlineHost> => {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [{ in: join(__dirname, 'entry.tsx'), out: 'entry' }],
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2020',
    jsx: 'automatic',
    minify: true,
    write: false,
    logLevel: 'error',
    define: {
      'process.env': JSON.stringify({ NODE_ENV: 'production', ...environment() }),
      'process.env.NODE_ENV': '"production"',
      PARAGON_THEME: 'undefined',
      global: 'globalThis',
    },
    loader: { '.scss': 'empty', '.css': 'empty', '.svg': 'empty' },
    alias: { 'env.config': join(ROOT, 'src/harness/env-config.ts') },
    plugins: [
      {
        name: 'studio',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^CourseAuthoring\// }, () => ({ path: join(__dirname, 'studio.ts') })),
      },
    ],
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
  return {
    address: (count, what) => `${ORIGIN}/?count=${count}&with=${what === 'nothing' ? what : 'readouts'}`,
    async serve(context, count, what) {
      await context.addCookies([{ name: 'edx-jwt-cookie-header-payload', value: cookie(), url: ORIGIN }]);
      await context.route('**/*', (route) => {
        const { pathname } = new URL(route.request().url());
        const script = files.get(pathname);
        if (script !== undefined) return route.fulfill({ contentType: 'text/javascript', body: script });
        if (pathname.endsWith('/outline')) return route.fulfill({ json: answer(count, what) });
        if (pathname !== '/') return route.fulfill({ status: 404, body: '' });
        const body =
          '<!doctype html><meta charset="utf-8"><div id="root"></div><script type="module" src="/entry.js"></script>';
        return route.fulfill({ contentType: 'text/html', body });
      });
    },
  };
};
