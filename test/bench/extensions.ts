import { createReadStream, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { operatorScope } from '../../api/auth/scope';
import { parseCommand } from '../../api/cli/parseCommand';
import type { ExtensionCommand } from '../../api/cli/extension/command';
import { manageExtension } from '../../api/cli/extension/manage';
import type { Config } from '../../api/config/config';
import { writeDemo } from '../../api/demo/writeDemo';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';
import { Workspace } from '../../api/worker/workspace';
import { endpointThroughput } from './endpoint';
import { median } from './measure';

/** Statements posted without a metric and with one. */
const POSTED = 6000;
const TICK = 10;
const MILLION = 1_000_000;

/** Milliseconds that the processes which this one started have worked. */
const hostsWorked = (): number =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
        return Number(fields[1]) === process.pid ? sum + (Number(fields[11]) + Number(fields[12])) * TICK : sum;
      } catch {
        return sum;
      }
    }, 0);

/** Milliseconds of processor time, of this process with the engine in it and of the hosts. */
const worked = async (work: () => Promise<unknown>): Promise<{ all: number; hosts: number }> => {
  const [cpu, before] = [process.cpuUsage(), hostsWorked()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const hosts = hostsWorked() - before;
  return { all: (user + system) / 1000 + hosts, hosts };
};

const SQL_METRIC = `import { defineMetric, total } from '@marginalia/extension';
export default defineMetric({ id: 'attempts', title: 'Attempts', sentence: 'All attempts of a learner at the problem.',
  on: 'problem', events: { context: 'all' }, as: total({ unit: 'events', min: 0, max: 50 }), sql: { value: 'count()' } });`;

/** What extensions cost, and what they cost others: on a demo course, to be run on a machine that does nothing else. */
export const measureExtensions = async (
  work: string,
  config: Config,
  learners: number,
  report: (what: string, result: string, target: string) => void,
): Promise<void> => {
  const files = await writeDemo(join(work, 'demo-extensions'), { learners, earlierLearners: 50 });
  const workspace = await Workspace.open(config);
  const options = { onReject: () => undefined, onProgress: () => undefined, signal: new AbortController().signal };
  const say = {
    stdin: process.stdin,
    out: () => undefined,
    err: () => undefined,
    isTerminal: false,
    signal: options.signal,
  };
  const operate = (...words: string[]): Promise<number> =>
    manageExtension(workspace, parseCommand(['extension', ...words]) as ExtensionCommand, 10, say);
  const sql = join(work, 'attempts');
  mkdirSync(sql, { recursive: true });
  writeFileSync(join(sql, 'package.json'), JSON.stringify({ name: '@bench/attempts', version: '1.0.0' }));
  writeFileSync(join(sql, 'extension.ts'), SQL_METRIC);
  await loadCourse(workspace.engine, createReadStream(files.courseBlocks), options);
  const { accepted: events } = await loadStatements(workspace.engine, createReadStream(files.statements), options);
  await workspace.refresh();

  const lines = gunzipSync(readFileSync(files.statements)).toString('utf8').split('\n').slice(0, POSTED);
  const posted = (): Promise<{ all: number }> =>
    worked(async () => {
      await endpointThroughput(workspace, lines);
      await workspace.refresh();
      await workspace.extensions.settle();
    });
  const without = [await posted(), await posted()];

  // What it takes to install and to start is there once, whatever comes after: it is no part of what is reckoned.
  const again = (name: string) =>
    worked(async () => {
      await workspace.extensions.renewAll();
      await workspace.extensions.settle(name);
    });
  const first = await worked(async () => {
    await operate('add', 'examples/time-on-task');
    await operate('enable', 'acme/time-on-task', '--courses', 'all', '--wait');
  });
  const inEach = await again('acme/time-on-task');
  await operate('add', sql);
  await operate('enable', 'bench/attempts', '--courses', 'all', '--wait');
  const inSql = await again('bench/attempts');
  report(
    `Extension, each: installed, started and filled once with ${events} events`,
    `${(first.all / 1000).toFixed(1)} s of processor time, ${(first.hosts / 1000).toFixed(1)} s of it in its processes`,
    'none',
  );
  const per = (ms: number): number => ((ms / events) * (10 * MILLION)) / 1000;
  report(
    `Extension, each: all learners made again, of ${events} events; reckoned for 10 million`,
    `${per(inEach.all).toFixed(0)} s of processor time, ${per(inEach.hosts).toFixed(0)} s of it in the closed machine; ${per(inEach.all - inSql.all).toFixed(0)} s more than in SQL`,
    'under 120 s more',
  );
  report(
    'The same events in one SQL expression; reckoned for 10 million',
    `${per(inSql.all).toFixed(0)} s of processor time = ${(inEach.all / inSql.all).toFixed(2)} × less`,
    'none',
  );
  report(
    'Largest host of an extension',
    `${(workspace.extensions.hosts.peak / MILLION).toFixed(0)} MB`,
    'under 100 MB',
  );

  await operate('remove', 'bench/attempts', '--yes');
  const beside = [await posted(), await posted()];
  const cost = (all: readonly { all: number }[]): number => Math.min(...all.map((one) => one.all)) / POSTED;
  report(
    'A statement posted until all numbers have it: with one metric of an extension, beside without',
    `${cost(beside).toFixed(2)} ms / ${cost(without).toFixed(2)} ms = ${(cost(beside) / cost(without)).toFixed(2)} × of processor time`,
    'at most 1.3 ×',
  );

  const [busiest] = await workspace.engine.rows(
    `SELECT course_key AS course, block_id AS block FROM ${workspace.engine.databases.own}.facts
     WHERE attempts > 0 AND position(block_id, '@problem+') > 0 GROUP BY ALL ORDER BY count() DESC LIMIT 1`,
  );
  const { course, block } = busiest as { course: string; block: string };
  const reports = new Reports(workspace.readers, 10);
  const panel = (): Promise<unknown> => reports.problem(operatorScope(course), block, ALL_TIME);
  const alone = await median(panel, 31);
  // everybody is due again, and is made in the background as on a site
  await workspace.extensions.renewAll();
  workspace.extensions.follow();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const busy = await median(panel, 31);
  report(
    'A problem panel while an extension is filled, beside alone',
    `${busy.toFixed(1)} ms / ${alone.toFixed(1)} ms = ${(busy / alone).toFixed(2)} ×`,
    'at most 1.5 ×',
  );
  await workspace.close();
};
