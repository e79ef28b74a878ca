import * as contract from '@marginalia/contract';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { openServices } from '../../api/metrics';
import { METRIC_FILES } from '../../api/metrics/registry';
import { type TestApi, openTestApi } from '../http/api';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import {
  type Ask,
  BLOCK_ASKS,
  CLASS_ASKS,
  type Given,
  ROUTES,
  type Route,
  ask,
  askFiles,
  loadCourses,
  runOfKind,
} from './attack/asking';
import {
  type Contributions,
  type Exempt,
  differentSizes,
  differsFromNobody,
  extremes,
  momentsOfFew,
  smallGroups,
  smallNumbers,
  smallSteps,
  sumsAmong,
} from './attack/judge';
import { type Class, KINDS, almostAlike, randomClass } from './attack/madeUp';
import { isPosition, numbersOf } from './attack/numbers';

/**
 * Somebody of a course's team asks everything there is to ask: every route and file, windows, tracks and groups, of classes of
 * 1 to 90 learners, with a threshold of 10, and looks for single people: by small numbers, sizes that differ by few, extremes,
 * moments, and by solving all answers as equations. What a number counts is not written down here: it is found by courses with
 * one learner each. So a number that is new in the contract is attacked as it is; where it is none of what is known here, or
 * never seen, this is red until somebody says what it is.
 */
const MIN = 10;
/** How many classes are drawn, the same in every run: with fewer some numbers are never seen. CASES=20 tries more. */
const DRAWN = Number(process.env.CASES ?? 4);
const CLASSES: Record<string, Class> = {
  A0: almostAlike(6, [[9, 3]]),
  A1: almostAlike(13, [
    [3, 12],
    [5, 4],
    [0, 2],
  ]),
  /** Everybody is one of few. */
  A6: KINDS.map((_, kind) => (kind === 6 ? 3 : Number(kind === 13))),
  ...Object.fromEntries(Array.from({ length: DRAWN }, (_, n) => [`R${n + 2}`, randomClass(n + 2)])),
};

