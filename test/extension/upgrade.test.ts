/** Whoever asks while an extension is upgraded has the old numbers, then the new: never some of both, and never none. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Card } from '@marginalia/contract';
import { operatorScope } from '../../api/auth/scope';
import { reportsOf } from '../../api/cli/extension/report';
import type { Registry } from '../../api/extension/registry';
import { ExtensionReports } from '../../api/extension/reports';
import type { Runtime } from '../../api/extension/runtime';
import { openServices } from '../../api/metrics';
import { openTestApi } from '../http/api';
import { COURSE, PROBLEM, statementsOf } from '../http/smallCourse';
import { MIN, Site } from './site';

const LEARNERS = 40;
const metric = (id: string, seconds: number): string => `
  export const ${id} = sdk.defineMetric({ id: '${id}', title: 'Of ${seconds}', sentence: 'The same for everybody.',
    on: 'problem', events: { context: 'all' }, as: sdk.middle({ unit: 'seconds', min: 0, max: 100000 }),
    each: ({ events }) => Object.fromEntries(events.filter(sdk.isSubmission).map(({ block }) => [block, ${seconds}])) });`;

/** What a card or a report says, in a word; all of one revision: its title and its numbers. */
const wordOf = (said: { title: string; state: string; value?: unknown }): string => {
  const found = said.value as { middle?: number; value?: { middle?: number } } | undefined;
  const middle = found?.middle ?? found?.value?.middle;
  return `${said.state}: ${said.title}, ${middle}`;
};
const word = (seconds: number): string => `ready: Of ${seconds}, ${seconds}`;

describe('while an extension is upgraded', () => {
  let site: Site;
  let version = 0;
  const folder = join(mkdtempSync(join(tmpdir(), 'marginalia-upgrade-')), 'up');
  /** Adds a version whose two metrics say a number of everybody. */
  const add = async (seconds: number): Promise<void> => {
    mkdirSync(folder, { recursive: true });
    version += 1;
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@up/both', version: `${version}.0.0` }));
    const sources = ['first', 'second'].map((id) => metric(id, seconds)).join('');
    writeFileSync(join(folder, 'extension.ts'), `import * as sdk from '@marginalia/extension';${sources}`);
    await site.run('add', folder);
  };

  beforeAll(async () => {
    site = await Site.open(statementsOf(undefined, undefined, undefined, LEARNERS));
    await add(10);
    await site.run('enable', 'up', '--courses', 'all', '--wait');
  });
  afterAll(() => site.close());

  it('Whoever asks over HTTP all the time has the old numbers, then the new, on every surface', async () => {
    const { workspace, engine } = site.site;
    const services = openServices(engine, MIN, workspace.learnerRules);
    const api = await openTestApi({ services: () => services, extensions: () => reportsOf(workspace, MIN) });
    const base = `/api/v1/courses/${encodeURIComponent(COURSE)}`;
    const block = encodeURIComponent(PROBLEM);
    const seen: Record<string, string[]> = { route: [], cards: [], csv: [] };
    const ask = async (): Promise<void> => {
      const route = await api.get(`${base}/extensions/up/first?block=${block}`);
      seen.route?.push(route.statusCode === 200 ? wordOf(route.json()) : route.body);
      const cards = (await api.get(`${base}/cards?block=${block}`)).json<Card[]>();
      seen.cards?.push(...(cards.length === 2 ? cards.map(wordOf) : [JSON.stringify(cards)]));
      const { body } = await api.get(`${base}/export/up.first.csv`);
      seen.csv?.push(`${/Of \d+/.exec(body)?.[0]}, ${/Cogs,(\d+),/.exec(body)?.[1]}`);
    };
    await ask();
    await add(20);
    await ask();
    let isDone = false;
    const upgraded = site.settle().then(() => (isDone = true));
    while (!isDone) await ask();
    await upgraded;
    await ask();
    await api.close();
    for (const [surface, words] of Object.entries(seen)) {
      const expected = [10, 20].map((seconds) => (surface === 'csv' ? `Of ${seconds}, ${seconds}` : word(seconds)));
      expect(words.filter((one, at) => one !== words[at - 1])).toEqual(expected);
    }
  });

  /** Reports of a service in which the upgrade ends just before the registry is read for the n-th time. */
  const upgradedAt = (read: number): ExtensionReports => {
    const { workspace, engine } = site.site;
    const { reports } = openServices(engine, MIN, workspace.learnerRules);
    let reads = 0;
    const inTheMiddle = async <T>(go: () => Promise<T>): Promise<T> => {
      reads += 1;
      if (reads === read) await site.settle();
      return go();
    };
    const { registry, hosts, rules } = workspace.extensions;
    const late = Object.create(registry, {
      all: { value: () => inTheMiddle(() => registry.all()) },
      metrics: { value: () => inTheMiddle(() => registry.metrics()) },
    }) as Registry;
    const runtime: Runtime = {
      ...{ isOn: true, registry: late, hosts, rules },
      progressIn: (...asked) => workspace.extensions.progressIn(...asked),
      pauseOf: (name) => workspace.extensions.pauseOf(name),
    };
    return new ExtensionReports(engine, MIN, reports, () => runtime);
  };

  it.each([2, 3, 4, 5])(
    'An answer is of one revision where the upgrade ends just before the registry is read for time %d in it',
    async (read) => {
      const [before, after] = [100 + read, 200 + read];
      await add(before);
      await site.settle();
      for (const seconds of [after, 2 * after]) {
        await add(seconds);
        const answers = upgradedAt(read);
        const said =
          seconds === after
            ? [await answers.metric(operatorScope(COURSE), 'up.first', { block: PROBLEM })]
            : await answers.cards(operatorScope(COURSE), PROBLEM);
        const words = new Set(said.map((one) => wordOf(one as Card)));
        expect(words.size).toBe(1);
        const old = seconds === after ? before : after;
        expect([word(old), word(seconds)].map(rounded)).toContain(rounded([...words].join()));
        await site.settle();
      }
    },
  );
});

/** Medians are told in two digits. */
const rounded = (text: string): string =>
  text.replace(/, (\d+)$/, (_, number: string) => `, ${Number(Number(number).toPrecision(2))}`);
