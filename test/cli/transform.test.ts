import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { EXIT, type Io } from '../../api/cli/io';
import { transform } from '../../api/cli/transform';
import { type Json, transformEvent } from '../../api/pipeline/transform';
import { describeWithShared } from '../support/shared';
import { ACTOR, EVENTS, LMS, check, onDisk, question } from '../pipeline/transform/events';
import { OPTIONS } from '../pipeline/transform/surroundings';
import { type Ended, Site, buildCommand } from './run';

let site: Site;
beforeAll(() => {
  buildCommand();
  // An address where nobody is: whoever asked for the database would fail.
  site = new Site({ CLICKHOUSE_URL: 'http://127.0.0.1:1' });
  writeFileSync(site.file('actors.csv'), `user,actor\n7,${ACTOR}\n`);
  writeFileSync(site.file('courses.csv'), 'course_key,name\n*,A course\n');
});
afterAll(() => site.remove());

const ABOUT = ['--lms-url', LMS, '--actors', 'actors.csv', '--courses', 'courses.csv'];
const run = (args: readonly string[], stdin: string | Buffer = '', env: Record<string, string> = {}): Promise<Ended> =>
  site.run(['transform', ...args], stdin, env);

const statementsOf = ({ out }: Ended): Json[] =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Json);
const countsOf = ({ err }: Ended): Record<string, number> => {
  const counts = JSON.parse(err.trim().split('\n').at(-1) ?? '') as Record<string, number>;
  expect(Object.keys(counts)).toEqual([
    'read',
    'accepted',
    'duplicate',
    'rejected',
    'ignored',
    'statements',
    'seconds',
  ]);
  const { read, accepted, duplicate, rejected, ignored } = counts;
  expect(read).toBe((accepted ?? 0) + (duplicate ?? 0) + (rejected ?? 0) + (ignored ?? 0));
  return counts;
};

/** One line of each kind, as a log has them, and what is to come of them. */
const LINES = EVENTS.map((event) => JSON.stringify(onDisk(event)));
const expected = (asLive: boolean): Json[] =>
  LINES.flatMap((line) => {
    const made = transformEvent(JSON.parse(line) as Json, { ...OPTIONS, asLive });
    if (made.kind !== 'statements') throw new Error(made.reason);
    return JSON.parse(JSON.stringify(made.statements)) as Json[];
  });
const LOG = `${LINES.join('\n')}\n`;

