import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Outline, Problem, Video } from '@marginalia/contract';
import { COURSE, PROBLEM, UNIT, VIDEO, lines, statementsOf, structureCsv } from '../http/smallCourse';
import { type Ended, Site, type Typed, buildCommand, countsOf, until } from './run';

const ALL = statementsOf();
const TEXT = lines(ALL);
const N = ALL.length;
let site: Site;
beforeAll(() => {
  buildCommand();
  site = new Site();
  writeFileSync(site.file('s.jsonl'), TEXT);
  writeFileSync(site.file('s.json'), JSON.stringify(ALL, null, 2));
  writeFileSync(site.file('s.jsonl.gz'), gzipSync(TEXT));
  writeFileSync(site.file('c.csv'), structureCsv());
  writeFileSync(site.file('empty'), '');
  mkdirSync(site.file('folder'));
});
afterAll(() => site.remove());

/** How each of these ends; all are run when the first is asked for. */
const together = (commands: readonly Typed[]): ((at: number) => Promise<Ended>) => {
  let ended: Promise<Ended[]> | undefined;
  return async (at) => (await (ended ??= site.typeEach(commands)))[at]!;
};

describe('a course, from files to answers', () => {
  it('The command migrate may run any number of times', async () => {
    const first = await site.run(['migrate']);
    expect(first).toMatchObject({ status: 0, err: '' });
    expect(first.out).toMatch(/^done now: 0001/);
    const again = await site.run(['migrate']);
    expect(again.status).toBe(0);
    expect(again.out).toBe(first.out.replaceAll('done now', 'done before'));
  });

  it('The doctor says of each line what to do where there is nothing', async () => {
    const { status, out } = await site.type(['doctor']);
    expect(status).toBe(1);
    for (const line of out.trim().split('\n')) expect(line).toMatch(/^(ok {4}|MEND {2}.* -> )/);
    expect(out).toMatch(/MEND {2}statements: none -> .*marginalia load xapi/);
    expect(out).toMatch(/MEND {2}sign-on: .* -> set LMS_BASE_URL/);
  });

  it('The command load takes what is new, then knows it, in whatever form it comes', async () => {
    const first = await site.type(['load', 'course', 'c.csv']);
    expect(first).toMatchObject({ status: 0, out: '' });
    expect(countsOf(first)).toMatchObject({ read: 7, accepted: 7 });
    expect(countsOf(await site.run(['load', 'course', '-'], structureCsv()))).toMatchObject({ duplicate: 7 });

    const loaded = await site.type(['load', 'xapi', 's.jsonl']);
    expect(loaded).toMatchObject({ status: 0, out: '' });
    expect(countsOf(loaded)).toMatchObject({ read: N, accepted: N });
    for (const [args, stdin] of [
      [['s.jsonl.gz'], ''],
      [['s.json'], ''],
      [['-'], TEXT],
      [['-'], gzipSync(TEXT)],
      [['-'], JSON.stringify(ALL)],
    ] as const) {
      const again = await site.run(['load', 'xapi', ...args], stdin);
      expect(again.status).toBe(0);
      expect(countsOf(again)).toMatchObject({ read: N, duplicate: N, accepted: 0, conflict: 0 });
    }
    expect(countsOf(await site.type(['load', 'xapi', 's.jsonl', 's.json', 'empty']))).toMatchObject({
      read: 2 * N,
      duplicate: 2 * N,
    });
  });

  const report = async (what: string, ...more: string[]) => site.type(['report', what, '--course', COURSE, ...more]);

  it('The command report gives the reports of the contract', async () => {
    const of = ['--course', COURSE];
    const [outline, problem, video, window] = (await site.typeEach([
      { args: ['report', 'outline', ...of] },
      { args: ['report', 'problem', ...of, '--block', PROBLEM] },
      { args: ['report', 'video', ...of, '--block', VIDEO] },
      { args: ['report', 'problem', ...of, '--block', PROBLEM, '--from', '2026-03-02', '--to', '2026-03-03'] },
    ])) as [Ended, Ended, Ended, Ended];
    for (const { status, err } of [outline, problem, video, window]) expect([status, err]).toEqual([0, '']);
    expect(Outline.parse(JSON.parse(outline.out))).toMatchObject({ learners: 12, structure: 'published' });
    expect(Problem.parse(JSON.parse(problem.out))).toMatchObject({ learners: 12, attempts: { total: 18 } });
    expect(Video.parse(JSON.parse(video.out))).toMatchObject({ viewers: 12, watchedSeconds: 360 });
    expect(JSON.parse(window.out)).toMatchObject({ learners: 12, window: { from: '2026-03-02', to: '2026-03-03' } });
  });

  it('The threshold is the site’s, and 10 where none is set', async () => {
    const few = ['report', 'problem', '--course', COURSE, '--block', PROBLEM];
    const strict = JSON.parse((await site.type(few, { MARGINALIA_MIN_LEARNERS: '13' })).out);
    expect(strict.learners).toEqual({ kind: 'withheld', reason: 'too_few_learners' });
    expect(JSON.parse((await site.type(few, { MARGINALIA_MIN_LEARNERS: '' })).out).minLearners).toBe(10);
  });

  it('The command rebuild leaves the reports as they are', async () => {
    const before = await report('outline');
    const rebuilt = await site.run(['rebuild']);
    expect(rebuilt).toMatchObject({ status: 0, out: '' });
    expect(rebuilt.err).toMatch(/typing 202603: \d+ statements/);
    expect(await report('outline')).toEqual(before);
  });

  it('The doctor says what is there', async () => {
    const { out } = await site.type(['doctor']);
    expect(out).toMatch(new RegExp(`ok {4}statements: ${N}, 2026-03-02T10:00:00`));
    expect(out).toMatch(/ok {4}course structure: 1 courses/);
  });

  const REFUSED: [name: string, args: string[], words: RegExp][] = [
    ['an unknown course', ['outline', '--course', 'course-v1:a+b+c'], /no events and no structure/],
    ['an unknown block', ['problem', '--course', COURSE, '--block', 'x'], /no such block/],
    ['a unit as a problem', ['problem', '--course', COURSE, '--block', UNIT], /another type/],
    ['a date of no calendar', ['outline', '--course', COURSE, '--from', '2026-02-30'], /"2026-02-30" is not a date/],
    [
      'the end before the start',
      ['outline', '--course', COURSE, '--from', '2026-03-02', '--to', '2026-03-01'],
      /--from must lie before/,
    ],
    ['no course', ['outline'], /--course/],
    ['no block', ['video', '--course', COURSE], /--block/],
    ['another report', ['weather', '--course', COURSE], /unknown command/],
  ];
  const refused = together(REFUSED.map(([, args]) => ({ args: ['report', ...args] })));
  it.each(REFUSED.map(([name, , words], at) => [name, at, words] as const))(
    'The command report refuses %s with status 2, and says why',
    async (_, at, words) => {
      const { status, out, err } = await refused(at);
      expect([status, out]).toEqual([2, '']);
      expect(err).toMatch(words);
    },
  );
});

