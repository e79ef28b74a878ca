import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { COURSE, LMS, lines, statementsOf, structureCsv } from '../http/smallCourse';
import { register } from '../support/statements';
import { type Ended, Site, buildCommand, command, countsOf, until } from './run';

/** More than the first batch of a load, which has 5,000. */
const N = 6000;
const MANY = lines(Array.from({ length: N }, (_, n) => register({ id: n + 1, who: `learner-${n % 10}`, seconds: n })));
const LOG = Array.from({ length: N }, (_, n) =>
  JSON.stringify({
    name: 'edx.course.enrollment.activated',
    event_type: 'edx.course.enrollment.activated',
    time: new Date(Date.UTC(2026, 2, 2) + n * 1000).toISOString(),
    event_source: 'server',
    context: { user_id: 1 + (n % 10), course_id: COURSE },
    event: { course_id: COURSE, user_id: 1 + (n % 10), mode: 'audit' },
  }),
)
  .map((line) => `${line}\n`)
  .join('');

beforeAll(buildCommand);

let site: Site;
beforeEach(() => {
  site = new Site().migrated();
  writeFileSync(site.file('many.jsonl'), MANY);
  writeFileSync(site.file('log'), LOG);
  writeFileSync(site.file('few.jsonl'), lines(statementsOf()));
  writeFileSync(site.file('c.csv'), structureCsv());
  writeFileSync(site.file('nothing'), '');
});
afterEach(() => site.remove());
const withoutTables = (): void => rmSync(site.data, { recursive: true });

/** Runs a program to its end, in the environment of the site's commands. */
const ended = async (child: ChildProcess): Promise<Ended> => {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (text) => (out += String(text)));
  child.stderr?.on('data', (text) => (err += String(text)));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, out, err };
};
const quoted = (args: readonly string[]): string => [process.execPath, command, ...args].map((a) => `'${a}'`).join(' ');
const options = (more: SpawnOptions = {}): SpawnOptions => ({
  cwd: site.folder,
  env: site.environment({ LMS_BASE_URL: LMS, MARGINALIA_JWK_SET: '{"keys":[]}' }),
  ...more,
});
const shell = (line: string): Promise<Ended> => ended(spawn('sh', ['-c', line], options()));

/** Each way in which text can come to a command's standard input. */
const WAYS: Record<string, (args: readonly string[], file: string) => Promise<Ended>> = {
  'a pipe': (args, file) => shell(`cat '${site.file(file)}' | ${quoted(args)}`),
  'a named pipe': (args, file) =>
    shell(`mkfifo '${file}.fifo'; cat '${file}' > '${file}.fifo' & exec ${quoted(args)} < '${file}.fifo'`),
  'a file': async (args, file) => {
    const fd = openSync(site.file(file), 'r');
    const child = spawn(process.execPath, [command, ...args], options({ stdio: [fd, 'pipe', 'pipe'] }));
    closeSync(fd);
    return ended(child);
  },
  // what Node gives a child, and ssh a command
  'a socket': (args, file) =>
    ended(
      spawn(
        process.execPath,
        [
          '-e',
          `const c = require('node:child_process').spawn(process.execPath, ${JSON.stringify([command, ...args])}, { stdio: ['pipe', 1, 2] });
           require('node:fs').createReadStream(${JSON.stringify(file)}).pipe(c.stdin).on('error', () => {});
           c.on('exit', (code) => { process.exitCode = code; });`,
        ],
        options({ stdio: ['ignore', 'pipe', 'pipe'] }),
      ),
    ),
};

/** The rest of the commands that open the database. */
const MORE: [args: string[], status: number][] = [
  [['migrate'], 0],
  [['load', 'course', 'c.csv'], 0],
  [['load', 'tracking', 'nothing', '--pseudonyms'], 0],
  [['report', 'outline', '--course', COURSE], 0],
  [['forget', 'nobody'], 0],
];

describe.each(Object.keys(WAYS))('text on standard input that is %s', (way) => {
  const given = (args: readonly string[], file: string): Promise<Ended> => WAYS[way]!(args, file);

  it('Text on standard input is loaded whole into a new database, and known when it comes again', async () => {
    withoutTables();
    const first = await given(['load', 'xapi', '-'], 'many.jsonl');
    expect(first).toMatchObject({ status: 0, out: '' });
    expect(countsOf(first)).toMatchObject({ read: N, accepted: N });
    const again = await given(['load', 'xapi', '-'], 'many.jsonl');
    expect(again.status).toBe(0);
    expect(countsOf(again)).toMatchObject({ read: N, duplicate: N });
  });

  it('Text on standard input is loaded whole as a tracking log', async () => {
    const { status, err } = await given(['load', 'tracking', '-', '--pseudonyms'], 'log');
    expect(JSON.parse(err.trim().split('\n').at(-1) ?? '')).toMatchObject({ read: N, accepted: N, rejected: 0 });
    expect(status).toBe(0);
  });

  it('Text on standard input is left alone by the commands that do not read it', async () => {
    if (way === 'a pipe') withoutTables();
    const done = await given(['migrate'], 'many.jsonl');
    expect([done.status, done.err]).toEqual([0, '']);
    expect(done.out).toMatch(way === 'a pipe' ? /^(done now: \d{4}.*\n)+$/ : /^(done before: \d{4}.*\n)+$/);
    const commands: [args: string[], status: number][] = [
      [['load', 'xapi', 'few.jsonl'], 0],
      [['rebuild'], 0],
      ...(way === 'a pipe' ? MORE : []),
    ];
    for (const [args, status] of commands) {
      const ran = await given(args, 'many.jsonl');
      expect([args, ran.status, ran.err]).toEqual([args, status, expect.not.stringMatching(/should not/)]);
    }
    const doctor = await given(['doctor'], 'many.jsonl');
    expect(doctor.out).toMatch(new RegExp(`ok {4}our tables: ${done.out.trim().split('\n').length} migrations`));
    expect(doctor.out).toMatch(new RegExp(`ok {4}statements: ${statementsOf().length},`));
    expect(doctor.out).not.toMatch(/refuses a check/);
  });
});

