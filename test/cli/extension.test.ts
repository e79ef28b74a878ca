/** The life of an extension at the command line, as its author and an operator type it. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COURSE, LEARNERS, PROBLEM, lines, statementsOf, structureCsv } from '../http/smallCourse';
import { type Running, Site, buildCommand, until } from './run';

const extension = (...words: string[]): string[] => ['extension', ...words];
const REPORT = ['report', 'my.wait', '--course', COURSE, '--block', PROBLEM];

/** A registry of one package. */
const registryOf = async (file: string, name: string, version: string): Promise<Server> => {
  const bytes = readFileSync(file);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const server = createServer((request, response) => {
    if (request.url === '/file.tgz') return response.end(bytes);
    if (decodeURIComponent(request.url ?? '') !== `/${name}`) {
      response.statusCode = 404;
      return response.end('{}');
    }
    const { port } = server.address() as AddressInfo;
    const dist = { tarball: `http://127.0.0.1:${port}/file.tgz`, integrity };
    response.setHeader('content-type', 'application/json');
    return response.end(
      JSON.stringify({ name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, dist } } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

describe('an extension at the command line', () => {
  let site: Site;
  let owner: Running;
  beforeAll(async () => {
    buildCommand();
    site = new Site().migrated();
    writeFileSync(site.file('s.jsonl'), lines(statementsOf()));
    writeFileSync(site.file('c.csv'), structureCsv());
    // has the database, as a service has
    owner = site.start(['load', 'xapi', '-']);
    await site.owned();
    await site.run(['load', 'course', 'c.csv']);
    await site.run(['load', 'xapi', 's.jsonl']);
  }, 60_000);
  afterAll(() => site.remove());

  it('An extension at the command line is made, packed, and added from the file', async () => {
    expect(await site.type(extension('new', 'wait'))).toMatchObject({ status: 0 });
    expect((await site.type(extension('new', 'wait'))).err).toMatch(/wait is there already/);
    expect(await site.type(extension('pack', 'wait'))).toMatchObject({ status: 0, out: 'wait-0.1.0.tgz\n' });
    const added = await site.type(extension('add', 'wait-0.1.0.tgz'));
    expect(added).toMatchObject({ status: 0, err: '' });
    expect(added.out).toMatch(/my\/wait 0\.1\.0[\s\S]*It is off/);
    await site.type(extension('enable', 'my', '--courses', 'all', '--wait'));
    expect(JSON.parse((await site.type(REPORT)).out)).toMatchObject({ state: 'ready', value: { of: LEARNERS } });
  });

  it('An extension at the command line is added from npm by its name, or refused with what npm says', async () => {
    const server = await registryOf(site.file('wait-0.1.0.tgz'), '@my/wait', '0.1.0');
    const { port } = server.address() as AddressInfo;
    const env = {
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_fetch_retries: '0',
      npm_config_loglevel: 'silent',
    };
    expect((await site.type(extension('add', 'npm:@my/wait@0.1.0'), env)).out).toMatch(/my\/wait 0\.1\.0/);
    const missing = await site.type(extension('add', 'npm:@my/nothing'), env);
    expect(missing).toMatchObject({ status: 2, out: '' });
    expect(missing.err).toMatch(/npm could not fetch @my\/nothing: 404/);
    expect((await site.type(extension('add', 'npm:--help'), env)).err).toMatch(/is no name of a package/);
    server.close();
  });

  it('An extension at the command line is paused, disabled and enabled again, and keeps what it computed', async () => {
    const told = (await site.type(REPORT)).out;
    await site.type(extension('pause', 'my'));
    expect(JSON.parse((await site.type(REPORT)).out)).toMatchObject({ state: 'paused' });
    await site.type(extension('disable', 'my'));
    expect((await site.type(REPORT)).status).toBe(2);
    await site.type(extension('enable', 'my'));
    expect((await site.type(REPORT)).out).toBe(told);
    expect((await site.type(extension('rollback', 'my'))).err).toMatch(/no revision before this one/);
    expect((await site.type(extension('docs'))).out).toMatch(/## my\.wait/);
  });

  it('An extension at the command line has a secret that comes from standard input only', async () => {
    mkdirSync(site.file('poll'));
    writeFileSync(site.file('poll/package.json'), JSON.stringify({ name: '@poll/answers', version: '1.0.0' }));
    writeFileSync(
      site.file('poll/extension.ts'),
      `import { defineSource, z } from '@marginalia/extension';
       export const answers = defineSource({ id: 'answers', title: 'Answers',
         fetch: { url: 'https://api.survey.example/answers', every: '1d', secret: 'token' },
         row: z.object({ user: z.string() }),
         event: ({ user }) => ({ learner: user, course: '${COURSE}', verb: 'poll.answered', at: '2026-03-01T10:00:00Z' }) });`,
    );
    const added = await site.type(extension('add', 'poll'));
    expect(added.out).toContain(
      'fetches: answers from api.survey.example, 1d, once net:api.survey.example is granted, with the secret token',
    );
    const set = await site.run(extension('secret', 'poll', 'token'), 'tok-0c7e\n');
    expect(set).toMatchObject({ status: 0, err: '' });
    expect(set.out).toMatch(/is set\. It is sent to api\.survey\.example only/);
    // what is typed behind it would be seen by others on the machine
    const typed = await site.type(extension('secret', 'poll', 'token', 'tok-0c7e'));
    expect(typed.status).toBe(2);
    const listed = await site.type(extension('secret', '--list'));
    expect(listed).toMatchObject({ status: 0, out: 'poll/answers token: set, for api.survey.example\n' });
    expect(typed.err + set.out + added.out).not.toContain('tok-0c7e');
    expect(await site.type(extension('remove', 'poll', '--yes'))).toMatchObject({ status: 0 });
  });

  it('An extension at the command line tells over files alone what it tells on the site', async () => {
    const ran = await site.type(extension('run', 'wait', '--events', 's.jsonl', '--structure', 'c.csv'));
    const alone = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { block: string; said: unknown });
    const { value } = JSON.parse((await site.type(REPORT)).out) as { value: unknown };
    expect(alone.find(({ block }) => block === PROBLEM)?.said).toEqual(value);
    expect((await site.type(extension('run', 'wait'))).err).toMatch(/Say which events/);
  });

  it('An extension at the command line is renewed at each save, and says what is wrong with a save', async () => {
    const dev = site.start(extension('dev', 'wait'));
    const rounds = (): number => dev.said().split('Save again').length - 1;
    await until(() => rounds() === 1);
    const file = site.file('wait/extension.ts');
    const text = readFileSync(file, 'utf8');
    // as many editors save: another file is put in its place
    const saved = site.file('wait/saved.ts');
    writeFileSync(saved, text.replace("title: 'Time on task'", "title: 'Another title'"));
    renameSync(saved, file);
    await until(() => rounds() > 1 && dev.said().includes('Another title'));
    expect(JSON.parse((await site.type(REPORT)).out)).toMatchObject({ title: 'Another title' });
    writeFileSync(file, `${text}oops(`);
    await until(() => /extension\.ts:\d+: Unexpected end of file/.test(dev.said()));
    expect(rounds()).toBeGreaterThan(1);
    dev.child.kill('SIGINT');
    expect((await dev.ended).status).toBe(0);
  });

  it('An extension at the command line goes with all that it stored', async () => {
    expect((await site.type(extension('remove', 'my'))).err).toMatch(/Say --yes/);
    expect((await site.type(extension('remove', 'my', '--yes'))).status).toBe(0);
    expect((await site.type(extension('status'))).out).toMatch(/No extension is added/);
    owner.child.stdin.end();
    await owner.ended;
  });
});

describe('a site whose operator switched extensions off', () => {
  it('A site whose operator switched extensions off adds none, and says so', async () => {
    buildCommand();
    const site = new Site({ MARGINALIA_DEMO: '1', MARGINALIA_EXTENSIONS: 'off' }).migrated();
    const refused = await site.run(extension('add', 'examples/time-on-task'));
    expect(refused.status).toBe(2);
    expect(refused.err).toMatch(/MARGINALIA_EXTENSIONS=off. Unset it/);
    expect((await site.run(extension('status'))).out).toMatch(/switched off/);
    site.remove();
  });
});

describe('a back-fill whose process is killed', () => {
  it('A back-fill whose process is killed goes on where it was', async () => {
    buildCommand();
    const site = new Site().migrated();
    writeFileSync(site.file('c.csv'), structureCsv());
    writeFileSync(site.file('s.jsonl'), lines(statementsOf(COURSE, PROBLEM, undefined, 60)));
    await site.run(['load', 'course', 'c.csv']);
    await site.run(['load', 'xapi', 's.jsonl']);
    await site.run(extension('new', 'wait'));
    // slow, so that there is something to kill
    const file = site.file('wait/extension.ts');
    const slow = readFileSync(file, 'utf8').replace(
      'const seconds',
      'for (let at = 0; at < 4e5; at += 1);\n    const seconds',
    );
    writeFileSync(file, slow);
    await site.run(extension('add', 'wait'));
    const killed = site.start(extension('enable', 'my', '--courses', 'all', '--wait'));
    await until(() => / (\d+) of 60 learners/.test(killed.said()));
    killed.child.kill('SIGKILL');
    await killed.ended;
    const before = Number(/(\d+) of 60 learners computed/.exec((await site.run(extension('status'))).out)?.[1]);
    expect(before).toBeGreaterThan(0);
    const again = await site.run(extension('enable', 'my', '--wait'));
    const first = Number(/ (\d+) of 60 learners/.exec(again.err)?.[1] ?? 60);
    expect(first).toBeGreaterThanOrEqual(before);
    expect(JSON.parse((await site.run(REPORT)).out)).toMatchObject({ state: 'ready', value: { of: 60 } });
    site.remove();
  }, 60_000);
});
