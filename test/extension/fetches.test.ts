/** Rows that are fetched: when, with whose leave, with which secret, and what becomes of them. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctor } from '../../api/cli/doctor';
import { operatorScope } from '../../api/auth/scope';
import type { ManifestError } from '../../api/extension/manifest';
import { parseManifest } from '../../api/extension/manifest';
import { Secrets, secretNote } from '../../api/extension/secrets';
import type { Network } from '../../api/lib/publicFetch';
import { SourceFetches } from '../../api/worker/sourceFetches';
import { COURSE, UNIT, statementsOf } from '../http/smallCourse';
import { Survey, loopback } from '../support/survey';
import { Site } from './site';

const SECRET = 'tok-6f1d0a9c4b';
const [MINUTE, HOUR] = [60_000, 3_600_000];

const sourceOf = (url: string, more = ''): string => `
  const { z } = sdk;
  /** All that code here can find. */
  const around = () => {
    const found = [typeof process, typeof fetch];
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      try { found.push(name, String(globalThis[name]), JSON.stringify(globalThis[name])); } catch { found.push(name); }
    }
    found.push(JSON.stringify(survey));
    return found.join(' ');
  };
  export const survey = sdk.defineSource({ id: 'survey', title: 'Survey',
    fetch: { url: '${url}', every: '1h', secret: 'token'${more} },
    row: z.object({ user: z.string(), answer: z.string() }),
    event: ({ user, answer }) => ({ learner: user, course: '${COURSE}', block: '${UNIT}', verb: 'acme.surveyed',
      at: '2026-03-01T10:00:00Z', response: answer === 'look around' ? around() : answer }),
  });
  export const felt = sdk.defineMetric({ id: 'felt', title: 'Felt', sentence: 'The last answer of each learner.',
    on: 'vertical', events: { verbs: ['acme.surveyed'] }, as: sdk.counts({ among: 'valued', categories: ['clear', 'lost'] }),
    sql: { value: 'argMax(response, tuple(time, response))' } });`;

describe('rows that are fetched', () => {
  const all = statementsOf(undefined, undefined, undefined, 30);
  const names = [...new Set(all.map(({ actor }) => actor.account.name))];
  const rows = names.map((user, at) => ({ user, answer: at < 15 ? 'clear' : 'lost' }));
  const csv = ['user,answer', ...rows.map(({ user, answer }) => `${user},${answer}`), 'nobody,clear', ''].join('\n');
  const began = Date.now();
  let site: Site;
  let survey: Survey;
  let fetches: SourceFetches;

  const open = (network: Network = loopback()): SourceFetches =>
    new SourceFetches(site.site.engine, site.site.workspace.extensions, site.site.config, network);
  const stored = async (): Promise<number> => {
    const { own } = site.site.engine.databases;
    const [row] = await site.site.engine.rows(
      `SELECT count() AS n FROM ${own}.events FINAL WHERE verb LIKE '%surveyed'`,
    );
    return Number(row?.n);
  };
  const status = async (): Promise<string> => (await site.run('status', 'acme/survey')).said;
  const examined = async (): Promise<string> => {
    const said: string[] = [];
    const note = (text: string): void => void said.push(text);
    const signal = new AbortController().signal;
    const io = { stdin: process.stdin, out: note, err: note, isTerminal: false, signal };
    await doctor(site.site.workspace, io);
    return said.join('').replace(/^(?!.*extension).*\n/gm, '');
  };

  beforeAll(async () => {
    site = await Site.open(all);
    survey = await Survey.open();
    survey.answer = (response) => void response.end(csv);
    fetches = open();
    await site.install('acme/survey', sourceOf(survey.url()));
  });
  afterAll(async () => {
    await fetches.close();
    await site.close();
    await survey.close();
  });

  it('Rows that are fetched need the leave of the operator for the host, and then their secret', async () => {
    await fetches.runDue(began);
    expect(await status()).toContain(
      'survey is not fetched from api.survey.example: net:api.survey.example is not granted. ' +
        '`marginalia extension enable acme/survey --grant net:api.survey.example`',
    );
    expect(await examined()).not.toContain('MEND');
    const { said } = await site.run('enable', 'acme/survey', '--grant', 'net:api.survey.example');
    const remedy = 'marginalia extension secret acme/survey token < FILE';
    expect(said).toContain(`survey is not fetched yet: the secret token is not set. \`${remedy}\``);
    await fetches.runDue(began);
    expect(await examined()).toContain(
      `MEND  extension acme/survey: survey is not fetched from api.survey.example: the secret token is not set -> run \`${remedy}\``,
    );
    expect((await site.run('secret', 'acme', '--list')).said).toBe(
      'acme/survey token: not set, for api.survey.example\n',
    );
    expect(survey.connections).toBe(0);
  });

  it('Rows that are fetched have a secret that is read from standard input and checked', async () => {
    await expect(site.type('', 'secret', 'acme', 'token')).rejects.toThrow('Nothing came in');
    await expect(site.type('one\ntwo\n', 'secret', 'acme', 'token')).rejects.toThrow('one line');
    await expect(site.type('x', 'secret', 'acme', 'key')).rejects.toThrow('There are: acme/survey token');
    await expect(site.type('x', 'secret', 'acme')).rejects.toThrow('Say which secret');
    expect((await site.type(`${SECRET}\n`, 'secret', 'acme', 'token')).said).toBe(
      'The secret token of acme/survey is set. It is sent to api.survey.example only.\n',
    );
    expect((await site.run('secret', '--list')).said).toBe('acme/survey token: set, for api.survey.example\n');
  });

  it('Rows that are fetched become events; what makes none is told with its line', async () => {
    await fetches.runDue(began);
    expect(survey.asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${SECRET}`]);
    expect(await stored()).toBe(30);
    const words = await status();
    expect(words).toContain(
      `from api.survey.example at ${new Date(began).toISOString()}: 31 rows, 30 new, 0 known, 1 r`,
    );
    expect(words).toContain(`    line 32: its learner has done nothing in ${COURSE}\n`);
    await site.site.workspace.refresh();
    await site.settle();
    expect(await site.answers().metric(operatorScope(COURSE), 'acme.felt', { block: UNIT }, 'operator')).toMatchObject({
      categories: [
        { category: 'clear', learners: 15 },
        { category: 'lost', learners: 15 },
      ],
    });
  });

  it('Rows that are fetched make the same events as those of a file, as CSV or as JSON', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'marginalia-rows-'));
    const files: Record<string, string> = {
      'answers.csv': csv,
      'answers.jsonl': `\uFEFF${rows.map((row) => JSON.stringify(row)).join('\n')}\nnull\n`,
      'answers.json': JSON.stringify([...rows, []]),
      'cut.csv': `${csv}"never closed`,
    };
    const rejected: Record<string, number> = { 'cut.csv': 2 };
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name);
      writeFileSync(file, text);
      expect(
        JSON.parse((await site.run('load', 'acme.survey', file, '--rejects', join(folder, 'r'))).said),
      ).toMatchObject({ accepted: 0, duplicate: 30, rejected: rejected[name] ?? 1 });
    }
  });

  it('Rows that are fetched come again at their times, and nothing is counted twice', async () => {
    const before = survey.asked.length;
    await fetches.runDue(began + 1000);
    expect(survey.asked.length).toBe(before);
    survey.answer = (response) => void response.end(rows.map((row) => JSON.stringify(row)).join('\n'));
    await fetches.runDue(began + HOUR);
    expect(survey.asked.length).toBe(before + 1);
    expect(await status()).toContain('30 rows, 0 new, 30 known, 0 rejected');
    expect(await stored()).toBe(30);
  });

  it('Rows that are fetched count once, wherever that was stopped', async () => {
    const more = [...rows, { user: names[0], answer: 'lost' }];
    const text = more.map((row) => JSON.stringify(row)).join('\n');
    // before the answer was whole
    const first = open();
    survey.answer = (response) => {
      response.write(text.slice(0, 100));
      void first.close();
    };
    await first.runDue(began + 2 * HOUR);
    // after it, with nothing stored
    survey.answer = (response) => void response.end(text);
    const { hosts } = site.site.workspace.extensions;
    const killed = jest.spyOn(hosts, 'use').mockRejectedValue(new Error('killed'));
    await expect(open().runDue(began + 2 * HOUR)).rejects.toThrow('killed');
    killed.mockRestore();
    expect(await stored()).toBe(30);
    expect(await status()).toContain('30 rows, 0 new, 30 known');
    await fetches.runDue(began + 2 * HOUR);
    expect(await status()).toContain('31 rows, 1 new, 30 known');
    // after all was stored, before it was noted
    await fetches.renew('acme/survey', [{ id: 'survey' }]);
    expect(await status()).toContain('for the first time within seconds');
    await fetches.runDue(began + 2 * HOUR);
    expect(await status()).toContain('31 rows, 0 new, 31 known');
    expect(await stored()).toBe(31);
  });

  it('Rows that are fetched are not asked for again and again where the database fails', async () => {
    await fetches.renew('acme/survey', [{ id: 'survey' }]);
    const before = survey.asked.length;
    const insert = jest.spyOn(site.site.engine, 'insert').mockRejectedValue(new Error('no room'));
    await expect(fetches.runDue(began + 3 * HOUR)).rejects.toThrow('no room');
    await fetches.runDue(began + 3 * HOUR + MINUTE - 1);
    insert.mockRestore();
    expect(survey.asked.length).toBe(before + 1);
    await fetches.runDue(began + 3 * HOUR + MINUTE);
    expect(survey.asked.length).toBe(before + 2);
  });

  it('Rows that could not be fetched are tried again later and later, and it is said why', async () => {
    survey.answer = (response) => {
      response.statusCode = 503;
      response.end(SECRET);
    };
    const at = began + 4 * HOUR;
    await fetches.runDue(at);
    const again = new Date(at + MINUTE).toISOString();
    expect(await status()).toContain(`api.survey.example answers 503. It is tried again after ${again}`);
    expect(await examined()).toContain(
      'extension acme/survey: survey was not fetched: api.survey.example answers 503 ->',
    );
    const before = survey.asked.length;
    for (const minutes of [0.9, 1, 5.9, 6, 30.9, 31, 90.9, 91]) await fetches.runDue(at + minutes * MINUTE);
    expect(survey.asked.length).toBe(before + 4);
    // a secret that is set anew is tried at once
    survey.answer = (response) => void response.end(csv);
    await site.type(SECRET, 'secret', 'acme', 'token');
    await fetches.runDue(at + 92 * MINUTE);
    expect(await examined()).not.toContain('MEND');
  });

  it('Rows that are fetched leave the secret nowhere but with that host', async () => {
    survey.answer = (response) => void response.end(`user,answer\n${names[1] ?? ''},look around\n`);
    await fetches.runDue(began + 8 * HOUR);
    expect(await status()).toContain('1 rows, 1 new');
    const { engine } = site.site;
    const tables = await engine.rows(
      'SELECT database, name FROM system.tables WHERE has({of:Array(String)}, database)',
      {
        of: Object.values(engine.databases),
      },
    );
    let text = '';
    for (const { database, name } of tables)
      text += JSON.stringify(await engine.rows(`SELECT * FROM ${String(database)}.${String(name)}`));
    // what the code saw, and what is kept of the secret, are in there
    expect(text.includes('"undefined undefined Object ')).toBe(true);
    expect(text.includes(secretNote('acme/survey', 'token'))).toBe(true);
    expect(text.includes(SECRET)).toBe(false);
    expect(text.includes(Buffer.from(SECRET).toString('base64').slice(0, 12))).toBe(false);
    const said = [
      await status(),
      await examined(),
      (await site.run('docs')).said,
      (await site.run('secret', '--list')).said,
      JSON.stringify(await site.answers().definitions()),
      JSON.stringify(await site.answers().cards(operatorScope(COURSE), null)),
    ];
    expect(said.join('')).not.toContain(SECRET);
  });

  it('A secret is for one extension, one name and one host, and needs its key', async () => {
    const { engine, config } = site.site;
    const secrets = new Secrets(engine, config);
    expect((await secrets.find('acme/survey', 'token'))?.open()).toBe(SECRET);
    const [row] = (await site.rows('state')).filter(({ name }) => name === secretNote('acme/survey', 'token'));
    const moved = JSON.stringify({ ...(JSON.parse(String(row?.value)) as object), host: 'other.example' });
    await engine.insert(`${engine.databases.own}.state`, [
      { name: secretNote('other/survey', 'token'), value: row?.value },
      { name: secretNote('acme/survey', 'other'), value: moved },
    ]);
    const again = 'has to be set again';
    const opened = async (of: Secrets, extension: string, key: string) => (await of.find(extension, key))?.open();
    await expect(opened(secrets, 'other/survey', 'token')).rejects.toThrow(again);
    await expect(opened(secrets, 'acme/survey', 'other')).rejects.toThrow(again);
    const others = new Secrets(engine, { ...config, actorKey: 'k'.repeat(32) });
    await expect(opened(others, 'acme/survey', 'token')).rejects.toThrow(again);
    const restored = new Secrets(engine, { ...config, dataFolder: join(config.dataFolder, 'empty') });
    await expect(opened(restored, 'acme/survey', 'token')).rejects.toThrow(again);
    // a later version goes elsewhere: the secret does not go with it
    await site.run('disable', 'acme/survey');
    await site.install('acme/survey', sourceOf(survey.url('other.example')), '--grant', 'net:other.example');
    const before = survey.connections;
    await fetches.runDue(began + 9 * HOUR);
    expect(survey.connections).toBe(before);
    expect(await status()).toContain('the secret token was set for api.survey.example, and not for other.example');
  });

  it('A secret is deleted by itself, and with its extension', async () => {
    const notes = async () => (await site.rows('state')).filter(({ name }) => / acme\/survey /.test(String(name)));
    await site.run('disable', 'acme/survey');
    await site.install('acme/survey', sourceOf(survey.url(), ", header: 'x-api-token'"));
    survey.answer = (response) => void response.end(csv);
    await site.type(SECRET, 'secret', 'acme/survey', 'token');
    await fetches.runDue(began + 10 * HOUR);
    expect(survey.asked.at(-1)?.headers).toMatchObject({ 'x-api-token': SECRET });
    expect(await status()).toContain('line 32:');
    expect((await notes()).length).toBeGreaterThan(2);
    expect((await site.run('secret', 'acme', 'token', '--remove')).said).toContain('is deleted');
    expect((await site.run('secret', 'acme', '--list')).said).toContain('not set');
    await site.type(SECRET, 'secret', 'acme/survey', 'token');
    await site.run('remove', 'acme', '--yes');
    expect(await notes()).toEqual([]);
  });
});

