import fastify, { type FastifyInstance } from 'fastify';
import { CourseAccess, orgOf } from '../../api/auth/courseAccess';
import { type Person, TokenVerifier } from '../../api/auth/token';
import type { LmsConfig } from '../../api/config/config';
import { type CourseRole, type DemoPerson, demoPeople } from '../../api/demo/people';
import { StandInLms } from '../../api/demo/standInLms';

const COURSE = 'course-v1:Edu+Ada+2026';
const CCX = 'ccx-v1:Edu+Ada+2026+ccx@7';
const OLD = 'Edu/Ada/2026';
const SECOND = 1000;

const withRole = (username: string, userId: number, org: string, course: string, role: string): DemoPerson => ({
  username,
  name: username,
  description: '',
  userId,
  isStaff: false,
  isSuperuser: false,
  roles: [{ org, course_id: course, role } as CourseRole],
});
const people: DemoPerson[] = [
  ...demoPeople(COURSE),
  withRole('org-none', 201, 'Edu', 'None', 'instructor'),
  withRole('org-prefix', 202, 'Ed', '', 'instructor'),
  withRole('org-longer', 203, 'EduPlus', 'None', 'staff'),
  withRole('org-empty', 204, '', '', 'staff'),
  withRole('org-tester', 205, 'Edu', '', 'beta_testers'),
  withRole('other-run', 206, 'Edu', 'course-v1:Edu+Ada+2025', 'instructor'),
  withRole('longer-run', 207, 'Edu', 'course-v1:Edu+Ada+2026b', 'staff'),
  withRole('coach', 208, 'Edu', CCX, 'staff'),
  withRole('old-staff', 209, 'Edu', OLD, 'staff'),
  withRole('org-researcher', 210, 'Edu', '', 'data_researcher'),
];

let lms: StandInLms;
let server: FastifyInstance;
let config: LmsConfig;
const switches = { down: false };
beforeAll(async () => {
  lms = await StandInLms.create({
    root: 'http://lms.example.org',
    courseKey: COURSE,
    courses: async () => [],
    structure: async () => null,
    people,
    switches,
  });
  server = fastify();
  await server.register(lms.plugin);
  const baseUrl = await server.listen({ port: 0, host: '127.0.0.1' });
  config = {
    baseUrl,
    internalUrl: baseUrl,
    studioUrl: null,
    keys: { jwks: JSON.stringify(lms.jwks()) },
    issuer: lms.issuer,
    audience: 'openedx',
  };
});
afterAll(() => server.close());

const signedIn = async (username: string): Promise<Person> =>
  new TokenVerifier(config).verify(await lms.signToken(username));
const outcome = (access: CourseAccess, person: Person, course = COURSE): Promise<string> =>
  access.scope(person, course).then(
    (scope) => (scope.courseKey === course ? 'in' : `in to ${scope.courseKey}`),
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe('who may do more than see a course', () => {
  const codeOf = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => 'in',
      ({ code }: { code: string }) => code,
    );

  it.each([
    ['global', 'in', 'in'],
    ['staff', 'in', 'in'],
    ['limited', 'not_course_author', 'role_not_enough'],
    ['researcher', 'not_course_author', 'in'],
    ['org-researcher', 'not_course_author', 'in'],
    ['org-none', 'in', 'in'],
    ['learner', 'not_course_team', 'not_course_team'],
  ])('The role of %s decides who writes: %s, and who sees single learners: %s', async (username, writes, sees) => {
    const [access, person] = [new CourseAccess(config), await signedIn(username)];
    expect(await codeOf(access.authorScope(person, COURSE, 'r'))).toBe(writes);
    expect(await codeOf(access.learnerScope(person, COURSE, true, 'r'))).toBe(sees);
  });

  it('Nobody sees single learners where the operator switched that off', async () => {
    for (const username of ['global', 'staff', 'researcher'])
      expect(await codeOf(new CourseAccess(config).learnerScope(await signedIn(username), COURSE, false, 'r'))).toBe(
        'identities_off',
      );
  });
});

