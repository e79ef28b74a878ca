import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEM, VIDEO, lines, statementsOf } from '../http/smallCourse';
import { type Ended, type Site, buildCommand, countsOf, pause, sitesOfSuite } from './run';

/**
 * kill -9 of the real process at random moments, again and again, until the command once comes to its end: then
 * everything is there once. The moments are drawn anew in each run; MARGINALIA_SEED repeats a run.
 */
const seed = Number(process.env.MARGINALIA_SEED ?? Date.now() % 1_000_000);
let state = seed;
const random = (): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return state / 2_147_483_648;
};

beforeAll(() => buildCommand());
const siteWith = sitesOfSuite();
const newSite = (): Site => siteWith({ MARGINALIA_DEMO: '1', MARGINALIA_MIN_LEARNERS: '1', LMS_BASE_URL: '' });

/** SQL in the database of a site that nobody has open, as whoever else might have done it. */
const sql = (site: Site, ...queries: string[]): string[] => {
  const script = `const { Session } = require('chdb');
    const session = new Session(process.argv[1]);
    console.log(JSON.stringify(JSON.parse(process.argv[2]).map((query) => String(session.query(query, 'TSV')).trim())));
    session.close();`;
  const done = spawnSync(process.execPath, ['-e', script, join(site.data, 'clickhouse'), JSON.stringify(queries)], {
    cwd: join(__dirname, '..', '..'),
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as string[];
};

/** Rows of the typed events, and how many statements they are of. */
const typed = (site: Site): number[] =>
  (sql(site, 'SELECT count(), uniqExact(event_id) FROM marginalia.events FINAL')[0] ?? '').split('\t').map(Number);

/** How often each command is killed; MARGINALIA_KILLS=20 for a long run. */
const KILLS = Number(process.env.MARGINALIA_KILLS ?? 2);

/** Kills the command KILLS times, at random moments of the time that it needed elsewhere (ms), then lets it end. */
const killedAndRunAgain = async (site: Site, args: readonly string[], whole: number): Promise<Ended> => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const victim = site.start(args);
    victim.child.stdin.end();
    // The start of the process is the same each time: it is the work that has many moments.
    await Promise.race([victim.ended, pause(whole * (0.25 + 0.75 * random()))]);
    victim.child.kill('SIGKILL');
    await victim.ended;
  }
  return site.run(args);
};

const timed = async (work: () => Promise<Ended>): Promise<[Ended, number]> => {
  const began = performance.now();
  const ended = await work();
  return [ended, performance.now() - began];
};

const MANY = 'course-v1:Edu+Many+1';
const REPORT = ['report', 'problem', '--course', MANY, '--block', PROBLEM];
const VIDEO_REPORT = ['report', 'video', '--course', MANY, '--block', VIDEO];
const LEARNERS = 1500;
const STATEMENTS = statementsOf(MANY, PROBLEM, VIDEO, LEARNERS);
const N = STATEMENTS.length;

