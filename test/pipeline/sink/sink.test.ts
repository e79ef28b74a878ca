import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { readStructure } from '../../../api/store/structure';
import { hashOfLearner } from '../../../api/pipeline/ingest/forgotten';
import { pseudonymOf } from '../../../api/pipeline/tracking/actors';
import { Retirements } from '../../../api/retirement/retirements';
import { forgottenAmong, retirementsWaiting } from '../../../api/store/queries/retired';
import { ENGINES } from '../../support/engine';
import { ACTOR_KEY, LMS_URL, type SinkSite, openSinkSite } from './endpoint';
import { AT, DUMP, RUN, block, blocks, csv, externalId, insert, overview } from './published';

describe.each(ENGINES)('what the LMS sends, on the %s engine', (kind) => {
  let site: SinkSite;
  let sink: string;
  beforeAll(async () => {
    site = await openSinkSite(kind);
    sink = site.site.config.databases.eventSink;
  });
  beforeEach(async () => {
    const { own, eventSink } = site.site.config.databases;
    for (const table of ['course_blocks', 'course_overviews', 'external_id', 'course_enrollment'])
      await site.site.engine.command(`TRUNCATE TABLE ${eventSink}.${table}`);
    await site.site.engine.command(`TRUNCATE TABLE ${own}.state`);
  });
  afterAll(() => site.close());

  const blocksStored = async (): Promise<number> =>
    Number((await site.site.engine.rows(`SELECT count() AS n FROM ${sink}.course_blocks`))[0]?.n);

  it('The sink publishes a course: its overview, then its blocks', async () => {
    expect((await site.ask(insert('course_overviews'), csv([overview()]))).statusCode).toBe(200);
    expect(await readStructure(site.site.engine, RUN)).toBeNull();
    expect((await site.ask(insert('course_blocks'), csv(blocks()))).statusCode).toBe(200);
    expect(await readStructure(site.site.engine, RUN)).toMatchObject({ name: 'A course' });
  });

  it('What the LMS sends in the other order is the same course', async () => {
    await site.ask(insert('course_blocks'), csv(blocks()));
    await site.ask(insert('course_overviews'), csv([overview()]));
    const structure = await readStructure(site.site.engine, RUN);
    expect(structure).toMatchObject({ name: 'A course' });
    expect(structure?.blocks).toHaveLength(3);
  });

  it('An older publish that comes late does not undo a newer one', async () => {
    await site.ask(insert('course_blocks'), csv(blocks({ name: 'New' })));
    const old = blocks({ name: 'Old', at: '2026-05-02 10:00:00.000001+00:00', dump: DUMP.replace('1', '2') });
    expect((await site.ask(insert('course_blocks'), csv(old))).statusCode).toBe(200);
    expect((await readStructure(site.site.engine, RUN))?.blocks.map(({ name }) => name)).toEqual([
      'New 1',
      'New 2',
      'New 3',
    ]);
  });

  it('What the LMS sends once more stores nothing twice', async () => {
    for (const _ of [1, 2]) {
      expect((await site.ask(insert('course_blocks'), csv(blocks()))).statusCode).toBe(200);
      expect((await site.ask(insert('course_overviews'), csv([overview()]))).statusCode).toBe(200);
    }
    expect(await blocksStored()).toBe(3);
  });

  it.each<[string, () => string | Buffer, RegExp]>([
    ['is empty', () => '', /empty/],
    ['was cut in a line', () => csv(blocks()).slice(0, -20), /cut off/],
    ['was cut in a quoted text', () => `${csv(blocks()).slice(0, -60)}\n`, /not CSV/],
    ['has a row too short', () => csv([...blocks(), ['Org', RUN]]), /row 4: has 2 values where course_blocks has 9/],
    ['has a block that is not JSON', () => csv([...blocks(), block(4, 'html').with(4, '{')]), /row 4: .*not JSON/],
    ['has a dump that is none', () => csv(blocks({ dump: 'x' })), /dump_id is not a UUID/],
    ['has no block of the course itself', () => csv(blocks().slice(1)), /this has 0/],
    ['has the course twice', () => csv([...blocks(), block(9, 'course')]), /this has 2/],
    [
      'is of two courses',
      () => csv([...blocks(), block(4, 'html', { course: 'course-v1:A+B+C' })]),
      /differ in course_key/,
    ],
    [
      'is of two dumps',
      () => csv([...blocks(), block(4, 'html', { dump: DUMP.replace('1', '2') })]),
      /differ in dump_id/,
    ],
    ['has a key of no course', () => csv(blocks({ course: 'a course' })), /a course.* is no course key/],
    ['has no time', () => csv(blocks({ at: 'yesterday' })), /is no time/],
    ['comes from the future', () => csv(blocks({ at: '2199-01-01 00:00:00.000000+00:00' })), /clock/],
    ['is no UTF-8', () => Buffer.from([0x22, 0xff, 0x22, 0x0a]), /UTF-8/],
  ])('The sink refuses a publish that %s, and stores nothing of it', async (_, body, words) => {
    const answer = await site.ask(insert('course_blocks'), body());
    expect([answer.statusCode, JSON.stringify(answer.json())]).toEqual([400, expect.stringMatching(words)]);
    expect(await blocksStored()).toBe(0);
  });

  it('The sink stores nothing of a publish whose connection breaks between two lines', async () => {
    const address = new URL(await site.app.listen({ port: 0, host: '127.0.0.1' }));
    const body = csv(blocks());
    const whole = body.split('\r\n').slice(0, 2).join('\r\n') + '\r\n';
    const query = new URLSearchParams({ query: insert('course_blocks') }).toString();
    const authorization = Buffer.from('lms:secret').toString('base64');
    const socket = connect(Number(address.port), address.hostname);
    const taken = new Promise((resolve) => site.app.server.once('request', resolve));
    socket.write(
      `POST /sink?${query} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${authorization}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${whole}`,
    );
    await taken;
    socket.destroy();
    // The server lets go of a connection when all is done that came over it.
    const connections = (): Promise<number> =>
      new Promise((resolve) => site.app.server.getConnections((_, count) => resolve(count)));
    while ((await connections()) > 0) await setImmediate();
    expect(await blocksStored()).toBe(0);
    expect((await site.ask(insert('course_blocks'), body)).statusCode).toBe(200);
  });

  it.each([
    ['DROP TABLE event_sink.course_blocks', 400],
    ['INSERT INTO event_sink.course_blocks FORMAT CSV; DROP TABLE x', 400],
    ['SELECT * FROM event_sink.external_id', 400],
    [
      "SELECT max(time_last_dumped) as time_last_dumped FROM event_sink.course_overviews WHERE course_key = '' OR 1=1",
      400,
    ],
    ['INSERT INTO other.course_blocks FORMAT CSV', 400],
    ['INSERT INTO event_sink.facts FORMAT CSV', 403],
    ['ALTER TABLE event_sink.external_id DELETE WHERE 1', 400],
    ['', 400],
  ])('The sink knows no other request: %s', async (query, status) => {
    expect((await site.ask(query, query.startsWith('SELECT') ? undefined : csv(blocks()))).statusCode).toBe(status);
    expect(await blocksStored()).toBe(0);
  });

  it('The sink opens to its own credentials only, each for what it may', async () => {
    const body = csv(blocks());
    const retire = 'ALTER TABLE event_sink.external_id DELETE WHERE user_id in (9)';
    expect((await site.ask(insert('course_blocks'), body, null)).statusCode).toBe(401);
    expect((await site.ask(insert('course_blocks'), body, 'nobody')).statusCode).toBe(401);
    expect((await site.ask(insert('course_blocks'), body, 'driver')).statusCode).toBe(403);
    expect((await site.ask(retire, undefined, 'publisher')).statusCode).toBe(403);
    expect((await site.retire({ user_id: 9 }, 'publisher')).statusCode).toBe(403);
    expect((await site.retire({ user_id: 9 }, null)).statusCode).toBe(401);
    expect([await blocksStored(), await retirementsWaiting.run(site.site.engine, {})]).toEqual([0, []]);
  });

  it('The sink tells when a course was dumped whole, and never of one whose blocks did not come', async () => {
    const when = (course: string): string =>
      `SELECT max(time_last_dumped) as time_last_dumped FROM event_sink.course_overviews WHERE course_key = '${course}'`;
    await site.ask(insert('course_overviews'), csv([overview()]));
    expect((await site.ask(when(RUN))).body).toBe('\n');
    await site.ask(insert('course_blocks'), csv(blocks()));
    expect((await site.ask(when(RUN))).body).toBe(`${AT}\n`);
  });

  it('The sink retires by user id: every id in statements that the user has, the pseudonym included', async () => {
    const id = '32e08e30-f8ae-4ce2-94a8-c2bfe38a7001';
    await site.ask(insert('external_id'), csv([externalId(71, id)]));
    const answer = await site.ask('ALTER TABLE event_sink.user_profile DELETE WHERE user_id in (71)');
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    await site.retirements.idle();
    const forgotten = (
      await site.site.engine.rows(`SELECT hash FROM ${site.site.config.databases.own}.forgotten FINAL`)
    ).map(({ hash }) => hash);
    for (const learner of [id, pseudonymOf(ACTOR_KEY, LMS_URL)('71') ?? ''])
      expect(forgotten).toContain(hashOfLearner(learner));
    expect(await site.count(`${sink}.external_id`)).toBe(0);
    expect((await site.retire({ user_id: 71 })).json()).toEqual({ state: 'done' });
  });

  it('The sink forgets at once what arrives of a user who was retired before', async () => {
    const late = '32e08e30-f8ae-4ce2-94a8-c2bfe38a7002';
    expect((await site.retire({ user_id: '72' })).statusCode).toBe(202);
    await site.retirements.idle();
    const rows = [externalId(72, late), externalId(73, '32e08e30-f8ae-4ce2-94a8-c2bfe38a7003')];
    expect((await site.ask(insert('external_id'), csv(rows))).statusCode).toBe(200);
    await site.retirements.idle();
    expect(await site.site.engine.rows(`SELECT user_id FROM ${sink}.external_id`)).toEqual([{ user_id: 73 }]);
    expect(
      await site.site.engine.rows(
        `SELECT finished FROM ${site.site.config.databases.own}.forgotten FINAL WHERE hash = {hash:String}`,
        { hash: hashOfLearner(late) },
      ),
    ).toEqual([{ finished: 1 }]);
  });

  it.each([
    ['', /JSON/],
    ['[]', /./],
    [{}, /name a user_id/],
    [{ user_id: 'ada' }, /./],
    [{ user_id: -1 }, /./],
    [{ user: 7 }, /./],
  ])('The sink says what is wrong with %j', async (body, words) => {
    const answer = await site.retire(body);
    expect([answer.statusCode, JSON.stringify(answer.json())]).toEqual([400, expect.stringMatching(words)]);
    expect(await retirementsWaiting.run(site.site.engine, {})).toEqual([]);
  });
});

