/** A disk that is full, while statements come, while a course is published and while a backup is made. */
import { existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lines, statementsOf } from '../http/smallCourse';
import { basic, plain } from '../pipeline/lrs/endpoint';
import { COURSE_FILES, archiveOf } from '../pipeline/structure/archives';
import { RUN, blocks, csv, insert, overview } from '../pipeline/sink/published';
import { freePort } from '../support/freePort';
import { canMount, smallDisk } from '../support/smallDisk';
import { type Site, buildCommand, sitesOfSuite, until } from './run';

beforeAll(buildCommand);
const newSite = sitesOfSuite();

const withDisk = canMount ? describe : describe.skip;
const why = canMount ? '' : ' (skipped: needs the right to mount one)';

withDisk(`a disk of the data that is full${why}`, () => {
  const disk = smallDisk(160);
  const SERVICE = {
    LMS_BASE_URL: 'http://127.0.0.1:1',
    MARGINALIA_JWK_SET: '{"keys":[]}',
    LOG_LEVEL: 'error',
  };

  it('A full disk is told with 503 and not ready, and nothing acknowledged is lost', async () => {
    const site = newSite({
      LMS_BASE_URL: 'http://127.0.0.1:1',
      MARGINALIA_JWK_SET: '{"keys":[]}',
      MARGINALIA_LRS_CREDENTIALS: 'all:pass:word',
      MARGINALIA_DATA: join(disk.folder, 'd'),
      LOG_LEVEL: 'error',
    });
    const port = await freePort();
    const serving = site.start(['serve'], { PORT: String(port) });
    const ask = (path: string, body?: unknown): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        headers: {
          authorization: basic('all'),
          'x-experience-api-version': '1.0.3',
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
    await until(async () => (await ask('/readyz').catch(() => null))?.status === 200, 120);
    const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const stored = [id(1)];
    expect((await ask('/xAPI/statements', plain(id(1)))).status).toBe(200);

    disk.fill();
    let refused = await ask('/xAPI/statements', plain(id(2)));
    for (let n = 3; refused.status === 200 && n < 50; n += 1) {
      stored.push(id(n - 1));
      disk.fill();
      refused = await ask('/xAPI/statements', plain(id(n)));
    }
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    expect(await refused.json()).toMatchObject({ code: 'storage_unavailable' });
    const ready = await ask('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not ready', reason: 'the database cannot store anything' },
    ]);
    expect((await ask('/healthz')).status).toBe(200);
    expect((await site.run(['doctor'])).out).toMatch(/^MEND {2}disk default: 0\.0 GB of 0\.2 GB free -> make room/m);
    writeFileSync(site.file('s.jsonl'), lines(statementsOf()));
    const loaded = await site.run(['load', 'xapi', 's.jsonl']);
    expect([loaded.status, loaded.err]).toEqual([2, expect.stringMatching(/cannot store anything.*\n.*Make room/)]);

    disk.makeRoom();
    await until(async () => (await ask('/readyz')).status === 200);
    expect((await ask('/xAPI/statements', plain(id(99)))).status).toBe(200);
    for (const one of [...stored, id(99)]) expect((await ask(`/xAPI/statements?statementId=${one}`)).status).toBe(200);
    serving.child.kill('SIGTERM');
    expect((await serving.ended).status).toBe(0);
  });

  it('A course published to a full disk is refused whole, and taken whole when there is room', async () => {
    const site = newSite({
      ...SERVICE,
      MARGINALIA_SINK_CREDENTIALS: 'lms:secret',
      MARGINALIA_DATA: join(disk.folder, 's'),
    });
    const port = await freePort();
    const serving = site.start(['serve'], { PORT: String(port) });
    const publish = (table: string, body: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/sink?${new URLSearchParams({ query: insert(table) }).toString()}`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from('lms:secret').toString('base64')}` },
        body,
      });
    const names = async (): Promise<string[]> => {
      const { out } = await site.run(['report', 'outline', '--course', RUN]);
      return (JSON.parse(out) as { blocks: { name: string }[] }).blocks.map(({ name }) => name);
    };
    await until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.status === 200, 120);
    expect((await publish('course_overviews', csv([overview()]))).status).toBe(200);
    expect((await publish('course_blocks', csv(blocks({ name: 'Old' })))).status).toBe(200);
    const old = await names();

    disk.fill();
    const later = { name: 'New', at: '2026-05-04 10:00:00.000001+00:00', dump: '21111111-2222-4333-8444-555555555555' };
    const refused = await publish('course_blocks', csv(blocks(later)));
    expect([refused.status, await refused.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'storage_unavailable' }),
    ]);
    expect(await names()).toEqual(old);
    writeFileSync(site.file('c.tar.gz'), await archiveOf(COURSE_FILES));
    const loaded = await site.run(['load', 'course', 'c.tar.gz']);
    expect([loaded.status, loaded.err]).toEqual([2, expect.stringMatching(/cannot store anything.*\n.*Make room/)]);
    expect(serving.said()).toMatch(/"code":"storage_unavailable"/);

    disk.makeRoom();
    await until(async () => (await publish('course_blocks', csv(blocks(later)))).status === 200);
    await until(async () => (await names()).some((name) => name.startsWith('New')));
    expect((await names()).filter((name) => name.startsWith('Old'))).toEqual([]);
    expect((await site.run(['load', 'course', 'c.tar.gz'])).status).toBe(0);
    serving.child.kill('SIGTERM');
    expect((await serving.ended).status).toBe(0);
  });
});

