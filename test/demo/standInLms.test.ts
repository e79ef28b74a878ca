import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import {
  keyPairAt,
  type DemoStructure,
  makeKeyPair,
  StandInLms,
  type StandInLmsOptions,
} from '../../api/demo/standInLms';

const ROOT = 'http://localhost:8080';
const COURSE = 'course-v1:Marginalia+Loops101+2026';
const UNIT = 'block-v1:Marginalia+Loops101+2026+type@vertical+block@u1';
const block = (id: string, type: string, name: string, parent: string | null, order: number) => ({
  id,
  type,
  name,
  parent,
  order,
  graded: type === 'sequential',
});
const STRUCTURE: DemoStructure = {
  key: COURSE,
  name: 'Loops 101',
  blocks: [
    block('course', 'course', 'Loops 101', null, 1),
    block('c1', 'chapter', 'Meeting loops', 'course', 2),
    block('s1', 'sequential', 'Why repeat?', 'c1', 3),
    // stored out of order: the order column decides
    block('p1', 'problem', 'Spot the loop', UNIT, 6),
    block(UNIT, 'vertical', 'Welcome', 's1', 4),
    block('v1', 'video', 'Hello!', UNIT, 5),
  ],
};

const started: FastifyInstance[] = [];
// one key for all tests but those about keys: making one takes a tenth of a second
const usualKeys = makeKeyPair();
const start = async (options: Partial<StandInLmsOptions> = {}): Promise<{ lms: StandInLms; app: FastifyInstance }> => {
  const lms = await StandInLms.create({
    root: ROOT,
    keys: await usualKeys,
    courseKey: COURSE,
    courses: async () => [{ key: COURSE, name: 'Loops 101', org: 'Marginalia' }],
    structure: async (key) => (key === COURSE ? STRUCTURE : null),
    ...options,
  });
  // as the API does: percent-encoded usage keys are longer than the usual limit of 100 characters
  const app = fastify({ routerOptions: { maxParamLength: 500 } });
  await app.register(lms.plugin);
  started.push(app);
  return { lms, app };
};
afterAll(async () => Promise.all(started.map((app) => app.close())));

const cookiesOf = (response: LightMyRequestResponse): Record<string, string> =>
  Object.fromEntries(response.cookies.map(({ name, value }) => [name, value]));
const PAYLOAD = 'edx-jwt-cookie-header-payload';
const SIGNATURE = 'edx-jwt-cookie-signature';

