import { migrate } from '../../api/store/migrate';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';

describe.each(ENGINES)('a database of a later version (%s)', (kind) => {
  let at: TestWorkspace;
  beforeEach(async () => {
    at = await openTestWorkspace(kind);
  });
  afterEach(() => at.close());
  const note = (name: string, checksum: string): Promise<void> =>
    at.engine.insert(`${at.config.databases.own}.migrations`, [{ name, checksum }]);
  const tables = async (): Promise<unknown> =>
    at.engine.rows(`SELECT name, checksum FROM ${at.config.databases.own}.migrations FINAL ORDER BY name`);

  it('A database of a later version is refused by the names of the migrations that this one lacks, and left as it is', async () => {
    await note('9998_more.sql', 'a');
    await note('9999_still_more.sql', 'b');
    const before = await tables();
    await expect(migrate(at.engine)).rejects.toMatchObject({
      name: 'MigrationError',
      message: expect.stringMatching(/later version of Marginalia \(9998_more\.sql, 9999_still_more\.sql\)\. Install/),
    });
    expect(await tables()).toEqual(before);
  });

  it('A database of a later version is told from one with a migration that was given up before a release', async () => {
    await note('0010_given_up.sql', 'a');
    await expect(migrate(at.engine)).resolves.toContainEqual(expect.objectContaining({ state: 'done before' }));
  });
});

describe('the embedded engine’s version', () => {
  it('The embedded engine’s version is noted, and follows the engine', async () => {
    const at = await openTestWorkspace('embedded');
    const noted = async (): Promise<unknown> =>
      (
        await at.engine.rows(
          `SELECT checksum, checksum = version() AS same FROM ${at.config.databases.own}.migrations FINAL WHERE name = 'engine'`,
        )
      )[0];
    expect(await noted()).toMatchObject({ same: 1 });
    await at.engine.insert(`${at.config.databases.own}.migrations`, [{ name: 'engine', checksum: '20.1.1.1' }]);
    await migrate(at.engine);
    expect(await noted()).toMatchObject({ same: 1 });
    await at.close();
  });

  it('The embedded engine’s version refuses a data folder that a later engine wrote', async () => {
    const at = await openTestWorkspace('embedded');
    await at.engine.insert(`${at.config.databases.own}.migrations`, [{ name: 'engine', checksum: '99.1.1.1' }]);
    await expect(migrate(at.engine)).rejects.toMatchObject({
      name: 'MigrationError',
      message: expect.stringMatching(/last opened with ClickHouse 99\.1\.1\.1, and this is \d+\.\d+/),
    });
    await at.close();
  });
});
