import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError } from '../../../api/store/engine';
import { type BusOptions, type BusStatus, followBus, newBusStatus, readMissed } from '../../../api/pipeline/bus/follow';
import { troubleOfBus } from '../../../api/pipeline/bus/stream';
import { readMessage } from '../../../api/pipeline/bus/message';
import { type Json, parseLine, transformEvent } from '../../../api/pipeline/transform';
import { transformOptions } from '../../../api/cli/transformOptions';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { TestRedis, hasRedis, withRedis } from './redis';

/** What the platform's own packages put on the bus (messages.py), and the events that they were given. */
const sent = JSON.parse(readFileSync(join(__dirname, 'messages.json'), 'utf8')) as {
  events: {
    name: string;
    timestamp: string;
    data: Json;
    context: Json & { timestamp?: string; event_source?: string };
  }[];
  streams: Record<string, Record<string, string>[]>;
};
const fieldsOf = (message: Record<string, string>): Map<string, Buffer> =>
  new Map(Object.entries(message).map(([name, value]) => [name, Buffer.from(value, 'base64')]));
const TRACKING = sent.streams['dev-analytics']!;
const TOPICS = ['analytics', 'course-catalog-info-changed', 'learning-course-access-role-lifecycle'];
const LMS = 'https://lms.example.org';
const ACTORS = { from: 'pseudonyms' as const, settings: '', actorOf: (user: string) => `actor-${user}` };
/** How often a condition is looked at before the test says what is instead. */
const TRIES = 1000;
const TRANSFORM = transformOptions(LMS, ACTORS, new Map(), false);

describe('a message of the bus', () => {
  /** The events as the platform's log has them. */
  const logged = sent.events.map(({ name, timestamp, data, context }) => {
    const { timestamp: device, event_source: source = 'server', ...rest } = context;
    const isPhone = source === 'mobile';
    const { module_id: _, current_time: at, seek_type: type, ...others } = data;
    const payload = isPhone ? { ...others, id: 'v1', currentTime: at, type } : data;
    return (
      JSON.stringify({
        name: isPhone ? 'edx.video.position.changed' : name,
        event_type: name,
        event_source: source,
        time: device ?? timestamp,
        event: source === 'browser' ? JSON.stringify(payload) : payload,
        context: rest,
        username: rest.username,
        session: rest.session,
        referer: rest.referer,
        page: null,
      })
        // As Python writes the number that the learner gave.
        .replace('"answer":5,', '"answer":5.0,')
    );
  });
  const statementsOf = (line: string): unknown => {
    const read = parseLine(line);
    if (read.kind !== 'event') throw new Error(`${read.kind}: ${line}`);
    return transformEvent(read.event, TRANSFORM);
  };

  it.each(TRACKING.map((message, at) => [sent.events[at]!.name, message, at] as const))(
    'The message %s gives the statement that the log gives, ids and all',
    (_, message, at) => {
      const read = readMessage(fieldsOf(message));
      if (read.kind !== 'tracking') throw new Error(read.kind);
      const statement = statementsOf(read.line);
      expect(statement).toMatchObject({ kind: 'statements' });
      expect(statement).toEqual(statementsOf(logged[at]!));
    },
  );

  it('A message of the bus with a field more at its end, cut off, or empty is not guessed at', () => {
    const fields = fieldsOf(TRACKING[0]!);
    const data = fields.get('event_data')!;
    for (const other of [Buffer.concat([data, Buffer.from([0])]), data.subarray(0, -3), Buffer.alloc(0)]) {
      const read = readMessage(new Map([...fields, ['event_data', other]]));
      expect(read).toEqual({ kind: 'unreadable', reason: expect.stringMatching(/another form .*openedx-events \d/) });
    }
    expect(readMessage(new Map())).toMatchObject({ kind: 'unreadable' });
    expect(readMessage(new Map([...fields, ['type', Buffer.from('org.example.v1')]]))).toMatchObject({ kind: 'other' });
  });

  it('A message of the bus of a later version of what we know is kept for whoever knows it; others are passed over', () => {
    const fields = fieldsOf(TRACKING[0]!);
    const typed = (type: string): unknown => readMessage(new Map([...fields, ['type', Buffer.from(type)]]));
    expect(typed('org.openedx.analytics.tracking.event.emitted.v2')).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(/^org\.openedx\.analytics\.tracking\.event\.emitted\.v2 .*we know v1/),
    });
    expect(typed('org.openedx.analytics.tracking.event.emitted')).toMatchObject({ kind: 'unreadable' });
    expect(typed('org.openedx.learning.student.registration.completed.v2')).toMatchObject({ kind: 'other' });
  });

  it('A message of the bus names the block that was published, whatever branch it says', () => {
    const fields = fieldsOf(sent.streams['dev-course-authoring-xblock-lifecycle']![0]!);
    const key = 'block-v1:Org+Num+Run+type@vertical+block@u1';
    expect(readMessage(fields)).toEqual({ kind: 'block', key });
    const branched = 'block-v1:Org+Num+Run+branch@published-branch+type@vertical+block@u1';
    const string = (text: string): Buffer =>
      Buffer.concat([Buffer.from([((text.length << 1) & 0x7f) | 0x80, text.length >> 6]), Buffer.from(text)]);
    const data = fields.get('event_data')!;
    const at = data.indexOf(key);
    const changed = Buffer.concat([string(branched), data.subarray(at + key.length)]);
    expect(readMessage(new Map([...fields, ['event_data', changed]]))).toEqual({ kind: 'block', key });
  });
});

