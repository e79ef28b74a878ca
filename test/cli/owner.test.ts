import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { COURSE, LEARNERS, PROBLEM, VIDEO, lines, statementsOf, structureCsv } from '../http/smallCourse';
import { type Ended, type Running, type Site, buildCommand, countsOf, sitesOfSuite, until } from './run';
import { freePort } from '../support/freePort';

const ALL = statementsOf();
const N = ALL.length;
const REPORT = ['report', 'problem', '--course', COURSE, '--block', PROBLEM];

beforeAll(() => buildCommand());
const emptySite = sitesOfSuite();
const newSite = (hasTables = true): Site => {
  const site = emptySite();
  if (hasTables) site.migrated();
  writeFileSync(site.file('s.jsonl'), lines(ALL));
  writeFileSync(site.file('c.csv'), structureCsv());
  return site;
};

/** A command that has the database until its standard input ends. Nothing comes there, so its status is 1. */
const ownerOf = async (site: Site): Promise<Running> => {
  const owner = site.start(['load', 'xapi', '-']);
  await site.owned();
  return owner;
};
const withoutSeconds = ({ status, out, err }: Ended): Ended => ({
  status,
  out,
  err: err.replace(/"seconds":[\d.]+/, ''),
});

describe('while another process has the database', () => {
  it('Every command works through the process that has the database, with the same output and status', async () => {
    const [alone, beside] = [newSite(), newSite()];
    const owner = await ownerOf(beside);
    const first: string[][] = [
      ['migrate'],
      ['load', 'course', 'c.csv'],
      ['load', 'xapi', 's.jsonl'],
      ['load', 'xapi', 'missing'],
      ['load', 'course', 's.jsonl'],
      ['load', 'xapi', 's.jsonl', '--rejects', 'no/where'],
      REPORT,
      ['report', 'problem', '--course', COURSE, '--block', 'x'],
    ];
    const reading: [string[], string][] = [
      [['load', 'xapi', '-'], lines(ALL)],
      [['load', 'xapi', '-', '--rejects', 'r.jsonl'], 'nonsense\n{}\n'],
      [['load', 'course', '-'], structureCsv()],
    ];
    const last: string[][] = [['rebuild'], ['doctor']];
    const each = (commands: readonly string[][]): Promise<Ended[]> =>
      alone.typeEach(commands.map((args) => ({ args })));
    const here = await each(first);
    for (const [args, stdin] of reading) here.push(await alone.run(args, stdin));
    here.push(...(await each(last)));
    const commands: [string[], string?][] = [
      ...first.map((args): [string[]] => [args]),
      ...reading,
      ...last.map((args): [string[]] => [args]),
    ];
    const named = (ended: Ended, site: Site): string =>
      JSON.stringify(withoutSeconds(ended))
        .replaceAll(site.folder, '@')
        .replaceAll('done now', 'done before')
        // what is free on the disk changes meanwhile
        .replace(/[\d.]+ GB of/, '');
    for (const [at, [args, stdin]] of commands.entries())
      expect([args, named(await beside.run(args, stdin), beside)]).toEqual([args, named(here[at]!, alone)]);
    owner.child.stdin.end();
    expect((await owner.ended).status).toBe(1);
    expect(JSON.parse((await beside.run(REPORT)).out)).toMatchObject({ learners: LEARNERS });
  });

  it('The threshold is that of whoever asks', async () => {
    const site = newSite();
    await site.run(['load', 'xapi', 's.jsonl']);
    const owner = await ownerOf(site);
    const asked = await site.run(REPORT, '', { MARGINALIA_MIN_LEARNERS: '13' });
    expect(JSON.parse(asked.out)).toMatchObject({ minLearners: 13, learners: { kind: 'withheld' } });
    owner.child.stdin.end();
    await owner.ended;
  });

  it('A large input goes through in pieces, and stopping it stops only it', async () => {
    const site = newSite();
    const owner = await ownerOf(site);
    const many = lines(statementsOf('course-v1:Edu+Many+1', PROBLEM, VIDEO, 700));
    const total = many.split('\n').length - 1;
    expect(countsOf(await site.run(['load', 'xapi', '-'], many))).toMatchObject({ read: total, accepted: total });

    const slow = await site.startLoad(lines(ALL));
    slow.child.kill('SIGINT');
    const stopped = await slow.ended;
    expect(stopped.status).toBe(3);
    expect(countsOf(stopped)).toMatchObject({ read: N + 1, accepted: N });

    owner.child.stdin.end();
    expect((await owner.ended).status).toBe(1);
  });

  it('The owner waits for others’ commands; stopping it stops them too', async () => {
    const site = newSite();
    const owner = await ownerOf(site);
    const guest = await site.startLoad('');
    owner.child.stdin.end();
    guest.child.stdin.end(lines(ALL));
    expect(countsOf(await guest.ended)).toMatchObject({ accepted: N, rejected: 1 });
    expect((await owner.ended).status).toBe(1);

    const second = await ownerOf(site);
    const waiting = await site.startLoad(lines(ALL));
    second.child.kill('SIGTERM');
    expect((await second.ended).status).toBe(3);
    expect((await waiting.ended).status).toBe(3);
  });

  it('Commands that come at once, without anybody having the database before, are all done', async () => {
    const site = newSite(false);
    const commands = [
      ['load', 'xapi', 's.jsonl'],
      ['load', 'course', 'c.csv'],
      ['load', 'xapi', 's.jsonl'],
      ['migrate'],
    ];
    const ended = await Promise.all(commands.map((args) => site.run(args)));
    expect(ended.map(({ status, err }) => [status, status === 0 ? '' : err])).toEqual(commands.map(() => [0, '']));
    const [first, , second] = ended.map((one) => (one.err.startsWith('{') ? countsOf(one) : null));
    expect(first!.accepted + second!.accepted).toBe(N);
    expect(JSON.parse((await site.run(REPORT)).out)).toMatchObject({ learners: LEARNERS, block: { name: 'Cogs' } });
  });
});

