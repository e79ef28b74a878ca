/** The walls around an extension: whatever one does, it fails alone, with words, and the next call is as the first. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS, HostProcess } from '../../api/extension/host/hostProcess';
import { parseManifest } from '../../api/extension/manifest';
import { bundleSources, locate } from '../../api/extension/package/bundle';

const BAD = join(__dirname, 'bad');
const EXAMPLES = join(__dirname, '..', '..', 'api', 'extension', 'examples');
const PROBLEM = 'block-v1:A+B+C+type@problem+block@p1';

/** A learner who sends two wrong answers a minute apart and then a correct one. */
const history = (id: string, of = 3): string =>
  JSON.stringify({
    track: 'audit',
    asked: [{ kind: 'metric', id, params: {} }],
    events: {
      ...{ verbs: ['evaluated'], blocks: [PROBLEM], types: ['problem'], parts: [''], responses: [''] },
      time: Array.from({ length: of }, (_, at) => at * 60_000),
      verb: Array(of).fill(0),
      block: Array(of).fill(0),
      part: Array(of).fill(0),
      attempt: Array.from({ length: of }, (_, at) => at + 1),
      success: Array.from({ length: of }, (_, at) => at === 2),
      score: Array(of).fill(0),
      response: Array(of).fill(0),
      position: Array(of).fill(null),
      to: Array(of).fill(null),
    },
  });
const COURSE = JSON.stringify({ key: 'course-v1:A+B+C', name: 'C', blocks: [] });

const opened = async (path: string): Promise<{ host: HostProcess; manifest: string; bundle: string }> => {
  const { bundle } = await bundleSources(path);
  const host = await HostProcess.start();
  const manifest = await host.load(bundle);
  await host.course(bundle, COURSE);
  return { host, manifest, bundle };
};

describe('the host of an extension', () => {
  const hosts: HostProcess[] = [];
  const open = async (path: string) => {
    const one = await opened(path);
    hosts.push(one.host);
    return one;
  };
  afterEach(() => {
    for (const host of hosts.splice(0)) host.kill('done');
  });

  it.each(readdirSync(EXAMPLES))('The host of an extension describes the example %s', async (name) => {
    const { manifest } = await open(locate(`examples/${name}`));
    expect(Object.values(parseManifest(`acme/${name}`, manifest)).flat()).not.toHaveLength(0);
  });

  it('The host of an extension computes time on task of one learner', async () => {
    const { host } = await open(locate('examples/time-on-task'));
    expect(await host.each('history', [history('time-on-task')], LIMITS.learner)).toEqual([
      { value: JSON.stringify([{ [PROBLEM]: 120 }]) },
    ]);
  });

  it('The host of an extension stops a loop that turns without waiting for an event', async () => {
    const { host, bundle } = await open(join(__dirname, 'restless.ts'));
    await host.loop(bundle, JSON.stringify({ id: 'restless' }), null);
    const { events } = JSON.parse(history('restless')) as { events: object };
    await expect(host.feed(JSON.stringify({ ...events, learner: [1, 1, 1] }))).rejects.toThrow(/it took too long/);
  });

  it('The host of an extension knows nothing of the learner before', async () => {
    const { host } = await open(join(__dirname, 'leak.ts'));
    const outcomes = await host.each('history', Array(50).fill(history('leak')), LIMITS.learner);
    expect(new Set(outcomes.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ value: JSON.stringify([{ [PROBLEM]: 1 }]) })]),
    );
  });

  it('The host of an extension never takes more than 90 MB for the histories of a usual class', async () => {
    const { host } = await open(locate('examples/time-on-task'));
    const histories = Array.from({ length: 10 }, () => history('time-on-task', 140));
    for (let at = 0; at < 40; at += 1) await host.each('history', histories, LIMITS.learner);
    expect(host.peak).toBeLessThan(90 * 1024 * 1024);
    // of a process that answered something: a size was read
    expect(host.peak).toBeGreaterThan(20 * 1024 * 1024);
  });

  /** What each of them is told, or what it may still answer; a process that had to be ended counts as told. */
  const EXPECTED: Record<string, RegExp> = {
    loop: /it took too long/,
    'caught-loop': /it took too long/,
    bomb: /memory|too long/,
    buffers: /memory|too long/,
    recursion: /calls itself without end|stack/,
    sort: /too long|memory|value/,
    redos: /too long|memory|stack|value|without end/,
    huge: /larger than 256 kB|memory|too long/,
    throw: /no number of them/,
    exit: /not defined|undefined|process/,
    pollution: /"value"/,
  };
  it.each(readdirSync(BAD).map((file) => file.replace('.ts', '')))(
    'The bad extension %s fails alone and with words',
    async (name) => {
      const { host } = await open(join(BAD, `${name}.ts`));
      const outcomes = await host.each('history', [history(name), history(name)], 300);
      expect(EXPECTED).toHaveProperty(name);
      for (const outcome of outcomes) expect(JSON.stringify(outcome)).toMatch(EXPECTED[name]!);
      expect(outcomes.length === 2 || !host.isAlive).toBe(true);
      expect(host.peak).toBeLessThan(200 * 1024 * 1024);
    },
  );

  it('The host of an extension gives the same answer to the same text after a call that failed', async () => {
    const { host } = await open(join(BAD, 'pollution.ts'));
    const [first, bad, again] = await host.each(
      'history',
      [history('pollution'), '{"events":', history('pollution')],
      LIMITS.learner,
    );
    expect(bad).toHaveProperty('error');
    expect(again).toEqual(first);
  });
});
