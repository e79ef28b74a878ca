import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageFolder } from '../../lib/package';

/** What one call may work inside the machine, milliseconds; the process is killed after twice that. */
export const LIMITS = {
  load: 3000,
  course: 3000,
  learner: 1000,
  combine: 50,
  view: 50,
  source: 1000,
  job: 30_000,
  react: 1000,
  model: 5000,
} as const;
/** A host that holds more is killed, bytes. */
const MOST_MEMORY = 200 * 1024 * 1024;
const MEMORY_CHECK_MS = 100;
/** On a busy machine a process gets so much less than it could use, at most: then it is taken to stand still. */
const BUSY = 30;
/** Free memory of one thread is there for the others: with a heap for each, glibc keeps 10 MB more. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '1' } as const;
/** Time to start a process on a busy machine, milliseconds. */
const STARTS_WITHIN = 20_000;

/** The extension did not answer as it should; the message is for whoever wrote it. `killed`: its process had to be ended. */
export class HostError extends Error {
  override readonly name = 'HostError';
  constructor(
    message: string,
    readonly killed = false,
  ) {
    super(message);
  }
}

/** Of one call: its result, or why there is none. */
export type Outcome = { readonly value: string } | { readonly error: string; readonly killed?: true };

interface Reply {
  readonly id: number;
  readonly at?: number;
  readonly value?: string;
  readonly error?: string;
  readonly done?: string;
  readonly failed?: string;
  readonly rss?: number;
}

interface Waiting {
  readonly take: (reply: Reply) => void;
  readonly fail: (error: HostError) => void;
}

const folder = (): string => join(packageFolder(), 'extension', 'host');
const libraryFolder = (): string =>
  dirname(createRequire(join(folder(), 'child.mjs')).resolve('quickjs-wasi/package.json'));

let known: string | undefined;
/** Tells this machine from that of another version of Marginalia. */
const machineName = (): string => {
  if (known !== undefined) return known;
  const library = libraryFolder();
  const files = [join(folder(), 'child.mjs'), join(folder(), 'prelude.js'), join(library, 'package.json')];
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  known = hash.digest('hex').slice(0, 16);
  return known;
};

/** A checkpoint holds a whole machine: one that another version of Marginalia made understands nothing of what is fed now. */
export const canGoOnFrom = (checkpoint: string): boolean => checkpoint.startsWith(`${machineName()} `);

/** Node's own permission model is the outer wall: files of its own to read, no processes, no add-ons. */
const permissions = (): string[] => {
  const [major = 20] = process.versions.node.split('.').map(Number);
  const library = libraryFolder();
  return [
    major >= 24 ? '--permission' : '--experimental-permission',
    `--allow-fs-read=${join(folder(), '*')}`,
    `--allow-fs-read=${join(library, '*')}`,
    `--allow-fs-read=${join(packageFolder(), 'package.json')}`,
    ...(existsSync(join(packageFolder(), '..', 'package.json'))
      ? [`--allow-fs-read=${join(packageFolder(), '..', 'package.json')}`]
      : []),
    '--max-old-space-size=96',
    // texts come and go: with more room for the young, V8 takes 30 MB more and is no faster
    '--max-semi-space-size=1',
    // The machine compiled once, what is used of it, instead of twice: the first, quick code and the memory to replace it
    // function by function take up to 25 MB, and calls are no slower without. It starts 0.15 s of processor time later.
    '--no-liftoff',
    '--no-warnings',
  ];
};

