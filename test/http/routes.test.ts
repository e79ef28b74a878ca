import type { FastifyInstance, FastifyServerOptions, RouteOptions } from 'fastify';
import { ERRORS, ErrorBody, METRICS } from '@marginalia/contract';
import { insistOnAccess } from '../../api/http/mount';
import { type TestApi, ORIGIN, openTestApi, paths } from './api';
import { COURSE, PROBLEM, VIDEO } from './smallCourse';

/** Every route that the application mounts, as Fastify itself tells. */
const mockMounted: RouteOptions[] = [];
jest.mock('fastify', () => {
  const actual = jest.requireActual<typeof import('fastify')>('fastify');
  const wrapped = (options: FastifyServerOptions): FastifyInstance => {
    const app = actual.fastify(options);
    app.addHook('onRoute', (route) => void mockMounted.push(route));
    return app;
  };
  return Object.assign(wrapped, actual, { default: wrapped, fastify: wrapped });
});

const TOKEN = 'a-token-of-24-characters';
const SECRET = /staff|learner|Edu|Ada|eyJ/;
let api: TestApi;
let ours: RouteOptions[];
beforeAll(async () => {
  api = await openTestApi({ metricsToken: TOKEN });
  await api.app.ready();
  ours = mockMounted.filter(({ url }) => !/^\/(demo|csrf|login|api\/(enrollment|contentstore))/.test(url));
});
afterAll(() => api.close());

describe('who may call a route', () => {
  it('Who may call a route is said by every one of them', () => {
    expect(ours.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/healthz', '/api/v1/metrics', '/openapi.json']),
    );
    for (const { url, config } of ours) {
      // The preflight of CORS: it tells nothing.
      if (url === '*') continue;
      const access = url.startsWith('/api/v1/courses')
        ? 'course'
        : url.startsWith('/api/v1/site')
          ? 'person'
          : 'public';
      expect([url, config?.access]).toEqual([url, access]);
    }
  });

  it('A route that does not say it cannot be mounted', () => {
    expect(() => insistOnAccess({ url: '/api/v1/site/overview', config: {} as never })).toThrow('who may call');
    expect(() =>
      insistOnAccess({ url: '/api/v1/courses/:course/new', config: { access: 'public' } as never }),
    ).toThrow();
    expect(() =>
      insistOnAccess({ url: '/api/v1/courses/:course/new', config: { access: 'course' } as never }),
    ).not.toThrow();
    expect(() => insistOnAccess({ url: '/api/v1/metrics', config: { access: 'public' } as never })).not.toThrow();
  });

  it('Nobody may call a route where no LMS is configured', async () => {
    const closed = await openTestApi({ signOn: null });
    expect((await closed.get(paths.outline(COURSE), 'global')).json()).toMatchObject({ code: 'lms_unavailable' });
    await closed.close();
  });

  it('Whoever has both cookies and says so with the header may call a route', async () => {
    const cookie = api.lms.cookiesOf(await api.lms.signToken('staff'));
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await api.get(paths.outline(COURSE), null, headers)).statusCode;
    expect(await status({ cookie, 'use-jwt-cookie': 'true' })).toBe(503);
    expect(await status({ cookie })).toBe(401);
    expect(await status({ cookie: cookie.split(';')[0]!, 'use-jwt-cookie': 'true' })).toBe(401);
  });

  it('Nobody new may call a route while the LMS is away, and a word says when to ask again', async () => {
    const fresh = await openTestApi();
    fresh.switches.down = true;
    const response = await fresh.get(paths.outline(COURSE), 'staff');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'lms_unavailable' });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    await fresh.close();
  });
});

