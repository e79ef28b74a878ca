import type { TestWorkspace } from '../../support/engine';

/** Every row of every table of a workspace, but for when something was noticed or noted, as text in a fixed order. */
export const everythingStored = async ({
  engine,
  config,
}: Pick<TestWorkspace, 'engine' | 'config'>): Promise<string> => {
  const databases = Object.values(config.databases);
  const tables = await engine.rows(
    `SELECT concat(database, '.', name) AS name, engine FROM system.tables
     WHERE has({databases:Array(String)}, database) AND engine LIKE '%MergeTree' ORDER BY database, name`,
    { databases },
  );
  let all = '';
  for (const { name, engine: kind } of tables) {
    const rows = await engine.rows(`SELECT * FROM ${String(name)} ${/Replacing/.test(String(kind)) ? 'FINAL' : ''}`);
    const texts = rows.map((row) => JSON.stringify({ ...row, at: undefined, noticed_at: undefined })).sort();
    all += `${String(name)}\n${texts.join('\n')}\n`;
  }
  return all;
};
