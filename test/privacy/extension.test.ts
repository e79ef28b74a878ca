import { join } from 'node:path';
import { getOutline } from '@marginalia/contract';
import { parseCommand } from '../../api/cli/parseCommand';
import type { ExtensionCommand } from '../../api/cli/extension/command';
import { manageExtension } from '../../api/cli/extension/manage';
import { ExtensionReports } from '../../api/extension/reports';
import { openServices } from '../../api/metrics';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { type TestApi, openTestApi } from '../http/api';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { Alone } from './attack/alone';
import {
  BESIDE_EXTENSION,
  EXTENSION_ASKS,
  type Given,
  OUTLINE_ASKS,
  ask,
  askCards,
  askExtensionFiles,
  loadCourses,
} from './attack/asking';
import { NO_LEARNERS, NO_SUMS, isListed } from './attack/exempt';
import { extremes, noSums, numbersSeen, smallGroups, smallNumbers, smallSteps } from './attack/judge';
import { numbersOf } from './attack/numbers';
import { CLASSES as ALL, type Class, almostAlike } from './attack/madeUp';

/**
 * Somebody writes an extension that asks what an attacker would, has it switched on, and solves what it tells of a problem
 * together with all that the problem's panel tells, in all windows and tracks. The classes, the threshold of 10
 * and how it is found out what a number counts are those of privacy/everything.
 */
const MIN = 10;
const CLASSES: Record<string, Class> = {
  ...Object.fromEntries(Object.entries(ALL).filter(([run]) => !['A6', 'R2'].includes(run))),
  /** Both tracks are large. */
  A2: almostAlike(13, [[6, 20]]),
};

let at: TestWorkspace;
let strict: TestApi;
let exact: TestApi;
let alone: Alone;
const answers = new Map<string, Given[]>();

const operate = async (...words: string[]): Promise<void> => {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const signal = new AbortController().signal;
  const io = { stdin: process.stdin, out: say, err: say, isTerminal: false, signal };
  const command = parseCommand(['extension', ...words]) as ExtensionCommand;
  if ((await manageExtension(at.workspace, command, MIN, io)) !== 0) throw new Error(said.join(''));
};

const openApi = (minLearners: number): Promise<TestApi> => {
  const services = openServices(at.engine, minLearners, NO_RULES);
  const extensions = new ExtensionReports(at.engine, minLearners, services.reports, () => at.workspace.extensions);
  return openTestApi({ services: () => services, extensions: () => extensions });
};

beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadCourses(at, CLASSES);
  await operate('add', join(__dirname, 'attack', 'hostile.ts'));
  await operate('enable', 'hostile/hostile', '--courses', 'all', '--grant', 'class', '--wait');
  strict = await openApi(MIN);
  exact = await openApi(1);
  alone = new Alone(exact);
  for (const run of Object.keys(CLASSES)) {
    const given: Given[] = [];
    for (const asked of [...BESIDE_EXTENSION, ...EXTENSION_ASKS]) given.push(await ask(strict, run, asked));
    answers.set(run, given);
    await alone.learn(given);
  }
  for (const asked of OUTLINE_ASKS) {
    await operate('outline', `hostile.${asked.metric}`);
    for (const run of Object.keys(CLASSES)) {
      const given = await ask(strict, run, asked);
      answers.get(run)?.push(given);
      await alone.learn([given]);
    }
  }
}, 600_000);
afterAll(async () => {
  await strict.close();
  await exact.close();
  await at.close();
});

const ofExtension = (run: string): Given[] =>
  (answers.get(run) ?? []).filter(({ ask: { route } }) => route === 'extension');
/** What the outline has beside each block. */
const ofOutline = (run: string): Given[] =>
  (answers.get(run) ?? []).filter(({ ask: { route, metric } }) => route === 'outline' && metric !== undefined);
const everywhere = (): { run: string; given: Given; counts: Class }[] =>
  Object.entries(CLASSES).flatMap(([run, counts]) =>
    [...ofExtension(run), ...ofOutline(run)].map((given) => ({ run, given, counts })),
  );

