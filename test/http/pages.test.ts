/** The instructor's page without a host: which files, for whom, and who may frame it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { insistOnAccess } from '../../api/http/mount';
import { pageRoutes } from '../../api/http/pageRoutes';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-pages-'));
const KEY = encodeURIComponent('course-v1:Org+Course+1');
let app: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'instructor.html'), '<p>page</p>');
  writeFileSync(join(folder, 'index.html'), '<p>demo</p>');
  writeFileSync(join(folder, 'assets', 'a.js'), 'let a;');
  app = Fastify();
  app.addHook('onRoute', insistOnAccess);
  await app.register(pageRoutes({ folder, lmsBaseUrl: 'https://lms.example.org/x' }));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

it.each([`/instructor/${KEY}`, `/instructor/${KEY}/embed`])(
  'The service serves one page at %s, that only the LMS may frame',
  async (url) => {
    const { statusCode, body, headers } = await app.inject(url);
    expect([statusCode, body]).toEqual([200, '<p>page</p>']);
    const csp = String(headers['content-security-policy']);
    expect(csp).toContain("frame-ancestors 'self' https://lms.example.org");
    expect(csp).toContain("default-src 'self';");
    expect(csp).toContain("connect-src 'self' https://lms.example.org;");
    expect(csp).not.toMatch(/script-src|unsafe-eval|\*/);
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['referrer-policy']).toBe('same-origin');
  },
);

it('The service tells the page where the LMS is, and nothing else', async () => {
  expect((await app.inject('/instructor/settings.json')).json()).toEqual({ lmsBaseUrl: 'https://lms.example.org/x' });
});

it('The service serves what the page is made of, and nothing beside it', async () => {
  expect((await app.inject('/assets/a.js')).body).toBe('let a;');
  for (const url of ['/assets/../index.html', '/assets/%2e%2e/index.html', '/index.html', '/instructor.html'])
    expect((await app.inject(url)).statusCode).toBe(404);
});

it('A browser keeps what the page is made of, for its names change with what is in them', async () => {
  const { headers } = await app.inject('/assets/a.js');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
});
