import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../api/store/engine';
import { eraseAgents, eraseConflicts, eraseIds, eraseLearner, eraseNote, eraseStatements } from '../../api/store/erase';
import { migrate } from '../../api/store/migrate';
import { removeOrphans, reprojectRange } from '../../api/store/reproject';

/**
 * What is told to a cluster, as text: there is none here to tell it to. `rows` answers as a fresh server would, except
 * where a test says otherwise.
 */
const recorded = (answer: (sql: string) => Record<string, unknown>[] = () => []) => {
  const commands: string[] = [];
  const inserts: string[] = [];
  const engine: Engine = {
    kind: 'server',
    databases: { own: 'marginalia', xapi: 'xapi', eventSink: 'event_sink' },
    cluster: 'openedx',
    rows: async (sql) => answer(sql),
    lines: async () => [],
    insert: async (table) => void inserts.push(table),
    insertText: async (table) => void inserts.push(table),
    command: async (sql) => void commands.push(sql.replace(/\s+/g, ' ').trim()),
    close: async () => {},
  };
  return { engine, commands, inserts };
};

const COLUMNS = ['event_id UUID', 'emission_time DateTime64(6)', 'event String'].map((one) => {
  const [name, type] = one.split(' ');
  return { name, type };
});

/** Aspects' own databases and tables are there, ours are not. */
const aspects = (sql: string): Record<string, unknown>[] => {
  if (/system\.columns/.test(sql)) return COLUMNS;
  if (/SELECT engine FROM system\.tables/.test(sql)) return [{ engine: 'ReplicatedReplacingMergeTree' }];
  return [];
};

it('Every table, view and change of ours is made on the whole cluster, and replicated', async () => {
  const { engine, commands } = recorded(aspects);
  await migrate(engine);
  expect(commands.length).toBeGreaterThan(30);
  for (const sql of commands) {
    if (!sql.startsWith('INSERT')) expect(sql).toContain("ON CLUSTER 'openedx'");
    expect(sql).not.toMatch(/\$\{/);
    for (const [tree] of sql.matchAll(/ENGINE = \S+/g))
      expect(tree).toMatch(
        /^ENGINE = Replicated(Replacing)?MergeTree\('\/clickhouse\/tables\/\{shard\}\/\{database\}\/\{table\}',/,
      );
  }
  expect(commands.filter((sql) => sql.startsWith('CREATE MATERIALIZED VIEW')).length).toBe(4);
});

it('Nothing of others is made anew or changed', async () => {
  const { engine, commands } = recorded((sql) =>
    /count\(\) AS n FROM system\.(tables|databases)/.test(sql) ? [{ n: 1 }] : aspects(sql),
  );
  await migrate(engine);
  expect(commands.length).toBeGreaterThan(10);
  for (const sql of commands) {
    expect(sql).not.toMatch(
      /^(CREATE (DATABASE|TABLE)[^(]*|ALTER TABLE|DROP \w+|TRUNCATE TABLE|RENAME \w+)( IF (NOT )?EXISTS)? (xapi|event_sink)\b/,
    );
    expect(sql).not.toMatch(/INSERT INTO (xapi|event_sink)\./);
  }
});

it('What is deleted is told in values that every replica reads the same', async () => {
  const { engine, commands } = recorded((sql) => {
    if (/is_in_sorting_key/.test(sql))
      return [
        { name: 'events', key: 1 },
        { name: 'audit', key: 0 },
      ];
    if (/sipHash64\(toString/.test(sql)) return [{ hash: '1' }];
    return [{ one: 1 }];
  });
  const row = { id: '00000000-0000-0000-0000-000000000001', time: 1, hash: '2' };
  await eraseLearner(engine, 'l', null);
  await eraseStatements(engine, [row], ['"l"']);
  await eraseIds(engine, [row]);
  await eraseAgents(engine, ['3']);
  await eraseConflicts(engine, 'l', ['"l"']);
  await eraseNote(engine, 'n');
  await removeOrphans(engine, { from: 0, to: 1 });
  expect(commands.length).toBe(9);
  for (const sql of commands) {
    expect(sql).toMatch(
      /^ALTER TABLE \w+\.\w+ ON CLUSTER 'openedx' (DELETE|UPDATE learner = \{pseudonym:String\}) WHERE /,
    );
    expect(sql.slice(20)).not.toMatch(/SELECT|now\(|rand/i);
  }
});

it('Typing again reads and writes, and tells the cluster nothing', async () => {
  const { engine, commands } = recorded();
  await reprojectRange(engine, { from: 0, to: 1 });
  for (const sql of commands) expect(sql).toMatch(/^INSERT INTO marginalia\./);
});

/** What a node of a cluster has in its configuration; its keeper is ClickHouse's own, for tests. */
const NODE = `<clickhouse>
  <macros><shard>1</shard><replica>first</replica></macros>
  <zookeeper><implementation>testkeeper</implementation></zookeeper>
</clickhouse>`;

/** Runs statements of standard input, one by one, on an embedded engine of its own, and tells what was refused. */
const RUN = `
const { Session } = require('chdb');
const [path, config] = process.argv.slice(1);
const session = new Session(path, { connectionArgs: ['--config-file=' + config] });
const refused = [];
for (const sql of JSON.parse(require('node:fs').readFileSync(0, 'utf8'))) {
  try { session.query(sql); } catch (error) { refused.push(sql.slice(0, 80) + ': ' + error.message); }
}
const told = session.query("SELECT engine, count() FROM system.tables WHERE database IN ('marginalia', 'xapi', 'event_sink') AND name NOT LIKE '.%' GROUP BY engine ORDER BY engine", 'TabSeparated');
// Its keeper does not end by itself.
process.stdout.write(JSON.stringify({ refused, told: String(told) }), () => process.kill(process.pid, 'SIGKILL'));
`;

it('A real engine makes each table as a replica, with a keeper', async () => {
  const { engine, commands } = recorded((sql) => (/count\(\) AS n\b/.test(sql) ? [{ n: 0 }] : aspects(sql)));
  await migrate(engine);
  const folder = mkdtempSync(join(tmpdir(), 'replica-'));
  try {
    const config = join(folder, 'config.xml');
    writeFileSync(config, NODE);
    // One node tells no other; and the keeper for tests lets nothing be written or altered.
    const input = JSON.stringify(
      commands.filter((sql) => /^(CREATE|DROP) /.test(sql)).map((sql) => sql.replace(" ON CLUSTER 'openedx'", '')),
    );
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', RUN, join(folder, 'data'), config], {
      cwd: join(__dirname, '..', '..'),
      input,
      encoding: 'utf8',
      timeout: 100_000,
    });
    if (stdout === '') throw new Error(stderr);
    const { refused, told } = JSON.parse(stdout) as { refused: string[]; told: string };
    // Only views that need a column which a later migration adds.
    for (const what of refused) expect(what).toMatch(/^CREATE MATERIALIZED VIEW .*\bCode: 8\b/);
    expect(refused.length).toBeLessThan(3);
    const engines = told
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]);
    expect(engines).toEqual(['MaterializedView', 'ReplicatedMergeTree', 'ReplicatedReplacingMergeTree']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
