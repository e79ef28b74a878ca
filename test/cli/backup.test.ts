import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOlder } from '../../api/lib/versions';
import { lines, register } from '../support/statements';

const BIN = join(__dirname, '..', '..', 'api', 'bin', 'marginalia.mjs');
const folder = mkdtempSync(join(tmpdir(), 'backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (data: string, ...args: string[]) => {
  const env = { ...process.env, MARGINALIA_DATA: join(folder, data), LMS_BASE_URL: '', CLICKHOUSE_URL: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { env, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
};
const load = (ids: number[]): void => {
  const file = join(folder, `${ids.join('-')}.jsonl`);
  writeFileSync(file, lines(ids.map((id) => register({ id, who: `l${id}`, seconds: id }))));
  expect(run('one', 'load', 'xapi', file).status).toBe(0);
};
const kept = join(folder, 'kept');

it('What was backed up, whole and then what was new, is there again after a restore', () => {
  load([1, 2]);
  writeFileSync(join(folder, 'one', 'actor-key'), 'k'.repeat(64));
  expect(run('one', 'backup', '--to', kept).status).toBe(0);
  load([3]);
  const { status, out } = run('one', 'backup', '--to', kept, '--incremental');
  expect([status, (JSON.parse(out) as { base: string }).base]).toEqual([0, readdirSync(kept).sort()[0]]);
  const back = run('two', 'restore', '--from', kept);
  expect([back.status, JSON.parse(back.out)]).toEqual([
    0,
    { restored: expect.any(String), compared: 5, different: [] },
  ]);
  expect(readFileSync(join(folder, 'two', 'actor-key'), 'utf8')).toBe('k'.repeat(64));
  expect(run('two', 'doctor').out).toMatch(/statements: 3,/);
  const again = run('two', 'restore', '--from', kept);
  expect([again.status, again.err]).toEqual([2, expect.stringMatching(/has a database already/)]);
});

it('A restore refuses what is not finished, what is newer, and what goes on from something that is gone', () => {
  const [first = '', second = ''] = readdirSync(kept).sort();
  const manifest = join(kept, second, 'manifest.json');
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, text.replace(/"engine": "[^"]*"/, '"engine": "99.1.0.0"'));
  const newer = run('three', 'restore', '--from', join(kept, second));
  expect([newer.status, newer.err]).toEqual([2, expect.stringMatching(/was made with ClickHouse 99.1/)]);
  writeFileSync(manifest, text);
  rmSync(join(kept, first), { recursive: true });
  expect(run('three', 'restore', '--from', kept).err).toMatch(/is missing, and the backup goes on from it/);
  rmSync(manifest);
  const none = run('three', 'restore', '--from', kept);
  expect([none.status, none.err]).toEqual([2, expect.stringMatching(/no finished backup/)]);
  expect(existsSync(join(folder, 'three', 'actor-key'))).toBe(false);
});

it('A restore compares versions as numbers', () => {
  expect([isOlder('26.7.2.1', '26.10.1.1'), isOlder('26.10.1.1', '26.7.2.1'), isOlder('26.7.9', '26.7.1')]).toEqual([
    true,
    false,
    false,
  ]);
});
