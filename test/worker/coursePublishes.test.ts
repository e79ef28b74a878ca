import { LmsCourses } from '../../api/pipeline/structure/lmsCourses';
import { blockTranscript, latestContents } from '../../api/store/queries/contents';
import { publishesWaiting } from '../../api/store/queries/sink';
import { readStructure } from '../../api/store/structure';
import { CoursePublishes } from '../../api/worker/coursePublishes';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

const KEY = 'course-v1:Org+Num+Run';
/** Nobody stops the request. */
const NEVER = new AbortController().signal;
const id = (type: string): string => `block-v1:Org+Num+Run+type@${type}+block@${type}`;
const block = (type: string, children: string[]) => ({ id: id(type), type, display_name: `A ${type}`, children });
const ANSWER = JSON.stringify({
  root: id('course'),
  blocks: {
    [id('course')]: block('course', [id('chapter')]),
    [id('chapter')]: block('chapter', [id('sequential')]),
    [id('sequential')]: block('sequential', [id('vertical')]),
    [id('vertical')]: block('vertical', [id('problem')]),
    [id('problem')]: block('problem', []),
  },
});

/** What Studio says of the unit: a problem, and a video with a transcript at an address of another host. */
const UNIT = (label: string): string =>
  JSON.stringify({
    root_block_id: id('vertical'),
    blocks: {
      [id('vertical')]: { olx: '<vertical url_name="vertical"/>' },
      [id('problem')]: {
        olx: `<problem url_name="problem"><numericalresponse answer="5"><label>${label}</label><formulaequationinput/></numericalresponse></problem>`,
        static_files: { 'picture.png': { url: 'https://cdn.example.org/picture.png' } },
      },
    },
  });

/** All of a test, so that what goes wrong in one goes on in no other. */
const all: CoursePublishes[] = [];
class TestPublishes extends CoursePublishes {
  constructor(...args: ConstructorParameters<typeof CoursePublishes>) {
    super(...args);
    all.push(this);
  }
}

/** The same course with a second unit, and a problem in it. */
const SECOND = {
  unit: id('vertical').replace('block@vertical', 'block@second'),
  problem: id('problem').replace('block@problem', 'block@other'),
};
const TWO_UNITS = ANSWER.replace(`"${id('vertical')}"]`, `"${id('vertical')}","${SECOND.unit}"]`).replace(
  /\}\}$/,
  `,"${SECOND.unit}":${JSON.stringify({ ...block('vertical', [SECOND.problem]), id: SECOND.unit })},` +
    `"${SECOND.problem}":${JSON.stringify({ ...block('problem', []), id: SECOND.problem })}}}`,
);
const unitPath = (key: string): string => `/api/olx-export/v1/xblock/${encodeURIComponent(key)}/`;

/** An LMS that hands out tokens t1, t2, … and answers about courses as it is told, and a Studio that does of units. */
const lmsThat = (
  course: (token: string) => Response | Error,
  studio: (path: string) => Response | Error = () => new Response('', { status: 404 }),
  studioUrl = 'http://cms:8000',
) => {
  const asked: string[] = [];
  let tokens = 0;
  const fetchLms = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push(url);
    if (url.endsWith('/oauth2/access_token/')) {
      const form = new URLSearchParams(String(init.body));
      if (form.get('client_secret') !== 'secret') return new Response('{"error":"invalid_client"}', { status: 401 });
      tokens += 1;
      return Response.json({ access_token: `t${tokens}`, expires_in: 3600, token_type: 'JWT' });
    }
    const inStudio = url.startsWith(`${studioUrl}/`) ? studio(url.slice(studioUrl.length)) : null;
    const answer = inStudio ?? course((init.headers as Record<string, string>).authorization ?? '');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {
    asked,
    courses: (secret = 'secret') =>
      new LmsCourses('http://lms:8000', studioUrl, { id: 'marginalia', secret }, fetchLms),
  };
};
const ok = () => new Response(ANSWER);