describe('after kill -9 of the process that had it', () => {
  it('Nothing acknowledged is lost by kill -9, and commands that come at once are done', async () => {
    const site = newSite();
    const owner = await ownerOf(site);
    await site.run(['load', 'course', 'c.csv']);
    expect(countsOf(await site.run(['load', 'xapi', 's.jsonl']))).toMatchObject({ accepted: N });
    const before = await site.run(REPORT);
    owner.child.kill('SIGKILL');
    await owner.ended;
    const [again, loaded] = await Promise.all([site.run(REPORT), site.run(['load', 'xapi', 's.jsonl'])]);
    expect(again).toEqual(before);
    expect(countsOf(loaded!)).toMatchObject({ read: N, duplicate: N, accepted: 0 });
    await site.run(['rebuild']);
    expect(await site.run(REPORT)).toEqual(before);
  });

  it('Whoever waited for an answer is told, and may ask again', async () => {
    const site = newSite();
    const owner = await ownerOf(site);
    const guest = await site.startLoad(lines(ALL));
    owner.child.kill('SIGKILL');
    const ended = await guest.ended;
    expect(ended.status).toBe(3);
    expect(ended.err).toMatch(/ended before this was done. Run it again/);
    expect((await site.run(['load', 'xapi', 's.jsonl'])).status).toBe(0);
    expect(JSON.parse((await site.run(REPORT)).out)).toMatchObject({ learners: LEARNERS });
  });

  it.each([
    ['a rebuild, while it types', ['rebuild'], /typing/, 0],
    ['a rebuild, while it recomputes', ['rebuild'], /recomputing/, 0],
    ['a load, somewhere in between', ['load', 'xapi', 'more.jsonl'], null, 700],
    ['a load, later', ['load', 'xapi', 'more.jsonl'], null, 1500],
  ])(
    'What was killed is run again as if nothing had happened: %s',
    async (_, args, said, wait) => {
      const many = 'course-v1:Edu+Many+1';
      const report = ['report', 'problem', '--course', many, '--block', PROBLEM];
      const site = newSite();
      writeFileSync(site.file('more.jsonl'), lines(statementsOf(many, PROBLEM, VIDEO, 900)));
      if (args[0] === 'rebuild') await site.run(['load', 'xapi', 'more.jsonl']);
      const victim = site.start(args);
      if (said) await until(async () => said.test(victim.said()));
      else await new Promise((resolve) => setTimeout(resolve, wait));
      victim.child.kill('SIGKILL');
      await victim.ended;
      const [, answer, , rebuilt] = await site.typeEach(
        [args, report, ['rebuild'], report].map((one) => ({ args: one })),
      );
      // what these statements say, counted by hand: each tries rightly in the end, every other one wrongly before
      expect(JSON.parse(answer!.out)).toMatchObject({
        learners: 900,
        attempts: { total: 1350 },
        firstTry: { count: 450 },
      });
      expect(rebuilt).toEqual(answer);
    },
    120_000,
  );

  it('The number of a process that is gone may be that of another program by now', async () => {
    const site = newSite();
    await site.run(['load', 'xapi', 's.jsonl']);
    writeFileSync(`${site.data}/owner`, String(process.pid));
    expect(JSON.parse((await site.run(REPORT)).out)).toMatchObject({ learners: LEARNERS });
  });
});

describe('serve', () => {
  const LMS = {
    LMS_BASE_URL: 'http://127.0.0.1:1',
    MARGINALIA_JWK_SET: '{"keys":[]}',
    MARGINALIA_DEMO: '',
    MARGINALIA_MIN_LEARNERS: '',
  };

  it('Serve answers, lets other commands in, and shows what they loaded; ends well when asked', async () => {
    const site = newSite();
    const port = await freePort();
    const serving = site.start(['serve'], { ...LMS, PORT: String(port) });
    const get = async (path: string): Promise<Response | null> =>
      fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
    await until(async () => (await get('/readyz'))?.status === 200);
    expect(countsOf(await site.run(['load', 'xapi', 's.jsonl']))).toMatchObject({ accepted: N });
    expect(JSON.parse((await site.run(REPORT)).out)).toMatchObject({ learners: LEARNERS });
    expect((await site.run(['doctor'])).out).toMatch(/statements: 54,[^]*sign-on: the LMS does not answer/);
    expect((await get(`/api/v1/courses/${encodeURIComponent(COURSE)}/outline`))?.status).toBe(401);
    const second = await site.run(['serve'], '', { ...LMS, PORT: '0' });
    expect([second.status, second.err]).toEqual([
      2,
      expect.stringMatching(/Another marginalia process has the database/),
    ]);
    serving.child.kill('SIGTERM');
    const ended = await serving.ended;
    expect([ended.status, ended.err]).toEqual([0, '']);
    expect(ended.out).toBe(`Marginalia answers on port ${port}.\n`);
  });

  it('A port that is taken ends serve with status 2, and it says what to set', async () => {
    const site = newSite();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '0.0.0.0', resolve));
    const { port } = taken.address() as { port: number };
    const { status, err } = await site.run(['serve'], '', { ...LMS, PORT: String(port) });
    expect([status, err]).toEqual([2, `Port ${port} is taken. Set PORT to another one.\n`]);
    await new Promise((resolve) => taken.close(resolve));
  });
});
