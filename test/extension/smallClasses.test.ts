/** Small classes: whatever an extension says of nine learners is hidden, and so are nine beside five. */
import type { ExtensionReport } from '@marginalia/contract';
import { operatorScope } from '../../api/auth/scope';
import { COURSE, PROBLEM, START, statementsOf } from '../http/smallCourse';
import { Site } from './site';

/** A metric of each kind; the first nine learners of a class are early, and come seven seconds after each other. */
const SOURCE = `
const each = (valueOf) => ({ events }) => ({ '${PROBLEM}': valueOf(events) });
const common = { sentence: 'Something that each learner has here.', on: 'problem', events: { context: 'all' } };
const isEarly = (events) => events[0].time < ${START / 1000 + 9 * 7000};
const amount = { unit: 'events', min: 0, max: 50 };
export const early = sdk.defineMetric({ ...common, id: 'early', title: 'Early',
  as: sdk.share({ among: 'tried' }), each: each(isEarly) });
export const when = sdk.defineMetric({ ...common, id: 'when', title: 'When',
  as: sdk.counts({ among: 'tried', categories: ['early', 'late'] }), each: each((all) => (isEarly(all) ? 'early' : 'late')) });
export const often = sdk.defineMetric({ ...common, id: 'often', title: 'Often',
  as: sdk.middle(amount), each: each((all) => all.length) });
export const all = sdk.defineMetric({ ...common, id: 'all', title: 'All',
  as: sdk.total(amount), each: each((all) => all.length) });
export const spread = sdk.defineMetric({ ...common, id: 'spread', title: 'Spread',
  as: sdk.histogram({ ...amount, steps: [0, 5, 10] }), each: each((all) => all.length) });
export const above = sdk.defineMetric({ ...common, id: 'above', title: 'Above', as: sdk.share({ among: 'tried' }),
  params: { least: sdk.z.enum(['3', '4', '5', '6', '7']) },
  each: ({ events }, { least }) => ({ '${PROBLEM}': events.length >= Number(least) }) });
`;

const siteOf = async (learners: number): Promise<Site> => {
  const site = await Site.open(statementsOf(undefined, undefined, undefined, learners));
  await site.install('acme/small', SOURCE);
  return site;
};
const report = (site: Site, metric: string, params: Record<string, string> = {}): Promise<ExtensionReport> =>
  site.answers().metric(operatorScope(COURSE), `acme.${metric}`, { block: PROBLEM, ...params });
/** Every number that a report tells, but for the threshold and the time. */
const numbersIn = (report: ExtensionReport): number[] => {
  const { minLearners: _m, asOf: _a, skipped: _s, ...told } = report as ExtensionReport & { skipped?: unknown };
  return [...JSON.stringify(told).matchAll(/[:[,](-?\d+(?:\.\d+)?)/g)].map(([, text]) => Number(text));
};

describe('a class of nine', () => {
  let site: Site;
  beforeAll(async () => {
    site = await siteOf(9);
  });
  afterAll(() => site.close());

  it.each(['early', 'when', 'often', 'all', 'spread', 'above'])(
    'A class of nine has no number of the metric %s, on no surface',
    async (metric) => {
      const told = await report(site, metric);
      expect(told.state).toBe('ready');
      expect(numbersIn(told)).toEqual([]);
      const cards = await site.answers().cards(operatorScope(COURSE), PROBLEM);
      expect(cards.find(({ id }) => id === `acme.${metric}`)).toMatchObject({ state: 'withheld' });
    },
  );
});

describe('a class of fourteen', () => {
  let site: Site;
  beforeAll(async () => {
    site = await siteOf(14);
  });
  afterAll(() => site.close());

  it('A class of fourteen has neither the nine of one category nor the five of the other', async () => {
    expect(numbersIn(await report(site, 'when'))).toEqual([]);
    expect(numbersIn(await report(site, 'early'))).toEqual([]);
    // of all of them something may be told
    expect(numbersIn(await report(site, 'all'))).toContain(14);
  });
});

describe('a class of forty', () => {
  let site: Site;
  beforeAll(async () => {
    site = await siteOf(40);
  });
  afterAll(() => site.close());

  it('A class of forty has no two combinations of parameters that differ by one to nine learners', async () => {
    const counts: number[] = [];
    for (const least of ['3', '4', '5', '6', '7']) {
      const told = await report(site, 'above', { least });
      if (told.state === 'ready' && told.shape === 'share' && told.value.kind === 'value')
        counts.push(told.value.count, told.value.of);
    }
    expect(counts.length).toBeGreaterThan(0);
    for (const one of counts)
      for (const other of counts) expect(one === other || Math.abs(one - other) >= 10).toBe(true);
  });
});
