import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFolder, keep, keptFolder } from '../support/kept';

const root = join(__dirname, '..', '..');
/** The command's file. */
export const command = join(root, 'api', 'bin', 'marginalia.mjs');

const product = join(root, 'api', 'dist', 'marginalia.cjs');

/** What nobody who typed a command ever sees. */
const STACK = /\n\s+at .*:\d+|node:internal|should not have happened/;

/** Runs the commands that it is sent, one after another, and sends how each ended. */
const TYPIST = `
  const { main } = require(process.argv[1]);
  const own = { ...process.env };
  for (const emitter of [process, process.stdout, process.stderr]) emitter.setMaxListeners(0);
  process.on('message', async ({ args, env }) => {
    const said = { out: '', err: '' };
    process.stdout.write = (text) => ((said.out += text), true);
    process.stderr.write = (text) => ((said.err += text), true);
    for (const name of Object.keys(process.env)) if (!(name in own)) delete process.env[name];
    Object.assign(process.env, own, env);
    process.exitCode = 0;
    await main(args);
    process.send({ status: process.exitCode, ...said });
  });
`;

const newest = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(
        0,
        ...readdirSync(path)
          .filter((name) => name !== 'node_modules' && name !== 'dist')
          .map((name) => newest(join(path, name))),
      )
    : statSync(path).mtimeMs;

/** Builds the command where it is missing or older than its sources. */
export const buildCommand = (): void => {
  const sources = newest(join(root, 'api'));
  if (existsSync(product) && statSync(product).mtimeMs >= sources) return;
  const built = spawnSync(process.execPath, [join(root, 'api', 'scripts', 'build.mjs')]);
  if (built.status !== 0) throw new Error(String(built.stderr));
};

/** What the command does is made of these, beside its build. */
export const BUILD = ['api/dist/marginalia.cjs', 'api/store/migrations'];

/** Our tables and nothing in them, as the command makes them: made once for each build, for it takes seconds. */
const emptyDatabase = (): string => {
  const made = keptFolder('empty', BUILD);
  if (existsSync(made)) return made;
  const making = mkdtempSync(`${made}-`);
  const { status, stderr } = spawnSync(process.execPath, [command, 'migrate'], {
    env: { PATH: process.env.PATH, MARGINALIA_DATA: making },
  });
  if (status !== 0) throw new Error(String(stderr));
  keep(making, made);
  return made;
};

/** How a command ended, and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command as typed, and what of the environment is set for it. */
export interface Typed {
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** What it has said so far. */
  said(): string;
}

/** A data folder of its own, and commands that use it. */
export class Site {
  readonly folder = mkdtempSync(join(tmpdir(), 'mg-'));
  readonly data = join(this.folder, 'd');
  private loads = 0;
  private readonly children = new Set<ChildProcessWithoutNullStreams>();
  private typist: ChildProcess | null = null;

  constructor(private readonly env: Record<string, string> = { MARGINALIA_DEMO: '1', MARGINALIA_MIN_LEARNERS: '1' }) {}

  /** Has our tables already, for a test that is not about making them. */
  migrated(): this {
    mkdirSync(this.data, { recursive: true, mode: 0o700 });
    copyFolder(join(emptyDatabase(), 'clickhouse'), join(this.data, 'clickhouse'));
    return this;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** The environment of this site's commands. */
  environment(env: Record<string, string> = {}): Record<string, string | undefined> {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(MARGINALIA|CLICKHOUSE|LMS|PORT|LOG_LEVEL)/.test(name),
    );
    return { ...Object.fromEntries(inherited), MARGINALIA_DATA: this.data, LOG_LEVEL: 'warn', ...this.env, ...env };
  }

  /** Starts `marginalia ...`. Its standard input stays open until ended. */
  start(args: readonly string[], env: Record<string, string> = {}): Running {
    const child = spawn(process.execPath, [command, ...args], { cwd: this.folder, env: this.environment(env) });
    this.children.add(child);
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => (out += String(text)));
    child.stderr.on('data', (text) => (err += String(text)));
    child.stdin.on('error', () => {});
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (status) => {
        this.children.delete(child);
        resolve({ status, out, err });
      });
    });
    return { child, ended, said: () => out + err };
  }

  /** Runs a command to its end. Whatever it is, it never shows a stack. */
  async run(args: readonly string[], stdin: string | Buffer = '', env: Record<string, string> = {}): Promise<Ended> {
    const { child, ended } = this.start(args, env);
    child.stdin.end(stdin);
    const result = await ended;
    expect(result.err).not.toMatch(STACK);
    return result;
  }

  /**
   * Runs a command that reads no standard input to its end, in one process with those before it: to start one takes longer
   * than most commands do. What a process of its own is needed for (signals, standard input, who has the database) is
   * `run`'s. One at a time.
   */
  async type(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const child = (this.typist ??= spawn(process.execPath, ['-e', TYPIST, product], {
      cwd: this.folder,
      env: this.environment(),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }));
    const ended = await new Promise<Ended>((resolve, reject) => {
      const gone = (): void => reject(new Error(`The process ended at: ${args.join(' ')}`));
      child.once('exit', gone);
      child.once('message', (message) => {
        child.off('exit', gone);
        resolve(message as Ended);
      });
      child.send({ args, env });
    });
    expect(ended.err).not.toMatch(STACK);
    return ended;
  }

  /** Types these one after another. */
  async typeEach(commands: readonly Typed[]): Promise<Ended[]> {
    const ended: Ended[] = [];
    for (const { args, env } of commands) ended.push(await this.type(args, env));
    return ended;
  }

  /**
   * A load from standard input that has read these lines and waits for more. It is known to have read them because it
   * rejects the line behind them.
   */
  async startLoad(text: string): Promise<Running> {
    this.loads += 1;
    const rejects = this.file(`rejects-${this.loads}`);
    const running = this.start(['load', 'xapi', '-', '--rejects', rejects]);
    running.child.stdin.write(`${text}nonsense\n`);
    await until(() => existsSync(rejects) && statSync(rejects).size > 0);
    return running;
  }

  /** Waits until a process has the database and takes others' commands. */
  async owned(): Promise<void> {
    await until(() => existsSync(join(this.data, 'marginalia.sock')));
  }

  remove(): void {
    for (const child of this.children) child.kill('SIGKILL');
    this.typist?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Makes sites that go after the last test of a suite. */
export const sitesOfSuite = (): ((env?: Record<string, string>) => Site) => {
  const sites: Site[] = [];
  afterAll(() => sites.forEach((site) => site.remove()));
  return (env) => {
    const site = new Site(env);
    sites.push(site);
    return site;
  };
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const until = async (isSo: () => boolean | Promise<boolean>, seconds = 20): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; !(await isSo()); await pause(20)) {
    if (Date.now() > end) throw new Error(`Not so after ${seconds} s.`);
  }
};

export interface Counts {
  read: number;
  accepted: number;
  duplicate: number;
  conflict: number;
  rejected: number;
  seconds: number;
}

/** The last line a load writes. */
export const countsOf = ({ err }: Ended): Counts => {
  const counts = JSON.parse(err.trim().split('\n').at(-1) ?? '') as Counts;
  expect(Object.keys(counts)).toEqual(['read', 'accepted', 'duplicate', 'conflict', 'rejected', 'seconds']);
  expect(counts.accepted + counts.duplicate + counts.rejected).toBe(counts.read);
  expect(counts.seconds).toBeGreaterThanOrEqual(0);
  return counts;
};