describe('tokens', () => {
  it('Tokens of the stand-in verify against the published key, with the claims of an LMS', async () => {
    const { lms } = await start();
    const token = await lms.signToken('staff');
    const { payload } = await jwtVerify(token, createLocalJWKSet(lms.jwks()), {
      algorithms: ['RS512'],
      issuer: `${ROOT}/oauth2`,
      audience: 'openedx',
    });
    expect(decodeProtectedHeader(token).alg).toBe('RS512');
    expect(payload).toMatchObject({
      preferred_username: 'staff',
      user_id: expect.any(Number),
      sub: expect.any(String),
      email: 'staff@example.com',
      name: expect.any(String),
      administrator: false,
      superuser: false,
      roles: [],
      scopes: expect.arrayContaining(['user_id', 'email', 'profile']),
      filters: expect.any(Array),
      version: '1.2.0',
      is_restricted: false,
      email_verified: true,
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    expect(Math.abs((payload.iat ?? 0) - Date.now() / 1000)).toBeLessThan(5);
  });

  it('Tokens publish no private part of the key, and are worth nothing under another key', async () => {
    const { lms } = await start();
    expect(lms.jwks().keys).toHaveLength(1);
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(lms.jwks().keys[0]).not.toHaveProperty(secret);
    const { lms: other } = await start({ keys: await makeKeyPair() });
    await expect(jwtVerify(await other.signToken('staff'), createLocalJWKSet(lms.jwks()))).rejects.toThrow('signature');
  });

  it('Tokens tell global staff from a superuser', async () => {
    const { lms } = await start();
    const claims = async (username: string) =>
      (await jwtVerify(await lms.signToken(username), createLocalJWKSet(lms.jwks()))).payload;
    expect(await claims('global')).toMatchObject({ administrator: true, superuser: false });
    expect(await claims('super')).toMatchObject({ administrator: false, superuser: true });
  });

  it('Tokens of the stand-in carry overrides, so that a test can make a bad one', async () => {
    const { lms } = await start();
    const expired = await lms.signToken('staff', { exp: 1000, aud: undefined });
    await expect(jwtVerify(expired, createLocalJWKSet(lms.jwks()))).rejects.toThrow('exp');
    expect(JSON.parse(Buffer.from(expired.split('.')[1]!, 'base64url').toString())).not.toHaveProperty('aud');
  });

  it('Tokens of the stand-in stay good over a restart where the keys are kept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keys-'));
    try {
      const file = join(folder, 'key.pem');
      const { lms: before } = await start({ keys: await keyPairAt(file) });
      const { lms: after } = await start({ keys: await keyPairAt(file) });
      expect(after.jwks()).toEqual(before.jwks());
      await jwtVerify(await before.signToken('staff'), createLocalJWKSet(after.jwks()));
      expect((await stat(file)).mode & 0o077).toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('sign-on', () => {
  it('The stand-in LMS signs the course author in at the first visit, in two cookies of which one is hidden from scripts', async () => {
    const { lms, app } = await start();
    const response = await app.inject({ method: 'POST', url: '/login_refresh' });
    expect(response.statusCode).toBe(200);
    expect(
      Math.abs(response.json<{ response_epoch_seconds: number }>().response_epoch_seconds - Date.now() / 1000),
    ).toBeLessThan(5);
    const byName = new Map(response.cookies.map((cookie) => [cookie.name, cookie]));
    expect(byName.get(PAYLOAD)).toMatchObject({ path: '/' });
    expect(byName.get(PAYLOAD)).not.toHaveProperty('httpOnly');
    expect(byName.get(SIGNATURE)).toMatchObject({ path: '/', httpOnly: true });
    const token = `${byName.get(PAYLOAD)?.value}.${byName.get(SIGNATURE)?.value}`;
    const { payload } = await jwtVerify(token, createLocalJWKSet(lms.jwks()));
    expect(payload.preferred_username).toBe('author');
  });

  it('The stand-in LMS takes a refresh with an empty body of whatever type', async () => {
    const { app } = await start();
    for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
      const headers = { 'content-type': type };
      expect((await app.inject({ method: 'POST', url: '/login_refresh', headers, payload: '' })).statusCode).toBe(200);
    }
  });

  it('The stand-in LMS changes who is signed in, and signs out', async () => {
    const { app } = await start();
    const signIn = async (username: string | null) =>
      app.inject({ method: 'POST', url: '/demo/sign-in', payload: { username } });
    const asked = await signIn('learner');
    expect(asked.json()).toEqual({ signedIn: 'learner' });
    const session = asked.cookies.find((cookie) => cookie.name === 'marginalia-demo-session');
    expect(session).toMatchObject({ httpOnly: true });
    const people = await app.inject({ url: '/demo/people', cookies: cookiesOf(asked) });
    expect(people.json()).toMatchObject({ signedIn: 'learner' });
    const refreshed = await app.inject({ method: 'POST', url: '/login_refresh', cookies: cookiesOf(asked) });
    const middle = cookiesOf(refreshed)[PAYLOAD]?.split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(middle, 'base64url').toString())).toMatchObject({ preferred_username: 'learner' });

    const out = await signIn(null);
    expect(out.cookies.find((cookie) => cookie.name === PAYLOAD)).toMatchObject({ value: '', maxAge: 0 });
    const refused = await app.inject({ method: 'POST', url: '/login_refresh', cookies: cookiesOf(out) });
    expect(refused.statusCode).toBe(401);
    expect(cookiesOf(refused)[PAYLOAD]).toBeUndefined();

    expect((await signIn('nobody-of-that-name')).statusCode).toBe(404);
    const wordless = await app.inject({ method: 'POST', url: '/demo/sign-in', payload: {} });
    expect(wordless.statusCode).toBe(400);
  });

  it('The stand-in LMS can begin with nobody signed in', async () => {
    const { app } = await start({ firstVisitor: null });
    expect((await app.inject({ method: 'POST', url: '/login_refresh' })).statusCode).toBe(401);
    expect((await app.inject({ url: '/demo/people' })).json()).toMatchObject({ signedIn: null });
  });

  it('The stand-in LMS hands out CSRF tokens and the list of courses', async () => {
    const { app } = await start();
    expect((await app.inject({ url: '/csrf/api/v1/token' })).json()).toEqual({
      csrfToken: expect.stringMatching(/^\w{32,}$/),
    });
    expect((await app.inject({ url: '/demo/courses' })).json()).toEqual({
      courses: [{ key: COURSE, name: 'Loops 101', org: 'Marginalia' }],
    });
  });
});

describe('GET /api/enrollment/v1/roles/', () => {
  const url = '/api/enrollment/v1/roles/';
  const role = (name: string) => ({ roles: [{ org: 'Marginalia', course_id: COURSE, role: name }], is_staff: false });

  it.each([
    ['author', role('instructor')],
    ['staff', role('staff')],
    ['limited', role('limited_staff')],
    ['researcher', role('data_researcher')],
    ['tester', role('beta_testers')],
    ['orgstaff', { roles: [{ org: 'Marginalia', course_id: '', role: 'staff' }], is_staff: false }],
    [
      'neighbour',
      {
        roles: [{ org: 'Elsewhere', course_id: expect.not.stringContaining('Loops'), role: 'staff' }],
        is_staff: false,
      },
    ],
    ['learner', { roles: [], is_staff: false }],
    ['global', { roles: [], is_staff: true }],
    ['super', { roles: [], is_staff: false }],
  ])('The stand-in tells the roles of %s', async (username, expected) => {
    const { lms, app } = await start();
    const response = await app.inject({ url, headers: { authorization: `JWT ${await lms.signToken(username)}` } });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(expected);
  });

  it('The route of roles knows the caller by JWT, Bearer or the two cookies, and nobody else', async () => {
    const { lms, app } = await start();
    const token = await lms.signToken('staff');
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await app.inject({ url, headers })).statusCode;
    expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
    expect(await status({ cookie: lms.cookiesOf(token) })).toBe(200);
    expect(await status({})).toBe(401);
    expect(await status({ authorization: 'JWT nonsense' })).toBe(401);
    expect(await status({ cookie: `${PAYLOAD}=${token.slice(0, token.lastIndexOf('.'))}` })).toBe(401);
    expect(await status({ authorization: `JWT ${await lms.signToken('staff', { exp: 1000 })}` })).toBe(401);
    expect(await status({ authorization: `JWT ${await lms.signToken('staff', { iss: 'https://elsewhere' })}` })).toBe(
      401,
    );
    expect(await status({ authorization: `JWT ${await lms.signToken('staff', { preferred_username: 'x' })}` })).toBe(
      401,
    );
    const { lms: forger } = await start({ keys: await makeKeyPair() });
    expect(await status({ authorization: `JWT ${await forger.signToken('staff')}` })).toBe(401);
    // being signed in by session is not enough: the API that asks has no session
    const session = cookiesOf(await app.inject({ url: '/demo/people' }));
    expect((await app.inject({ url, cookies: session })).statusCode).toBe(401);
  });

  it('The route of roles filters by course as the LMS does: roles in the whole organisation are lost', async () => {
    const { lms, app } = await start();
    const rolesOf = async (username: string, course: string) =>
      (
        await app.inject({
          url: `${url}?course_id=${encodeURIComponent(course)}`,
          headers: { authorization: `JWT ${await lms.signToken(username)}` },
        })
      ).json<{ roles: unknown[] }>().roles;
    expect(await rolesOf('staff', COURSE)).toHaveLength(1);
    expect(await rolesOf('staff', 'course-v1:Other+A+B')).toHaveLength(0);
    expect(await rolesOf('orgstaff', COURSE)).toHaveLength(0);
  });
});

