import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { freePort } from '../../support/freePort';

/** Whether this machine has a Redis to start. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
export const withRedis = hasRedis ? '' : ' (skipped: there is no redis-server here)';

const connect = async (url: string) => createClient({ url }).connect();
type Client = Awaited<ReturnType<typeof connect>>;

/** A real Redis on a port of its own. It keeps what it has over a restart, unless it is told to lose it. */
export class TestRedis {
  private process: ChildProcess | null = null;
  private client: Client | null = null;
  private readonly folder = mkdtempSync(join(tmpdir(), 'redis-'));

  private constructor(readonly port: number) {}

  static async start(): Promise<TestRedis> {
    const redis = new TestRedis(await freePort());
    await redis.up();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const options = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
    ];
    this.process = spawn('redis-server', [...options, '--dir', this.folder], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise<void>((resolve) => {
      this.process?.stdout?.on('data', (text) => {
        if (String(text).includes('Ready to accept connections')) resolve();
      });
    });
    this.client = await connect(this.url);
  }

  async down(): Promise<void> {
    this.client?.destroy();
    const ended = new Promise((resolve) => this.process?.on('exit', resolve));
    this.process?.kill('SIGKILL');
    await ended;
  }

  /** It comes up empty. */
  lose(): void {
    rmSync(join(this.folder, 'appendonlydir'), { recursive: true, force: true });
  }

  send(...command: (string | Buffer)[]): Promise<unknown> {
    if (!this.client) throw new Error('Redis is down');
    return this.client.sendCommand(command);
  }

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