describe('load, when something is off', () => {
  const bad = ['{"id":1}', 'nonsense', '', '{}'].join('\n');

  it('The command load rejects lines with status 1, told at once or kept in a file', async () => {
    writeFileSync(site.file('bad.jsonl'), `${bad}\n${TEXT}`);
    const said = await site.type(['load', 'xapi', 'bad.jsonl']);
    expect(said.status).toBe(1);
    expect(countsOf(said)).toMatchObject({ read: N + 3, duplicate: N, rejected: 3 });
    expect(said.err).toContain(`${site.file('bad.jsonl')}:4: the statement has no id`);

    const kept = await site.type(['load', 'xapi', 'bad.jsonl', '--rejects', 'r.jsonl']);
    expect([kept.status, kept.err.trim().split('\n').length]).toEqual([1, 1]);
    const rejects = readFileSync(site.file('r.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rejects).toEqual([
      { file: site.file('bad.jsonl'), line: 1, reason: 'the id is not a UUID', text: '{"id":1}' },
      { file: site.file('bad.jsonl'), line: 2, reason: expect.stringContaining('not JSON'), text: 'nonsense' },
      { file: site.file('bad.jsonl'), line: 4, reason: expect.stringContaining('no id'), text: '{}' },
    ]);
  });

  it('Many rejects are not all printed', async () => {
    const { err, status } = await site.run(['load', 'xapi', '-'], 'x\n'.repeat(1000));
    expect(status).toBe(1);
    expect(err.split('\n').length).toBeLessThan(10);
    expect(err).toContain('--rejects FILE keeps them all');
  });

  it('What came before the end of a gzip file cut off is kept, and it is said', async () => {
    const more = lines(statementsOf('course-v1:Edu+Cut+1', PROBLEM, VIDEO, 400));
    const packed = gzipSync(more);
    writeFileSync(site.file('cut.gz'), packed.subarray(0, packed.length - 500));
    const cut = await site.type(['load', 'xapi', 'cut.gz']);
    expect(cut.status).toBe(1);
    expect(countsOf(cut).accepted).toBeGreaterThan(500);
    expect(countsOf(cut).rejected).toBeGreaterThan(0);
    expect(cut.err).toMatch(/gzip data ends in the middle/);
    writeFileSync(site.file('whole.gz'), packed);
    const whole = countsOf(await site.type(['load', 'xapi', 'whole.gz']));
    expect(whole.duplicate).toBe(countsOf(cut).accepted);
  });

  const ODD: [name: string, args: string[], status: number, words: RegExp][] = [
    ['an empty file', ['xapi', 'empty'], 0, /"read":0/],
    ['an empty course file', ['course', 'empty'], 2, /empty/],
    ['statements as a course', ['course', 's.jsonl'], 2, /not a course file.*course_blocks/],
    ['a course as statements', ['xapi', 'c.csv'], 1, /not JSON/],
    ['a missing file', ['xapi', 's.jsonl', 'missing.jsonl'], 2, /missing\.jsonl is not there/],
    ['a folder', ['xapi', 'folder'], 2, /folder is a folder/],
    ['no file', ['xapi'], 2, /missing required argument/],
    ['an unknown option', ['xapi', 's.jsonl', '--fast'], 2, /unknown option '--fast'/],
    ['an unknown kind', ['poems', 's.jsonl'], 2, /unknown command 'poems'/],
    [
      'rejects where nothing can be written',
      ['xapi', 's.jsonl', '--rejects', 'no/where'],
      2,
      /no\/where cannot be written/,
    ],
    ['rejects into a folder', ['xapi', 's.jsonl', '--rejects', 'folder'], 2, /cannot be written/],
    ['rejects over the file that is loaded', ['xapi', 's.jsonl', '--rejects', 's.jsonl'], 2, /name another/],
  ];
  const odd = together(ODD.map(([, args]) => ({ args: ['load', ...args] })));
  it.each(ODD.map(([name, , status, words], at) => [name, at, status, words] as const))(
    'The command load says what is off: %s',
    async (_, at, status, words) => {
      const ended = await odd(at);
      expect([ended.status, ended.out]).toEqual([status, '']);
      expect(ended.err).toMatch(words);
      expect(readFileSync(site.file('s.jsonl'), 'utf8')).toBe(TEXT);
    },
  );
});

