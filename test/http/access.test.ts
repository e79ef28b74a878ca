import { SignJWT } from 'jose';
import type { FastifyInstance, FastifyServerOptions, RouteOptions } from 'fastify';
import { EXPORTS, ErrorBody, SITE_EXPORTS } from '@marginalia/contract';
import { ApiError } from '../../api/lib/apiError';
import { type TestApi, openTestApi } from './api';
import { COURSE, PROBLEM } from './smallCourse';

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

const OTHER = 'course-v1:Elsewhere+Knots+2026';
const SAME_ORG = `${COURSE.slice(0, COURSE.lastIndexOf('+'))}+2031`;
const COURSES = { own: COURSE, 'same organisation': SAME_ORG, elsewhere: OTHER, unknown: 'course-v1:No+Such+Course' };
type CourseName = keyof typeof COURSES;

/**
 * What a route is: open to anybody; for the team of the course in its path; for those of the team that write the course;
 * for those that may see single learners; for whoever is on any team; for whoever runs the site.
 */
type Kind = 'open' | 'course' | 'authors' | 'learners' | 'site' | 'operators';
const BODY: Record<string, unknown> = {
  'PUT /api/v1/courses/:course/attention/:item/note': { status: 'later' },
  'POST /api/v1/courses/:course/annotations': { date: '2026-03-02', text: 'note' },
  'PUT /api/v1/courses/:course/learners/:learner/answers': { rule: 'stopped', answer: 'fine' },
};
/** A route that is not in this table fails the test: somebody has to say who may call it. */
const ROUTES: Record<string, Kind> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /openapi.json': 'open',
  'GET /api/v1/metrics': 'open',
  'GET /api/v1/metrics/:id': 'open',
  'GET /api/v1/courses/:course/outline': 'course',
  'GET /api/v1/courses/:course/attention': 'course',
  'GET /api/v1/courses/:course/choices': 'course',
  'GET /api/v1/courses/:course/cards': 'course',
  'GET /api/v1/courses/:course/extensions/:name/:metric': 'course',
  'GET /api/v1/courses/:course/blocks/:block': 'course',
  'GET /api/v1/courses/:course/blocks/:block/runs': 'course',
  'GET /api/v1/courses/:course/blocks/:block/experiment': 'course',
  'GET /api/v1/courses/:course/blocks/:block/problem': 'course',
  'GET /api/v1/courses/:course/blocks/:block/video': 'course',
  'PUT /api/v1/courses/:course/attention/:item/note': 'authors',
  'GET /api/v1/courses/:course/overview': 'course',
  'GET /api/v1/courses/:course/group': 'course',
  'GET /api/v1/courses/:course/content': 'course',
  'GET /api/v1/courses/:course/views': 'course',
  'GET /api/v1/courses/:course/comparison': 'course',
  'POST /api/v1/courses/:course/annotations': 'course',
  'DELETE /api/v1/courses/:course/annotations/:id': 'course',
  'GET /api/v1/courses/:course/learners': 'learners',
  'GET /api/v1/courses/:course/learners/:learner': 'learners',
  'PUT /api/v1/courses/:course/learners/:learner/answers': 'learners',
  'GET /api/v1/courses/:course/export/outline.csv': 'course',
  'GET /api/v1/courses/:course/export/attention.csv': 'course',
  'GET /api/v1/courses/:course/export/experiments.csv': 'course',
  'GET /api/v1/courses/:course/export/learner-attention.csv': 'course',
  'GET /api/v1/courses/:course/export/sections.csv': 'course',
  'GET /api/v1/courses/:course/export/enrolment.csv': 'course',
  'GET /api/v1/courses/:course/export/activity.csv': 'course',
  'GET /api/v1/courses/:course/export/weeks.csv': 'course',
  'GET /api/v1/courses/:course/export/grades.csv': 'course',
  'GET /api/v1/courses/:course/export/completion.csv': 'course',
  'GET /api/v1/courses/:course/export/views.csv': 'course',
  'GET /api/v1/courses/:course/export/views-weeks.csv': 'course',
  'GET /api/v1/courses/:course/export/problems.csv': 'course',
  'GET /api/v1/courses/:course/export/videos.csv': 'course',
  'GET /api/v1/courses/:course/export/group-sections.csv': 'course',
  'GET /api/v1/courses/:course/export/group-weeks.csv': 'course',
  'GET /api/v1/courses/:course/export/group-steps.csv': 'course',
  'GET /api/v1/courses/:course/export/comparison.csv': 'course',
  'GET /api/v1/courses/:course/export/states.csv': 'course',
  'GET /api/v1/courses/:course/export/quadrants.csv': 'course',
  'GET /api/v1/courses/:course/export/struggling.csv': 'course',
  'GET /api/v1/courses/:course/export/since.csv?since=2026-03-02': 'course',
  'GET /api/v1/courses/:course/export/hours.csv': 'course',
  'GET /api/v1/courses/:course/export/learners.csv': 'learners',
  'GET /api/v1/courses/:course/export/learner-days.csv?learner=ada': 'learners',
  'GET /api/v1/courses/:course/export/learner-sections.csv?learner=ada': 'learners',
  'GET /api/v1/courses/:course/export/learner-problems.csv?learner=ada': 'learners',
  'GET /api/v1/courses/:course/export/learner-videos.csv?learner=ada': 'learners',
  'GET /api/v1/courses/:course/export/learner-timeline.csv?learner=ada': 'learners',
  'GET /api/v1/site/overview': 'site',
  'GET /api/v1/site/health': 'operators',
  'GET /api/v1/site/export/courses.csv': 'site',
  'GET /api/v1/site/export/tracks.csv': 'site',
  'GET /api/v1/site/export/months.csv': 'site',
  'GET /api/v1/site/export/organisations.csv': 'site',
  'GET /api/v1/site/export/coverage.csv': 'site',
};

