import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEngine } from '../../../api/store/open';
import { ENGINES, type TestWorkspace, openTestWorkspace, testConfig } from '../../support/engine';

describe.each(ENGINES)('a table that knows what was inserted before, as replicated ones do, on %s', (kind) => {
  let at: TestWorkspace;
  let table: string;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    table = `${at.config.databases.own}.window`;
    await at.engine.command(
      `CREATE TABLE ${table} (a UInt8) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100`,
    );
  });
  afterAll(() => at.close());
  const count = async (): Promise<number> => Number((await at.engine.rows(`SELECT count() AS n FROM ${table}`))[0]?.n);

  it.each<[string, () => Promise<void>]>([
    ['rows', () => at.engine.insert(table, [{ a: 1 }, { a: 2 }])],
    ['text', () => at.engine.insertText(table, ['a'], Buffer.from('1\n2\n'))],
    ['a query', () => at.engine.command(`INSERT INTO ${table} SELECT number FROM numbers(2) ORDER BY number`)],
  ])('A table that knows what was inserted before stores %s again that were deleted', async (_, insert) => {
    await insert();
    await insert();
    expect(await count()).toBe(4);
    await at.engine.command(`ALTER TABLE ${table} DELETE WHERE 1`);
    expect(await count()).toBe(0);
    await insert();
    expect(await count()).toBe(2);
    await at.engine.command(`TRUNCATE TABLE ${table}`);
  });
});

describe('a server', () => {
  let server: Server;
  let known: string[];
  let asked: URLSearchParams[];
  beforeAll((done) => {
    server = createServer((request, response) => {
      asked.push(new URL(request.url ?? '/', 'http://server').searchParams);
      request.resume().on('end', () => {
        const isFirst = asked.length === 1;
        response.end(isFirst ? known.map((name) => `${JSON.stringify({ name })}\n`).join('') : '');
      });
    }).listen(0, '127.0.0.1', done);
  });
  afterAll((done) => void server.close(done));

  it.each([
    ['before 26.2', []],
    ['from 26.2 on', ['deduplicate_insert', 'deduplicate_insert_select']],
  ])('A server %s is told what it knows, and to wait for every replica', async (_, names) => {
    [known, asked] = [names, []];
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const engine = await openEngine({ ...testConfig('server'), engine: { kind: 'server', url, cluster: 'c' } });
    await engine.command('ALTER TABLE t DELETE WHERE 1');
    await engine.close();
    // What is asked first may name no setting: an older server refuses the unknown ones.
    expect([...(asked[0]?.keys() ?? [])].filter((name) => name.startsWith('deduplicate'))).toEqual([]);
    const sent = asked.at(-1);
    expect(sent?.get('mutations_sync')).toBe('2');
    expect(sent?.get('alter_sync')).toBe('2');
    for (const name of ['deduplicate_insert', 'deduplicate_insert_select']) {
      expect(sent?.get(name)).toBe(names.includes(name) ? 'disable' : null);
    }
    // Before the request times out: a node that does not answer has to be named.
    expect(sent?.get('distributed_ddl_task_timeout')).toBe('100');
    expect(sent?.get('distributed_ddl_output_mode')).toBe('throw');
    expect(sent?.has('insert_quorum')).toBe(false);
  });

  it.each<[string, 'auto' | '2' | undefined, string | null, string | null]>([
    ['a majority', 'auto', 'auto', 'c'],
    ['two', '2', '2', null],
    ['one, and of clusters nothing', undefined, null, null],
  ])('A server is told on how many replicas to store: %s', async (_, quorum, told, cluster) => {
    [known, asked] = [[], []];
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const engine = await openEngine({ ...testConfig('server'), engine: { kind: 'server', url, cluster, quorum } });
    await engine.insert('t', [{ a: 1 }]);
    await engine.close();
    expect(asked.at(-1)?.get('insert_quorum')).toBe(told);
    expect(asked.at(-1)?.has('distributed_ddl_task_timeout')).toBe(cluster !== null);
  });
});