describe(`killed at random moments (MARGINALIA_SEED=${seed})`, () => {
  const [whole, site] = [newSite(), newSite()];
  let expected: string[];
  const answers = async (of: Site): Promise<string[]> =>
    (await of.typeEach([{ args: REPORT }, { args: VIDEO_REPORT }])).map(({ out }) => out);

  it('A load that was killed at random moments is run again: everything is there once, and the counts add up', async () => {
    for (const one of [whole, site]) writeFileSync(one.migrated().file('s.jsonl'), lines(STATEMENTS));
    const [first, took] = await timed(() => whole.run(['load', 'xapi', 's.jsonl']));
    expect(countsOf(first)).toMatchObject({ read: N, accepted: N });
    expected = await answers(whole);
    expect(JSON.parse(expected[0] ?? '')).toMatchObject({ learners: LEARNERS });

    const last = countsOf(await killedAndRunAgain(site, ['load', 'xapi', 's.jsonl'], took));
    expect([last.read, last.accepted + last.duplicate, last.conflict, last.rejected]).toEqual([N, N, 0, 0]);
    expect(countsOf(await site.run(['load', 'xapi', 's.jsonl']))).toMatchObject({ accepted: 0, duplicate: N });
    expect(typed(site)).toEqual([N, N]);
    expect(await answers(site)).toEqual(expected);
  }, 240_000);

  it('A rebuild that was killed while it types and while it recomputes leaves the reports the same at the next start', async () => {
    const [, took] = await timed(() => whole.run(['rebuild']));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const victim = site.start(['rebuild']);
      victim.child.stdin.end();
      await Promise.race([victim.ended, pause(took * (0.3 + 0.7 * random()))]);
      victim.child.kill('SIGKILL');
      await victim.ended;
      // without running it again
      if (kill % 2 === 1) expect(await answers(site)).toEqual(expected);
    }
    expect((await site.run(['rebuild'])).status).toBe(0);
    expect(await answers(site)).toEqual(expected);
    expect((await site.run(['doctor'])).out).not.toMatch(/MEND {2}(rebuild|back-fill|statements)/);
  }, 240_000);

  it('A forgetting that was killed is run again: the learner is gone, and the others are as they were', async () => {
    const { name } = (STATEMENTS[0] as unknown as { actor: { account: { name: string } } }).actor.account;
    const [gone, took] = await timed(() => whole.run(['forget', name]));
    expect(gone).toMatchObject({ status: 0 });
    const { statements } = JSON.parse(gone.out) as { statements: number };
    expect(statements).toBeGreaterThan(3);
    const ended = await killedAndRunAgain(site, ['forget', name], took);
    expect(ended.status).toBe(0);
    expect(typed(site)).toEqual([N - statements, N - statements]);
    expect(await answers(site)).toEqual(await answers(whole));
    expect(JSON.parse((await answers(site))[0] ?? '')).toMatchObject({ learners: LEARNERS - 1 });
    expect(sql(site, `SELECT count() FROM xapi.xapi_events_all WHERE position(event, '${name}') > 0`)).toEqual(['0']);
    expect((await site.run(['doctor'])).out).toMatch(/ok {4}forgotten: 1 learners/);
  }, 240_000);
});

it(`A load of tracking logs that was killed at random moments has everything once, and its counts add up (MARGINALIA_SEED=${seed})`, async () => {
  const [whole, site] = [newSite().migrated(), newSite().migrated()];
  const READ = 12_000;
  const log = Array.from({ length: READ }, (_, n) =>
    n % 50 === 0
      ? '# a comment'
      : n % 51 === 0
        ? '{"cut off": '
        : JSON.stringify({
            username: `u${n % 900}`,
            event_source: 'browser',
            event_type: 'play_video',
            name: 'play_video',
            time: new Date(Date.UTC(2026, 2, 2) + n * 1000).toISOString().replace('Z', '000+00:00'),
            page: 'https://lms.example.org/x',
            session: 's',
            context: { user_id: n % 900, course_id: MANY, org_id: 'Edu', path: '/event' },
            event: JSON.stringify({ id: 'v1', currentTime: n % 60, duration: 60, code: 'mp4' }),
          }),
  ).join('\n');
  for (const one of [whole, site]) writeFileSync(one.file('t.log'), `${log}\n`);
  const args = ['load', 'tracking', 't.log', '--rejects', 'r.jsonl', '--lms-url', 'https://lms.example.org'];
  const env = { MARGINALIA_ACTOR_KEY: 'k'.repeat(40) };
  const counts = ({ err }: Ended): Record<string, number> => JSON.parse(err.trim().split('\n').at(-1) ?? '');
  const [first, took] = await timed(() => whole.run(args, '', env));
  const all = counts(first);
  expect(all.accepted).toBeGreaterThan(10_000);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const victim = site.start(args, env);
    victim.child.stdin.end();
    await Promise.race([victim.ended, pause(took * (0.2 + 0.8 * random()))]);
    victim.child.kill('SIGKILL');
    await victim.ended;
  }
  const last = counts(await site.run(args, '', env));
  expect(last.read).toBe(READ);
  expect(last.accepted! + last.duplicate! + last.rejected! + last.ignored!).toBe(READ);
  expect([last.rejected, last.ignored]).toEqual([all.rejected, all.ignored]);
  expect(last.accepted! + last.duplicate!).toBe(all.accepted! + all.duplicate!);
  expect(typed(site)).toEqual(typed(whole));
  expect(typed(site)[0]).toBe(all.statements);
  expect(await site.run(VIDEO_REPORT)).toEqual(await whole.run(VIDEO_REPORT));
}, 240_000);

