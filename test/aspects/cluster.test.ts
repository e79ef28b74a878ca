import type { Engine } from '../../api/store/engine';
import { eraseAgents, eraseConflicts, eraseIds, eraseLearner, eraseNote, eraseStatements } from '../../api/store/erase';
import { migrate } from '../../api/store/migrate';
import { removeOrphans, retypeStretch } from '../../api/store/retype';

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

it('every table, view and change of ours is made on the whole cluster, and replicated', async () => {
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

it('of others it makes nothing anew, and changes nothing', async () => {
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

it('what is deleted is told in values that every replica reads the same', async () => {
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

it('typing again reads and writes, and tells the cluster nothing', async () => {
  const { engine, commands } = recorded();
  await retypeStretch(engine, { from: 0, to: 1 });
  for (const sql of commands) expect(sql).toMatch(/^INSERT INTO marginalia\./);
});