describe('stopping', () => {
  it('The command load ends with status 3 in the middle of a large file, and goes on when it runs again', async () => {
    const many = statementsOf('course-v1:Edu+Many+1', PROBLEM, VIDEO, 7000);
    const total = many.length;
    // a line that is rejected says how far it is
    writeFileSync(site.file('many.jsonl'), `${lines(many.slice(0, 1000))}nonsense\n${lines(many.slice(1000))}`);
    const rejects = site.file('many-rejects');
    const { child, ended } = site.start(['load', 'xapi', 'many.jsonl', '--rejects', rejects]);
    await until(() => existsSync(rejects) && statSync(rejects).size > 0);
    child.kill('SIGINT');
    const stopped = await ended;
    expect(stopped.status).toBe(3);
    const first = countsOf(stopped);
    expect(first.accepted).toBeLessThan(total);
    const rest = await site.run(['load', 'xapi', 'many.jsonl']);
    expect(rest.status).toBe(1); // for the line that is no statement
    expect(countsOf(rest)).toMatchObject({
      read: total + 1,
      duplicate: first.accepted,
      accepted: total - first.accepted,
      rejected: 1,
    });
  });

  it('The command load stops while nothing comes in, and keeps what was read', async () => {
    const slow = statementsOf('course-v1:Edu+Slow+1');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { child, ended } = await site.startLoad(lines(slow));
      child.kill(signal);
      // its input stays open: one that waited for more would never end
      const stopped = await ended;
      expect(stopped.status).toBe(3);
      expect(countsOf(stopped)).toMatchObject({
        read: slow.length + 1,
        rejected: 1,
        [signal === 'SIGINT' ? 'accepted' : 'duplicate']: slow.length,
      });
    }
  });

  it('Whoever reads us may stop reading', async () => {
    const { child, ended } = site.start(['report', 'outline', '--course', 'course-v1:Edu+Many+1']);
    child.stdin.end();
    child.stdout.destroy();
    expect(await ended).toMatchObject({ status: 0, err: '' });
    const quiet = site.start(['load', 'xapi', 's.jsonl']);
    quiet.child.stdin.end();
    quiet.child.stderr.destroy();
    expect((await quiet.ended).status).toBe(0);
  });
});