/** Numbers that are no numbers of learners, and why few of them tell of nobody. */
const AMOUNT = 'a mean or a share over a group that is large enough';
const SITE = 'as many as the course or the site has, whoever its learners are';
const QUANTILE = 'of the middle learner, whoever that is';
const EVERYWHERE = { minLearners: SITE };
const NO_LEARNERS: Exempt = {
  outline: { ...EVERYWHERE, 'blocks[].watched': AMOUNT },
  problem: {
    ...EVERYWHERE,
    'attempts.mean': AMOUNT,
    'attempts.median': QUANTILE,
    'attempts.max': 'so many, or more, by at least the threshold',
  },
  video: { ...EVERYWHERE, duration: SITE, coverage: AMOUNT },
  block: EVERYWHERE,
  choices: EVERYWHERE,
  runs: { ...EVERYWHERE, 'runs[].coverage': AMOUNT },
  attention: {
    ...EVERYWHERE,
    ...Object.fromEntries(
      numbersOf(contract.getAttention.response)
        .filter((pattern) => /^(counts|learners\.thresholds)\./.test(pattern))
        .map((pattern) => [pattern, SITE]),
    ),
  },
  overview: {
    ...EVERYWHERE,
    'summary.watched': AMOUNT,
    'completion.mean': AMOUNT,
    ...{ 'reach[].units.blocks': SITE, 'reach[].problems.blocks': SITE, 'reach[].videos.blocks': SITE },
  },
  group: {
    ...EVERYWHERE,
    ...{ 'reach[].units.blocks': SITE, 'reach[].problems.blocks': SITE, 'reach[].videos.blocks': SITE },
  },
  content: {
    ...EVERYWHERE,
    'problems[].course.meanTries': AMOUNT,
    'problems[].group.meanTries': AMOUNT,
    'problems[].course.medianTries': QUANTILE,
    'problems[].group.medianTries': QUANTILE,
    'videos[].course.coverage': AMOUNT,
    'videos[].course.seenTwice': AMOUNT,
    'videos[].group.coverage': AMOUNT,
    'videos[].group.seenTwice': AMOUNT,
    'videos[].course.viewings': AMOUNT,
    'videos[].group.viewings': AMOUNT,
    'videos[].duration': SITE,
  },
  views: EVERYWHERE,
  comparison: {
    ...EVERYWHERE,
    'courses[].summary.watched': AMOUNT,
    'courses[].videos.seenTwice': AMOUNT,
    'courses[].videos.count': SITE,
    'courses[].videos.meanSeconds': SITE,
  },
  site: { ...EVERYWHERE, 'organisations[].courses': SITE },
};
const STEPS = 'told in steps, which are looked at by themselves';
const THIRDS = 'of thirds, which others of the class make: tellThirds';
const CHOSEN = 'only where a passage stands out among many learners, each time of enough of them';
/** Numbers that are no sums over learners, and what keeps them from telling of one. */
const NO_SUMS: Exempt = {
  outline: {
    ...EVERYWHERE,
    'blocks[].watched': AMOUNT,
    'blocks[].firstTry.count': 'of a container only those inside that are told are added',
    'blocks[].firstTry.of': 'of a container only those inside that are told are added',
  },
  problem: {
    ...NO_LEARNERS.problem,
    'discrimination.of': 'judged beside the panel’s own',
    'parts[].flow[].learners': 'told by pairs, which are solved by themselves',
    'parts[].answers[].strongest': THIRDS,
    'parts[].answers[].weakest': THIRDS,
    'parts[].thirds.strongest': THIRDS,
    'parts[].thirds.weakest': THIRDS,
  },
  video: {
    ...NO_LEARNERS.video,
    'curve[].viewers': STEPS,
    'curve[].views': STEPS,
    'survival[].learners': STEPS,
    'rewatched[].learners': CHOSEN,
    'rewatched[].of': CHOSEN,
    'dropOff[].of': CHOSEN,
    'dropOff[].learners': CHOSEN,
    watchedSeconds: AMOUNT,
  },
  block: EVERYWHERE,
  choices: EVERYWHERE,
};
const JUDGED = 'of judgements made in the background: privacy/instructor solves them';
const LISTED = 'of findings that a class this small has none of: answers/attention';
const NO_EXPORT = 'of what an export of the course says';
const EXPERIMENTS = 'of experiments, which are none here: privacy/experiment';
/** Of every answer, but for the two without a head. */
const WAITING = { backlog: 'of statements that wait, of which here are none: of enough learners only' };
/** Numbers that no answer here has, by how their places begin, and why. */
const NOT_SEEN: Exempt = {
  runs: WAITING,
  outline: { ...WAITING, 'blocks[].attention': LISTED },
  problem: {
    ...WAITING,
    'parts[].choices': 'of answers that are lists: answers/problem',
    'parts[].other': 'of answers in own words: answers/problem',
    difficulty: 'of a model made in the background: answers/problem',
    edits: 'of edits, which are none here: privacy/subtraction',
    'metrics[]': 'of shapes that no metric file has: metrics/kit/shapes; those it has are looked for below',
    settings: NO_EXPORT,
  },
  video: { ...WAITING, 'skipped[]': CHOSEN, 'rewinds.landings': CHOSEN },
  // no source here says what is in an experiment: privacy/experiment attacks its numbers
  experiment: {
    ...WAITING,
    minLearners: EXPERIMENTS,
    following: EXPERIMENTS,
    'arms[]': EXPERIMENTS,
  },
  block: { ...WAITING, 'before.notReached': 'of units that some miss: answers/outline' },
  attention: { ...WAITING, reliability: LISTED, 'items[]': LISTED, learners: JUDGED },
  overview: {
    ...WAITING,
    'course.passLine': NO_EXPORT,
    'summary.daysToComplete': JUDGED,
    'summary.needHelp': JUDGED,
    'grades.passLine': NO_EXPORT,
  },
  group: { ...WAITING, 'weeks[].group': JUDGED, 'reach[]': JUDGED, 'tracks[]': JUDGED },
  content: { ...WAITING, 'videos[].group': JUDGED },
  views: WAITING,
  comparison: {
    ...WAITING,
    'courses[].passLine': NO_EXPORT,
    'courses[].summary.daysToComplete': JUDGED,
    'courses[].summary.needHelp': JUDGED,
    'courses[].differences': JUDGED,
  },
  site: { 'courses[].needHelp': JUDGED },
};
/** Here no extension is installed; what theirs tell beside all else of a block is solved in extension/disclose. */
/** For whoever runs the site: events of the whole site, as its metrics tell them, and nothing of learners. */
const OF_OPERATORS: ReadonlySet<string> = new Set([contract.getSiteHealth.path]);
const OF_EXTENSIONS: ReadonlySet<string> = new Set([contract.getCards.path, contract.getExtensionMetric.path]);

