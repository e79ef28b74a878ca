/** Servers of others whose cards stand beside ours: asked in time, believed in nothing, and never told who looks. */
import { rmSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { decodeJwt, jwtVerify } from 'jose';
import type { Card } from '@marginalia/contract';
import { parseCommand } from '../../api/cli/parseCommand';
import type { ExtensionCommand } from '../../api/cli/extension/command';
import { doctor } from '../../api/cli/doctor';
import { connect } from '../../api/cli/extension/connect';
import { ProviderCards } from '../../api/extension/providers/providerCards';
import { openServices } from '../../api/metrics';
import { reportsOf } from '../../api/cli/extension/report';
import { openTestApi } from '../http/api';
import { COURSE, PROBLEM, lines, loadCsv, loadText, statementsOf, structureCsv } from '../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

const MIN = 10;
const WORDS = { title: 'Engagement', sentence: 'How often learners came back.' };
const UNIT = { unit: 'share' };
const share = (count: number, of: number) => ({
  ...{ shape: 'share', id: 'x', ...WORDS, unit: 'share' },
  value: { kind: 'value', value: count / of, count, of, low: 0.1, high: 0.9 },
});
const card = (over: object = {}) => ({
  ...{ id: 'acme.engagement', state: 'ready', ...WORDS, chart: 'rate', more: 'is passed over' },
  ...over,
});
type Answering = (request: IncomingMessage, response: ServerResponse) => void;
const says =
  (body: unknown): Answering =>
  (_, response) =>
    void response.end(typeof body === 'string' ? body : JSON.stringify(body));
const withCards = (...cards: object[]): Answering => says({ apiVersion: 1, cards });

describe('servers of others', () => {
  let site: TestWorkspace;
  let server: Server;
  let url: string;
  let answering: Answering = withCards();
  let catalogue: unknown;
  let asked: { path: string; token: string }[] = [];
  const said: string[] = [];
  const io = {
    stdin: process.stdin,
    out: (text: string) => void said.push(text),
    err: (text: string) => void said.push(text),
    isTerminal: false,
    signal: new AbortController().signal,
  };
  /** As typed after `marginalia extension connect`. @returns what was said */
  const run = async (...words: string[]): Promise<string> => {
    said.length = 0;
    await connect(site.workspace, parseCommand(['extension', 'connect', ...words]) as ExtensionCommand, MIN, io);
    return said.join('');
  };
  /** What the doctor says of servers. */
  const look = async (): Promise<{ check: string; status: string; detail: string; remedy: string | null }[]> => {
    said.length = 0;
    await doctor(site.workspace, io, true);
    const all = JSON.parse(said.join('')) as Awaited<ReturnType<typeof look>>;
    return all.filter(({ check }) => check === 'providers');
  };
  const cards = (of = new ProviderCards(site.engine, site.workspace.fetches.secrets, MIN)): Promise<Card[]> =>
    of.cards({ course: COURSE, block: PROBLEM }, 'operator');

  beforeAll(async () => {
    site = await openTestWorkspace('embedded');
    await loadCsv(site.workspace, structureCsv());
    await loadText(site.workspace, lines(statementsOf()));
    server = createServer((request, response) => {
      const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
      asked.push({ path: request.url ?? '', token });
      if (request.url === '/api/v1/metrics') says(catalogue)(request, response);
      else answering(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await site.close();
  });
  beforeEach(() => {
    asked = [];
    answering = withCards();
    catalogue = { apiVersion: 1, metrics: [{ id: 'acme.engagement', ...WORDS, ...UNIT }] };
  });

  it.each([
    ['http://lab.example.org', 'it begins with https://'],
    ['lab', 'is no address of a server'],
    ['https://me:secret@lab.example.org', 'leave out what is before @'],
  ])('The address %s is refused in words', async (address, words) => {
    await expect(run(address)).rejects.toThrow(words);
  });

  it('A server is connected under a name, with a key that is shown once', async () => {
    expect(await run()).toBe('No other server is connected.\n');
    const first = await run(url, '--as', 'lab', '--deadline', '300ms', '--experimental');
    expect(first).toContain(`lab: ${url}, at most 0.3 s, experimental`);
    expect(first).toContain('lab/acme.engagement: Engagement');
    const key = first.trim().split('\n').at(-1) ?? '';
    expect(asked).toEqual([{ path: '/api/v1/metrics', token: '' }]);
    await cards();
    const token = asked[1]?.token ?? '';
    await expect(jwtVerify(token, new TextEncoder().encode(key), { audience: url })).resolves.toBeDefined();
    expect(await run(url, '--as', 'lab', '--deadline', '300ms')).not.toContain(key);
    expect(await run()).toBe(`lab: ${url}, at most 0.3 s\n`);
    await expect(run('https://other.example.org', '--as', 'lab')).rejects.toThrow(`lab is ${url} already`);
    await expect(run(url, '--as', 'lab', '--deadline', '60s')).rejects.toThrow('at most 10 s');
  });

  it('The key of a server stands in no table', async () => {
    const key = await site.workspace.fetches.secrets.find('lab', 'signing-key');
    const tables = await site.engine.rows(
      'SELECT database, name FROM system.tables WHERE has({of:Array(String)}, database)',
      { of: Object.values(site.engine.databases) },
    );
    const found: string[] = [];
    for (const { database, name } of tables) {
      const rows = await site.engine.rows(`SELECT * FROM \`${String(database)}\`.\`${String(name)}\``);
      if (JSON.stringify(rows).includes(key?.open() ?? '')) found.push(String(name));
    }
    expect(tables.map(({ name }) => name)).toContain('extension_providers');
    expect(found).toEqual([]);
  });

  it('A server is told the course and the block in a token of a minute, and nobody’s name', async () => {
    answering = withCards(card({ value: share(30, 60) }));
    expect(await cards()).toMatchObject([
      {
        id: 'lab/acme.engagement',
        state: 'ready',
        value: share(30, 60),
        provider: { name: 'lab', host: url.slice('http://'.length), experimental: false },
      },
    ]);
    const [{ path, token } = { path: '', token: '' }] = asked;
    expect(path).toBe(`/api/v1/courses/${encodeURIComponent(COURSE)}/cards?block=${encodeURIComponent(PROBLEM)}`);
    const { iat = 0, exp = 0, ...claims } = decodeJwt(token);
    expect(claims).toEqual({ iss: 'marginalia', aud: url, course: COURSE, block: PROBLEM });
    expect(exp - iat).toBe(60);
  });

  it.each([
    ['a share of nine learners', share(5, 9)],
    ['nine learners of sixty', share(9, 60)],
    ['all but nine learners', share(51, 60)],
    ['a count of one', { shape: 'count', id: 'x', ...WORDS, unit: 'learners', value: 1 }],
    [
      'a kind with three learners',
      {
        ...{ shape: 'byCategory', id: 'x', ...WORDS, unit: 'learners' },
        categories: [
          { category: 'a', learners: 40 },
          { category: 'b', learners: 3 },
        ],
      },
    ],
  ])('A card of another server says nothing of %s', async (_, value) => {
    answering = withCards(card({ value }));
    const [found] = await cards();
    expect(found).toMatchObject({ id: 'lab/acme.engagement', state: 'withheld' });
    expect(found).not.toHaveProperty('value');
  });

  it.each<[string, Answering, string]>([
    ['never answers', () => undefined, 'It did not answer within 0.3 s.'],
    [
      'begins to answer and stops',
      (_, response) => void response.write('{"apiVersion"'),
      'It did not answer within 0.3 s.',
    ],
    ['answers in another version', says({ apiVersion: 2, cards: [] }), 'Its answer does not say "apiVersion": 1.'],
    ['answers with a page', says('<html>'), 'Its answer is not JSON.'],
    ['answers with too much', says('x'.repeat(300 * 1024)), 'It answered with more than 256 kB.'],
    [
      'answers with a number of no shape',
      withCards(card({ value: { shape: 'pie' } })),
      'Its answer is not as agreed: cards.0.value',
    ],
    ['fails', (_, response) => void response.writeHead(500).end(), 'It answered with status 500.'],
    [
      'sends elsewhere',
      (_, response) => void response.writeHead(302, { location: '/other' }).end(),
      'It cannot be reached.',
    ],
  ])('A server that %s has a card that says so', async (_, answers, reason) => {
    answering = answers;
    const [found] = await cards();
    expect(found).toMatchObject({ id: 'lab', state: 'failed', provider: { name: 'lab' } });
    expect(found?.reason).toContain(reason);
  });

  it('A server that fails five times is left alone for a while', async () => {
    answering = (_, response) => void response.writeHead(500).end();
    const of = new ProviderCards(site.engine, site.workspace.fetches.secrets, MIN);
    const ask = (n: number): Promise<Card[]> => of.cards({ course: COURSE, block: `block-${n}` }, 'operator');
    for (let n = 0; n < 5; n += 1) await ask(n);
    expect(asked).toHaveLength(5);
    expect(await ask(5)).toMatchObject([{ id: 'lab', state: 'paused' }]);
    expect(asked).toHaveLength(5);
  });

  it('A server is asked once for all who look at the same time', async () => {
    const of = new ProviderCards(site.engine, site.workspace.fetches.secrets, MIN);
    await Promise.all([cards(of), cards(of), cards(of)]);
    await cards(of);
    expect(asked).toHaveLength(1);
  });

  it('The cards of this site are there where another server is late, and it is named', async () => {
    answering = () => undefined;
    const services = openServices(site.engine, MIN, site.workspace.learnerRules);
    const providers = new ProviderCards(site.engine, site.workspace.fetches.secrets, MIN, {
      'hidden.*': { deny: ['author'] },
    });
    const api = await openTestApi({
      services: () => services,
      extensions: () => reportsOf(site.workspace, MIN),
      providers: () => providers,
    });
    const response = await api.get(
      `/api/v1/courses/${encodeURIComponent(COURSE)}/cards?block=${encodeURIComponent(PROBLEM)}`,
    );
    expect(response.json()).toMatchObject([{ id: 'lab', state: 'failed', reason: 'It did not answer within 0.3 s.' }]);
    const catalogue: { metrics: { id: string; source: string }[] } = (await api.get('/api/v1/metrics')).json();
    expect(catalogue.metrics.find(({ id }) => id === 'lab/acme.engagement')).toMatchObject({
      source: url,
      unit: 'share',
    });
    await api.close();
  });

  it('A server that the operator keeps from a role is not asked for it', async () => {
    answering = withCards(card({ value: share(30, 60) }));
    const of = new ProviderCards(site.engine, site.workspace.fetches.secrets, MIN, { 'lab.*': { deny: ['author'] } });
    const question = { course: COURSE, block: PROBLEM };
    expect(await of.cards(question, new Set(['team', 'author']))).toEqual([]);
    expect(asked).toEqual([]);
    expect(await of.cards(question, new Set(['team', 'instructor']))).toHaveLength(1);
  });

  it('A server that the doctor asks answers, or is named with what to do', async () => {
    expect(await look()).toMatchObject([{ status: 'ok', detail: 'server lab: answers, and has 1 metrics' }]);
    catalogue = 'nothing';
    expect(await look()).toMatchObject([
      {
        status: 'fail',
        detail: `server lab (${url}): Its answer is not JSON.`,
        remedy: expect.stringContaining('--remove') as string,
      },
    ]);
  });

  it('A server whose key is gone is not asked, and is connected again with another', async () => {
    const before = (await site.workspace.fetches.secrets.find('lab', 'signing-key'))?.open();
    rmSync(join(site.config.dataFolder, 'secrets-key'));
    const [found] = await cards();
    expect(found).toMatchObject({ id: 'lab', state: 'failed' });
    expect(found?.reason).toContain('cannot be read here');
    expect(asked).toEqual([]);
    const command = `marginalia extension connect ${url} --as lab`;
    expect(await look()).toMatchObject([{ status: 'fail', remedy: expect.stringContaining(command) as string }]);
    const key = (await run(url, '--as', 'lab')).trim().split('\n').at(-1) ?? '';
    expect(key).not.toBe(before);
    asked = [];
    expect(await cards()).toEqual([]);
    const secret = new TextEncoder().encode(key);
    await expect(jwtVerify(asked[0]?.token ?? '', secret, { audience: url })).resolves.toBeDefined();
    expect(await look()).toMatchObject([{ status: 'ok' }]);
  });

  it('A server that was removed is asked nothing', async () => {
    expect(await run('lab', '--remove')).toContain('is asked nothing');
    expect(await cards()).toEqual([]);
    expect(asked).toEqual([]);
    await expect(run('lab', '--remove')).rejects.toThrow('No server is connected as lab. Connected are: none.');
  });
});