describe('lines in, statements out', () => {
  it('The command transform writes a line each on standard output and the counts on standard error, and stores nothing', async () => {
    writeFileSync(site.file('t.log'), LOG);
    const ended = await run([...ABOUT, 't.log']);
    expect(ended.status).toBe(0);
    expect(statementsOf(ended)).toEqual(expected(false));
    const n = LINES.length;
    expect(countsOf(ended)).toMatchObject({ read: n, accepted: n, duplicate: 0, rejected: 0, ignored: 0 });
    expect(ended.err.trim().split('\n')).toHaveLength(1);
    expect(existsSync(site.data)).toBe(false);
  });

  it('The command transform reads the same packed, from standard input, from several files, and without an end of the last line', async () => {
    writeFileSync(site.file('t.log.gz'), gzipSync(LOG));
    writeFileSync(site.file('open.log'), LOG.trimEnd());
    const all = expected(false);
    for (const [args, stdin] of [
      [['t.log.gz'], ''],
      [['-'], LOG],
      [['-'], gzipSync(LOG)],
      [['open.log'], ''],
    ] as const) {
      const ended = await run([...ABOUT, ...args], stdin);
      expect([ended.status, statementsOf(ended)]).toEqual([0, all]);
    }
    const twice = await run([...ABOUT, 't.log', 't.log.gz']);
    expect(statementsOf(twice)).toEqual([...all, ...all]);
    expect(countsOf(twice)).toMatchObject({ read: 2 * LINES.length, accepted: 2 * LINES.length });
  });

  it('What is damaged or about nobody is rejected with line and reason; what is nothing is ignored', async () => {
    const good = LINES[0] ?? '';
    const nobody = good.replaceAll('"user_id":7', '"user_id":8');
    writeFileSync(
      site.file('bad.log'),
      ['', '# a comment', good, good.slice(0, 90), nobody, '{"name":"x"}'].join('\n'),
    );
    const printed = await run([...ABOUT, 'bad.log']);
    expect(printed.status).toBe(1);
    expect(countsOf(printed)).toMatchObject({ read: 6, accepted: 1, rejected: 2, ignored: 3, statements: 1 });
    expect(printed.err).toMatch(/bad\.log:4: cut off/);
    expect(printed.err).toMatch(/bad\.log:5: .*user/);

    const kept = await run([...ABOUT, 'bad.log', '--rejects', 'rejects.jsonl']);
    expect([kept.status, statementsOf(kept)]).toEqual([1, statementsOf(printed)]);
    const rejects = readFileSync(site.file('rejects.jsonl'), 'utf8').trim().split('\n');
    expect(rejects.map((line) => JSON.parse(line) as Json)).toEqual([
      { file: site.file('bad.log'), line: 4, reason: expect.stringContaining('cut off') },
      { file: site.file('bad.log'), line: 5, reason: expect.stringContaining('user') },
    ]);
  });

  it('Packed input that ends in the middle gives what came before, and one more that is rejected', async () => {
    const many = LOG.repeat(20);
    const packed = gzipSync(many);
    const ended = await run([...ABOUT, '-'], packed.subarray(0, Math.floor(packed.length / 2)));
    expect(ended.status).toBe(1);
    expect(countsOf(ended)).toMatchObject({ rejected: 1 });
    expect(ended.err).toContain('the gzip data ends in the middle');
  });

  it('The command transform says which version made it, and knows both forms of a problem of several questions', async () => {
    const several = JSON.stringify(onDisk(check({ p1_2_1: question('blue', false), p1_3_1: question('red', true) })));
    const stated = await run([...ABOUT, '--transformer-version', 'mine@7', '-'], several);
    const [parent, ...children] = statementsOf(stated);
    expect(children).toHaveLength(2);
    expect(countsOf(stated)).toMatchObject({ read: 1, accepted: 1, statements: 3 });
    const version = 'https://w3id.org/xapi/openedx/extension/transformer-version';
    expect(parent).toMatchObject({ context: { extensions: { [version]: 'mine@7' } } });
    const live = await run([...ABOUT, '--as-live', '-'], several);
    expect(statementsOf(live)[0]).not.toEqual(parent);
    expect(statementsOf(await run([...ABOUT, '--as-live', 't.log']))).toEqual(expected(true));
  });

  it('The command transform leaves aside with --strict what event-routing-backends leaves aside', async () => {
    const bookmark = JSON.stringify(
      onDisk({
        ...EVENTS[0],
        name: 'edx.bookmark.added',
        data: { component_usage_id: `block-v1:Org+Num+Run+type@html+block@h` },
      }),
    );
    expect(countsOf(await run([...ABOUT, '-'], bookmark))).toMatchObject({ accepted: 1 });
    expect(countsOf(await run([...ABOUT, '--strict', '-'], bookmark))).toMatchObject({ ignored: 1, statements: 0 });
  });
});

describe('what it cannot start with', () => {
  it.each([
    ['no address of the LMS', ['--actors', 'actors.csv', '-'], /--lms-url/],
    ['nobody', ['--lms-url', LMS, '-'], /--actors/],
    ['a file that is not there', [...ABOUT, 'none.log'], /none\.log is not there/],
    ['actors that are not there', ['--lms-url', LMS, '--actors', 'none.csv', '-'], /none\.csv cannot be read/],
    ['rejects into its own input', [...ABOUT, 'actors.csv', '--rejects', 'actors.csv'], /name another/],
    ['no file', ABOUT, /missing required argument/],
  ])('The command transform does not start with %s', async (_what, args, problem) => {
    const ended = await run(args);
    expect(ended).toMatchObject({ status: 2, out: '' });
    expect(ended.err).toMatch(problem);
  });

  it('The address of the LMS may be the one of the environment, with a slash too many', async () => {
    const ended = await run(['--actors', 'actors.csv', '--courses', 'courses.csv', '-'], LOG, {
      LMS_BASE_URL: `${LMS}/`,
    });
    expect([ended.status, statementsOf(ended)]).toEqual([0, expected(false)]);
  });
});