it('Retired users are kept as hashes only', async () => {
  const site = await openSinkSite();
  await site.retire({ user_id: 74, username: 'ada' });
  await site.retirements.idle();
  const state = JSON.stringify(
    await site.site.engine.rows(`SELECT * FROM ${site.site.config.databases.own}.state FINAL`),
  );
  expect(state).not.toMatch(/\b74\b|ada/);
  await site.close();
});

describe('one retirement behind another', () => {
  let opened: SinkSite;
  let retirements: Retirements;
  beforeAll(async () => {
    opened = await openSinkSite();
    retirements = new Retirements(opened.site.workspace, opened.site.config, LMS_URL);
  });
  afterAll(async () => {
    await retirements.close();
    await opened.close();
  });

  it('A retirement that fails holds up none behind it', async () => {
    const { engine, config } = opened.site;
    const half = { mode: 'rekeyed', pseudonym: 'p', courses: [], agents: [], statements: 0 };
    // Whoever began to put a learner under another id has to finish that first.
    const note = { name: `forget ${hashOfLearner('first')}`, value: JSON.stringify(half) };
    await engine.insert(`${config.databases.own}.state`, [note]);
    const ends = new Set<string>();
    const oneIsForgotten = new Promise<void>((resolve) => {
      retirements.onEnd = (outcome) => {
        ends.add(outcome);
        if (outcome === 'forgotten') resolve();
      };
    });
    for (const learner of ['first', 'second'])
      await retirements.take({ users: [], usernames: [], learners: [learner] });
    await oneIsForgotten;
    expect([...ends]).toEqual(['failed', 'forgotten']);
    const hashes = ['first', 'second'].map(hashOfLearner);
    expect(await forgottenAmong.run(engine, { hashes })).toEqual([{ hash: hashes[1] }]);
  });
});