/** Whose courses somebody is on the team of, whether the role shows single learners, writes, and is on any team at all. */
interface Role {
  readonly username: string | null;
  readonly team: readonly CourseName[];
  readonly learners: boolean;
  readonly writes: boolean;
  readonly site: boolean;
  /** Changes the headers of a request. */
  readonly with?: 'expired' | 'masquerading';
}
const EVERYWHERE = ['own', 'same organisation', 'elsewhere', 'unknown'] as const;
const ROLES: Record<string, Role> = {
  anonymous: { username: null, team: [], learners: false, writes: false, site: false },
  learner: { username: 'learner', team: [], learners: false, writes: false, site: false },
  'beta tester': { username: 'tester', team: [], learners: false, writes: false, site: false },
  'course staff': { username: 'staff', team: ['own'], learners: true, writes: true, site: true },
  'limited staff': { username: 'limited', team: ['own'], learners: false, writes: false, site: true },
  instructor: { username: 'author', team: ['own'], learners: true, writes: true, site: true },
  'data researcher': { username: 'researcher', team: ['own'], learners: true, writes: false, site: true },
  'organisation staff': {
    username: 'orgstaff',
    team: ['own', 'same organisation'],
    learners: true,
    writes: true,
    site: true,
  },
  'global staff': { username: 'global', team: EVERYWHERE, learners: true, writes: true, site: true },
  // the LMS's roles say nothing of a superuser who is not global staff: the list of the site is all they get
  superuser: { username: 'super', team: [], learners: false, writes: false, site: true },
  "another course's staff": { username: 'neighbour', team: ['elsewhere'], learners: true, writes: true, site: true },
  expired: { username: 'staff', team: [], learners: false, writes: false, site: false, with: 'expired' },
  // a learner who says to be somebody else, by every means that a page has
  masquerading: { username: 'learner', team: [], learners: false, writes: false, site: false, with: 'masquerading' },
};

/** What stands for "let in": the database is away in this suite. */
const IN = 503;
const statusOf = (role: Role, kind: Kind, course: CourseName, identities: boolean): number => {
  if (kind === 'open') return 200;
  if (role.username === null || role.with === 'expired') return 401;
  if (kind === 'site') return role.site ? IN : 403;
  if (kind === 'operators') return ['global', 'super'].includes(role.username) ? IN : 403;
  if (!role.team.includes(course)) return 403;
  if (kind === 'authors') return role.writes ? IN : 403;
  if (kind === 'learners') return identities && role.learners ? IN : 403;
  return IN;
};

let api: TestApi;
let closed: TestApi;
beforeAll(async () => {
  const away = (): never => {
    throw new ApiError('engine_unavailable');
  };
  api = await openTestApi({ services: away, extensions: away, identities: true });
  closed = await openTestApi({ services: away, extensions: away });
  await api.app.ready();
});
afterAll(async () => {
  await api.close();
  await closed.close();
});