describe('who may see a course, as the LMS says over HTTP', () => {
  it.each([
    ['global', COURSE, 'in'],
    ['global', 'course-v1:Nobody+Knows+It', 'in'],
    ['author', COURSE, 'in'],
    ['staff', COURSE, 'in'],
    ['limited', COURSE, 'in'],
    ['researcher', COURSE, 'in'],
    ['orgstaff', COURSE, 'in'],
    ['org-none', COURSE, 'in'],
    ['org-researcher', COURSE, 'in'],
    ['super', COURSE, 'not_course_team'],
    ['learner', COURSE, 'not_course_team'],
    ['tester', COURSE, 'not_course_team'],
    ['org-tester', COURSE, 'not_course_team'],
    ['neighbour', COURSE, 'not_course_team'],
    ['org-prefix', COURSE, 'not_course_team'],
    ['org-longer', COURSE, 'not_course_team'],
    ['org-empty', COURSE, 'not_course_team'],
    ['other-run', COURSE, 'not_course_team'],
    ['longer-run', COURSE, 'not_course_team'],
    ['staff', 'course-v1:Edu+Ada+2025', 'not_course_team'],
    ['staff', 'course-v1:edu+ada+2026', 'not_course_team'],
    ['staff', `${COURSE} `, 'not_course_team'],
    // A CCX has coaches of its own; the team of the course it was made from is not its team.
    ['coach', CCX, 'in'],
    ['coach', COURSE, 'not_course_team'],
    ['staff', CCX, 'not_course_team'],
    ['orgstaff', CCX, 'in'],
    ['old-staff', OLD, 'in'],
    ['old-staff', COURSE, 'not_course_team'],
    ['orgstaff', OLD, 'in'],
    ['neighbour', OLD, 'not_course_team'],
    ['org-empty', 'no course key at all', 'not_course_team'],
    ['org-empty', '', 'not_course_team'],
  ])('The LMS says over HTTP who may see a course: %s and %s: %s', async (username, course, expected) => {
    expect(await outcome(new CourseAccess(config), await signedIn(username), course)).toBe(expected);
  });

  it('Nobody whose token the LMS refuses sees a course', async () => {
    const person = {
      ...(await signedIn('staff')),
      token: await lms.signToken('staff', { preferred_username: 'gone' }),
    };
    expect(await outcome(new CourseAccess(config), person)).toBe('not_signed_in');
  });

  it('Course access asks the LMS inside the network where the operator says where it is', async () => {
    const access = new CourseAccess({ ...config, baseUrl: 'http://127.0.0.1:9' });
    expect(await outcome(access, await signedIn('staff'))).toBe('in');
  });

  it('Nobody new is let in while the LMS is away', async () => {
    const person = await signedIn('global');
    switches.down = true;
    try {
      expect(await outcome(new CourseAccess(config), person)).toBe('lms_unavailable');
    } finally {
      switches.down = false;
    }
  });
});

it.each([
  ['course-v1:Edu+Ada+2026', 'Edu'],
  ['course-v1:Edu.X-1_~%+Ada+2026', 'Edu.X-1_~%'],
  ['ccx-v1:Edu+Ada+2026+ccx@7', 'Edu'],
  ['Edu/Ada/2026', 'Edu'],
  ['course-v1:Edu', ''],
  ['Edu/Ada', ''],
  ['a/b/c/d', ''],
  ['', ''],
])('The organisation in %s is "%s"', (key, org) => expect(orgOf(key)).toBe(org));

