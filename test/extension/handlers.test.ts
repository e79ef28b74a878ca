/** Handlers that see a whole course: what they keep follows from the events, whenever and in whatever order these came. */
import { thinned } from '../../api/extension/classHandlers';
import { forget } from '../../api/retirement/forget';
import { statementsOf } from '../http/smallCourse';
import { Site } from './site';

/** The most learners within an hour of one another, and how many events there were: counts, so order and repeats matter. */
const LOOP = `
const busiest = async ({ store, next }) => {
  const last = new Map();
  let most = 0, seen = 0;
  while (true) {
    const event = await next();
    seen += 1;
    last.set(event.learner, event.time);
    const now = [...last.values()].filter((time) => event.time - time <= 3_600_000).length;
    most = Math.max(most, now);
    store.set('seen', { seen, most, of: last.size, at: event.time }, { at: event.time });
  }
};
export const a = sdk.defineEventHandler({ id: 'busiest', filter: {}, grants: ['class'], loop: busiest });
export const b = sdk.defineEventHandler({ id: 'turns', filter: { verbs: ['evaluated'] }, grants: ['class'],
  *loop({ store }) { let n = 0; while (true) { const event = yield; n += 1; store.set('turns', n, { at: event.time }); } } });
export const c = sdk.defineEventHandler({ id: 'latest', filter: { verbs: ['evaluated'], types: ['problem'] }, grants: ['class'],
  react(batch, { store }) { for (const event of batch) store.set('latest ' + event.success, event.time, { at: event.time }); } });
export const v = sdk.defineView({ id: 'shown', title: 'Shown', place: 'course',
  text: ({ store }) => JSON.stringify([store.get('seen'), store.get('turns'), store.get('latest true'), store.get('never')]) });
`;

describe('handlers that see a whole course', () => {
  const all = statementsOf(undefined, undefined, undefined, 30);
  let whole: Site;
  let expected: string | undefined;
  let sites: Site[] = [];
  const open = async (statements: readonly unknown[]): Promise<Site> => {
    const site = await Site.open(statements);
    sites.push(site);
    return site;
  };
  beforeAll(async () => {
    whole = await Site.open(all);
    await whole.install('acme/loops', LOOP, '--grant', 'class');
    expected = await whole.text('acme.shown');
  });
  afterAll(() => whole.close());
  afterEach(async () => {
    for (const site of sites) await site.close();
    sites = [];
  });

  it('Handlers that see a whole course count what there is, and give what they keep to the views of their extension', () => {
    const [seen, turns, latest, never] = JSON.parse(expected ?? '') as [Record<string, number>, number, number, null];
    // each learner registers, plays and pauses a video and answers once or twice; an answer is a statement of a part, too
    expect(seen).toMatchObject({ seen: all.length, most: 30, of: 30 });
    expect(turns).toBe(all.filter(({ verb }) => verb.id.endsWith('/evaluated')).length);
    expect(latest).toBe(
      Math.max(...all.filter(({ verb }) => verb.id.endsWith('/evaluated')).map((one) => Date.parse(one.timestamp))),
    );
    expect(never).toBeNull();
  });

  it('Handlers that see a whole course keep the same where an event comes a day late, and where the rest comes in two halves and twice', async () => {
    const late = all[4]!;
    const others = all.filter((one) => one !== late);
    const half = Math.floor(others.length / 2);
    const site = await open(others.slice(0, half));
    await site.install('acme/loops', LOOP, '--grant', 'class');
    await site.load([...others.slice(half)].reverse());
    await site.settle();
    expect(await site.text('acme.shown')).not.toBe(expected);
    await site.load([late, ...others.slice(0, 7)]);
    await site.settle();
    expect(await site.text('acme.shown')).toBe(expected);
  });

  it('Handlers that see a whole course begin anew where a checkpoint is of another version of Marginalia', async () => {
    const site = await open(all.slice(0, -1));
    await site.install('acme/loops', LOOP, '--grant', 'class');
    const { engine } = site.site;
    const kept = await site.rows('extension_checkpoints');
    expect(kept).not.toHaveLength(0);
    await engine.insert(
      `${engine.databases.own}.extension_checkpoints`,
      kept.map((row) => ({ ...row, state: `another ${String(row.state)}`, version: Number(row.version) + 1 })),
    );
    await site.load(all.slice(-1));
    await site.settle();
    expect(await site.text('acme.shown')).toBe(expected);
  });

  it('Handlers that see a whole course are not enabled without the grant, keep nothing of nobody, and fail alone and with words', async () => {
    const site = await open([]);
    await expect(site.install('acme/loops', LOOP)).rejects.toThrow(/needs --grant class/);
    expect((await site.run('status', 'acme')).said).toMatch(/it sees all learners of a course at once/);
    await expect(site.install('acme/loops', LOOP.replaceAll("grants: ['class']", 'grants: []'))).rejects.toThrow(
      /busiest: a loop handler sees the whole class/,
    );
    await site.run('enable', 'acme', '--courses', 'all', '--grant', 'class', '--wait');
    expect(await site.text('acme.shown')).toBe('[null,null,null,null]');
    const bad = LOOP.replaceAll("'shown'", "'bad'").replace('seen += 1;', "throw new Error('enough of them');");
    await site.install('acme/bad', bad, '--grant', 'class');
    await site.load(all.slice(0, 20));
    for (let at = 0; at < 5; at += 1) await site.settle();
    expect((await site.run('status', 'acme/bad')).said).toMatch(/paused: enough of them/);
    expect(await site.text('acme.bad')).toBe('[null,null,null,null]');
    expect(await site.text('acme.shown')).toMatch(/"seen":20/);
  });

  it('Handlers that see a whole course forget a learner: what was kept of the course is made again of the others', async () => {
    const site = await open(all);
    await site.install('acme/loops', LOOP, '--grant', 'class');
    const gone = all[0]!.actor.account.name;
    await forget(site.site.workspace, gone, 'deleted', () => undefined, new AbortController().signal);
    expect(await site.rows('extension_kept')).toEqual([]);
    expect(await site.rows('extension_checkpoints')).toEqual([]);
    await site.settle();
    const left = all.filter(({ actor }) => actor.account.name !== gone);
    expect(await site.text('acme.shown')).toMatch(new RegExp(`"seen":${left.length},"most":29,"of":29`));
    expect((await site.run('remove', 'acme', '--yes')).status).toBe(0);
    expect(await site.rows('extension_checkpoints')).toEqual([]);
  });
});

describe('checkpoints', () => {
  it('Checkpoints are kept closely of the last hour, daily of the last week, weekly before, and the newest two always', () => {
    const hour = 3_600_000_000;
    const all = Array.from({ length: 24 * 60 + 1 }, (_, at) => ({ time: at * hour }));
    const kept = thinned(all).map(({ time }) => time / hour);
    expect(kept.slice(-2)).toEqual([1439, 1440]);
    expect(kept.filter((at) => at > 1440 - 24).length).toBeLessThanOrEqual(7);
    expect(kept.length).toBeLessThan(30);
    expect(thinned(thinned(all))).toEqual(thinned(all));
  });
});