it('The command serve leaves text on standard input alone', async () => {
  withoutTables();
  const env = {
    LMS_BASE_URL: LMS,
    MARGINALIA_JWK_SET: '{"keys":[]}',
    MARGINALIA_DEMO: '',
    MARGINALIA_MIN_LEARNERS: '',
  };
  const running = site.start(['serve'], { ...env, PORT: '0' });
  running.child.stdin.end(MANY);
  await until(() => /answers on port/.test(running.said()));
  const said = await site.run(['migrate']);
  expect(said.out).toMatch(/^(done now: \d{4}.*\n)+$/);
  running.child.kill('SIGTERM');
  expect((await running.ended).status).toBe(0);
});

/** Types text at a terminal of its own, once the command is there to read it. */
const TYPIST = `
import os, pty, sys, time
pid, master = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
import threading
def type_in():
    for line in open(sys.argv[1], 'rb'):
        os.write(master, line)
    os.write(master, b'\\x04')
threading.Thread(target=type_in, daemon=True).start()
while True:
    try:
        data = os.read(master, 65536)
    except OSError:
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
const hasPython = spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode']).status === 0;

(hasPython ? it : it.skip)('what is typed at a terminal (needs python3) is loaded, up to its end', async () => {
  for (const counts of [{ accepted: N }, { duplicate: N }]) {
    const args = ['-c', TYPIST, 'many.jsonl', process.execPath, command, 'load', 'xapi', '-'];
    const { status, out } = await ended(spawn('python3', args, options()));
    expect(JSON.parse(/\{"read".*\}/.exec(out)?.[0] ?? '{}')).toMatchObject({ read: N, rejected: 0, ...counts });
    expect(status).toBe(0);
  }
});

describe('standard input without anything in it', () => {
  it.each([
    ['load xapi -', ['load', 'xapi', '-']],
    ['load tracking -', ['load', 'tracking', '-', '--pseudonyms']],
    ['transform -', ['transform', '-', '--actors', 'actors.csv']],
    ['load xapi - beside a file', ['load', 'xapi', 'few.jsonl', '-']],
    ['load tracking - beside a file', ['load', 'tracking', '-', 'log', '--pseudonyms']],
    ['transform - beside a file', ['transform', 'log', '-', '--actors', 'actors.csv']],
  ])('Standard input without anything in it has status 1 for %s, and it is said', async (_, args) => {
    writeFileSync(site.file('actors.csv'), 'user,actor\n*,6f4f1f1e-0000-4000-8000-000000000001\n');
    const { status, err } = await site.run(args, '', { LMS_BASE_URL: LMS, MARGINALIA_JWK_SET: '{"keys":[]}' });
    expect(err).toMatch(/Nothing was read from standard input/);
    expect(status).toBe(1);
  });

  it('Standard input of blank lines has status 1 for load xapi -', async () => {
    expect(await site.run(['load', 'xapi', '-'], '\n\n')).toMatchObject({ status: 1 });
  });

  it('Standard input without anything has status 2 for load course -, as an empty file has', async () => {
    expect(await site.run(['load', 'course', '-'])).toMatchObject({ status: 2 });
  });

  it('Standard input without anything in it is told through the process that has the database, too', async () => {
    const owner = await site.startLoad(lines(statementsOf()));
    const { status, err } = await site.run(['load', 'xapi', '-']);
    expect([status, err]).toEqual([1, expect.stringMatching(/Nothing was read from standard input/)]);
    const known = await site.run(['load', 'xapi', '-'], MANY);
    expect(countsOf(known)).toMatchObject({ read: N, accepted: N });
    owner.child.stdin.end();
    expect((await owner.ended).status).toBe(1);
  });
});

describe('other names of standard input and of what a shell hands over', () => {
  it.each(['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'])('The name %s is read like -', async (name) => {
    expect(countsOf(await site.run(['load', 'xapi', name], MANY))).toMatchObject({ read: N, accepted: N });
  });

  it('The output of another command is read, here and by the process that has the database', async () => {
    const line = `${quoted(['load', 'xapi'])} <(cat many.jsonl)`;
    expect(countsOf(await ended(spawn('bash', ['-c', line], options())))).toMatchObject({ read: N, accepted: N });
    const owner = await site.startLoad(lines(statementsOf()));
    expect(countsOf(await ended(spawn('bash', ['-c', line], options())))).toMatchObject({ read: N, duplicate: N });
    owner.child.stdin.end();
    await owner.ended;
  });

  it('Standard input that is named twice is refused', async () => {
    const { status, err } = await site.run(['load', 'xapi', '-', '/dev/stdin'], MANY);
    expect([status, err]).toEqual([2, expect.stringMatching(/standard input is named twice/)]);
  });
});

it('Input that ends with its reader leaves nothing behind of a killed load', async () => {
  const { child, ended: gone } = await site.startLoad(lines(statementsOf()));
  const pid = child.pid ?? 0;
  const helpers = (): string => spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)]).stdout.toString();
  const children = helpers().trim().split(/\s+/).filter(Boolean);
  child.kill('SIGKILL');
  await gone;
  for (const one of children) await until(() => spawnSync('kill', ['-0', one]).status !== 0);
});