describe('the attack by an extension', () => {
  it('The attack by an extension sees every number that the contract has for one, or says why not', () => {
    const given = everywhere().map((one) => one.given);
    expect(numbersSeen('extension', given)).toEqual({ unseen: [], unknown: [], exempt: [] });
  });

  it('The attack by an extension is told something by each of its metrics', () => {
    const told = everywhere().flatMap(({ given }) =>
      given.ask.route === 'extension' &&
      given.leaves.some(({ pattern, value }) => !/^(minLearners|params|skipped)/.test(pattern) && value > 0)
        ? [given.ask.metric]
        : [],
    );
    expect([...new Set(told)].sort()).toEqual([...new Set(EXTENSION_ASKS.map(({ metric }) => metric))].sort());
  });

  it('The attack by an extension sees what the outline has of it, for every metric that it may have', () => {
    const seen = OUTLINE_ASKS.map(({ metric }) =>
      Object.keys(CLASSES).flatMap((run) =>
        ofOutline(run)
          .filter((given) => given.ask.metric === metric)
          .flatMap(({ leaves }) => leaves.filter(({ pattern }) => pattern.startsWith('blocks[].extension.'))),
      ),
    );
    expect(OUTLINE_ASKS.map(({ metric }) => metric).sort()).toEqual(
      ['crowd', 'indicator', 'of-track', 'often', 'pause', 'twice', 'wrong'].sort(),
    );
    expect(seen.map((leaves) => leaves.length > 0)).toEqual(OUTLINE_ASKS.map(() => true));
    const patterns = new Set(seen.flat().map(({ pattern }) => pattern));
    const numbers = numbersOf(getOutline.response).filter((pattern) => pattern.startsWith('blocks[].extension.'));
    expect([...patterns].sort()).toEqual(['blocks[].extension.count', ...numbers].sort());
    const blocks = new Set(seen.flat().map(({ place }) => /block@(\w+)/.exec(place)?.[1]));
    expect([...blocks].sort()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
  });

  it('The attack by an extension knows of every number what it adds up, or says that it is no sum', () => {
    expect(noSums(everywhere(), alone.contributions)).toEqual([]);
  });
});

describe('by an extension nobody can find', () => {
  it('Nobody can find a small number of learners by an extension', () => {
    expect(
      everywhere().flatMap(({ run, given }) => smallNumbers(given, MIN, NO_LEARNERS).map((leak) => `${run}: ${leak}`)),
    ).toEqual([]);
  });

  const smallGroupsAmong = (partOf: (given: Given) => Given): string[] =>
    Object.entries(CLASSES).flatMap(([run, counts]) =>
      smallGroups(
        (answers.get(run) ?? []).map(partOf),
        counts,
        MIN,
        (route, pattern) => !isListed(NO_SUMS, route, pattern),
        alone.contributions,
      ).map((leak) => `${run}: ${leak}`),
    );
  /** Neither windows nor weeks. */
  const ofAllTime = (given: Given): Given => {
    const { query = {} } = given.ask;
    const isWindow = 'from' in query || 'to' in query;
    return { ...given, leaves: isWindow ? [] : given.leaves.filter(({ pattern }) => !pattern.startsWith('trend[]')) };
  };

  it('Nobody can find a small group by adding and subtracting all that an extension tells and all that the panel tells of all time', () => {
    expect(smallGroupsAmong(ofAllTime)).toEqual([]);
  });

  it('Nobody can find a small group by adding and subtracting what the panel tells of windows and weeks beside an extension, too', () => {
    expect(smallGroupsAmong((given) => given)).toEqual([]);
  });

  it('Nobody can find few by whom two totals of an extension differ, where each learner gives one or nothing', () => {
    const leaks = Object.keys(CLASSES).flatMap((run) => {
      const totals = ofExtension(run).flatMap(({ ask: { metric }, leaves }) =>
        metric === 'indicator' ? leaves.filter(({ pattern }) => pattern === 'value') : [],
      );
      const merged = { ask: { route: 'extension' as const }, json: {}, leaves: totals };
      return smallSteps(merged, MIN, ['value']).map((leak) => `${run}: ${leak}`);
    });
    expect(leaks).toEqual([]);
  });

  it('Nobody can find the largest or the smallest number of one learner by an extension', () => {
    const isExempt = (route: 'extension', pattern: string): boolean => isListed(NO_LEARNERS, route, pattern);
    expect(
      everywhere().flatMap(({ run, given, counts }) =>
        extremes(given, counts, MIN, isExempt as never, alone.contributions).map((leak) => `${run}: ${leak}`),
      ),
    ).toEqual([]);
  });

  it.each(Object.keys(CLASSES))(
    'Nobody can find a number of an extension on a card or in a file that its route does not tell, in class %s',
    async (run) => {
      const told = new Set(ofExtension(run).flatMap(({ leaves }) => leaves.map(({ value }) => value)));
      const cards = (await askCards(strict, run)).map(({ value }) => value);
      const files = await askExtensionFiles(strict, run);
      expect([...cards, ...files].filter((value) => !told.has(value))).toEqual([]);
      if (run === 'A1') expect([cards.length > 0, files.length > 0]).toEqual([true, true]);
    },
  );

  it.each(Object.keys(CLASSES))(
    'A number on the outline is never one that its route does not tell of the block, in class %s',
    async (run) => {
      const untold: string[] = [];
      let told = 0;
      for (const { ask: asked, leaves } of ofOutline(run))
        for (const id of ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']) {
          const own = leaves.filter(
            ({ place, pattern }) => place.includes(`block@${id}"`) && /extension\.(value|of)$/.test(pattern),
          );
          if (own.length === 0) continue;
          const there = await ask(strict, run, { ...asked, route: 'extension', block: ['problem', id] });
          const known = new Set(there.leaves.map(({ value }) => value));
          untold.push(
            ...own.filter(({ value }) => !known.has(value)).map((leaf) => `${asked.metric} ${leaf.id}: ${leaf.value}`),
          );
          told += own.length;
        }
      expect(untold).toEqual([]);
      if (run === 'A1') expect(told).toBeGreaterThan(0);
    },
  );
});