describe('asking the LMS for a course', () => {
  it('The client of the LMS signs on once, and asks for the whole course', async () => {
    const { asked, courses } = lmsThat(ok);
    const lms = courses();
    expect((await lms.course(KEY, NEVER)).blocks).toHaveLength(5);
    await lms.course(KEY, NEVER);
    expect(asked.map((url) => new URL(url).pathname)).toEqual([
      '/oauth2/access_token/',
      '/api/courses/v2/blocks/',
      '/api/courses/v2/blocks/',
    ]);
    expect(Object.fromEntries(new URL(asked[1]!).searchParams)).toMatchObject({
      course_id: KEY,
      all_blocks: 'true',
      depth: 'all',
    });
  });

  it('The client of the LMS signs on again where its token is not taken any more', async () => {
    const { courses } = lmsThat((token) => (token === 'JWT t1' ? new Response('', { status: 401 }) : ok()));
    expect((await courses().course(KEY, NEVER)).key).toBe(KEY);
  });

  it.each<[string, () => Response | Error, string, RegExp]>([
    ['does not show it', () => new Response('', { status: 403 }), 'secret', /make its user global staff/],
    ['does not know us', ok, 'other', /MARGINALIA_LMS_CLIENT_SECRET/],
    ['is away', () => new TypeError('fetch failed'), 'secret', /cannot be reached/],
    ['fails', () => new Response('', { status: 502 }), 'secret', /answers 502/],
    ['answers with a page', () => new Response('<html>'), 'secret', /not a course file/],
    ['answers with another course', () => new Response(ANSWER.replaceAll('Num', 'Other')), 'secret', /another course/],
    ['answers with a piece', () => new Response(ANSWER.slice(0, 200)), 'secret', /not JSON/],
    [
      'sends us to its sign-in',
      () => new Response('', { status: 302, headers: { location: 'https://lms.example.org/login?next=%2Fapi' } }),
      'secret',
      /^The LMS answers with a redirect \(302, to https:\/\/lms\.example\.org\/login\): set LMS_INTERNAL_URL/,
    ],
    [
      'answers in another encoding',
      () => new Response(Buffer.from(ANSWER.replace('A problem', 'Übung'), 'latin1')),
      'secret',
      /another encoding than UTF-8/,
    ],
  ])('The client of the LMS says so when the LMS %s', async (_, course, secret, words) => {
    await expect(lmsThat(course).courses(secret).course(KEY, NEVER)).rejects.toThrow(words);
  });
});