describe('the address of rows', () => {
  const problems = (...fetches: unknown[]): string => {
    const sources = fetches.map((fetch, at) => ({ id: `s${at}`, title: 'S', row: {}, fetch }));
    const rest = { metrics: [], views: [], handlers: [], jobs: [], properties: [] };
    try {
      parseManifest('acme/survey', JSON.stringify({ ...rest, sources }));
      return '';
    } catch (error) {
      return (error as ManifestError).problems.join('\n');
    }
  };
  const url = 'https://api.survey.example/answers?form=1';
  it.each([
    { url, every: '1h' },
    { url, every: '0 6 * * *', secret: 'token', header: 'authorization: Token' },
  ])('The address of rows can be %j', (fetch) => expect(problems(fetch)).toBe(''));
  it.each<[unknown, RegExp]>([
    [{ url: 'http://api.survey.example/', every: '1h' }, /s0: fetch.url: must be an https address/],
    [{ url: 'https://me:key@api.survey.example/', every: '1h' }, /must be an https address/],
    [{ url: 'file:///etc/passwd', every: '1h' }, /must be an https address/],
    [{ url: 'https://[::1]/', every: '1h' }, /must be an https address/],
    [{ url: 'answers.csv', every: '1h' }, /must be an https address/],
    [{ url, every: 'often' }, /fetch.every: must be as in 5m/],
    [{ url, every: '1h', secret: 'A B' }, /fetch.secret: an id has small letters/],
    [{ url, every: '1h', secret: 'a', header: 'x: y\r\nz: 1' }, /must be as in x-api-token/],
    [{ url, every: '1h', secret: 'a', header: 'Host' }, /is a header that Marginalia sends itself/],
    [{ url, every: '1h', header: 'x-key' }, /fetch.header is for a secret/],
    [{ url, every: '1h', method: 'POST' }, /method is not known here/],
  ])('The address of rows cannot be %j', (fetch, words) => expect(problems(fetch)).toMatch(words));
  it('The address of rows has secrets for one host only', () => {
    const other = { url: 'https://other.example/', every: '1h', secret: 'token' };
    expect(problems({ url, every: '1h', secret: 'token' }, other)).toMatch(
      /s1: the secret token goes to api\.survey\.example: give each host one of its own/,
    );
  });
});