describe('what is typed', () => {
  const HELP = ['', 'help', '--help', 'load --help', 'report problem --help'];
  const ODD = ['fly', 'load', 'report', 'serve --fast', 'doctor who'];
  const typed = together([...HELP, ...ODD].map((line) => ({ args: line.split(' ').filter(Boolean) })));
  it.each(HELP.map((line, at) => [line, at] as const))('The command "%s" shows help', async (line, at) => {
    const { status, out, err } = await typed(at);
    expect(status).toBe(line === '' ? 2 : 0);
    expect(out + err).toMatch(/^Usage: marginalia/);
  });
  it.each(ODD.map((line, at) => [line, HELP.length + at] as const))(
    'The command "%s" is not understood: status 2',
    async (_, at) => {
      const { status, out } = await typed(at);
      expect([status, out]).toEqual([2, '']);
    },
  );

  it('The command openapi writes to the screen and into a file', async () => {
    const shown = await site.run(['openapi']);
    expect(shown.out).toBe(readFileSync(join(__dirname, '..', '..', 'api', 'openapi.json'), 'utf8'));
    expect(await site.type(['openapi', '--out', 'o.json'])).toEqual({ status: 0, out: '', err: '' });
    expect(readFileSync(site.file('o.json'), 'utf8')).toBe(shown.out);
    expect((await site.type(['openapi', '--out', 'no/where.json'])).err).toMatch(/cannot be written/);
  });
});

describe('settings that cannot be used: status 2, and which one', () => {
  const LMS = {
    LMS_BASE_URL: 'https://lms.example.org',
    MARGINALIA_JWK_SET: '{"keys":[]}',
    MARGINALIA_DEMO: '',
    MARGINALIA_MIN_LEARNERS: '',
  };
  const UNUSABLE: [name: string, args: string[], env: Record<string, string>, words: RegExp][] = [
    ['serve without an LMS', ['serve'], {}, /LMS_BASE_URL is not set/],
    ['an LMS without keys', ['serve'], { ...LMS, MARGINALIA_JWK_SET: '' }, /MARGINALIA_JWK_SET or MARGINALIA_JWKS_URL/],
    ['keys that are no JSON', ['serve'], { ...LMS, MARGINALIA_JWK_SET: '{keys' }, /MARGINALIA_JWK_SET/],
    ['keys that are no key set', ['serve'], { ...LMS, MARGINALIA_JWK_SET: '[]' }, /MARGINALIA_JWK_SET/],
    ['the demo beside an LMS', ['serve', '--demo'], LMS, /Unset LMS_BASE_URL/],
    [
      'a threshold of 3',
      ['serve'],
      { ...LMS, MARGINALIA_MIN_LEARNERS: '3' },
      /MARGINALIA_MIN_LEARNERS: 3 .*Use 5 or more/,
    ],
    [
      'a threshold of 3 for a report',
      ['doctor'],
      { MARGINALIA_DEMO: '', MARGINALIA_MIN_LEARNERS: '3' },
      /Use 5 or more/,
    ],
    ['a threshold in words', ['doctor'], { MARGINALIA_MIN_LEARNERS: 'five' }, /MARGINALIA_MIN_LEARNERS/],
    ['a port too high', ['serve'], { ...LMS, PORT: '99999' }, /PORT/],
    ['an address that is none', ['serve'], { ...LMS, LMS_BASE_URL: 'lms' }, /LMS_BASE_URL/],
    [
      'a data folder that is a file',
      ['doctor'],
      { MARGINALIA_DATA: '/etc/hostname' },
      /folder \/etc\/hostname cannot be made.*MARGINALIA_DATA/,
    ],
    [
      'a server that is away',
      ['doctor'],
      { CLICKHOUSE_URL: 'http://127.0.0.1:1' },
      /database cannot be opened.*\n.*CLICKHOUSE_URL/,
    ],
  ];
  const unusable = together(UNUSABLE.map(([, args, env]) => ({ args, env })));
  it.each(UNUSABLE.map(([name, , , words], at) => [name, at, words] as const))(
    'A setting that cannot be used ends with status 2, and is named: %s',
    async (_, at, words) => {
      const { status, err } = await unusable(at);
      expect(err).toMatch(words);
      expect(status).toBe(2);
    },
  );
});

it('A data folder with a long path is as good as a short one', async () => {
  const data = join(site.folder, 'x'.repeat(120));
  const { status } = await site.run(['migrate'], '', { MARGINALIA_DATA: data });
  expect(status).toBe(0);
  chmodSync(data, 0o700);
});