describe('Studio', () => {
  const outline = `/api/contentstore/v1/course_index/${encodeURIComponent(COURSE)}`;
  const children = `/api/contentstore/v1/container/${encodeURIComponent(UNIT)}/children`;

  it('The stand-in for Studio tells the outline down to units', async () => {
    const { lms, app } = await start();
    const response = await app.inject({
      url: outline,
      headers: { cookie: lms.cookiesOf(await lms.signToken('author')) },
    });
    const body = response.json<{ course_structure: object; lms_link: string }>();
    expect(body.lms_link).toBe(`${ROOT}/courses/${COURSE}/`);
    const inside = (id: string, display_name: string, category: string, kids: unknown[]) =>
      expect.objectContaining({ id, display_name, category, child_info: expect.objectContaining({ children: kids }) });
    const unit = expect.objectContaining({
      id: UNIT,
      display_name: 'Welcome',
      category: 'vertical',
      has_children: false,
    });
    expect(body.course_structure).toEqual(
      inside('course', 'Loops 101', 'course', [
        inside('c1', 'Meeting loops', 'chapter', [inside('s1', 'Why repeat?', 'sequential', [unit])]),
      ]),
    );
  });

  it('The stand-in for Studio tells the components of a unit in their order', async () => {
    const { lms, app } = await start();
    const response = await app.inject({
      url: children,
      headers: { cookie: lms.cookiesOf(await lms.signToken('staff')) },
    });
    expect(response.json()).toMatchObject({
      children: [
        { name: 'Hello!', block_id: 'v1', block_type: 'video' },
        { name: 'Spot the loop', block_id: 'p1', block_type: 'problem' },
      ],
      is_published: true,
      can_paste_component: false,
    });
  });

  it.each([
    ['author', 200],
    ['staff', 200],
    ['orgstaff', 200],
    ['global', 200],
    ['super', 200],
    ['limited', 403],
    ['researcher', 403],
    ['neighbour', 403],
    ['tester', 403],
    ['learner', 403],
  ])('The stand-in for Studio gives %s the status %d', async (username, status) => {
    const { lms, app } = await start();
    const headers = { authorization: `JWT ${await lms.signToken(username)}` };
    expect((await app.inject({ url: outline, headers })).statusCode).toBe(status);
    expect((await app.inject({ url: children, headers })).statusCode).toBe(status);
  });

  it('The stand-in for Studio gives strangers the status 401 and unknown keys 404', async () => {
    const { lms, app } = await start();
    const headers = { authorization: `JWT ${await lms.signToken('global')}` };
    expect((await app.inject({ url: outline })).statusCode).toBe(401);
    expect((await app.inject({ url: children })).statusCode).toBe(401);
    expect((await app.inject({ url: '/api/contentstore/v1/course_index/course-v1:A+B+C', headers })).statusCode).toBe(
      404,
    );
    expect((await app.inject({ url: '/api/contentstore/v1/container/other/children', headers })).statusCode).toBe(404);
  });
});

describe('an LMS that is away', () => {
  it('An LMS that is away answers 503 until it is back', async () => {
    const switches = { down: true };
    const { lms, app } = await start({ switches });
    const headers = { authorization: `JWT ${await lms.signToken('staff')}` };
    const roles = async () => (await app.inject({ url: '/api/enrollment/v1/roles/', headers })).statusCode;
    expect(await roles()).toBe(503);
    expect((await app.inject({ method: 'POST', url: '/login_refresh' })).statusCode).toBe(503);
    switches.down = false;
    expect(await roles()).toBe(200);
  });

  it('An LMS that is away leaves the routes around it alone', async () => {
    const { lms } = await start({ switches: { down: true } });
    const app = fastify();
    started.push(app);
    app.post('/own', async (request) => request.body);
    await app.register(lms.plugin);
    expect((await app.inject({ method: 'POST', url: '/own', payload: { a: 1 } })).json()).toEqual({ a: 1 });
  });
});