describe('standard output', () => {
  /** Runs it here, on input without end or of so many chunks, into an output that takes what it is let. */
  const start = (chunks: number) => {
    const stop = new AbortController();
    let [read, err] = [0, ''];
    const chunk = Buffer.from(LOG);
    const stdin = new Readable({
      read() {
        read += 1;
        this.push(read > chunks ? null : chunk);
      },
    });
    const io: Io = { stdin, out: () => {}, err: (text) => (err += text), isTerminal: false, signal: stop.signal };
    let [taken, isOpen] = ['', false];
    let goOn = (): void => {};
    const output = new Writable({
      write(text: Buffer, _encoding, done) {
        taken += text.toString();
        if (isOpen) setImmediate(done);
        else goOn = done;
      },
    });
    const status = transform(
      {
        name: 'transform',
        files: ['-'],
        rejects: null,
        actors: site.file('actors.csv'),
        courses: null,
        lmsUrl: LMS,
        transformerVersion: 'mine@7',
        strict: false,
        asLive: false,
      },
      undefined,
      io,
      output,
    );
    const open = (): void => {
      isOpen = true;
      goOn();
    };
    return { status, stop, open, read: () => read, said: () => err, taken: () => taken };
  };
  const turns = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  it('The command transform reads no further than it can write', async () => {
    const running = start(300);
    await turns(2000);
    const read = running.read();
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(12);
    running.open();
    expect(await running.status).toBe(EXIT.done);
    expect(running.taken().split('\n')).toHaveLength(1 + 300 * expected(false).length);
  });

  it('The command transform stops when it is told to, even while nobody takes what it writes', async () => {
    const running = start(3000);
    await turns(2000);
    running.stop.abort();
    expect(await running.status).toBe(EXIT.stopped);
    expect(JSON.parse(running.said())).toMatchObject({ rejected: 0, ignored: 0 });
  });

  it('The command transform ends quietly when its reader has read enough', async () => {
    const running = site.start(['transform', ...ABOUT, '-']);
    running.child.stdout.destroy();
    running.child.stdin.end(LOG.repeat(50));
    const { status, err } = await running.ended;
    expect([status, err]).toEqual([0, '']);
  });
});

describeWithShared('event-routing-backends pairs, through the command', (golden) => {
  /** Nobody did this: event-routing-backends refuses it too, though a file says what would come of it. */
  const NOBODY = 'edx.ui.lms.link_clicked(anonymous_user).json';

  it('The pairs of event-routing-backends are equal, whole', async () => {
    const folder = join(golden, 'tracking-to-xapi');
    const read = (part: string, name: string): Json =>
      JSON.parse(readFileSync(join(folder, part, name), 'utf8')) as Json;
    const names = readdirSync(join(folder, 'raw'));
    expect(names.length).toBeGreaterThan(30);
    const lines = names.map((name) => readFileSync(join(folder, 'raw', name), 'utf8').replaceAll('\n', ' '));
    writeFileSync(site.file('golden.log'), `${lines.join('\n')}\n`);
    writeFileSync(site.file('any.csv'), '*,32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb\n');
    writeFileSync(site.file('demo.csv'), '*,Demonstration Course\n');
    const surroundings = ['--lms-url', 'http://localhost:18000', '--actors', 'any.csv', '--courses', 'demo.csv'];
    const version = ['--transformer-version', 'event-routing-backends@1.1.1'];
    const ended = await run([...surroundings, ...version, 'golden.log', '--rejects', 'golden-rejects']);
    const pairs = names.filter((name) => name !== NOBODY).flatMap((name) => read('xapi', name));
    expect(statementsOf(ended)).toEqual(pairs);
    expect(ended.status).toBe(names.includes(NOBODY) ? 1 : 0);
    expect(JSON.parse(readFileSync(site.file('golden-rejects'), 'utf8'))).toMatchObject({
      line: names.indexOf(NOBODY) + 1,
      reason: expect.stringContaining('names no user'),
    });
  });
});