it(`A database of others where migrate was killed while it types what is there has each statement once (MARGINALIA_SEED=${seed})`, async () => {
  const [site, whole] = [newSite(), newSite()];
  const months = 6;
  const rows = 12_000;
  const statement = `concat('{"id":"', toString(event_id), '","actor":{"account":{"homePage":"https://l","name":"l', toString(number % 500),
    '"}},"verb":{"id":"http://adlnet.gov/expapi/verbs/progressed"},"object":{"id":"https://l/xblock/block-v1:a+b+c+type@html+block@h', toString(number % 7),
    '"},"result":{"extensions":{"https://w3id.org/xapi/cmi5/result/extensions/progress":100}},"context":{"contextActivities":{"parent":[',
    '{"id":"https://l/course/course-v1:a+b+c","definition":{"type":"http://adlnet.gov/expapi/activities/course"}}]}}}')`;
  const insert = (from: number, many: number): string => `
    INSERT INTO xapi.xapi_events_all
    SELECT event_id, emission_time, ${statement} AS event FROM (
      SELECT number, toUUID(concat('00000000-0000-4000-8000-', leftPad(toString(number), 12, '0'))) AS event_id,
             toDateTime64('2026-01-15 00:00:00', 6, 'UTC') + toIntervalMonth(number % ${months}) + toIntervalSecond(number) AS emission_time
      FROM numbers(${from}, ${many}))`;
  for (const one of [site, whole]) {
    mkdirSync(join(one.data, 'clickhouse'), { recursive: true });
    sql(
      one,
      'CREATE DATABASE xapi',
      `CREATE TABLE xapi.xapi_events_all (event_id UUID, emission_time DateTime64(6), event String)
       ENGINE = ReplacingMergeTree ORDER BY (emission_time, event_id) PARTITION BY toYYYYMM(emission_time)`,
      insert(0, rows),
    );
  }
  const [done, took] = await timed(() => whole.run(['migrate']));
  expect(done.status).toBe(0);
  expect(done.err).toMatch(
    new RegExp(`^(typing 2026\\d\\d: 2000 statements stored before\n){${months}}computing the facts\n$`),
  );
  for (let kill = 0; kill < KILLS; kill += 1) {
    const victim = site.start(['migrate']);
    victim.child.stdin.end();
    await Promise.race([victim.ended, pause(took * (0.2 + 0.8 * random()))]);
    victim.child.kill('SIGKILL');
    await victim.ended;
    // others go on in between, and send some again
    sql(site, insert(rows + kill * 100, 100), insert(kill * 100, 50));
  }
  sql(whole, insert(rows, KILLS * 100));
  expect((await site.run(['migrate'])).status).toBe(0);
  const total = rows + KILLS * 100;
  expect(typed(site)).toEqual([total, total]);
  const outline = ['report', 'outline', '--course', 'course-v1:a+b+c'];
  const answer = await site.run(outline);
  expect(JSON.parse(answer.out)).toMatchObject({ learners: 500 });
  expect(answer).toEqual(await whole.run(outline));
  expect((await site.run(['doctor'])).out).not.toMatch(/MEND {2}(back-fill|statements|views|source)/);
}, 240_000);
