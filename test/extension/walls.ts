import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HostProcess, LIMITS } from '../../api/extension/host/hostProcess';
import { bundleSources } from '../../api/extension/package/bundle';
import { pause } from '../cli/run';

const BAD = join(__dirname, '..', '..', 'test', 'extension', 'bad');
/** The extensions that misbehave, each in its way. */
export const BAD_NAMES = readdirSync(BAD).map((file) => file.replace('.ts', ''));

/** A service in a process of its own, and somebody who looks at it. */
export interface Service {
  readonly origin: string;
  readonly pid: number;
  /** The path of the panel that is looked at. */
  readonly panel: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `marginalia …`, beside the service. */
  run(...words: string[]): Promise<{ readonly status: number | null; readonly out: string; readonly err: string }>;
}

/** What was seen while a bad extension was on. */
export interface Seen {
  readonly name: string;
  /** How often health and the panel were asked. */
  readonly asked: number;
  /** Answers of health other than 200. */
  readonly unhealthy: number;
  /** Answers of the panel that are not those before the extension was added, and not those after it was taken away. */
  readonly changed: number;
  /** The longest answers, milliseconds. */
  readonly longest: { readonly health: number; readonly panel: number };
  /** Of the largest child of the service, megabytes. */
  readonly largestHost: number;
  /** What `extension status` says of its state. */
  readonly status: string;
  /** Whether `doctor` names it. */
  readonly isNamed: boolean;
  /** Whether the process that served before serves still. */
  readonly isSame: boolean;
}

/** Of a process by the number of its parent, in megabytes. */
const largestChild = (parent: number): number =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((most, pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== parent) return most;
        return Math.max(most, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        return most;
      }
    }, 0);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Switches a bad extension on and goes on asking for so long, and until it is paused; then takes it away. */
export const tryBad = async (service: Service, name: string, seconds: number): Promise<Seen> => {
  const { origin, pid, panel, headers, run } = service;
  const get = async (path: string): Promise<{ status: number; text: string; took: number }> => {
    const began = performance.now();
    const answer = await fetch(`${origin}${path}`, { headers });
    const text = await answer.text();
    return { status: answer.status, text, took: performance.now() - began };
  };
  const statusOf = async (): Promise<string> =>
    new RegExp(`^${name}/${name} \\S+ (.*)$`, 'm').exec((await run('extension', 'status', name)).out)?.[1] ?? '';
  const before = await get(panel);
  const added = await run('extension', 'add', join(BAD, `${name}.ts`));
  if (before.status !== 200 || added.status !== 0) throw new Error(`${before.text}\n${added.err}`);
  await run('extension', 'enable', `${name}/${name}`, '--courses', 'all');
  let [asked, unhealthy, health, slowest, largestHost] = [0, 0, 0, 0, 0];
  const panels: string[] = [];
  let status = await statusOf();
  const isSettled = (): boolean => status.startsWith('paused') || name === 'pollution';
  for (const end = Date.now() + seconds * 1000; Date.now() < end || !isSettled();) {
    if (Date.now() > end + 120_000) break;
    const [healthy, now] = [await get('/healthz'), await get(panel)];
    asked += 1;
    unhealthy += Number(healthy.status !== 200);
    panels.push(`${now.status} ${now.text}`);
    [health, slowest] = [Math.max(health, healthy.took), Math.max(slowest, now.took)];
    largestHost = Math.max(largestHost, largestChild(pid));
    if (asked % 10 === 0 && !isSettled()) status = await statusOf();
    await pause(100);
  }
  status = await statusOf();
  const isNamed = (await run('doctor')).out.includes(`extension ${name}/${name} is paused`);
  const isSame = isAlive(pid) && (await get('/healthz')).status === 200;
  await run('extension', 'remove', `${name}/${name}`, '--yes');
  const after = await get(panel);
  const usual = [before, after].map(({ status: code, text }) => `${code} ${text}`);
  const changed = panels.filter((one) => !usual.includes(one)).length;
  const longest = { health: Math.round(health), panel: Math.round(slowest) };
  return {
    ...{ name, asked, unhealthy, changed, longest, largestHost: Math.round(largestHost) },
    ...{ status, isNamed, isSame },
  };
};

/** What was seen of so many learners over whom memory is filled. */
export interface Bombs {
  readonly asked: number;
  /** Of how many it is said in words what went wrong. */
  readonly told: number;
  /** Processes that were started. */
  readonly hosts: number;
  /** Of the largest of them, megabytes. */
  readonly largestHost: number;
  /** Seconds. */
  readonly took: number;
  /** Seconds of processor time, of all hosts together. */
  readonly worked: number;
}

/** As many as a site has at once. */
const AT_ONCE = 2;
const EMPTY = Object.fromEntries(
  'verbs blocks types parts responses time verb block part attempt success score response position to'
    .split(' ')
    .map((column) => [column, []]),
);

/** Seconds that a process has worked; what was known before where it has just been ended. */
const workedOf = (pid: number | undefined, before: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return before;
  }
};

/**
 * Fills the memory over one learner after another, in a new process where one was ended: without a service, and without
 * the pauses that an extension has on a site after five of them.
 */
export const tryBombs = async (name: string, count: number, onAsked: (asked: number) => void): Promise<Bombs> => {
  const { bundle } = await bundleSources(join(BAD, `${name}.ts`));
  const course = JSON.stringify({ key: 'course-v1:A+B+C', name: 'C', blocks: [] });
  const history = JSON.stringify({ track: '', asked: [{ kind: 'metric', id: name, params: {} }], events: EMPTY });
  const began = performance.now();
  let [asked, told, hosts, largest, worked] = [0, 0, 0, 0, 0];
  const oneAfterAnother = async (): Promise<void> => {
    while (asked < count) {
      const host = await HostProcess.start();
      hosts += 1;
      await host.course(bundle, course);
      let own = 0;
      while (host.isAlive && asked < count) {
        asked += 1;
        const [outcome] = await host.each('history', [history], LIMITS.learner);
        told += Number(outcome !== undefined && 'error' in outcome && outcome.error !== '');
        largest = Math.max(largest, host.peak);
        own = workedOf(host.pid, own);
        onAsked(asked);
      }
      worked += own;
      host.kill('done');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneAfterAnother));
  const took = Math.round((performance.now() - began) / 1000);
  return {
    ...{ asked, told, hosts, largestHost: Math.round(largest / 1024 / 1024) },
    ...{ took, worked: Math.round(worked) },
  };
};
