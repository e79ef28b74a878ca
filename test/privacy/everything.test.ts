import * as contract from '@marginalia/contract';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { openServices } from '../../api/metrics';
import { METRIC_FILES } from '../../api/metrics/registry';
import { type TestApi, openTestApi } from '../http/api';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { Alone } from './attack/alone';
import {
  ALONE,
  BLOCK_ASKS,
  CLASS_ASKS,
  type Given,
  ROUTES,
  type Route,
  WEEK_ASKS,
  ask,
  askFiles,
  loadCourses,
} from './attack/asking';
import {
  countedByWeek,
  differentSizes,
  differsFromNobody,
  extremes,
  momentsOfFew,
  timesIn,
  timesOfFew,
  smallGroups,
  smallNumbers,
  smallSteps,
  noSums,
  numbersSeen,
} from './attack/judge';
import { NO_LEARNERS, NO_SUMS, isListed } from './attack/exempt';
import { parseMicros } from '../../api/lib/time';
import { CLASSES, type Class, courseOf, timesOf } from './attack/madeUp';

/**
 * Somebody of a course's team asks everything there is to ask: every route and file, windows, tracks and groups, of classes of
 * 1 to 90 learners, with a threshold of 10, and looks for single people: by small numbers, sizes that differ by few, extremes,
 * moments, and by solving all answers as equations. What a number counts is not written down here: it is found by courses with
 * one learner each. So a number that is new in the contract is attacked as it is; where it is none of what is known here, or
 * never seen, this is red until somebody says what it is.
 */
const MIN = 10;
/** For whoever runs the site: events of the whole site, as its metrics tell them, and nothing of learners. */
const OF_OPERATORS: ReadonlySet<string> = new Set([contract.getSiteHealth.path]);
/** Here no extension is installed: privacy/extension attacks what they tell beside all that the panels do. */
const OF_EXTENSIONS: ReadonlySet<string> = new Set([contract.getCards.path, contract.getExtensionMetric.path]);

let at: TestWorkspace;
let strict: TestApi;
let exact: TestApi;
const byBlock = new Map<string, Given[]>();
const byClass = new Map<string, Given[]>();
/** What is told of each class week by week. */
const byWeek = new Map<string, Given[]>();
let alone: Alone;

beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadCourses(at, CLASSES);
  for (const run of Object.keys(CLASSES)) await at.workspace.models.ensure(courseOf(run));
  const [ten, one] = [openServices(at.engine, MIN, NO_RULES), openServices(at.engine, 1, NO_RULES)];
  strict = await openTestApi({ services: () => ten });
  exact = await openTestApi({ services: () => one });
  alone = new Alone(exact);
  for (const run of Object.keys(CLASSES)) {
    const given: Given[] = [];
    for (const asked of BLOCK_ASKS) given.push(await ask(strict, run, asked));
    byBlock.set(run, given);
    const others: Given[] = [];
    for (const asked of CLASS_ASKS) others.push(await ask(strict, run, asked));
    byClass.set(run, others);
    const weekly: Given[] = [];
    for (const asked of WEEK_ASKS) weekly.push(await ask(strict, run, asked));
    byWeek.set(run, weekly);
    await alone.learn([...given, ...weekly]);
  }
}, 900_000);
afterAll(async () => {
  await strict.close();
  await exact.close();
  await at.close();
});

const everywhere = (): Given[] => [...byBlock.values(), ...byClass.values(), ...byWeek.values()].flat();
const ofEach = (judge: (given: Given, counts: Class) => string[]): string[] =>
  Object.entries(CLASSES).flatMap(([run, counts]) =>
    (byBlock.get(run) ?? []).flatMap((given) => judge(given, counts).map((leak) => `${run}: ${leak}`)),
  );

describe('the attack', () => {
  it('The attack asks every route that needs no identities', () => {
    const gets = Object.values(contract).flatMap((one) =>
      typeof one === 'object' && one !== null && 'method' in one && 'response' in one && one.method === 'GET'
        ? [one]
        : [],
    );
    const asked = new Set<string>(Object.values(ROUTES).map(({ path }) => path));
    const gated = new Set<string>([contract.getLearners.path, contract.getLearner.path]);
    const open = gets
      .map(({ path }) => path)
      .filter((path) => /^\/api\/v1\/(courses|site)/.test(path) && !gated.has(path))
      .filter((path) => !OF_EXTENSIONS.has(path) && !OF_OPERATORS.has(path));
    expect(open.filter((path) => !asked.has(path))).toEqual([]);
    expect(open.length).toBeGreaterThan(10);
  });

  const routes = (Object.keys(ROUTES) as Route[]).filter((route) => route !== 'extension');
  it.each(routes)('The attack sees every number of the contract of %s, or says why not', (route) => {
    const { unseen, unknown, exempt } = numbersSeen(route, everywhere());
    expect([unseen, unknown, exempt]).toEqual([[], [], []]);
  });

  const listed = METRIC_FILES.filter(({ member }) => member === undefined);
  it.each(listed.map((metric) => [metric.id, metric] as const))(
    'The attack sees the numbers of learners of %s, which stands in a list',
    (id, { of, shape }) => {
      const stated = [...byBlock.values()].flat().flatMap(({ ask: asked, json }) => {
        const { metrics = [] } = json as { readonly metrics?: readonly contract.MetricValue[] };
        return asked.route === of ? metrics.filter((metric) => metric.id === id) : [];
      });
      expect(stated.flatMap((metric) => shape.counts(metric as never)).length).toBeGreaterThan(0);
    },
  );

  it('The attack knows of every number about blocks what it adds up, or says that it is no sum', () => {
    const all = Object.entries(CLASSES).flatMap(([run, counts]) =>
      (byBlock.get(run) ?? []).map((given) => ({ given, counts })),
    );
    expect(noSums(all, alone.contributions)).toEqual([]);
  });
});

