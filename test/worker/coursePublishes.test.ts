import { LmsCourses } from '../../api/pipeline/structure/lmsCourses';
import { readStructure } from '../../api/store/structure';
import { CoursePublishes } from '../../api/worker/coursePublishes';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

const KEY = 'course-v1:Org+Num+Run';
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

/** An LMS that hands out tokens t1, t2, … and answers about courses as it is told. */
const lmsThat = (course: (token: string) => Response | Error) => {
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
    const answer = course((init.headers as Record<string, string>).authorization ?? '');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {
    asked,
    courses: (secret = 'secret') => new LmsCourses('http://lms:8000', { id: 'marginalia', secret }, fetchLms),
  };
};
const ok = () => new Response(ANSWER);

describe('asking the LMS for a course', () => {
  it('signs on once, and asks for the whole course', async () => {
    const { asked, courses } = lmsThat(ok);
    const lms = courses();
    expect((await lms.course(KEY)).blocks).toHaveLength(5);
    await lms.course(KEY);
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

  it('signs on again where its token is not taken any more', async () => {
    const { courses } = lmsThat((token) => (token === 'JWT t1' ? new Response('', { status: 401 }) : ok()));
    expect((await courses().course(KEY)).key).toBe(KEY);
  });

  it.each<[string, () => Response | Error, string, RegExp]>([
    ['does not show it', () => new Response('', { status: 403 }), 'secret', /make its user global staff/],
    ['does not know us', ok, 'other', /MARGINALIA_LMS_CLIENT_SECRET/],
    ['is away', () => new TypeError('fetch failed'), 'secret', /cannot be reached/],
    ['fails', () => new Response('', { status: 502 }), 'secret', /answers 502/],
    ['answers with a page', () => new Response('<html>'), 'secret', /not a course file/],
    ['answers with another course', () => new Response(ANSWER.replaceAll('Num', 'Other')), 'secret', /another course/],
    ['answers with a piece', () => new Response(ANSWER.slice(0, 200)), 'secret', /not JSON/],
  ])('says so when the LMS %s', async (_, course, secret, words) => {
    await expect(lmsThat(course).courses(secret).course(KEY)).rejects.toThrow(words);
  });
});

describe('published courses', () => {
  let at: TestWorkspace;
  beforeEach(async () => {
    at = await openTestWorkspace('embedded');
  });
  afterEach(() => at.close());

  it('are fetched and stored, once the LMS answers', async () => {
    let tries = 0;
    const { courses } = lmsThat(() => ((tries += 1) < 3 ? new TypeError('fetch failed') : ok()));
    const publishes = new CoursePublishes(at.workspace, courses(), 0, 1);
    const ended: (string | null)[] = [];
    publishes.onEnd = (_, error) => ended.push(error && error.message);
    await publishes.take(KEY);
    await publishes.idle();
    expect(ended).toEqual(['The LMS cannot be reached.', 'The LMS cannot be reached.', null]);
    expect((await readStructure(at.engine, KEY))?.blocks).toHaveLength(5);
  });

  it('are fetched after a stop in between', async () => {
    const away = new CoursePublishes(at.workspace, lmsThat(() => new TypeError('fetch failed')).courses(), 0, 60_000);
    const failed = new Promise((resolve) => (away.onEnd = resolve));
    await away.take(KEY);
    await failed;
    await away.close();
    const back = new CoursePublishes(at.workspace, lmsThat(ok).courses(), 0, 1);
    back.start();
    await back.idle();
    expect((await readStructure(at.engine, KEY))?.blocks).toHaveLength(5);
  });

  it('are passed over where nobody told how to sign on', async () => {
    const publishes = new CoursePublishes(at.workspace, null);
    await publishes.take(KEY);
    await publishes.idle();
    expect(await readStructure(at.engine, KEY)).toBeNull();
  });
});