let at: TestWorkspace;
let strict: TestApi;
let exact: TestApi;
const byBlock = new Map<string, Given[]>();
const byClass = new Map<string, Given[]>();
const alone = new Map<string, Map<string, number>[]>();

const keyOf = ({ route, block, query = {} }: Ask): string => {
  const { track: _, ...others } = query;
  return JSON.stringify([route, block, Object.entries(others).sort()]);
};

const learn = async (asked: Ask): Promise<void> => {
  const key = keyOf(asked);
  if (alone.has(key)) return;
  const { track: _, ...query } = asked.query ?? {};
  const found: Map<string, number>[] = [];
  for (const kind of KINDS.keys()) {
    const { leaves } = await ask(exact, runOfKind(kind), { ...asked, query });
    found.push(new Map(leaves.map(({ id, value }) => [id, value])));
  }
  alone.set(key, found);
};

const contributions: Contributions = (asked, { id }) => {
  const track = asked.query?.track;
  return KINDS.map((kind, k) =>
    track === undefined || kind.track === track ? (alone.get(keyOf(asked))?.[k]?.get(id) ?? 0) : 0,
  );
};

const windowOf = ({ ask: asked, json }: Given): Ask => {
  const { window } = json as { window?: { from: string | null; to: string | null } };
  if (!window || asked.query === undefined) return asked;
  const { from, to } = window;
  return { ...asked, query: { ...(from ? { from } : {}), ...(to ? { to } : {}) } };
};

beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadCourses(at, CLASSES);
  const [ten, one] = [openServices(at.engine, MIN, NO_RULES), openServices(at.engine, 1, NO_RULES)];
  strict = await openTestApi({ services: () => ten });
  exact = await openTestApi({ services: () => one });
  for (const run of Object.keys(CLASSES)) {
    const given: Given[] = [];
    for (const asked of BLOCK_ASKS) given.push(await ask(strict, run, asked));
    byBlock.set(run, given);
    const others: Given[] = [];
    for (const asked of CLASS_ASKS) others.push(await ask(strict, run, asked));
    byClass.set(run, others);
    for (const one of given) {
      await learn(one.ask);
      await learn(windowOf(one));
    }
  }
}, 900_000);
afterAll(async () => {
  await strict.close();
  await exact.close();
  await at.close();
});

const everywhere = (): Given[] => [...byBlock.values(), ...byClass.values()].flat();
const ofEach = (judge: (given: Given, counts: Class) => string[]): string[] =>
  Object.entries(CLASSES).flatMap(([run, counts]) =>
    (byBlock.get(run) ?? []).flatMap((given) => judge(given, counts).map((leak) => `${run}: ${leak}`)),
  );
const isListed = (table: Exempt, route: Route, pattern: string): boolean => table[route]?.[pattern] !== undefined;

