import { execFileSync } from 'node:child_process';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { createGunzip, gzipSync } from 'node:zlib';
import { operatorScope } from '../../api/auth/scope';
import type { Engine } from '../../api/store/engine';
import { migrate } from '../../api/store/migrate';
import { openEngine } from '../../api/store/open';
import { type Config, readConfig } from '../../api/config/config';
import { writeDemo } from '../../api/demo/writeDemo';
import { readLines } from '../../api/pipeline/ingest/lines';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { blockFacts } from '../support/blockFacts';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';
import { Workspace } from '../../api/worker/workspace';
import { endpointThroughput } from './endpoint';
import { measureClass } from './class';
import { measureCourses } from './courses';
import { measureExtensions } from './extensions';
import { measureBackup, measureBus, measurePublish, measureService } from './operating';
import { type Delays, measureFreshness, quantile, readPanels } from './freshness';
import { measureStarved } from './starved';
import { measureWindows } from './windows';
import { median, ratio } from './measure';
import { postedToRalph, transformedByRouter } from './peers';
import { makeLog, measureTransform } from './transform';
import { BLOCKS, BLOCK_LEARNERS, COURSE, COURSE_LEARNERS, PROBLEM, VIDEO, fillElsewhere, fillTarget } from './site';

/**
 * Speed and size as ratios to a peer in the same run. Writes docs/benchmarks.md.
 * Arguments: the working folder; `--events N`: how many events the site has elsewhere in the end (default 10 million);
 * `--class`, `--site`, `--panels`, `--pressed`, `--starved`, `--operating`, `--posting`, `--transform`: only what an instructor of a large class and whoever
 * runs a site of many courses wait for, only the latter, only panels and outline, only what is measured under pressure, of that only the stream with one core taken, only what
 * whoever runs the service asks, only the endpoint, only logs made into statements; no file is written. `--extensions`: only what extensions cost, on a course of `--learners N` (default 400).
 * `--without NAMES`: what ways of saving work buy, named as in MARGINALIA_WITHOUT, or `none`.
 */

interface Line {
  readonly what: string;
  readonly result: string;
  readonly target: string;
}

const lines: Line[] = [];
const report = (what: string, result: string, target: string): void => {
  lines.push({ what, result, target });
  process.stdout.write(`${what}: ${result} (target: ${target})\n`);
};
const ms = (value: number): string => `${value.toFixed(1)} ms`;
const times = (value: number): string => `${value.toFixed(2)} ×`;
const scope = operatorScope(COURSE);

const configAt = (folder: string): Config => readConfig({ MARGINALIA_DATA: folder });

/** Once the parts are merged, as they are by and by. */
const bytesOf = async (engine: Engine, table: string): Promise<{ bytes: number; rows: number }> => {
  await engine.command(`OPTIMIZE TABLE ${engine.databases.own}.${table} FINAL`);
  const [row] = await engine.rows(
    `SELECT sum(bytes_on_disk) AS bytes, sum(rows) AS rows FROM system.parts
     WHERE active AND database = '${engine.databases.own}' AND table = {table:String}`,
    { table },
  );
  return { bytes: Number(row?.bytes), rows: Number(row?.rows) };
};

/**
 * The problem panel's figures made of event rows, in one query: learners, first tries, eventual success, submissions,
 * first and last answers, weeks, and the rest score of each learner, which takes the course's other problems.
 */
