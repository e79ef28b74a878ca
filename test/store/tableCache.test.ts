import { openEngine } from '../../api/store/open';
import { TableCache } from '../../api/store/tableCache';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';

const note = (value: string, at: string): Record<string, string> => ({ name: 'note', value, at });

describe.each(ENGINES)('what is kept of tables of the %s engine', (kind) => {
  let at: TestWorkspace;
  let table = '';
  let other = '';
  let reads = 0;
  let now = 0;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    table = `${at.engine.databases.own}.state`;
    other = `${at.engine.databases.own}.conflicts`;
  });
  afterAll(() => at.close());
  beforeEach(async () => {
    await at.engine.command(`TRUNCATE TABLE ${table}`);
    reads = 0;
    now = 0;
  });

  const read = async (): Promise<string> => {
    reads += 1;
    const rows = await at.engine.rows(`SELECT value FROM ${table} FINAL WHERE name = 'note'`);
    return String(rows[0]?.value ?? 'nothing');
  };
  const cached = (fresh = 0): (() => Promise<string>) => {
    const all = new TableCache<string>(at.engine, [table], fresh, () => now);
    return () => all.get('note', read);
  };

  it('What is kept of tables is read anew after every write, by rows or by a command, of any connection', async () => {
    const get = cached();
    expect(await get()).toBe('nothing');
    await at.engine.insert(table, [note('one', '2026-01-01 00:00:00')]);
    expect(await get()).toBe('one');
    await at.engine.command(`INSERT INTO ${table} SELECT 'note', 'two', toDateTime64('2026-01-02 00:00:00', 6, 'UTC')`);
    expect(await get()).toBe('two');
    const second = await openEngine(at.config);
    await second.insert(table, [note('three', '2026-01-03 00:00:00')]);
    await second.close();
    expect(await get()).toBe('three');
    await at.engine.command(`TRUNCATE TABLE ${table}`);
    expect(await get()).toBe('nothing');
  });

  it('What is kept of tables is told from memory while nothing is written, on the engine that nobody else writes to', async () => {
    const get = cached();
    const isOurs = at.engine.kind === 'embedded';
    for (let time = 0; time < 3; time += 1) await get();
    expect(reads).toBe(isOurs ? 1 : 3);
    // another table
    await at.engine.insert(other, [{ event_id: '00000000-0000-0000-0000-000000000001', time: '2026-01-01 00:00:00' }]);
    await get();
    expect(reads).toBe(isOurs ? 1 : 4);
  });

  it('What is kept of tables is told for a while where others write too', async () => {
    const get = cached(1000);
    await get();
    now = 999;
    await get();
    expect(reads).toBe(1);
    now = 1000;
    await get();
    expect(reads).toBe(at.engine.kind === 'embedded' ? 1 : 2);
  });

  it('What is kept of tables does not keep what was read while something was written', async () => {
    const all = new TableCache<string>(at.engine, [table]);
    const slow = all.get('note', async () => {
      const before = await read();
      await at.engine.insert(table, [note('later', '2026-01-01 00:00:00')]);
      return before;
    });
    expect(await slow).toBe('nothing');
    expect(await all.get('note', read)).toBe('later');
  });

  it('What is kept of tables does not keep a failure', async () => {
    const all = new TableCache<string>(at.engine, [table], 1000);
    await expect(all.get('note', () => Promise.reject(new Error('out of order')))).rejects.toThrow('out of order');
    expect(await all.get('note', read)).toBe('nothing');
  });

  it('What is kept of tables lets go of what was read longest ago', async () => {
    const all = new TableCache<number>(at.engine, [table], 1000, () => now);
    let made = 0;
    const get = (name: number): Promise<number> => all.get(String(name), () => Promise.resolve((made += 1)));
    for (let name = 0; name <= 500; name += 1) await get(name);
    await get(500);
    await get(1);
    expect(made).toBe(501);
    await get(0);
    expect(made).toBe(502);
  });
});
