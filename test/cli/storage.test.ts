import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lines, statementsOf } from '../http/smallCourse';
import { type Site, buildCommand, sitesOfSuite } from './run';

beforeAll(buildCommand);
const newSite = sitesOfSuite();

const OPEN = 0o077;
/** Every file and folder from one on that others may use. */
const openIn = (folder: string): string[] =>
  ['', ...readdirSync(folder, { recursive: true }).map(String)]
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && (statSync(path).mode & OPEN) !== 0);

describe('the data folder', () => {
  it('The data folder and everything in it is its owner’s alone, whatever the umask', async () => {
    const site = newSite();
    writeFileSync(site.file('s.jsonl'), `nonsense\n${lines(statementsOf())}`);
    const before = process.umask(0o000);
    try {
      expect((await site.run(['load', 'xapi', 's.jsonl', '--rejects', 'r.jsonl'])).status).toBe(1);
    } finally {
      process.umask(before);
    }
    expect(openIn(site.data)).toEqual([]);
    expect(statSync(site.file('r.jsonl')).mode & OPEN).toBe(0);
    expect((await site.run(['doctor'])).out).toMatch(/^ok {4}data folder: .* is ours alone$/m);
  });

  it('The data folder is told by doctor where it is open, as one of an earlier version is', async () => {
    const site = newSite();
    await site.run(['migrate']);
    chmodSync(site.data, 0o755);
    chmodSync(join(site.data, 'clickhouse'), 0o755);
    const { status, out } = await site.run(['doctor']);
    expect(status).toBe(1);
    expect(out).toMatch(/^MEND {2}data folder: others .* may use .*, and in it clickhouse -> chmod -R go= /m);
    spawnSync('chmod', ['-R', 'go=', site.data]);
    expect((await site.run(['doctor'])).out).toMatch(/is ours alone$/m);
  });
});

describe('the socket of a data folder with a long path', () => {
  const { uid } = statSync(tmpdir());
  const temporary = (site: Site): string => {
    mkdirSync(site.file('t'), { recursive: true });
    return site.file('t');
  };
  const shared = (site: Site): string => join(temporary(site), `marginalia-${process.getuid?.() ?? uid}`);
  const run = (site: Site): ReturnType<Site['run']> =>
    site.run(['migrate'], '', { MARGINALIA_DATA: site.file('x'.repeat(120)), TMPDIR: temporary(site) });

  it('The socket of a data folder with a long path stands in a folder that nobody else may use', async () => {
    const site = newSite();
    expect((await run(site)).status).toBe(0);
    expect(statSync(shared(site)).mode & 0o777).toBe(0o700);
    expect((await run(site)).status).toBe(0);
  });

  it.each<[string, (folder: string, site: Site) => void]>([
    ['others may write there', (folder) => (mkdirSync(folder), chmodSync(folder, 0o777))],
    [
      'it is a link',
      (folder, site) => (mkdirSync(site.file('theirs'), { mode: 0o700 }), symlinkSync(site.file('theirs'), folder)),
    ],
    ['it is a file', (folder) => writeFileSync(folder, '', { mode: 0o600 })],
  ])('The socket of a data folder with a long path is not used where %s', async (_, squat) => {
    const site = newSite();
    squat(shared(site), site);
    const { status, err } = await run(site);
    expect(err).toMatch(/is not a folder of the owner of .* alone/);
    expect(status).toBe(2);
  });

  (process.getuid?.() === 0 ? it : it.skip)(
    'The socket of a data folder is not used where it is somebody else’s (needs root)',
    async () => {
      const site = newSite();
      mkdirSync(shared(site), { mode: 0o700 });
      spawnSync('chown', ['65534', shared(site)]);
      expect((await run(site)).status).toBe(2);
    },
  );
});

/** Writes over some bytes of each part of a table. */
const spoil = (site: Site, database: string, table: string): void => {
  const inside = join(site.data, 'clickhouse');
  const definition = readFileSync(join(inside, 'metadata', database, `${table}.sql`), 'utf8');
  const uuid = /UUID '([\da-f-]+)'/.exec(definition)?.[1] ?? '';
  const store = join(inside, 'store', uuid.slice(0, 3), uuid);
  const files = readdirSync(store, { recursive: true })
    .map(String)
    .filter((name) => /^[^/]+\/(data|event|name)\.bin$/.test(name));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const fd = openSync(join(store, file), 'r+');
    writeSync(fd, Buffer.alloc(16, 0xaa), 0, 16, 20);
    closeSync(fd);
  }
};

describe('damaged files', () => {
  it('Damaged files are found by doctor', async () => {
    const site = newSite();
    writeFileSync(site.file('s.jsonl'), lines(statementsOf()));
    await site.run(['load', 'xapi', 's.jsonl']);
    const whole = await site.run(['doctor']);
    expect(whole.out).toMatch(/^ok {4}files: \d+ tables were read$/m);
    expect(whole.out).toMatch(/^(ok {4}|MEND {2})disk default: [\d.]+ GB of [\d.]+ GB free/m);
    spoil(site, 'xapi', 'xapi_events_all');
    const { status, out } = await site.run(['doctor']);
    expect(status).toBe(1);
    expect(out).toMatch(/^MEND {2}table xapi\.xapi_events_all: \d+ parts (are|were) damaged.* -> /m);
    // What every command reads first.
    spoil(site, 'marginalia', 'migrations');
    const { status: failed, err } = await site.run(['doctor']);
    expect([failed, err]).toEqual([2, expect.stringMatching(/^A file of the database is damaged: .*\n.*Restore/)]);
  });
});