const fromEvents = (engine: Engine): Promise<unknown> =>
  engine.rows(
    `WITH
       tries AS (
         SELECT block_id, learner, argMin(success, (attempt, time, event_id)) AS first_right, max(success) AS ever_right,
                count() AS submissions, min(time) AS first_at,
                argMin(response, (attempt, time, event_id)) AS first_answer,
                argMax(response, (attempt, -toUnixTimestamp64Micro(time), event_id)) AS last_answer
         FROM ${engine.databases.own}.events FINAL
         WHERE course_key = {course:String} AND verb = 'evaluated' AND part = '' GROUP BY block_id, learner),
       rest AS (SELECT learner, sum(first_right) AS n_right, count() AS n FROM tries WHERE block_id != {block:String} GROUP BY learner)
     SELECT count(), countIf(first_right), countIf(ever_right), sum(submissions), sumMap([submissions], [1]),
            sumMap([toUInt32(toMonday(first_at))], [1]), groupUniqArray(first_answer), groupUniqArray(last_answer),
            corr(first_right, rest.n_right / rest.n)
     FROM tries LEFT JOIN rest ON rest.learner = tries.learner WHERE block_id = {block:String}`,
    { course: COURSE, block: PROBLEM },
  );

/** What is measured of a site; asking again tells what was kept of the course from memory, as a second panel does. */
interface Site {
  readonly engine: Engine;
  readonly elsewhere: string;
  problem(): Promise<unknown>;
  outline(): Promise<unknown>;
}

const siteOf = (engine: Engine, events: number): Site => {
  const reports = new Reports(engine, 10);
  return {
    engine,
    elsewhere: `${events / 1e6} million events elsewhere`,
    problem: () => reports.problem(scope, PROBLEM, ALL_TIME),
    outline: () => reports.outline(scope, ALL_TIME),
  };
};

const panels = async ({ engine, elsewhere, problem, outline }: Site): Promise<void> => {
  const bare = (block: string): Promise<unknown> =>
    engine.rows(blockFacts.sql(engine.databases), { course: COURSE, block });
  const besideBare = async (what: string, panel: () => Promise<unknown>, block: string): Promise<void> => {
    const one = await ratio(panel, () => bare(block));
    report(
      `${what} panel, ${BLOCK_LEARNERS} learners, ${elsewhere}: beside the bare read of its fact rows`,
      `${ms(one.a)} / ${ms(one.b)} = ${times(one.ratio)}`,
      'at most 3 ×',
    );
  };
  await besideBare('Problem', problem, PROBLEM);
  const reports = new Reports(engine, 10);
  await besideBare('Video', () => reports.video(scope, VIDEO, ALL_TIME), VIDEO);
  const besideEvents = async (whose: string, panel: () => Promise<unknown>, target: string): Promise<void> => {
    const one = await ratio(() => fromEvents(engine), panel, 5);
    report(
      `The same problem's figures from the event rows, ${elsewhere}: beside ${whose}`,
      `${ms(one.a)} / ${ms(one.b)} = ${times(one.ratio)}`,
      target,
    );
  };
  await besideEvents('the panel', problem, 'at least 20 ×');
  await besideEvents(
    'the first panel after a start, which reads the structure of the course too',
    () => new Reports(engine, 10).problem(scope, PROBLEM, ALL_TIME),
    'none',
  );
  const size = gzipSync(JSON.stringify(await outline())).length;
  report(
    `Outline of ${BLOCKS} blocks, ${COURSE_LEARNERS} learners, ${elsewhere}`,
    `${ms(await median(outline))}, ${(size / 1000).toFixed(1)} kB gzip`,
    'under 50 ms, under 100 kB',
  );
};