const headersOf = async (on: TestApi, { username, with: special }: Role): Promise<Record<string, string>> => {
  if (username === null) return {};
  const token = await on.lms.signToken(username, special === 'expired' ? { exp: 1, iat: 0 } : {});
  if (special !== 'masquerading') return { authorization: `JWT ${token}` };
  const forged = await new SignJWT({ preferred_username: 'staff', user_id: 102 })
    .setProtectedHeader({ alg: 'HS512' })
    .sign(new TextEncoder().encode('x'.repeat(64)));
  return {
    authorization: `JWT ${token}`,
    cookie: `edx-jwt-cookie-header-payload=${forged.split('.').slice(0, 2).join('.')}; edx-jwt-cookie-signature=${forged.split('.')[2]}; masquerade=staff`,
    'use-jwt-cookie': 'true',
    'x-forwarded-user': 'staff',
    'x-masquerade-as': 'staff',
    from: 'staff@example.com',
  };
};

const call = async (on: TestApi, name: string, course: string, role: Role) => {
  const [method = '', url = ''] = name.split(' ');
  const parameters: Record<string, string> = {
    course,
    block: PROBLEM,
    id: 'reach',
    learner: 'ada',
    item: 'x',
    name: 'acme.x',
    metric: 'y',
  };
  return on.app.inject({
    method: method as 'GET',
    url: url.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(parameters[key]!)),
    headers: await headersOf(on, role),
    ...(BODY[name] ? { payload: BODY[name] } : {}),
  });
};

it('Every table that can be had as a file stands in the table', () => {
  const files = Object.keys(ROUTES).flatMap((name) => /\/export\/([^?]+)\.csv/.exec(name)?.[1] ?? []);
  expect(files.sort()).toEqual([...Object.keys(EXPORTS), ...Object.keys(SITE_EXPORTS)].sort());
});

it('Every route of the application stands in the table', () => {
  const mounted = mockMounted
    .filter(({ url }) => !/^\/(demo|csrf|login|api\/(enrollment|contentstore|courses))/.test(url) && url !== '*')
    .flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url}`))
    .filter((name) => !name.startsWith('HEAD ') && !name.startsWith('OPTIONS '));
  const listed = new Set(Object.keys(ROUTES).map((name) => name.replace(/(\/export\/).*/, '$1:file')));
  expect([...new Set(mounted)].sort()).toEqual([...listed].sort());
});

describe.each(Object.entries(ROLES))('%s', (_, role) => {
  it.each(Object.entries(ROUTES))('The route is open to whom it should be: %s', async (name, kind) => {
    const courses = name.includes(':course') ? (Object.keys(COURSES) as CourseName[]) : (['own'] as const);
    for (const course of courses) {
      for (const [on, identities] of [
        [api, true],
        [closed, false],
      ] as const) {
        const response = await call(on, name, COURSES[course], role);
        const expected = statusOf(role, kind, course, identities);
        expect([course, identities, response.statusCode]).toEqual([course, identities, expected]);
        if (expected !== 200) ErrorBody.parse(response.json());
        expect(response.headers['cache-control']).toBe('no-store');
      }
    }
  });
});

describe('what somebody outside the team is told', () => {
  it.each(Object.keys(ROUTES).filter((name) => name.includes(':course')))(
    'A route says the same in words and headers of a course that is here and of one that is not: %s',
    async (name) => {
      const seenOf = async (course: string) => {
        const { headers, body } = await call(api, name, course, ROLES.learner!);
        const { 'x-request-id': _, date: __, ...rest } = headers;
        return { rest, body: body.replace(/"requestId":"[^"]+"/, '') };
      };
      const here = await seenOf(COURSE);
      expect(await seenOf(COURSES.unknown)).toEqual(here);
      expect(here.body).not.toMatch(/ada|Edu|learners":\d/);
    },
  );

  it('A HEAD is refused as its GET is', async () => {
    const url = `/api/v1/courses/${encodeURIComponent(COURSE)}/outline`;
    const { statusCode, body } = await api.app.inject({
      method: 'HEAD',
      url,
      headers: await headersOf(api, ROLES.learner!),
    });
    expect([statusCode === 403 || statusCode === 404, body]).toEqual([true, '']);
  });
});

describe('too many requests', () => {
  it('Too many requests of one person are refused with the time to wait; another person is not concerned', async () => {
    const strict = await openTestApi({ requestsPerMinute: 3 });
    const url = `/api/v1/courses/${encodeURIComponent(COURSE)}/outline`;
    const statuses = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await strict.get(url, 'staff')).statusCode);
    expect(statuses).toEqual([503, 503, 503, 429, 429]);
    const refused = await strict.get(url, 'staff');
    expect(refused.json()).toMatchObject({ code: 'too_many_requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Object.keys(refused.headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    expect((await strict.get(url, 'author')).statusCode).toBe(503);
    for (let i = 0; i < 6; i += 1) expect((await strict.get('/healthz', null)).statusCode).toBe(200);
    await strict.close();
  });
});