(hasRedis ? describe : describe.skip)(`the event bus in Redis${withRedis}`, () => {
  let redis: TestRedis;
  let site: TestWorkspace;
  let following: {
    stop: () => Promise<void>;
    status: BusStatus;
    published: string[];
    roles: number[];
    told: string[];
  } | null;
  beforeEach(async () => {
    redis = await TestRedis.start();
    site = await openTestWorkspace('embedded');
    following = null;
  });
  afterEach(async () => {
    await following?.stop();
    await redis.stop();
    await site.close();
  });

  const put = (
    stream: string,
    message: Record<string, string>,
    change: Record<string, Buffer> = {},
  ): Promise<unknown> => {
    const fields = Object.entries({ ...Object.fromEntries(fieldsOf(message)), ...change });
    return redis.send('XADD', stream, '*', ...fields.flat());
  };
  const putAll = async (): Promise<void> => {
    for (const [stream, messages] of Object.entries(sent.streams))
      for (const message of messages) await put(stream, message);
  };
  const follow = (change: Partial<BusOptions> = {}, engine = site.engine) => {
    const abort = new AbortController();
    const [status, published, roles, told] = [newBusStatus(), [] as string[], [] as number[], [] as string[]];
    const done = followBus(engine, {
      url: redis.url,
      prefix: 'dev',
      topics: TOPICS,
      consumer: 'one',
      transform: async () => TRANSFORM,
      onPublish: async (course) => void published.push(course),
      onRole: (user) => roles.push(user),
      onReject: ({ reason }) => told.push(reason),
      warn: (sentence) => told.push(sentence),
      onCaughtUp: async () => undefined,
      status,
      signal: abort.signal,
      ...change,
    });
    following = {
      status,
      published,
      roles,
      told,
      stop: async () => {
        abort.abort();
        await done;
        following = null;
      },
    };
    return following;
  };
  const stored = async (): Promise<number> =>
    Number(
      (await site.engine.rows(`SELECT count() AS n FROM ${site.config.databases.xapi}.xapi_events_all FINAL`))[0]?.n,
    );
  const pending = async (): Promise<number> =>
    Number(((await redis.send('XPENDING', 'dev-analytics', 'marginalia')) as unknown[])[0]);
  const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
    for (let tries = 0; !(await is()); tries += 1) {
      if (tries === TRIES) throw new Error(`it never came to that: ${JSON.stringify(following)}`);
      await wait(50);
    }
  };

  it('A message of the bus becomes statements, publishes and changed roles, and is acknowledged', async () => {
    await putAll();
    const at = follow();
    await until(() => at.roles.length === 2);
    await until(async () => (await stored()) === 4 && (await pending()) === 0);
    expect([at.published, at.roles, at.told]).toEqual([['course-v1:Org+Num+Run'], [7, 7], []]);
    await until(() => at.status.lag.get('analytics') === 0);
    await at.stop();
    // What comes while nobody follows is there afterwards; what was stored is not stored twice.
    await put('dev-analytics', TRACKING[0]!);
    const again = follow();
    await until(async () => (await pending()) === 0 && again.status.counts.duplicate === 1);
    expect(await stored()).toBe(4);
  });

  it('What was handed to a process that ended is taken up when it comes back', async () => {
    await putAll();
    await redis.send('XGROUP', 'CREATE', 'dev-analytics', 'marginalia', '0');
    await redis.send('XREADGROUP', 'GROUP', 'marginalia', 'one', 'STREAMS', 'dev-analytics', '>');
    expect(await pending()).toBe(4);
    follow();
    await until(async () => (await stored()) === 4 && (await pending()) === 0);
  });

  it('A message of the bus is not acknowledged while nothing can be stored', async () => {
    let isFull = true;
    const full = Object.create(site.engine) as typeof site.engine;
    full.insertText = (table, columns, text) => {
      if (isFull) return Promise.reject(new EngineError('no room', '243'));
      return site.engine.insertText(table, columns, text);
    };
    await putAll();
    const at = follow({}, full);
    await until(() => at.status.failure !== null);
    expect([await stored(), await pending()]).toEqual([0, 4]);
    isFull = false;
    await until(async () => (await stored()) === 4 && (await pending()) === 0);
    await until(() => at.status.failure === null);
    expect(at.told).toEqual([expect.stringContaining('no room'), 'The event bus is followed again.']);
  });

  it('A bus that does not answer is known by what is wrong with it', async () => {
    expect(await troubleOfBus(redis.url)).toBeNull();
    await redis.send('CONFIG', 'SET', 'requirepass', 'secret');
    expect(await troubleOfBus(redis.url)).toMatch(/NOAUTH/);
    await redis.down();
    expect(await troubleOfBus(redis.url)).toMatch(/ECONNREFUSED/);
    const silent = createServer((socket) => socket.resume()).listen(redis.port, '127.0.0.1');
    expect(await troubleOfBus(redis.url)).toBe('nothing in 5 s');
    await new Promise((closed) => silent.close(closed));
    await redis.up();
  });

  it('The follower of the bus goes on when Redis was away and came back', async () => {
    const at = follow();
    await until(() => at.status.lag.has('analytics'));
    await redis.down();
    await until(() => at.status.failure !== null);
    await redis.up();
    await putAll();
    await until(async () => (await stored()) === 4 && at.status.failure === null);
    expect(at.status.missed).toEqual([]);
  });

  it.each([
    ['maxclients', '1', '100', /max number of clients/],
    ['requirepass', 'secret', '', /NOAUTH/],
  ])(
    'The follower of the bus goes on when Redis turned it away (%s), at its start and later',
    async (setting, turned, open, why) => {
      await redis.send('CONFIG', 'SET', setting, turned);
      const at = follow();
      await until(() => at.status.failure !== null);
      expect(at.status.failure).toMatch(why);
      await redis.send('CONFIG', 'SET', setting, open);
      await putAll();
      await until(async () => (await stored()) === 4 && at.status.failure === null);
      await redis.send('CONFIG', 'SET', setting, turned);
      await redis.send('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await until(() => at.told.filter((one) => why.test(one)).length > 1);
      await redis.send('CONFIG', 'SET', setting, open);
      await put('dev-analytics', TRACKING[0]!);
      await until(() => at.status.counts.duplicate === 1 && at.status.failure === null);
    },
  );

  it('A stream that was cut before it was read is told, and stays told', async () => {
    await putAll();
    const at = follow();
    await until(async () => (await stored()) === 4);
    await at.stop();
    for (const message of TRACKING) await put('dev-analytics', message);
    await redis.send('XTRIM', 'dev-analytics', 'MAXLEN', '1');
    const again = follow();
    await until(() => again.told.length > 0);
    expect(again.told).toEqual([expect.stringMatching(/analytics were cut off before they were read.*tracking log/)]);
    expect(await readMissed(site.engine)).toEqual([
      { topic: 'analytics', from: expect.any(Number), to: expect.any(Number) },
    ]);
  });

  it('A Redis that lost everything is told', async () => {
    await putAll();
    const at = follow();
    await until(async () => (await stored()) === 4);
    await at.stop();
    await redis.down();
    redis.lose();
    await redis.up();
    const again = follow();
    await until(() => again.status.missed.length > 0);
    expect(again.told.join()).toMatch(/Redis has lost/);
  });

  it('What cannot be read stays on the bus, and holds up nothing', async () => {
    const data = fieldsOf(TRACKING[0]!).get('event_data')!;
    await put('dev-analytics', TRACKING[0]!, { event_data: Buffer.concat([data, Buffer.from([2])]) });
    await putAll();
    const at = follow();
    await until(async () => (await stored()) === 4 && (await pending()) === 1);
    expect(at.told).toEqual([expect.stringMatching(/another form.*stays on the bus/)]);
    expect([...at.status.kept.values()]).toEqual([expect.stringMatching(/another form/)]);
  });

  it('A message of the bus that stays there is told of only where there are not thousands like it', async () => {
    const data = fieldsOf(TRACKING[0]!).get('event_data')!;
    const odd = { event_data: Buffer.concat([data, Buffer.from([2])]) };
    await Promise.all(Array.from({ length: 1500 }, () => put('dev-analytics', TRACKING[0]!, odd)));
    await putAll();
    const at = follow();
    await until(async () => (await stored()) === 4 && (await pending()) === 1500);
    expect(at.status.kept.size).toBe(1000);
    expect(at.told).toHaveLength(1001);
    expect(at.told.at(-1)).toMatch(/^1000 messages stay on the bus/);
  });

  it('A message of the bus waits for the id of a user that is not known yet', async () => {
    await put('dev-analytics', TRACKING[0]!);
    const nobody = { ...TRANSFORM, actorOf: () => null };
    const at = follow({ transform: async () => nobody });
    await until(() => at.status.kept.size === 1);
    expect([await stored(), await pending()]).toEqual([0, 1]);
    await at.stop();
    follow();
    await until(async () => (await stored()) === 1 && (await pending()) === 0);
  });
});