/** After a bulk fill the engine merges parts for a while; a site that grew day by day has that behind it. */
const settled = async (engine: Engine): Promise<void> => {
  for (let idle = 0; idle < 3;) {
    const [row] = await engine.rows('SELECT count() AS merges FROM system.merges');
    idle = Number(row?.merges) === 0 ? idle + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
};

const reads = async (work: string, total: number): Promise<void> => {
  const workspace = await Workspace.open(configAt(join(work, 'site')));
  // A site of a tenth of the size in databases of its own, so that the two can be measured in turn.
  const databases = { own: 'small', xapi: 'small_xapi', eventSink: 'small_sink' };
  const beside = await openEngine({ ...workspace.config, databases });
  await migrate(beside);
  const small = siteOf(beside, Math.floor(total / 10));
  const large = siteOf(workspace.engine, total);
  const fill = async ({ engine }: Site, events: number, courses: number): Promise<void> => {
    await fillTarget(engine);
    await fillElsewhere(engine, 0, events, courses, (done) => {
      process.stderr.write(`\r${(done / 1e6).toFixed(0)} million events elsewhere`);
    });
    await settled(engine);
  };
  await fill(small, Math.floor(total / 10), 1000);
  await fill(large, total, 10_000);
  await panels(small);
  await panels(large);
  const tenTimes = async (what: 'problem' | 'outline', name: string): Promise<void> => {
    const one = await ratio(large[what], small[what], 31);
    report(
      `Ten times the events and the courses elsewhere, the two in turn: ${name}`,
      `${ms(one.a)} / ${ms(one.b)} = ${times(one.ratio)}`,
      'at most 1.2 ×',
    );
  };
  await tenTimes('problem', 'problem panel');
  await tenTimes('outline', 'outline');
  report('Resident memory of the process', `${(process.memoryUsage().rss / 1e9).toFixed(2)} GB`, 'at most 1.5 GB');
  await beside.close();
  await workspace.close();
};

/** Statements posted to the endpoint, and those of the stream that freshness is measured with: a minute of it. */
const POSTED = 60_000;
const STREAM = 120_000;
/** Lines of a log, and statements, that others are given. */
const OF_PEERS = 6000;
/** And those of the stream while another program takes a core: half a minute. */
const STARVED = 60_000;

const delaysText = ({ median: half, p99 }: Delays): string =>
  `median ${(half / 1000).toFixed(1)} s, 99th percentile ${(p99 / 1000).toFixed(1)} s`;

const linesOf = async (file: string, count: number): Promise<string[]> => {
  const lines: string[] = [];
  for await (const some of readLines(createReadStream(file)))
    for (const { text } of some) if (lines.push(text) === count) return lines;
  return lines;
};

const streaming = async (workspace: Workspace, file: string): Promise<void> => {
  const { course, problems } = await busiestCourse(workspace);
  // What the endpoint took in before, six times as fast, is not of this stream.
  await workspace.refresh();
  const fresh = await measureFreshness(workspace, await linesOf(file, STREAM), { course, problems });
  const sent = `${fresh.statements} statements sent at 2,000 a second, 100 at once, while ${fresh.reads} panels are read`;
  report(
    `${sent}: until the facts have one of them`,
    `${Math.round(fresh.perSecond)} a second stored; ${delaysText(fresh.ofStream)}; a panel ${ms(fresh.readMedian)}`,
    '2,000 a second, under 5 s at the 99th percentile',
  );
  report('The same: until the facts have somebody never seen before', delaysText(fresh.ofNewcomers), 'as above');
};

/** The course with the most, and its problems, most tried first. */
const busiestCourse = async ({ engine }: Workspace): Promise<{ course: string; problems: string[] }> => {
  const [busiest] = await engine.rows(
    `SELECT course_key, groupArray(10)(block_id) AS problems FROM (
       SELECT course_key, block_id, count() AS n FROM ${engine.databases.own}.facts WHERE attempts > 0
         AND position(block_id, '@problem+') > 0 GROUP BY ALL ORDER BY n DESC)
     GROUP BY course_key ORDER BY count() DESC LIMIT 1`,
  );
  const { course_key: course, problems } = busiest as { course_key: string; problems: string[] };
  return { course, problems };
};

/** Under pressure: sixty windows at once. */
const windows = async (workspace: Workspace): Promise<void> => {
  const { course, problems } = await busiestCourse(workspace);
  const windows = await measureWindows(workspace, { course, problem: problems[0] ?? '' });
  const beside = ({ idle, beside: median, longest }: { idle: number; beside: number; longest: number }): string =>
    `alone ${ms(idle)}; beside it median ${ms(median)} = ${times(median / idle)}, longest ${ms(longest)} = ${times(longest / idle)}`;
  report(
    `Sixty windows of one outline at once by one person: ${windows.answered} answered in ${ms(windows.took)}, ${windows.refused} told to come again`,
    `resident memory rises by ${(windows.memory / 1e6).toFixed(0)} MB at most`,
    'bounded',
  );
  report('The same: /healthz', beside(windows.health), 'under 200 ms');
  report('The same: another person’s panel', beside(windows.panel), 'none');
};

/** Under pressure: the stream with one core taken by another program. */
const starving = async (workspace: Workspace, file: string): Promise<void> => {
  const { course, problems } = await busiestCourse(workspace);
  await workspace.refresh();
  const starved = await measureStarved(workspace, await linesOf(file, STARVED), { course, problems });
  const { fresh } = starved;
  report(
    `Starved: ${fresh.statements} statements at 2,000 a second while another program takes one core of two`,
    `${Math.round(fresh.perSecond)} a second stored; until the facts have one: ${delaysText(fresh.ofStream)}`,
    'none',
  );
  report(
    'The same: a panel beside it',
    `alone ${ms(starved.idle)}; median ${ms(fresh.readMedian)} = ${times(fresh.readMedian / starved.idle)}, 95th percentile ${ms(fresh.read95)}`,
    'at most 3 × its idle time',
  );
  report(
    'The same: what waits, as the answers tell it; until nothing waits after the end of the stream; resident memory',
    `at most ${starved.backlog.learners} learners and ${starved.backlog.seconds} s; ${(starved.drained / 1000).toFixed(1)} s; ${(starved.memory / 1e9).toFixed(2)} GB`,
    'told, drained, bounded',
  );
};

/** Statements of a backup at most: more of the same ones tell nothing more. */
const BACKED_UP = 10_000_000;

/** The bus, a publish, a backup. */
const operatingOn =
  (events: number) =>
  async (workspace: Workspace, _: string, work: string): Promise<void> => {
    await measureBus(workspace, report);
    await measurePublish(workspace.engine, report);
    await measureBackup(workspace, work, Math.min(events, BACKED_UP), report);
  };
type Part = ReturnType<typeof operatingOn>;

/** Parts by themselves, on a site that has the demo. */
const onDemo = async (work: string, parts: readonly Part[]): Promise<void> => {
  const files = await writeDemo(join(work, 'demo'), { learners: 1600, earlierLearners: 200 });
  const workspace = await Workspace.open(configAt(join(work, 'pressed')));
  const options = { onReject: () => undefined, onProgress: () => undefined, signal: new AbortController().signal };
  await loadCourse(workspace.engine, createReadStream(files.courseBlocks), options);
  await loadStatements(workspace.engine, createReadStream(files.statements), options);
  await workspace.refresh();
  for (const part of parts) await part(workspace, files.statements, work);
  await workspace.close();
};

const loading = async (work: string, events: number): Promise<void> => {
  const files = await writeDemo(join(work, 'demo'), { learners: 1600, earlierLearners: 200 });
  const workspace = await Workspace.open(configAt(join(work, 'load')));
  const options = { onReject: () => undefined, onProgress: () => undefined, signal: new AbortController().signal };
  await loadCourse(workspace.engine, createReadStream(files.courseBlocks), options);
  await workspace.refresh();
  let start = Date.now();
  const counts = await loadStatements(workspace.engine, createReadStream(files.statements), options);
  const loaded = (Date.now() - start) / 1000;
  start = Date.now();
  await workspace.refresh();
  const facts = (Date.now() - start) / 1000;
  // the peer: reading the same file and nothing else
  start = Date.now();
  let bytes = 0;
  for await (const chunk of createReadStream(files.statements).pipe(createGunzip())) bytes += (chunk as Buffer).length;
  const bare = (Date.now() - start) / 1000;
  report(
    `load xapi: ${counts.read} statements of ${Math.round(bytes / counts.read)} bytes, durable and typed`,
    `${Math.round(counts.read / loaded)} a second; ${times(loaded / bare)} the time of unpacking the file`,
    '40,000 a second',
  );
  report('load xapi: facts complete after the end of the file', `${facts.toFixed(1)} s`, 'within 5 s');
  const sizes = await Promise.all(
    ['events', 'statement_times', 'facts'].map((table) => bytesOf(workspace.engine, table)),
  );
  const each = sizes.map(({ bytes }) => bytes / counts.accepted);
  report(
    'Bytes on disk besides the raw JSON, per event: typed events, look-up of ids, facts',
    `${each.map((bytes) => bytes.toFixed(1)).join(' + ')} = ${each.reduce((a, b) => a + b).toFixed(1)}`,
    'at most 60',
  );
  await posting(workspace, files.statements);
  await streaming(workspace, files.statements);
  await windows(workspace);
  await starving(workspace, files.statements);
  await operatingOn(events)(workspace, files.statements, work);
  await workspace.close();
};

/** The endpoint, on a store that has the statements of the demo already. */
const posting = async (workspace: Workspace, file: string): Promise<void> => {
  const lines = await linesOf(file, POSTED);
  const { statements, bytes, perSecond, cpu } = await endpointThroughput(workspace, lines);
  report(
    `xAPI endpoint: ${statements} statements of ${bytes} bytes in batches of 100 over HTTP, durable before the answer`,
    `${perSecond} a second; ${cpu} µs of processor time each, senders included`,
    '10,000 a second on two cores',
  );
  const ralph = await postedToRalph(lines.slice(0, OF_PEERS));
  report(
    'The same, beside Ralph in one process with a store that keeps nothing',
    ralph === null
      ? 'not run: MARGINALIA_RALPH_PYTHON is not set'
      : `${Math.round(ralph)} a second; ${times(perSecond / ralph)}`,
    'none',
  );
};

const transforming = async (): Promise<void> => {
  const { perSecond, bytesPerLine } = measureTransform();
  report(
    `transform: lines of ${Math.round(bytesPerLine)} bytes to statements as text, on one core`,
    `${Math.round(perSecond)} lines a second of processor time`,
    '30,000 a second',
  );
  const router = await transformedByRouter(makeLog(OF_PEERS));
  report(
    "The same, beside event-routing-backends' own Python with what it looks up in memory",
    router === null
      ? 'not run: MARGINALIA_ROUTER_PYTHON is not set'
      : `${Math.round(router.perSecond)} lines a second; ${times(perSecond / router.perSecond)}`,
    'none',
  );
};

const classes = async (work: string): Promise<void> => {
  const workspace = await Workspace.open(configAt(join(work, 'class')));
  await measureClass(workspace.engine, report);
  await workspace.close();
  await site(work);
};

const site = async (work: string): Promise<void> => {
  const workspace = await Workspace.open(configAt(join(work, 'courses')));
  await measureCourses(workspace.engine, report);
  await workspace.close();
};

/** All facts, alone and beside readers, the endpoint and the stream of freshness, without some ways of saving work. */
const lacking = async (work: string, names: string): Promise<void> => {
  const files = await writeDemo(join(work, 'demo'), { learners: 500, earlierLearners: 100 });
  const workspace = await Workspace.open(
    readConfig({ MARGINALIA_DATA: join(work, 'without'), MARGINALIA_WITHOUT: names === 'none' ? '' : names }),
  );
  const options = { onReject: () => undefined, onProgress: () => undefined, signal: new AbortController().signal };
  await loadCourse(workspace.engine, createReadStream(files.courseBlocks), options);
  await loadStatements(workspace.engine, createReadStream(files.statements), options);
  const used = async (work: () => Promise<void>): Promise<string> => {
    const [start, cpu] = [Date.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(cpu);
    return `${((Date.now() - start) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor time`;
  };
  report('All facts', await used(() => workspace.refresh()), 'none');
  const read = await busiestCourse(workspace);
  let isBusy = true;
  const [anew, waits] = await Promise.all([
    used(() => workspace.recomputeAll(() => undefined).finally(() => (isBusy = false))),
    readPanels(workspace, read, () => isBusy),
  ]);
  report('All facts anew, beside readers', `${anew}; a panel ${ms(quantile(waits, 0.5))}`, 'none');
  const posted = await endpointThroughput(workspace, await linesOf(files.statements, 20_000));
  report('The endpoint', `${posted.perSecond} a second; ${posted.cpu} µs of processor time each`, 'none');
  await workspace.refresh();
  const lines = await linesOf(files.statements, 30_000);
  const cost = await used(async () => {
    const fresh = await measureFreshness(workspace, lines, read);
    report(
      'A stream of 2,000 a second, beside readers',
      `${delaysText(fresh.ofStream)}; a panel ${ms(fresh.readMedian)}, 95th percentile ${ms(fresh.read95)}`,
      'none',
    );
  });
  report('The same', cost, 'none');
  await workspace.close();
};

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};

/** All but the first measure a part, and write nothing. */
const OPTIONS = [
  '--events',
  '--class',
  '--site',
  '--pressed',
  '--starved',
  '--operating',
  '--posting',
  '--panels',
  '--transform',
  '--extensions',
  '--learners',
  '--without',
];

const main = async (): Promise<void> => {
  const [work = '', ...rest] = process.argv.slice(2);
  const unknown = rest.find((word) => word.startsWith('--') && !OPTIONS.includes(word));
  if (unknown) throw new Error(`${unknown} is no option; there are ${OPTIONS.join(', ')}`);
  const at = rest.indexOf('--events');
  const total = at >= 0 ? Number(rest[at + 1]) : 10_000_000;
  if (!Number.isFinite(total) || total < 1_000_000) throw new Error('--events takes a number of a million or more');
  if (rest.includes('--class')) return classes(work);
  if (rest.includes('--site')) return site(work);
  if (rest.includes('--pressed')) return onDemo(work, [windows, starving]);
  if (rest.includes('--starved')) return onDemo(work, [starving]);
  if (rest.includes('--without')) return lacking(work, rest[rest.indexOf('--without') + 1] ?? '');
  if (rest.includes('--operating')) {
    await measureService(work, report);
    return onDemo(work, [operatingOn(total)]);
  }
  if (rest.includes('--posting')) return onDemo(work, [posting]);
  if (rest.includes('--panels')) return reads(work, total);
  const learners = rest.includes('--learners') ? Number(rest[rest.indexOf('--learners') + 1]) : 400;
  const extensions = () => measureExtensions(work, configAt(join(work, 'extensions')), learners, report);
  if (rest.includes('--extensions')) return extensions();
  if (rest.includes('--transform')) return transforming();
  await transforming();
  await measureService(work, report);
  await loading(work, total);
  // The embedded engine binds one folder a process: the site gets databases in the same one.
  await reads(work, total);
  await classes(work);
  const table = lines.map(({ what, result, target }) => `| ${what} | ${result} | ${target} |`).join('\n');
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}`;
  const file = join('docs', 'benchmarks.md');
  // sections further down are made by other commands
  const [kept = ''] = /\n## [\s\S]*$/.exec(readFileSync(file, 'utf8')) ?? [];
  writeFileSync(
    file,
    `# Benchmarks

Made by \`npm run bench -- --events ${total}\`, which writes this file. Every figure stands beside a peer of the same run or
a target; compare ratios, not milliseconds.

- Machine: ${machine}
- Date: ${new Date().toISOString().slice(0, 10)}, commit ${commit()}
- event-routing-backends and Ralph stand beside ours where \`MARGINALIA_ROUTER_PYTHON\` and \`MARGINALIA_RALPH_PYTHON\` name
  Pythons that have them.

| what | measured | target |
|---|---|---|
${table}
${kept}`,
  );
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