describe('nobody of a team can find', () => {
  it('Nobody of a team can find a small number of learners', () => {
    const all = [...byBlock, ...byClass, ...byWeek].flatMap(([run, given]) =>
      given.flatMap((one) => smallNumbers(one, MIN, NO_LEARNERS).map((leak) => `${run}: ${leak}`)),
    );
    expect(all).toEqual([]);
  });

  it('Nobody of a team can find few by whom the size of a group inside differs from the panel’s own', () => {
    expect(ofEach((given) => differentSizes(given, MIN))).toEqual([]);
  });

  it('Nobody of a team can find few by whom two seconds of a video differ', () => {
    expect(ofEach((given) => smallSteps(given, MIN, ['curve[].viewers', 'survival[].learners']))).toEqual([]);
  });

  it('Nobody of a team can find a small group by adding and subtracting all reports', () => {
    const leaks = Object.entries(CLASSES).flatMap(([run, counts]) =>
      smallGroups(
        byBlock.get(run) ?? [],
        counts,
        MIN,
        (route, pattern) => !isListed(NO_SUMS, route, pattern),
        alone.contributions,
      ).map((leak) => `${run}: ${leak}`),
    );
    expect(leaks).toEqual([]);
  });

  it('Nobody of a team can find a small group by adding and subtracting what is told week by week', () => {
    const all = Object.entries(CLASSES).flatMap(([run, counts]) =>
      (byWeek.get(run) ?? []).map((given) => ({ given: countedByWeek(given), counts })),
    );
    expect(noSums(all, alone.contributions)).toEqual([]);
    const leaks = Object.entries(CLASSES).flatMap(([run, counts]) =>
      smallGroups((byWeek.get(run) ?? []).map(countedByWeek), counts, MIN, () => true, alone.contributions).map(
        (leak) => `${run}: ${leak}`,
      ),
    );
    expect(leaks).toEqual([]);
  });

  it('Nobody of a team can find the largest or the smallest number of one learner', () => {
    const isExempt = (route: Route, pattern: string): boolean =>
      isListed(NO_LEARNERS, route, pattern) && pattern !== 'attempts.max';
    expect(ofEach((given, counts) => extremes(given, counts, MIN, isExempt, alone.contributions))).toEqual([]);
  });

  it('Nobody of a team can find the moment at which one of few did something', () => {
    expect(ofEach(momentsOfFew)).toEqual([]);
    // the course’s own, and those of other runs and courses that an answer names
    const sizeOf = (counts: Class): number => counts.reduce((sum, learners) => sum + learners, 0);
    const all = [...Object.entries(CLASSES), ...ALONE];
    const small = all.filter(([, counts]) => sizeOf(counts) < MIN);
    const few = new Set(small.flatMap(([run, counts]) => timesOf(run, counts).map((time) => parseMicros(time) ?? 0)));
    const large = all.filter(([, counts]) => sizeOf(counts) >= MIN);
    expect(
      large.flatMap(([run, counts]) => timesOf(run, counts)).filter((time) => few.has(parseMicros(time) ?? 0)),
    ).toEqual([]);
    expect(everywhere().flatMap(timesIn).length).toBeGreaterThan(0);
    expect(everywhere().flatMap((given) => timesOfFew(given, few))).toEqual([]);
  });

  it('Nobody of a team can find whether anybody is in a track that is not disclosed', () => {
    const leaks = [...byBlock].flatMap(([run, given]) => {
      const choices = given.find(({ ask: asked }) => asked.route === 'choices')?.json as unknown as contract.Choices;
      const disclosed = choices.tracks.map(({ track }) => track);
      return differsFromNobody(given, disclosed).map((leak) => `${run}: ${leak}`);
    });
    expect(leaks).toEqual([]);
  });

  it('Nobody of a team can find a number in a file that the reports do not tell', async () => {
    const run = 'A1';
    const disclosed = new Set(
      [...(byBlock.get(run) ?? []), ...(byClass.get(run) ?? [])].flatMap(({ leaves }) =>
        leaves.map(({ value }) => value),
      ),
    );
    const leaks: string[] = [];
    for (const [path, numbers] of await askFiles(strict, run))
      for (const value of numbers)
        if (!disclosed.has(value) && value > 0 && value < MIN) leaks.push(`${path}: ${value}`);
    expect(leaks).toEqual([]);
  });
});
