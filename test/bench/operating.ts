import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { backup } from '../../api/cli/backup';
import { transformOptions } from '../../api/cli/transformOptions';
import { type BusOptions, followBus, newBusStatus } from '../../api/pipeline/bus/follow';
import { BusStream, openBus } from '../../api/pipeline/bus/stream';
import { takeRows } from '../../api/pipeline/sink/take';
import type { Engine } from '../../api/store/engine';
import type { Workspace } from '../../api/worker/workspace';
import { TestRedis, hasRedis } from '../pipeline/bus/redis';
import { freePort } from '../support/freePort';

/** What whoever runs the service asks: its memory, how much comes over the bus, how long a publish and a backup take. */
type Report = (what: string, result: string, target: string) => void;

const repository = process.cwd();
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** Resident memory of a process, now and at most, megabytes. */
const memoryOf = (pid: number): { now: number; most: number } => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
  return { now: kilobytes('VmRSS') / 1024, most: kilobytes('VmHWM') / 1024 };
};

/** How long the service stands idle before its memory is read, milliseconds. */
const REST = 20_000;

/** `serve` on an empty database, beside a process that has opened the engine and nothing else. */
export const measureService = async (work: string, report: Report): Promise<void> => {
  const port = await freePort();
  const environment = {
    PATH: process.env.PATH,
    MARGINALIA_DATA: join(work, 'empty'),
    LMS_BASE_URL: 'http://127.0.0.1:9',
    MARGINALIA_JWK_SET: '{"keys":[]}',
    LOG_LEVEL: 'silent',
    PORT: String(port),
  };
  const running = async (
    args: readonly string[],
    isReady: () => Promise<boolean>,
  ): Promise<{ now: number; most: number }> => {
    const program = spawn(process.execPath, args, { cwd: repository, env: environment, stdio: 'ignore' });
    const ended = new Promise((resolve) => program.on('exit', resolve));
    try {
      while (!(await isReady())) {
        if (program.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${program.exitCode}.`);
        await wait(200);
      }
      await wait(REST);
      return memoryOf(program.pid as number);
    } finally {
      program.kill('SIGTERM');
      await ended;
    }
  };
  const service = await running([join('api', 'bin', 'marginalia.mjs'), 'serve'], async () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const bare = await freePort();
  const opened = `const { createChdbConnection } = require('chdb/connection');
    createChdbConnection({ path: process.argv[1] }); require('node:net').createServer().listen(${bare}, '127.0.0.1');`;
  const engine = await running(
    ['-e', opened, join(work, 'bare')],
    () =>
      new Promise((resolve) => {
        const socket = connect(bare, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
        socket.unref();
        socket.on('connect', () => socket.destroy());
      }),
  );
  report(
    'Resident memory of `serve` with an empty database, after 20 s: beside a process with the bare engine open',
    `${service.now.toFixed(0)} MB, at most ${service.most.toFixed(0)} MB; ${engine.now.toFixed(0)} MB`,
    'at most 350 MB',
  );
};

/** Messages put on the bus, and how many are put at once. */
const MESSAGES = 40_000;
const AT_ONCE = 1000;
const ACTORS = { from: 'pseudonyms' as const, settings: '', actorOf: (user: string) => `actor-${user}` };
const LMS = 'https://lms.example.org';

/** As the platform's own packages write them, each at a moment of its own. */
const messages = (): [string, Buffer][][] => {
  const file = join(repository, 'test', 'pipeline', 'bus', 'messages.json');
  const { streams } = JSON.parse(readFileSync(file, 'utf8')) as { streams: Record<string, Record<string, string>[]> };
  const known = (streams['dev-analytics'] ?? []).map((message) =>
    Object.entries(message).map(([name, value]): [string, Buffer] => [name, Buffer.from(value, 'base64')]),
  );
  return Array.from({ length: MESSAGES }, (_, n) => {
    const moment = new Date(Date.UTC(2026, 10, 20) + n * 1000).toISOString().slice(0, 19);
    return (known[n % known.length] ?? []).map(([name, value]): [string, Buffer] => [
      name,
      name === 'event_data'
        ? Buffer.from(value.toString('latin1').replace(/2026-\d\d-\d\dT\d\d:\d\d:\d\d/g, moment), 'latin1')
        : value,
    ]);
  });
};

/** Everything that waits on the bus, stored and acknowledged; beside reading and acknowledging it and nothing else. */
export const measureBus = async ({ engine }: Workspace, report: Report): Promise<void> => {
  if (!hasRedis) return;
  const redis = await TestRedis.start();
  const all = messages();
  for (let at = 0; at < all.length; at += AT_ONCE)
    await Promise.all(
      all.slice(at, at + AT_ONCE).map((fields) => redis.send('XADD', 'dev-analytics', '*', ...fields.flat())),
    );

  const reading = async (): Promise<number> => {
    const client = openBus(redis.url, (error) => process.stderr.write(`${error.message}\n`));
    await client.connect();
    const stream = new BusStream(client, 'dev-analytics', 'bare', 'one');
    await stream.join();
    const start = performance.now();
    for (let count = 0; count < MESSAGES;) {
      const { entries } = await stream.fresh(AT_ONCE);
      await stream.acknowledge(entries.map(({ id }) => id));
      count += entries.length;
    }
    client.destroy();
    return performance.now() - start;
  };
  const following = async (): Promise<{ took: number; cpu: number; statements: number }> => {
    const abort = new AbortController();
    const options: BusOptions = {
      url: redis.url,
      prefix: 'dev',
      topics: ['analytics'],
      consumer: 'one',
      transform: async () => transformOptions(LMS, ACTORS, new Map(), false),
      onPublish: async () => undefined,
      onRole: () => undefined,
      onReject: ({ reason }) => process.stderr.write(`${reason}\n`),
      warn: (sentence) => process.stderr.write(`${sentence}\n`),
      onCaughtUp: async () => abort.abort(),
      status: newBusStatus(),
      signal: abort.signal,
    };
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const { statements } = await followBus(engine, options);
    const { user, system } = process.cpuUsage(cpu);
    return { took: performance.now() - start, cpu: (user + system) / 1000, statements };
  };
  try {
    const bare = await reading();
    const { took, cpu, statements } = await following();
    report(
      `follow bus: ${MESSAGES} events that wait, ${statements} statements, durable and typed, then acknowledged`,
      `${Math.round(MESSAGES / (took / 1000))} a second, ${Math.round(MESSAGES / (cpu / 1000))} a second of processor time; ` +
        `${(took / bare).toFixed(1)} × the time of reading and acknowledging them`,
      '3,000 a second on one core',
    );
  } finally {
    await redis.stop();
  }
};

const PUBLISHED = 5000;

/** The blocks of a course as the sink of the LMS sends them. */
const published = (course: string): string => {
  const [dump, at] = [randomUUID(), new Date().toISOString().replace('T', ' ').replace('Z', '000+00:00')];
  return Array.from({ length: PUBLISHED }, (_, n) => {
    const type = n === 0 ? 'course' : (['problem', 'video', 'html', 'vertical'] as const)[n % 4];
    const place = {
      block_type: type,
      detached: 0,
      section: 1 + Math.floor(n / 250),
      subsection: n % 250,
      unit: n % 10,
    };
    const location = `${course.replace('course', 'block')}+type@${type}+block@b${n}`;
    const data = JSON.stringify({ ...place, xblock_content: { html: 'What the block says. '.repeat(20) } });
    return ['Bench', course, location, `Block ${n}`, data, n, at, dump, at]
      .map((value) => `"${String(value).replaceAll('"', '""')}"`)
      .join(',');
  })
    .map((line) => `${line}\r\n`)
    .join('');
};

/** A course published for the first time and again, beside reading the same text as CSV. */
export const measurePublish = async (engine: Engine, report: Report): Promise<void> => {
  const course = 'course-v1:Bench+Published+1';
  const taking = async (): Promise<number> => {
    const body = published(course);
    const start = performance.now();
    await takeRows(engine, 'course_blocks', body, false);
    return performance.now() - start;
  };
  const [first, again] = [await taking(), await taking()];
  const body = published(course);
  const start = performance.now();
  parse(body);
  const bare = performance.now() - start;
  report(
    `A publish of ${PUBLISHED} blocks taken from the sink of the LMS, ${(body.length / 1e6).toFixed(1)} MB: first and again`,
    `${seconds(first)} and ${seconds(again)}; ${(again / bare).toFixed(1)} × the time of reading its CSV`,
    'under 2 s',
  );
};

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
    0,
  );

/**
 * `backup` of so many statements with all that was made of them, beside copying the files of the database.
 * @param events of them all but the first are the stored ones again, under other ids
 */
export const measureBackup = async (
  workspace: Workspace,
  work: string,
  events: number,
  report: Report,
): Promise<void> => {
  const { engine, config } = workspace;
  if (config.engine.kind !== 'embedded') return;
  const raw = `${engine.databases.xapi}.xapi_events_all`;
  const count = async (): Promise<number> => Number((await engine.rows(`SELECT count() AS n FROM ${raw}`))[0]?.n);
  for (let stored = await count(); stored < events; stored = await count())
    await engine.command(
      `INSERT INTO ${raw} SELECT generateUUIDv4() AS event_id, emission_time,
              replaceRegexpOne(event, '"id":"[^"]{36}"', concat('"id":"', toString(event_id), '"')) AS event
       FROM ${raw} LIMIT ${Math.min(200_000, events - stored)}`,
    );
  await workspace.refresh();
  const io = {
    stdin: new PassThrough(),
    out: () => undefined,
    err: () => undefined,
    isTerminal: false,
    signal: new AbortController().signal,
  };
  const [kept, copied] = [join(work, 'kept'), join(work, 'copied')];
  mkdirSync(kept);
  let start = performance.now();
  await backup(workspace, { name: 'backup', to: kept, incremental: false }, io);
  const took = performance.now() - start;
  start = performance.now();
  cpSync(config.engine.path, copied, { recursive: true, verbatimSymlinks: true });
  const bare = performance.now() - start;
  const bytes = sizeOf(kept);
  report(
    `backup of ${events / 1e6} million statements and all that was made of them, to the same disk`,
    `${seconds(took)}, ${(bytes / 1e6).toFixed(0)} MB = ${(bytes / events).toFixed(0)} bytes a statement; ` +
      `${(took / bare).toFixed(1)} × the time of copying the files of the database, ${(sizeOf(copied) / 1e6).toFixed(0)} MB`,
    'none',
  );
  for (const folder of [kept, copied]) rmSync(folder, { recursive: true });
};