describe('how long an answer is believed', () => {
  const person: Person = { id: '1', isSuperuser: false, username: 'ada', token: 'a.b.c' };
  const team = { is_staff: false, roles: [{ org: 'Edu', course_id: COURSE, role: 'staff' }] };
  const nobody = { is_staff: false, roles: [] };
  let now = 0;
  let asked: { url: string; init: RequestInit }[] = [];
  let answer: () => Promise<Response> = async () => Response.json(team);
  const make = (): CourseAccess => {
    now = 1_000_000;
    asked = [];
    answer = async () => Response.json(team);
    return new CourseAccess(
      { ...config, internalUrl: 'https://lms.example.org' },
      (url, init) => {
        asked.push({ url, init });
        return answer();
      },
      () => now,
    );
  };
  const away = async (): Promise<Response> => {
    throw new TypeError('fetch failed');
  };

  it('Course access asks for all of the person’s roles, in the person’s name, without following redirects', async () => {
    await make().scope(person, COURSE);
    expect(asked[0]?.url).toBe('https://lms.example.org/api/enrollment/v1/roles/');
    expect(asked[0]?.init).toMatchObject({ redirect: 'error', headers: { authorization: 'JWT a.b.c' } });
    expect(asked[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  it('An answer of the LMS is believed for 60 seconds, for yes and for no, whatever the course', async () => {
    const access = make();
    await access.scope(person, COURSE);
    answer = async () => Response.json(nobody);
    now += 59 * SECOND;
    expect(await outcome(access, person)).toBe('in');
    expect(await outcome(access, person, 'course-v1:Edu+Other+1')).toBe('not_course_team');
    expect(asked).toHaveLength(1);
    now += SECOND;
    expect(await outcome(access, person)).toBe('not_course_team');
    expect(asked).toHaveLength(2);
    answer = async () => Response.json(team);
    now += 59 * SECOND;
    expect(await outcome(access, person)).toBe('not_course_team');
    now += SECOND;
    expect(await outcome(access, person)).toBe('in');
  });

  it('Course access keeps a known person up to 5 minutes while the LMS is away, and lets nobody new in', async () => {
    const access = make();
    await access.scope(person, COURSE);
    answer = away;
    now += 299 * SECOND;
    expect(await outcome(access, person)).toBe('in');
    expect(await outcome(access, { ...person, id: '2', token: 'd.e.f' })).toBe('lms_unavailable');
    now += SECOND;
    expect(await outcome(access, person)).toBe('lms_unavailable');
    answer = async () => Response.json(team);
    expect(await outcome(access, person)).toBe('in');
  });

  it('Known people do not wait for an LMS that just did not answer', async () => {
    const asked: string[] = [];
    let now = 0;
    let away = false;
    const access = new CourseAccess(
      config,
      async (_, { headers }) => {
        asked.push((headers as Record<string, string>).authorization ?? '');
        if (away) throw new Error('no answer');
        return Response.json({ is_staff: true, roles: [] });
      },
      () => now,
    );
    const [ada, ben] = ['ada', 'ben'].map((id) => ({ id, token: id }) as Person) as [Person, Person];
    await access.scope(ada, COURSE);
    await access.scope(ben, COURSE);
    [now, away] = [61 * SECOND, true];
    await access.scope(ada, COURSE);
    expect(asked).toHaveLength(3);
    await access.scope(ben, COURSE);
    await access.scope(ada, COURSE);
    expect(asked).toHaveLength(3);
    [now, away] = [72 * SECOND, false];
    await access.scope(ben, COURSE);
    expect(asked).toHaveLength(4);
  });

  it('A refusal is remembered as one while the LMS is away', async () => {
    const access = make();
    answer = async () => Response.json(nobody);
    await outcome(access, person);
    answer = away;
    now += 200 * SECOND;
    expect(await outcome(access, person)).toBe('not_course_team');
  });

  it('Course access forgets a person whose token the LMS refuses, also for the time it is away', async () => {
    const access = make();
    await access.scope(person, COURSE);
    now += 61 * SECOND;
    answer = async () => new Response('{}', { status: 401 });
    expect(await outcome(access, person)).toBe('not_signed_in');
    answer = away;
    now += 5 * SECOND;
    expect(await outcome(access, person)).toBe('lms_unavailable');
  });

  const elsewhere: [string, () => Promise<Response>][] = [
    ['404', async () => new Response('{}', { status: 404 })],
    ['429', async () => new Response('{}', { status: 429 })],
    ['a page', async () => new Response('<html>', { status: 200 })],
    ['500', async () => new Response('{}', { status: 500 })],
    ['503', async () => new Response('{}', { status: 503 })],
    [
      'a redirect',
      async () => {
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
      },
    ],
  ];
  it.each(elsewhere)('Somebody else’s %s does not prolong a role that was taken away', async (_, reply) => {
    const access = make();
    const other = { ...person, id: '2', token: 'd.e.f' };
    await access.scope(person, COURSE);
    await access.scope(other, COURSE);
    now += 61 * SECOND;
    answer = reply;
    await outcome(access, other);
    answer = async () => Response.json(nobody);
    expect(await outcome(access, person)).toBe('not_course_team');
  });

  it.each([
    ['404', 'lms_unavailable'],
    ['429', 'lms_unavailable'],
    ['500', 'in'],
    ['502', 'in'],
  ])('A role of one’s own after %s is: %s', async (status, expected) => {
    const access = make();
    await access.scope(person, COURSE);
    now += 61 * SECOND;
    answer = async () => new Response('{}', { status: Number(status) });
    expect(await outcome(access, person)).toBe(expected);
    now += 240 * SECOND;
    expect(await outcome(access, person)).toBe('lms_unavailable');
  });

  it.each([401, 403, 404, 429])(
    'A token that the LMS answers with %d is not asked about for five seconds',
    async (status) => {
      const access = make();
      answer = async () => new Response('{}', { status });
      const first = await outcome(access, person);
      answer = async () => Response.json(team);
      now += 4 * SECOND;
      expect(await outcome(access, person)).toBe(first);
      expect(asked).toHaveLength(1);
      expect(await outcome(access, { ...person, id: '2', token: 'd.e.f' })).toBe('in');
      now += SECOND;
      expect(await outcome(access, person)).toBe('in');
    },
  );

  it('The LMS is asked once for many requests, and once more for the next person', async () => {
    const access = make();
    let release: (response: Response) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    const many = Array.from({ length: 20 }, () => outcome(access, person));
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toHaveLength(1);
    release(Response.json(team));
    expect(new Set(await Promise.all(many))).toEqual(new Set(['in']));
    answer = async () => Response.json(nobody);
    expect(await outcome(access, { ...person, id: '2', token: 'd.e.f' })).toBe('not_course_team');
    expect(asked).toHaveLength(2);
  });

  it('A question that failed is asked again by the next request', async () => {
    const access = make();
    answer = away;
    expect(await Promise.all([outcome(access, person), outcome(access, person)])).toEqual([
      'lms_unavailable',
      'lms_unavailable',
    ]);
    answer = async () => Response.json(team);
    expect(await outcome(access, person)).toBe('in');
  });

  const html = (status: number): Response =>
    new Response('<html>Sign in</html>', { status, headers: { 'content-type': 'text/html' } });
  it.each<[string, () => Promise<Response>, string]>([
    ['401', async () => new Response('{"detail":"no"}', { status: 401 }), 'not_signed_in'],
    ['403', async () => new Response('{"detail":"no"}', { status: 403 }), 'not_signed_in'],
    ['401 as a page', async () => html(401), 'not_signed_in'],
    ['500', async () => new Response('{"detail":"no"}', { status: 500 }), 'lms_unavailable'],
    ['502 as a page', async () => html(502), 'lms_unavailable'],
    ['429', async () => new Response('{"detail":"slow down"}', { status: 429 }), 'lms_unavailable'],
    ['404', async () => html(404), 'lms_unavailable'],
    ['200 as a page', async () => html(200), 'lms_unavailable'],
    ['200 with nothing', async () => new Response('', { status: 200 }), 'lms_unavailable'],
    [
      'an error that looks like roles',
      async () => Response.json({ is_staff: true, roles: [] }, { status: 500 }),
      'lms_unavailable',
    ],
    ['JSON of another shape', async () => Response.json({ results: [] }), 'lms_unavailable'],
    ['is_staff as text', async () => Response.json({ is_staff: 'true', roles: [] }), 'lms_unavailable'],
    ['null', async () => Response.json(null), 'lms_unavailable'],
    [
      'without an end',
      async () =>
        new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(2 ** 20).fill(0x20)) })),
      'lms_unavailable',
    ],
    ['a redirect that fetch refuses', away, 'lms_unavailable'],
    [
      'a course of null',
      async () => Response.json({ is_staff: false, roles: [{ org: 'Edu', course_id: null, role: 'staff' }] }),
      'in',
    ],
    ['members nobody knows', async () => Response.json({ ...team, extra: 1 }), 'in'],
  ])('The LMS answers %s', async (_, reply, expected) => {
    const access = make();
    answer = reply;
    expect(await outcome(access, person)).toBe(expected);
  });

  it('Course access gives up on an LMS that accepts the question and never answers', async () => {
    const access = make();
    const limits: number[] = [];
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms);
      return AbortSignal.abort(new DOMException('too long', 'TimeoutError'));
    });
    answer = () =>
      new Promise((_, reject) => {
        if (asked.at(-1)?.init.signal?.aborted) reject(new DOMException('too long', 'TimeoutError'));
      });
    expect(await outcome(access, person)).toBe('lms_unavailable');
    expect(limits[0]).toBeLessThanOrEqual(10_000);
    timeout.mockRestore();
  });
});

it('Course access does not follow the LMS to a sign-in page', async () => {
  const page = fastify();
  page.get('/api/enrollment/v1/roles/', (_, reply) => reply.redirect('/login'));
  page.get('/login', () => ({ is_staff: true, roles: [] }));
  const baseUrl = await page.listen({ port: 0, host: '127.0.0.1' });
  expect(await outcome(new CourseAccess({ ...config, internalUrl: baseUrl }), await signedIn('learner'))).toBe(
    'lms_unavailable',
  );
  await page.close();
});