describe('errors', () => {
  it.each([
    ['no token', paths.outline(COURSE), null, 'not_signed_in'],
    ['a learner', paths.outline(COURSE), 'learner', 'not_course_team'],
    ['no such address', '/nothing/here', null, 'not_found'],
    ['no such address in the API', '/api/v1/courses', 'staff', 'not_found'],
    ['no such address about a course', `${paths.outline(COURSE)}/more`, 'staff', 'not_found'],
    ['a trailing slash', `${paths.outline(COURSE)}/`, 'staff', 'not_found'],
    ['no such metric', '/api/v1/metrics/guesses', null, 'not_found'],
    ['a metric called like a member of every object', '/api/v1/metrics/constructor', null, 'not_found'],
    ['an empty course key', '/api/v1/courses//outline', 'staff', 'not_found'],
    ['an address that cannot be decoded', '/api/v1/courses/%E0%A4%A/outline', 'staff', 'invalid_request'],
    ['a lone percent sign', '/api/v1/courses/100%/outline', 'staff', 'invalid_request'],
    ['a key without end', `/api/v1/courses/${'x'.repeat(3000)}/outline`, 'staff', 'invalid_request'],
    ['a malformed date', `${paths.outline(COURSE)}?from=yesterday`, 'staff', 'invalid_request'],
    ['a date that no calendar has', `${paths.outline(COURSE)}?from=2026-02-30`, 'staff', 'invalid_request'],
    ['a time instead of a date', `${paths.outline(COURSE)}?to=2026-02-03T10:00:00Z`, 'staff', 'invalid_request'],
    ['an empty date', `${paths.outline(COURSE)}?to=`, 'staff', 'invalid_request'],
    ['two dates of one name', `${paths.outline(COURSE)}?to=2026-02-03&to=2026-02-04`, 'staff', 'invalid_request'],
    ['from after to', `${paths.outline(COURSE)}?from=2026-02-04&to=2026-02-03`, 'staff', 'invalid_request'],
    ['from equal to to', `${paths.problem(COURSE, PROBLEM)}?from=2026-02-03&to=2026-02-03`, 'staff', 'invalid_request'],
    ['an unknown parameter', `${paths.video(COURSE, VIDEO)}?since=2026-02-03`, 'staff', 'invalid_request'],
    ['an unknown parameter of a public route', '/api/v1/metrics?x=1', null, 'invalid_request'],
    ['a bad date of a learner', `${paths.outline(COURSE)}?from=yesterday`, 'learner', 'not_course_team'],
    ['a bad date without a token', `${paths.outline(COURSE)}?from=yesterday`, null, 'not_signed_in'],
    ['no database', paths.outline(COURSE), 'staff', 'engine_unavailable'],
  ] as const)('An error has its code and status: %s', async (_, url, username, code) => {
    const response = await api.get(url, username);
    expect([response.statusCode, response.json<ErrorBody>().code]).toEqual([ERRORS[code].status, code]);
    const body = ErrorBody.parse(response.json());
    expect(body.message).toBe(ERRORS[code].message);
    expect(body.requestId).toBe(response.headers['x-request-id']);
    expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['www-authenticate']).toBe(code === 'not_signed_in' ? 'JWT realm="api"' : undefined);
    expect(response.headers['retry-after']).toBe(ERRORS[code].retry ? '10' : undefined);
  });

  it('Errors name the parameter that is wrong, in words', async () => {
    const where = async (query: string): Promise<string> =>
      JSON.stringify((await api.get(`${paths.outline(COURSE)}?${query}`)).json<ErrorBody>().details);
    expect(await where('from=yesterday')).toContain('from');
    expect(await where('from=2026-02-04&to=2026-02-03')).toMatch(/before/);
    expect(await where('since=1')).toContain('since');
  });

  it('Requests of other methods are answered with "nothing here", with and without a body', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'] as const) {
      const response = await api.app.inject({
        method,
        url: paths.outline(COURSE),
        payload: '{',
        headers: { 'content-type': 'application/json' },
      });
      expect([400, 404]).toContain(response.statusCode);
      ErrorBody.parse(response.json());
    }
  });

  it('A request id is the server’s own, not the caller’s', async () => {
    const response = await api.get('/nothing', null, { 'x-request-id': 'mine', 'request-id': 'mine' });
    expect(response.headers['x-request-id']).not.toBe('mine');
  });
});

describe('CORS', () => {
  const preflight = (origin: string, url = paths.outline(COURSE)) =>
    api.app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'use-jwt-cookie,authorization',
      },
    });

  it('An allowed origin may send credentials and the header that asks for the cookies', async () => {
    const response = await preflight(ORIGIN);
    expect(response.statusCode).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(response.headers['access-control-allow-credentials']).toBe('true');
    expect(String(response.headers['access-control-allow-headers'])).toMatch(/authorization.*use-jwt-cookie/i);
    expect(String(response.headers['access-control-allow-methods'])).not.toMatch(/PATCH/);
  });

  it.each(['https://evil.example.org', 'https://studio.example.org.evil.org', 'http://studio.example.org', 'null'])(
    'The origin %s is told nothing',
    async (origin) => {
      for (const response of [await preflight(origin), await api.get(paths.outline(COURSE), 'staff', { origin })]) {
        expect(response.headers['access-control-allow-origin']).toBeUndefined();
      }
    },
  );

  it('Errors can be read by the allowed page too, with their id', async () => {
    const response = await api.get(paths.outline(COURSE), null, { origin: ORIGIN });
    expect(response.statusCode).toBe(401);
    expect(response.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(String(response.headers['access-control-expose-headers'])).toContain('x-request-id');
    expect(String(response.headers.vary)).toMatch(/origin/i);
  });
});

describe('what is open to anybody', () => {
  it('The route /healthz says it lives, whatever else is away', async () => {
    expect((await api.get('/healthz', null)).json()).toEqual({ status: 'ok' });
  });

  it('The route /readyz says whether it can answer', async () => {
    expect((await api.get('/readyz', null)).statusCode).toBe(200);
    const waiting = await openTestApi({ notReady: async () => 'the database cannot be reached' });
    const response = await waiting.get('/readyz', null);
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({ status: 'not ready', reason: 'the database cannot be reached' });
    await waiting.close();
  });

  it('The route /metrics counts requests by the route’s pattern, and names nobody and no course', async () => {
    await api.get(paths.outline(COURSE));
    await api.get(paths.problem(COURSE, PROBLEM), 'learner');
    await api.get(`/${PROBLEM}`, null);
    await api.get(`/api/v1/metrics/${PROBLEM}`, null);
    const { body, headers } = await api.get('/metrics', null, { authorization: `Bearer ${TOKEN}` });
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(body).toContain('route="/api/v1/courses/:course/outline"');
    expect(body).toMatch(
      /marginalia_request_seconds_count\{route="\/api\/v1\/courses\/:course\/blocks\/:block\/problem",status="403"\} \d/,
    );
    const labels = [...body.matchAll(/\{(.*)\}/g)].map(([, text]) => text).join('\n');
    expect(labels).not.toMatch(SECRET);
    expect(labels).not.toMatch(/block-v1|course-v1/);
  });

  it('The metric registry is open to anybody', async () => {
    const { metrics } = (await api.get('/api/v1/metrics', null)).json<{ metrics: { id: string }[] }>();
    expect(metrics).toEqual(Object.values(METRICS));
    for (const { id } of metrics) expect((await api.get(`/api/v1/metrics/${id}`, null)).json()).toMatchObject({ id });
  });
});