describe('a backup that did not arrive whole', () => {
  const loaded = async (): Promise<Site> => {
    const site = newSite().migrated();
    writeFileSync(site.file('s.jsonl'), lines(statementsOf()));
    expect((await site.run(['load', 'xapi', 's.jsonl'])).status).toBe(0);
    return site;
  };

  withDisk(`on a disk that is full${why}`, () => {
    const disk = smallDisk(1);

    it('A backup to a disk without room says so, and nothing of it is left', async () => {
      const site = await loaded();
      disk.fill();
      disk.leave(200);
      const { status, out, err } = await site.run(['backup', '--to', join(disk.folder, 'kept')]);
      expect([status, out]).toEqual([2, '']);
      expect(err).toMatch(/could not be written, and was taken away again: .*room on that disk/);
      expect(readdirSync(join(disk.folder, 'kept'))).toEqual([]);
    });

    it('A restore to a disk without room says how much it takes, before it writes anything', async () => {
      const site = await loaded();
      expect((await site.run(['backup', '--to', site.file('kept')])).status).toBe(0);
      const into = { MARGINALIA_DATA: join(disk.folder, 'd') };
      disk.fill();
      // Not even the file that says whose the folder is.
      expect((await site.run(['migrate'], '', into)).err).toMatch(
        /^There is no room on the disk of .*\/d\. Make some\.$/m,
      );
      disk.leave(64);
      const { status, err } = await site.run(['restore', '--from', site.file('kept')], '', into);
      expect([status, err]).toEqual([
        2,
        expect.stringMatching(/^The backup takes \d+ MB, and the disk of .* has \d+ MB free/),
      ]);
      disk.makeRoom();
      expect(existsSync(join(disk.folder, 'd', 'clickhouse'))).toBe(false);
    });
  });

  it.each([
    ['a file is short', (data: string) => truncateSync(largest(data), 10), /has 10 of \d+ bytes/],
    [
      'its list of files is empty',
      (data: string) => truncateSync(join(data, '.backup'), 0),
      /list of its files.*cut off/,
    ],
  ])('A backup of which %s is refused by restore, and no other goes on from it', async (_, damage, words) => {
    const site = await loaded();
    const kept = site.file('kept');
    expect((await site.run(['backup', '--to', kept])).status).toBe(0);
    damage(join(kept, String(readdirSync(kept)[0]), 'data'));
    const into = { MARGINALIA_DATA: site.file('new') };
    const restored = await site.run(['restore', '--from', kept], '', into);
    expect([restored.status, restored.err]).toEqual([2, expect.stringMatching(words)]);
    const next = await site.run(['backup', '--to', kept, '--incremental']);
    expect([next.status, next.err]).toEqual([0, expect.stringMatching(/ is damaged: .* So this one is whole/)]);
    expect(JSON.parse(next.out)).toMatchObject({ base: null });
    expect((await site.run(['restore', '--from', kept], '', into)).status).toBe(0);
  });
});

/** The largest file below a folder. */
const largest = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.backup')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => statSync(b).size - statSync(a).size)[0] ?? '';
