/** However the same statements come, an extension says the same of them. */
import { text } from 'node:stream/consumers';
import { operatorScope } from '../../api/auth/scope';
import { rebuild } from '../../api/worker/rebuild';
import { COURSE, PROBLEM, statementsOf } from '../http/smallCourse';
import { Site } from './site';

const WITH_DERIVED = `
export const stumbled = sdk.defineEventHandler({ id: 'stumbled', filter: { verbs: ['evaluated'], types: ['problem'] },
  derive: ({ events }) => events.filter(({ part, success }) => part === '' && !success)
    .map(({ time, block }) => ({ at: time, verb: 'own.stumbled', block })) });
export const falls = sdk.defineMetric({ id: 'falls', title: 'Falls', sentence: 'How often a learner stumbled here.',
  on: 'problem', events: { verbs: ['own.stumbled'] }, as: sdk.total({ unit: 'events', min: 0, max: 9 }), sql: { value: 'count()' } });
`;
const METRICS = ['acme.time-on-task', 'acme.after-hint', 'own.falls'];
const ALL = statementsOf(undefined, undefined, undefined, 40);

/** The same in another order: a new one for each seed. */
const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  let state = seed;
  const next = (): number => (state = (state * 16_807) % 2_147_483_647);
  return items
    .map((item) => ({ item, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
};
const inBatchesOf = <T>(size: number, items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

const sites: Site[] = [];
const open = async (): Promise<Site> => {
  const site = await Site.open();
  sites.push(site);
  return site;
};
const enable = async (site: Site): Promise<void> => {
  for (const name of ['time-on-task', 'after-hint']) {
    await site.run('add', `examples/${name}`);
    await site.run('enable', `acme/${name}`, '--courses', 'all', '--wait');
  }
  await site.install('own/falls', WITH_DERIVED);
};
/** The files of all metrics, and the cards of the problem. */
const said = async (site: Site): Promise<string> => {
  await site.settle();
  const files = await Promise.all(METRICS.map(async (id) => text(await site.answers().csv(operatorScope(COURSE), id))));
  return [...files, JSON.stringify(await site.answers().cards(operatorScope(COURSE), PROBLEM))].join('\n');
};

describe('the same statements', () => {
  let usual = '';
  beforeAll(async () => {
    const site = await open();
    await site.load(ALL);
    await enable(site);
    usual = await said(site);
  });
  afterEach(async () => {
    for (const site of sites.splice(0)) await site.close();
  });

  it('The same statements give numbers of each metric', () => {
    for (const id of METRICS) expect(usual).toContain(`(${id})`);
    expect(usual).toMatch(/"low":\d+/);
  });

  it('The same statements give the same numbers where they come in another order', async () => {
    const site = await open();
    await site.load(shuffled(ALL, 7));
    await enable(site);
    expect(await said(site)).toBe(usual);
  });

  it('The same statements give the same numbers where they come in batches of seven, and extensions count in between', async () => {
    const site = await open();
    await enable(site);
    for (const [at, batch] of inBatchesOf(7, shuffled(ALL, 11)).entries()) {
      await site.load(batch);
      // each time takes a second
      if (at % 8 === 0) await site.settle();
    }
    expect(await said(site)).toBe(usual);
  });

  it('The same statements give the same numbers where they come twice', async () => {
    const site = await open();
    await site.load(ALL);
    await enable(site);
    await site.load(ALL);
    expect(await said(site)).toBe(usual);
  });

  it('The same statements give the same numbers where half of them come before and half after extensions are enabled, and once all is made again', async () => {
    const site = await open();
    const mixed = shuffled(ALL, 13);
    await site.load(mixed.slice(0, mixed.length / 2));
    await enable(site);
    await site.load(mixed.slice(mixed.length / 2));
    expect(await said(site)).toBe(usual);
    await rebuild(site.site.workspace, () => undefined, new AbortController().signal);
    await site.site.workspace.extensions.renewAll();
    expect(await said(site)).toBe(usual);
  });
});