describe('the attack', () => {
  it('asks every route that needs no identities', () => {
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

  it.each(Object.keys(ROUTES) as Route[])('sees every number of the contract of %s, or says why not', (route) => {
    const seen = new Set(
      everywhere().flatMap(({ ask: asked, leaves }) =>
        asked.route === route ? leaves.map(({ pattern }) => pattern) : [],
      ),
    );
    const numbers = numbersOf(ROUTES[route].response).filter((pattern) => !isPosition(pattern));
    const unseen = numbers.filter((pattern) => !seen.has(pattern));
    const known = Object.keys(NOT_SEEN[route] ?? {});
    expect(unseen.filter((pattern) => !known.some((begin) => pattern.startsWith(begin)))).toEqual([]);
    expect(known.filter((begin) => !unseen.some((pattern) => pattern.startsWith(begin)))).toEqual([]);
    const listed = [NO_LEARNERS, NO_SUMS].flatMap((table) => Object.keys(table[route] ?? {}));
    expect(listed.filter((pattern) => !numbers.includes(pattern))).toEqual([]);
  });

  const listed = METRIC_FILES.filter(({ member }) => member === undefined);
  it.each(listed.map((metric) => [metric.id, metric] as const))(
    'sees the numbers of learners of %s, which stands in a list',
    (id, { of, shape }) => {
      const stated = [...byBlock.values()].flat().flatMap(({ ask: asked, json }) => {
        const { metrics = [] } = json as { readonly metrics?: readonly contract.MetricValue[] };
        return asked.route === of ? metrics.filter((metric) => metric.id === id) : [];
      });
      expect(stated.flatMap((metric) => shape.counts(metric as never)).length).toBeGreaterThan(0);
    },
  );

  it('knows of every number about blocks what it adds up, or says that it is no sum', () => {
    const all = Object.entries(CLASSES).flatMap(([run, counts]) =>
      (byBlock.get(run) ?? []).map((given) => ({ given, counts })),
    );
    const unknown = [...sumsAmong(all, contributions)].filter(([name, isSum]) => {
      const [route, pattern] = name.split(' ') as [Route, string];
      return !isSum && !/\.(value|low|high|middle)$/.test(pattern) && !isListed(NO_SUMS, route, pattern);
    });
    expect(unknown.map(([name]) => name)).toEqual([]);
  });
});

describe('nobody of a team can find', () => {
  it('a small number of learners', () => {
    const all = [...byBlock, ...byClass].flatMap(([run, given]) =>
      given.flatMap((one) => smallNumbers(one, MIN, NO_LEARNERS).map((leak) => `${run}: ${leak}`)),
    );
    expect(all).toEqual([]);
  });

  it('few by whom the size of a group inside differs from the panel’s own', () => {
    expect(ofEach((given) => differentSizes(given, MIN))).toEqual([]);
  });

  it('few by whom two seconds of a video differ', () => {
    expect(ofEach((given) => smallSteps(given, MIN, ['curve[].viewers', 'survival[].learners']))).toEqual([]);
  });

  it('a small group by adding and subtracting all answers', () => {
    const leaks = Object.entries(CLASSES).flatMap(([run, counts]) =>
      smallGroups(
        byBlock.get(run) ?? [],
        counts,
        MIN,
        (route, pattern) => !isListed(NO_SUMS, route, pattern),
        contributions,
      ).map((leak) => `${run}: ${leak}`),
    );
    expect(leaks).toEqual([]);
  });

  it('the largest or the smallest number of one learner', () => {
    const isExempt = (route: Route, pattern: string): boolean =>
      isListed(NO_LEARNERS, route, pattern) && pattern !== 'attempts.max';
    expect(ofEach((given, counts) => extremes(given, counts, MIN, isExempt, contributions))).toEqual([]);
  });

  it('the moment at which one of few did something', () => {
    expect(ofEach(momentsOfFew)).toEqual([]);
  });

  it('whether anybody is in a track that is not disclosed', () => {
    const leaks = [...byBlock].flatMap(([run, given]) => {
      const choices = given.find(({ ask: asked }) => asked.route === 'choices')?.json as unknown as contract.Choices;
      const disclosed = choices.tracks.map(({ track }) => track);
      return differsFromNobody(given, disclosed).map((leak) => `${run}: ${leak}`);
    });
    expect(leaks).toEqual([]);
  });

  it('a number in a file that the answers do not tell', async () => {
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