/** The process that one extension runs in. It may be killed at any moment; whoever waits for it hears why. */
export class HostProcess {
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  private ended: HostError | null = null;
  private largest = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (reply: Reply) => {
      if (reply.rss) this.weigh(reply.rss);
      this.waiting.get(reply.id)?.take(reply);
    });
    child.on('exit', () => this.end(new HostError('its process ended', true)));
    child.on('error', (error) => this.end(new HostError(error.message, true)));
  }

  static async start(): Promise<HostProcess> {
    const child = fork(join(folder(), 'child.mjs'), {
      execArgv: permissions(),
      env: ENVIRONMENT,
      cwd: folder(),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const host = new HostProcess(child);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => host.kill('its process did not start'), STARTS_WITHIN);
      child.once('message', () => {
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', () => {
        clearTimeout(timer);
        reject(new HostError('its process did not start', true));
      });
    });
    child.unref();
    child.channel?.unref();
    return host;
  }

  get isAlive(): boolean {
    return this.ended === null;
  }

  /** The largest that it ever was, bytes; where the system does not say, the largest seen. */
  get peak(): number {
    this.largest = Math.max(this.largest, bytesIn('VmHWM', this.child.pid));
    return this.largest;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  kill(why: string): void {
    this.end(new HostError(why, true));
    this.child.kill('SIGKILL');
  }

  /** @returns what the extension says of itself, as JSON. @throws HostError */
  load(bundle: string): Promise<string> {
    return this.ask({ do: 'load', bundle, ms: LIMITS.load }, LIMITS.load);
  }

  /** Loads the extension anew, for one course. @throws HostError */
  course(bundle: string, text: string): Promise<string> {
    return this.ask({ do: 'course', bundle, text, ms: LIMITS.course }, LIMITS.course * 2);
  }

  /** One call of the machine, which is set back afterwards. @throws HostError */
  async call(name: string, text: string, ms: number): Promise<string> {
    const [outcome] = await this.each(name, [text], ms);
    if (!outcome) throw new HostError('it did not answer');
    if ('error' in outcome) throw new HostError(outcome.error, outcome.killed === true);
    return outcome.value;
  }

  /**
   * Calls, each in a machine that knows nothing of the others. Where one of them has the process killed, the rest is not
   * called: fewer outcomes come back than texts went in.
   */
  async each(name: string, texts: readonly string[], ms: number): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    try {
      await this.ask({ do: 'each', name, texts, ms }, ms, (reply) =>
        outcomes.push(reply.error === undefined ? { value: reply.value ?? '' } : { error: reply.error }),
      );
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (outcomes.length < texts.length)
        outcomes.push({ error: error.message, ...(error.killed ? { killed: true } : {}) });
    }
    return outcomes;
  }

  /** A batch of events for a handler that keeps the latest. @returns what is kept now, as JSON. @throws HostError */
  react(text: string): Promise<string> {
    return this.call('react', text, LIMITS.react);
  }

  job(text: string): Promise<string> {
    return this.ask({ do: 'job', text, ms: LIMITS.job }, LIMITS.job);
  }

  /** Begins a loop, or sets it back to a checkpoint: from then on this machine is its state. @throws HostError */
  loop(bundle: string, text: string, checkpoint: string | null): Promise<string> {
    const state = checkpoint === null ? null : checkpoint.slice(checkpoint.indexOf(' ') + 1);
    return this.ask({ do: 'loop', bundle, text, checkpoint: state, ms: LIMITS.react }, LIMITS.load * 2);
  }

  /** Events for the loop. @returns what is kept now, as JSON. @throws HostError */
  feed(text: string): Promise<string> {
    return this.ask({ do: 'feed', text, ms: LIMITS.react }, LIMITS.react);
  }

  async checkpoint(): Promise<string> {
    return `${machineName()} ${await this.ask({ do: 'checkpoint' }, LIMITS.load)}`;
  }

  /** Killed where nothing is heard for twice the limit. */
  private ask(message: object, limit: number, onPart: (reply: Reply) => void = () => undefined): Promise<string> {
    if (this.ended) return Promise.reject(this.ended);
    const id = (this.next += 1);
    return new Promise((resolve, reject) => {
      let began = { worked: workedOf(this.child.pid), at: Date.now() };
      const timer = setInterval(() => {
        const worked = workedOf(this.child.pid) - began.worked;
        const waited = Date.now() - began.at;
        if (Math.max(Number.isNaN(worked) ? waited : worked, waited / BUSY) > 2 * limit)
          this.kill('it took too long, and its process had to be ended');
        else this.weigh(bytesIn('VmRSS', this.child.pid));
      }, MEMORY_CHECK_MS);
      const close = (): void => {
        clearInterval(timer);
        this.waiting.delete(id);
      };
      this.waiting.set(id, {
        take: (reply) => {
          began = { worked: workedOf(this.child.pid), at: Date.now() };
          if (reply.at !== undefined) return onPart(reply);
          close();
          if (reply.failed !== undefined) reject(new HostError(reply.failed));
          else resolve(reply.done ?? '');
        },
        fail: (error) => {
          close();
          reject(error);
        },
      });
      this.child.send({ id, ...message });
    });
  }

  private weigh(bytes: number): void {
    this.largest = Math.max(this.peak, bytes);
    if (bytes > MOST_MEMORY && this.isAlive) this.kill('it needed too much memory, and its process had to be ended');
  }

  private end(error: HostError): void {
    this.ended ??= error;
    for (const { fail } of [...this.waiting.values()]) fail(this.ended);
  }
}

/** The unit of time in which the system states how long a process worked, milliseconds. */
const TICK = 10;

/** Milliseconds that another process has worked; NaN where the system does not say. */
const workedOf = (pid: number | undefined): number => {
  try {
    // the name of the process, in parentheses, may hold anything
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK;
  } catch {
    return NaN;
  }
};

/** What the system says of the memory of another process: how much it has (`VmRSS`), or had at most (`VmHWM`); else 0. */
const bytesIn = (what: 'VmRSS' | 'VmHWM', pid: number | undefined): number => {
  try {
    const [, kilobytes] =
      new RegExp(`^${what}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
};
