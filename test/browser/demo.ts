import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PAYLOAD_COOKIE, SIGNATURE_COOKIE } from '../../api/demo/standInLms';
import { BUILD } from '../cli/run';
import { freePort } from '../support/freePort';
import { copyFolder, keep, keptFolder } from '../support/kept';

const root = join(__dirname, '..', '..');
const COMMAND = join(root, 'api', 'bin', 'marginalia.mjs');
/** The first start generates, loads and counts two runs of a course. */
const START_MS = 150_000;

/** The same run at the same dates, whenever the tests run. */
export const FIXED = { MARGINALIA_DEMO_STARTS_ON: '2026-09-07', MARGINALIA_DEMO_LIVE: 'off' };

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** `serve --demo` in a process and with a database of its own. */
export class Demo {
  private server: ChildProcess | null = null;
  private said = '';

  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly settings: Readonly<Record<string, string | undefined>>,
  ) {}

  /**
   * @param settings more of the environment; undefined: not set, where this file sets it
   * @param isUsual nothing in them changes what is loaded: it begins with a copy of what is kept
   */
  static async start(
    settings: Readonly<Record<string, string | undefined>> = {},
    isUsual = Object.keys(settings).length === 0,
  ): Promise<Demo> {
    const demo = new Demo(await freePort(), mkdtempSync(join(tmpdir(), 'marginalia-demo-')), settings);
    if (isUsual) copyFolder(`${await Demo.kept()}/.`, demo.folder);
    await demo.resume();
    return demo;
  }

  /** The data of the demo at FIXED dates, as its first start leaves them. It is made once for each build, and to be copied. */
  static async kept(): Promise<string> {
    const kept = keptFolder('demo', BUILD);
    if (existsSync(kept)) return kept;
    const demo = new Demo(await freePort(), mkdtempSync(`${kept}-`), {});
    await demo.resume();
    await demo.cutOff();
    keep(demo.folder, kept);
    return kept;
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** Of the server, while it runs. */
  get pid(): number {
    return this.server?.pid ?? 0;
  }

  /** `marginalia …` beside the server, as its operator types it. */
  async run(words: readonly string[]): Promise<{ status: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, [COMMAND, ...words], {
      env: { ...this.environment(), MARGINALIA_DEMO: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err] = [text(child.stdout), text(child.stderr)];
    const status = await new Promise<number | null>((done) => child.once('close', done));
    return { status, out: await out, err: await err };
  }

  /** What somebody who is signed in sends with each request to the API. */
  async signIn(username: string): Promise<Record<string, string>> {
    const answer = await fetch(`${this.origin}/demo/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username }),
    });
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    const [payload = '', signature = ''] = [PAYLOAD_COOKIE, SIGNATURE_COOKIE].map(
      (name) => cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? '',
    );
    return { authorization: `JWT ${payload}.${signature}` };
  }

  /** Starts the server, again on the same port and with the same data, and waits until it is ready. */
  async resume(): Promise<void> {
    const server = spawn(process.execPath, [COMMAND, 'serve', '--demo'], {
      cwd: this.folder,
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.server = server;
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk) => (this.said = `${this.said}${String(chunk)}`.slice(-8000)));
    }
    const end = Date.now() + START_MS;
    while (Date.now() < end) {
      if (server.exitCode !== null) throw new Error(`The demo ended with ${server.exitCode}:\n${this.said}`);
      const ready = await fetch(`${this.origin}/readyz`).catch(() => null);
      if (ready?.ok) return;
      await pause(200);
    }
    throw new Error(`The demo was not ready after ${START_MS / 1000} s:\n${this.said}`);
  }

  private environment(): NodeJS.ProcessEnv {
    const { CLICKHOUSE_URL: _, ...env } = process.env;
    return {
      ...env,
      PORT: String(this.port),
      MARGINALIA_DATA: this.folder,
      LOG_LEVEL: 'warn',
      ...FIXED,
      ...this.settings,
    };
  }

  /** Ends the server as an operator would, and keeps its data. */
  async cutOff(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    const impatient = setTimeout(() => server.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(impatient);
  }

  async stop(): Promise<void> {
    await this.cutOff();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