describe('published courses', () => {
  let at: TestWorkspace;
  beforeEach(async () => {
    at = await openTestWorkspace('embedded');
  });
  afterEach(async () => {
    for (const publishes of all.splice(0)) await publishes.close();
    await at.close();
  });

  it('Published courses are fetched and stored, once the LMS answers', async () => {
    let tries = 0;
    const { courses } = lmsThat(() => ((tries += 1) < 3 ? new TypeError('fetch failed') : ok()));
    const publishes = new TestPublishes(at.workspace, courses(), 0, 1);
    const ended: (string | null)[] = [];
    publishes.onEnd = (_, error) => ended.push(error && error.message);
    await publishes.take(KEY);
    await publishes.idle();
    expect(ended).toEqual(['The LMS cannot be reached.', 'The LMS cannot be reached.', null]);
    expect((await readStructure(at.engine, KEY))?.blocks).toHaveLength(5);
  });

  it('Published courses are fetched after a stop in between', async () => {
    const away = new TestPublishes(at.workspace, lmsThat(() => new TypeError('fetch failed')).courses(), 0, 60_000);
    const failed = new Promise((resolve) => (away.onEnd = resolve));
    await away.take(KEY);
    await failed;
    await away.close();
    const back = new TestPublishes(at.workspace, lmsThat(ok).courses(), 0, 1);
    back.start();
    await back.idle();
    expect((await readStructure(at.engine, KEY))?.blocks).toHaveLength(5);
  });

  it('Published courses are passed over where nobody told how to sign on', async () => {
    const publishes = new TestPublishes(at.workspace, null);
    await publishes.take(KEY);
    await publishes.idle();
    expect(await readStructure(at.engine, KEY)).toBeNull();
  });

  it('Published courses do not wait for another that the LMS does not give', async () => {
    const other = KEY.replace('Num', 'Gone');
    const { courses } = lmsThat(() => new Response('', { status: 404 }));
    const gone = courses();
    const there = lmsThat(ok).courses();
    const publishes = new TestPublishes(
      at.workspace,
      { ...there, course: (key, signal) => (key === other ? gone : there).course(key, signal), unit: async () => null },
      0,
      600_000,
    );
    const ended = new Map<string, () => void>();
    const end = (course: string): Promise<void> => new Promise((resolve) => ended.set(course, resolve));
    publishes.onEnd = (course) => ended.get(course)?.();
    const failed = end(other);
    await publishes.take(other);
    await failed;
    const stored = end(KEY);
    await publishes.take(KEY);
    await stored;
    await publishes.close();
    expect((await readStructure(at.engine, KEY))?.blocks).toHaveLength(5);
  });

  it('Published courses that are published again while they are fetched are fetched again', async () => {
    let asked = 0;
    const { courses } = lmsThat(() => ((asked += 1), ok()));
    const engine = Object.create(at.engine) as typeof at.engine;
    const publishes = new TestPublishes(Object.assign(Object.create(at.workspace), { engine }), courses(), 0, 1);
    engine.insert = async (table, rows) => {
      // At the last moment: between looking whether it was, and noting that it is done.
      if (asked === 1 && rows.some(({ value }) => value === '')) {
        asked += 1;
        await publishes.take(KEY);
      }
      await at.engine.insert(table, rows);
    };
    await publishes.take(KEY);
    await publishes.idle();
    expect(asked).toBe(3);
  });

  it('Published courses break off what they ask for when they are told to stop', async () => {
    let isAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const lms = new LmsCourses('http://lms:8000', null, { id: 'marginalia', secret: 'secret' }, (_, { signal }) => {
      isAsked();
      return new Promise((__, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    });
    const publishes = new TestPublishes(at.workspace, lms, 0, 1);
    await publishes.take(KEY);
    await asked;
    await publishes.close();
    expect(await publishesWaiting.run(at.engine, {})).toMatchObject([{ key: KEY }]);
  });

  it('Published courses that the LMS does not have are given up after a day', async () => {
    let now = Date.now();
    const { courses } = lmsThat(() => new Response('', { status: 404 }));
    const publishes = new TestPublishes(at.workspace, courses(), 0, 1, () => now);
    const said: string[] = [];
    publishes.onEnd = (_, error) => {
      said.push(error?.message ?? '');
      if (said.length === 2) now += 86_400_000;
    };
    await publishes.take(KEY);
    await publishes.idle();
    expect(said).toEqual([
      'The LMS answers 404 when asked for the course.',
      'The LMS answers 404 when asked for the course.',
      expect.stringMatching(/^The LMS answers 404 .* not asked for any more: publish it again/),
    ]);
  });

  it.each([
    'lb:Org:Lib:problem:p1',
    'lib-block-v1:Org+Lib+type@problem+block@p1',
    'library-v1:Org+Lib',
    'i4x://Org/Num/vertical/u1',
    '',
  ])('Published courses are none where %s of a library or of nothing was published', async (key) => {
    const { asked, courses } = lmsThat(ok);
    const publishes = new TestPublishes(at.workspace, courses(), 0, 1);
    await publishes.take(key);
    await publishes.idle();
    expect(asked).toEqual([]);
  });

  describe('with a unit that was published', () => {
    const UNIT_PATH = unitPath(id('vertical'));
    const problem = async (key = id('problem')): Promise<Record<string, unknown> | null> => {
      const [row] = await latestContents.run(at.engine, { course: KEY, blocks: [key] });
      return row ? (JSON.parse(row.content) as Record<string, unknown>) : null;
    };
    const publish = async (lms: LmsCourses, ...keys: string[]): Promise<(string | null)[]> => {
      const publishes = new TestPublishes(at.workspace, lms, 0, 1);
      const ended: (string | null)[] = [];
      publishes.onEnd = (_, error) => ended.push(error && error.message);
      for (const key of keys) await publishes.take(key);
      await publishes.idle();
      return ended;
    };

    it('Courses with a published unit are stored with what Studio says is in it', async () => {
      const { asked, courses } = lmsThat(ok, () => new Response(UNIT('Two and three?')));
      await publish(courses(), KEY, id('vertical'));
      expect(await problem()).toMatchObject({
        parts: [{ part: '2_1', question: 'Two and three?' }],
        maxAttempts: null,
      });
      expect(asked.filter((url) => url.includes('cms:8000'))).toEqual([`http://cms:8000${UNIT_PATH}`]);
      expect(asked.filter((url) => url.includes('example.org'))).toEqual([]);
      // The unit alone, without a word on the course: the same course is asked for.
      await publish(lmsThat(ok, () => new Response(UNIT('Three and two?'))).courses(), id('vertical'));
      expect(await problem()).toMatchObject({ parts: [{ question: 'Three and two?' }] });
      // A publish of something else leaves it.
      await publish(lmsThat(() => new Response(ANSWER.replace('A problem', 'Another name'))).courses(), KEY);
      expect(await problem()).toMatchObject({ parts: [{ question: 'Three and two?' }] });
    });

    it('Courses with a published unit have only Studio asked for files, wherever these are said to be', async () => {
      const video = id('problem').replace('type@problem', 'type@video');
      const answer = ANSWER.replaceAll(id('problem'), video).replace('"type":"problem"', '"type":"video"');
      const files = (path: string): Response =>
        path === UNIT_PATH
          ? Response.json({
              blocks: {
                [video]: {
                  olx: '<video url_name="problem"><transcript language="en" src="talk.srt"/></video>',
                  static_files: { 'talk.srt': { url: 'https://evil.example.org/files/talk.srt?v=1' } },
                },
              },
            })
          : new Response('1\n00:00:00,000 --> 00:00:02,000\nHello\n');
      const { asked, courses } = lmsThat(() => new Response(answer), files);
      expect(await publish(courses(), id('vertical'))).toEqual([null]);
      expect(asked.slice(2)).toEqual([`http://cms:8000${UNIT_PATH}`, 'http://cms:8000/files/talk.srt?v=1']);
      const [said] = await blockTranscript.run(at.engine, { course: KEY, block: video, languages: ['en'] });
      expect(JSON.parse(said!.content)).toEqual([{ from: 0, to: 2, text: 'Hello' }]);
    });

    it('Courses with a published unit are stored without that while Studio is away, and with it when it is back', async () => {
      let tries = 0;
      const seen: unknown[] = [];
      const { courses } = lmsThat(ok, () => {
        tries += 1;
        return tries < 3 ? new TypeError('fetch failed') : new Response(UNIT('Again?'));
      });
      const publishes = new TestPublishes(at.workspace, courses(), 0, 1);
      publishes.onEnd = (_, error) => seen.push(error && error.message);
      await publishes.take(id('vertical'));
      await publishes.idle();
      expect(seen).toEqual(['Studio cannot be reached.', 'Studio cannot be reached.', null]);
      expect(await problem()).toMatchObject({ parts: [{ question: 'Again?' }] });
    });

    it.each([
      [403, /^Studio does not show the course to our service \(403\): make its user global staff\.$/],
      [502, /^Studio answers 502 when asked for block-v1:.+\.$/],
      [302, /^Studio answers with a redirect \(302, to \/login\): set STUDIO_INTERNAL_URL/],
    ])('Courses with a published unit say so where Studio answers %s', async (status, words) => {
      let tries = 0;
      const { courses } = lmsThat(ok, () => {
        tries += 1;
        return new Response('', { status: tries === 1 ? status : 404, headers: { location: '/login?next=x' } });
      });
      expect(await publish(courses(), id('vertical'))).toEqual([expect.stringMatching(words), null]);
      expect((await readStructure(at.engine, KEY))?.blocks).toHaveLength(5);
      expect(await problem()).toBeNull();
    });

    it('Courses with a published unit are stored while a unit cannot be read', async () => {
      const { courses } = lmsThat(ok, () => new Response('<html>'));
      const publishes = new TestPublishes(at.workspace, courses(), 0, 60_000);
      const failed = new Promise<Error | null>((resolve) => (publishes.onEnd = (_, error) => resolve(error)));
      await publishes.take(id('vertical'));
      expect((await failed)?.message).toMatch(/another form/);
      await publishes.close();
      expect((await readStructure(at.engine, KEY))?.blocks).toHaveLength(5);
    });

    it.each([
      ['https://[', 200],
      ['x:.evil.example.org/talk.srt', 200],
      ['/files/talk.srt', 403],
      ['/files/talk.srt', 500],
      ['/files/talk.srt', 302],
    ])(
      'Courses with a published unit do without a transcript at %s that Studio does not give (%s)',
      async (url, status) => {
        const olx = '<problem url_name="problem"><p>Hello</p></problem>';
        const { asked, courses } = lmsThat(
          ok,
          (path) =>
            path === UNIT_PATH
              ? Response.json({ blocks: { [id('problem')]: { olx, static_files: { 'talk.srt': { url } } } } })
              : new Response('', { status, headers: { location: 'https://cdn.example.org/talk.srt' } }),
          'https://studio.example.org',
        );
        const publishes = new TestPublishes(at.workspace, courses(), 0, 60_000);
        const ended = new Promise<Error | null>((resolve) => (publishes.onEnd = (_, error) => resolve(error)));
        await publishes.take(id('vertical'));
        expect(await ended).toBeNull();
        await publishes.close();
        expect(await problem()).toMatchObject({ parts: [] });
        expect(new Set(asked.map((one) => new URL(one).hostname))).toEqual(new Set(['lms', 'studio.example.org']));
      },
    );

    it('Courses with a published unit read no more of a file or an answer than they take', async () => {
      let sent = 0;
      const endless = (): Response =>
        new Response(
          new ReadableStream({
            pull: (controller) => {
              sent += 2 ** 20;
              controller.enqueue(new Uint8Array(2 ** 20).fill(0x20));
            },
          }),
        );
      const video = id('problem').replace('type@problem', 'type@video');
      const blocks = { [video]: { olx: '<video/>', static_files: { 'talk.srt': { url: '/files/talk.srt' } } } };
      const { courses } = lmsThat(ok, (path) => (path === UNIT_PATH ? Response.json({ blocks }) : endless()));
      const [[, { files } = { files: new Map<string, Buffer>() }] = []] =
        (await courses().unit(id('vertical'), NEVER)) ?? [];
      expect(files.get('talk.srt')?.length).toBe(2 * 2 ** 20 + 1);
      expect(sent).toBeLessThan(10 * 2 ** 20);
      await expect(lmsThat(ok, endless).courses().unit(id('vertical'), NEVER)).rejects.toThrow(/more than 32 MB/);
      expect(sent).toBeLessThan(50 * 2 ** 20);
    });

    it('Courses with a published unit have what is in it, whatever is wrong with another unit', async () => {
      const tried: string[] = [];
      let now = Date.now();
      const { courses } = lmsThat(
        () => new Response(TWO_UNITS),
        (path) => {
          tried.push(path);
          // As Studio answers where a block in the unit is missing.
          if (path === UNIT_PATH) return new Response('', { status: 500 });
          return new Response(UNIT('Second?').replaceAll(id('problem'), SECOND.problem));
        },
      );
      const publishes = new TestPublishes(at.workspace, courses(), 0, 1, () => now);
      const seen: (string | null)[] = [];
      publishes.onEnd = (_, error) => {
        seen.push(error && error.message);
        now += 43_200_000;
      };
      await publishes.take(id('chapter'));
      await publishes.idle();
      expect(await problem(SECOND.problem)).toMatchObject({ parts: [{ question: 'Second?' }] });
      expect(await problem()).toBeNull();
      // Only what failed is asked for again, and at last no more.
      expect(tried).toEqual([UNIT_PATH, unitPath(SECOND.unit), UNIT_PATH, UNIT_PATH]);
      expect(seen).toEqual([
        `Studio answers 500 when asked for ${id('vertical')}.`,
        `Studio answers 500 when asked for ${id('vertical')}.`,
        expect.stringMatching(/not asked for any more/),
      ]);
    });

    it('Courses with a published unit ask Studio for no other while it is away, and then for what they lack', async () => {
      const tried: string[] = [];
      const { courses } = lmsThat(
        () => new Response(TWO_UNITS),
        (path) => {
          tried.push(path);
          if (tried.length === 1) return new Response('', { status: 503 });
          return new Response(
            UNIT(`Of ${tried.length}?`).replaceAll(id('problem'), path === UNIT_PATH ? id('problem') : SECOND.problem),
          );
        },
      );
      expect(await publish(courses(), id('course'))).toEqual([
        `Studio answers 503 when asked for ${id('vertical')}. So it is with 1 more.`,
        null,
      ]);
      expect(tried).toEqual([UNIT_PATH, UNIT_PATH, unitPath(SECOND.unit)]);
      expect(await problem(SECOND.problem)).toMatchObject({ parts: [{ question: 'Of 3?' }] });
    });

    it('Courses with a published unit are asked for again until the LMS shows a new unit', async () => {
      let tries = 0;
      const early = ANSWER.replaceAll(id('vertical'), id('old'));
      const { courses } = lmsThat(
        () => new Response((tries += 1) < 2 ? early : ANSWER),
        () => new Response(UNIT('New?')),
      );
      expect(await publish(courses(), id('vertical'))).toEqual([`The LMS does not show ${id('vertical')} yet.`, null]);
      expect(await problem()).toMatchObject({ parts: [{ question: 'New?' }] });
    });
  });
});
