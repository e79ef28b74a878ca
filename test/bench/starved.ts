import { spawn } from 'node:child_process';
import type { Workspace } from '../../api/worker/workspace';
import { type Freshness, type Read, measureFreshness, quantile, readPanels } from './freshness';

const LOOK = 200;
/** The same readers ask for so long while nothing else happens, milliseconds. */
const IDLE = 10_000;
/** Nothing waits when several looks in a row found nothing. */
const QUIET = 5;

export interface Starved {
  /** How long the same readers wait while nothing else happens, milliseconds. */
  readonly idle: number;
  readonly fresh: Freshness;
  /** The most that waited at any look. */
  readonly backlog: { readonly learners: number; readonly seconds: number };
  /** From the end of the stream until nothing waits, milliseconds. */
  readonly drained: number;
  /** Resident memory of the process, at most, bytes. */
  readonly memory: number;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Always has something to do, and ends with the benchmark, however that ends. */
const BUSY = `const parent = process.ppid;
for (let turn = 1; ; turn++) if (turn % 1e8 === 0 && process.ppid !== parent) process.exit();`;

/** Another program that takes a whole core. */
const takeOneCore = (): (() => void) => {
  const program = spawn(process.execPath, ['-e', BUSY], { stdio: 'ignore' });
  return () => void program.kill('SIGKILL');
};

/** The stream of `measureFreshness` while another program takes one of the cores, and what comes after it. */
export const measureStarved = async (
  workspace: Workspace,
  statements: readonly string[],
  read: Read,
): Promise<Starved> => {
  // A site that runs has its models; computing them for the first time is no part of the stream.
  await workspace.models.keepUp();
  await workspace.states.keepUp();
  const until = performance.now() + IDLE;
  const idle = quantile(await readPanels(workspace, read, () => performance.now() < until), 0.5);
  const most = { learners: 0, seconds: 0, memory: 0 };
  let watching = true;
  const watch = (async () => {
    for (; watching; await sleep(LOOK)) {
      const { learners, seconds } = workspace.backlog();
      most.learners = Math.max(most.learners, learners);
      most.seconds = Math.max(most.seconds, seconds);
      most.memory = Math.max(most.memory, process.memoryUsage().rss);
    }
  })();
  const free = takeOneCore();
  try {
    const fresh = await measureFreshness(workspace, statements, read);
    const ended = performance.now();
    for (let quiet = 0; quiet < QUIET; await sleep(LOOK)) quiet = workspace.backlog().learners === 0 ? quiet + 1 : 0;
    const drained = Math.max(0, performance.now() - ended - QUIET * LOOK) + fresh.drained;
    return {
      idle,
      fresh,
      backlog: { learners: most.learners, seconds: Math.ceil(most.seconds) },
      drained,
      memory: most.memory,
    };
  } finally {
    free();
    watching = false;
    await watch;
  }
};
