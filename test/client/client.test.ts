/** The client: the same answers in process and over HTTP; several servers, of which some are late. */
import { ClientError, type Provider, connect, inProcess, overHttp } from '../../api/client';
import { operatorScope } from '../../api/auth/scope';
import { TEAM } from '../../api/extension/asker';
import { openServices } from '../../api/metrics';
import { COURSE, PROBLEM, VIDEO, statementsOf } from '../http/smallCourse';
import { type TestApi, openTestApi } from '../http/api';
import { Site } from '../extension/site';

let site: Site;
let api: TestApi;
let providers: Record<'process' | 'http', Provider>;

beforeAll(async () => {
  site = await Site.open(statementsOf(undefined, undefined, undefined, 30));
  await site.run('add', 'examples/time-on-task');
  await site.run('enable', 'acme', '--courses', 'all', '--wait');
  const services = openServices(site.site.engine, 10, site.site.workspace.learnerRules);
  api = await openTestApi({ services: () => services, extensions: () => site.answers() });
  const answers = site.answers();
  providers = {
    process: inProcess(
      {
        metric: (scope: ReturnType<typeof operatorScope>, id, query) => answers.metric(scope, id, query, TEAM),
        definitions: () => answers.definitions(),
      },
      operatorScope,
    ),
    http: overHttp('https://marginalia.example.org/', 'unused', async (url) => {
      const { pathname, search } = new URL(url);
      const { statusCode, body } = await api.get(`${pathname}${search}`);
      return new Response(body, { status: statusCode });
    }),
  };
});
afterAll(async () => {
  await api.close();
  await site.close();
});

describe.each(['process', 'http'] as const)('over %s', (how) => {
  const block = (id = PROBLEM) => connect({ main: providers[how] }).course(COURSE).block(id);

  it('A block has the numbers of extensions and the properties of the product over %s', async () => {
    expect(await block().get('acme.time-on-task')).toMatchObject({ value: { middle: 120, of: 30 } });
    expect(await block().get('problem.reach')).toMatchObject({ value: 30, of: 30 });
    expect(await block(VIDEO).get('video.rewinds')).toMatchObject({ value: 0 });
  });
  it('A parameter that is set is none any more, and one that does not exist is refused', async () => {
    const pinned = connect({ main: providers[how] }).pin({ course: COURSE });
    expect(await pinned.metric('acme.time-on-task', { block: PROBLEM })).toMatchObject({ state: 'ready' });
    await expect(pinned.metric('acme.time-on-task', { course: COURSE })).rejects.toMatchObject({
      code: 'unknown_parameter',
    });
    await expect(block().get('acme.time-on-task', { patience: 3 })).rejects.toMatchObject({
      code: 'unknown_parameter',
    });
    await expect(block().get('acme.nothing')).rejects.toMatchObject({ code: 'unknown_extension' });
    await expect(block().get('nobody/acme.x')).rejects.toMatchObject({ code: 'unknown_provider' });
  });
  it('The catalogue has the metrics of extensions', async () => {
    const { metrics, missing } = await connect({ main: providers[how] }).metrics();
    expect(metrics).toContainEqual(expect.objectContaining({ id: 'acme.time-on-task', title: 'Time on task' }));
    expect(missing).toEqual([]);
  });
});

it('The client says the same in process and over HTTP', async () => {
  const [one, other] = [providers.process, providers.http].map((main) =>
    connect({ main }).course(COURSE).block(PROBLEM),
  );
  for (const name of ['acme.time-on-task', 'problem.reach', 'problem.difficulty'])
    expect(await one!.get(name)).toEqual(await other!.get(name));
});

describe('several servers', () => {
  const told = (value: number): Provider => ({
    metric: (course, id, query) => Promise.resolve({ id, value, course, ...query }),
    metrics: () => Promise.resolve([{ id: 'acme.x', title: 'X', sentence: 'Counted somewhere.' }]),
  });
  const broken: Provider = {
    metric: () => Promise.reject(new ClientError('engine_unavailable', 'its database is away')),
    metrics: () => Promise.reject(new ClientError('engine_unavailable', 'its database is away')),
  };

  it('Several servers are asked by their names, and have one catalogue', async () => {
    const both = connect({ main: told(1), lab: told(2), ruin: broken });
    const block = both.course('c').block('b');
    expect((await block.get('acme.x')).value).toBe(1);
    expect((await block.get('lab/acme.x')).value).toBe(2);
    expect(await both.metrics()).toEqual({
      metrics: [expect.objectContaining({ id: 'acme.x' }), expect.objectContaining({ id: 'lab/acme.x' })],
      missing: [{ provider: 'ruin', reason: 'its database is away' }],
    });
  });

  it('Several servers are not waited for beyond their deadlines: the others answer, and who is missing is named', async () => {
    let wasStopped = false;
    const asleep = overHttp('https://asleep.example.org', 't', (_, { signal }) => {
      signal.addEventListener('abort', () => (wasStopped = true));
      return new Promise(() => undefined);
    });
    const some = connect({ main: told(1), lab: { provider: asleep, timeout: 200 } });
    const { answers, missing } = await some.course('c').block('b').all(['acme.x', 'lab/acme.x']);
    expect(Object.keys(answers)).toEqual(['acme.x']);
    expect(missing).toEqual([{ provider: 'lab/acme.x', reason: 'no answer within 200 ms' }]);
    expect(wasStopped).toBe(true);
  });

  it('Several servers get the common token, but for those that have one of their own', async () => {
    const sent: [string, string][] = [];
    const asked = jest.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
      sent.push([new URL(String(address)).host, (init?.headers as Record<string, string>).authorization ?? '']);
      return Promise.resolve(Response.json({ metrics: [] }));
    });
    const lab = { url: 'https://lab.example.org', token: async () => 'theirs' };
    await connect({ main: 'https://main.example.org', lab }, { token: 'ours' }).metrics();
    asked.mockRestore();
    expect(sent).toEqual([
      ['main.example.org', 'JWT ours'],
      ['lab.example.org', 'JWT theirs'],
    ]);
  });
});
