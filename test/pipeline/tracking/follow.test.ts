import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { followTracking } from '../../../api/pipeline/tracking/follow';
import type { LineReject, TrackingCounts } from '../../../api/pipeline/tracking/intake';
import { until } from '../../cli/run';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { TRANSFORM, pauseLine } from './logs';

const folder = mkdtempSync(join(tmpdir(), 'mg-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
});
afterAll(() => at.close());

let second = 0;
let logs = 0;

/** A log that is written to, and what of it is stored. */
class Log {
  readonly file: string;
  readonly written: number[] = [];

  constructor() {
    logs += 1;
    const own = mkdtempSync(join(folder, `log-${logs}-`));
    this.file = join(own, 'tracking.log');
    writeFileSync(this.file, '');
  }

  write(lines = 1, file = this.file): void {
    for (let n = 0; n < lines; n += 1) {
      second += 1;
      this.written.push(second);
      appendFileSync(file, `${pauseLine(second)}\n`);
    }
  }

  /** As logrotate's `create`. */
  rotate(to = `${this.file}.1`): string {
    renameSync(this.file, to);
    writeFileSync(this.file, '');
    return to;
  }

  async missing(): Promise<number[]> {
    const rows = await at.engine.rows(
      `SELECT DISTINCT toInt64(dateDiff('second', toDateTime64('2026-03-02 09:00:00', 6, 'UTC'), time)) AS second
       FROM ${at.config.databases.own}.statement_times`,
    );
    const stored = new Set(rows.map((row) => Number(row.second)));
    return this.written.filter((one) => !stored.has(one));
  }
}

class Follower {
  private readonly stop = new AbortController();
  readonly warnings: string[] = [];
  readonly rejects: LineReject[] = [];
  private readonly ended: Promise<TrackingCounts>;

  constructor(log: Log, stillWritten?: number, after: readonly Log[] = []) {
    this.ended = followTracking(
      at.engine,
      [log, ...after].map(({ file }) => file),
      {
        source: 'tracking',
        transform: TRANSFORM,
        onReject: (reject) => void this.rejects.push(reject),
        onProgress: () => undefined,
        onCaughtUp: async () => undefined,
        warn: (text) => void this.warnings.push(text),
        signal: this.stop.signal,
        poll: 10,
        ...(stillWritten === undefined ? {} : { stillWritten }),
      },
    );
  }

  end(): Promise<TrackingCounts> {
    this.stop.abort();
    return this.ended;
  }
}

const caughtUp = (log: Log): Promise<void> => until(async () => (await log.missing()).length === 0);

it('The follower of logs reads what is there and what comes, whole lines only', async () => {
  const [before, log] = [new Log(), new Log()];
  log.write(3);
  const follower = new Follower(before, undefined, [log]);
  await caughtUp(log);
  const line = `${pauseLine(++second)}\n`;
  appendFileSync(log.file, line.slice(0, 50));
  log.written.push(second);
  // the log before it is read first: once its line is stored, the half line was looked at
  before.write(1);
  await caughtUp(before);
  expect(await log.missing()).toHaveLength(1);
  appendFileSync(log.file, line.slice(50));
  await caughtUp(log);
  expect(await follower.end()).toMatchObject({ read: 5, accepted: 5, rejected: 0 });
});

it('The follower of logs goes on where it was, and reads nothing twice', async () => {
  const log = new Log();
  log.write(3);
  const first = new Follower(log);
  await caughtUp(log);
  expect(await first.end()).toMatchObject({ read: 3 });
  log.write(2);
  const second = new Follower(log);
  await caughtUp(log);
  expect(await second.end()).toMatchObject({ read: 2, accepted: 2, duplicate: 0 });
});

it('The follower of logs survives renaming, while its writer still has the old file', async () => {
  const log = new Log();
  log.write(2);
  const follower = new Follower(log);
  await caughtUp(log);
  log.write(1);
  const old = log.rotate();
  log.write(1);
  await caughtUp(log);
  log.write(2, old);
  await caughtUp(log);
  expect(await follower.end()).toMatchObject({ read: 6, accepted: 6 });
});

it('The follower of logs leaves a renamed file when nothing more comes, with a last line that has no end', async () => {
  const log = new Log();
  log.write(1);
  const follower = new Follower(log, 30);
  await caughtUp(log);
  appendFileSync(log.file, pauseLine(++second));
  log.written.push(second);
  log.rotate();
  await caughtUp(log);
  expect(await follower.end()).toMatchObject({ read: 2, accepted: 2 });
});

it('The follower of logs survives copying and truncating, with what stands in the copy only', async () => {
  const log = new Log();
  log.write(2);
  const follower = new Follower(log);
  await caughtUp(log);
  log.write(2);
  copyFileSync(log.file, `${log.file}.1`);
  truncateSync(log.file);
  log.write(1);
  await caughtUp(log);
  expect(follower.warnings).toEqual([]);
  await follower.end();
});

it('The follower of logs notices a file that was cut back and has grown beyond where it was', async () => {
  const log = new Log();
  log.write(1);
  const follower = new Follower(log);
  await caughtUp(log);
  log.written.push(second + 1, second + 2, second + 3);
  writeFileSync(log.file, [1, 2, 3].map((n) => `${pauseLine(second + n)}\n`).join(''));
  second += 3;
  await caughtUp(log);
  await follower.end();
});

it('The follower of logs goes on with a renamed file whose writer still has it, after a restart too', async () => {
  const log = new Log();
  log.write(1);
  const first = new Follower(log);
  await caughtUp(log);
  const old = log.rotate();
  await first.end();
  const second = new Follower(log);
  log.write(1);
  await caughtUp(log);
  log.write(1, old);
  await caughtUp(log);
  await second.end();
});

it.each([
  ['renamed', (log: Log) => void log.rotate()],
  [
    'renamed and packed',
    (log: Log) => {
      const old = log.rotate();
      writeFileSync(`${old}.gz`, gzipSync(readFileSync(old)));
      rmSync(old);
    },
  ],
  [
    'copied and truncated',
    (log: Log) => {
      copyFileSync(log.file, `${log.file}.1`);
      truncateSync(log.file);
    },
  ],
  [
    'renamed twice',
    (log: Log) => {
      log.rotate();
      log.write(2);
      renameSync(`${log.file}.1`, `${log.file}.2`);
      log.rotate();
    },
  ],
])('The follower of logs finds what was written while nobody followed, and then %s', async (_, rotate) => {
  const log = new Log();
  log.write(2);
  const first = new Follower(log);
  await caughtUp(log);
  await first.end();
  log.write(2);
  rotate(log);
  log.write(2);
  const second = new Follower(log);
  await caughtUp(log);
  expect((await second.end()).duplicate).toBe(0);
  expect(second.warnings).toEqual([]);
});

it('The follower of logs says what is gone', async () => {
  const log = new Log();
  log.write(2);
  const first = new Follower(log);
  await caughtUp(log);
  await first.end();
  rmSync(log.file);
  writeFileSync(log.file, '');
  log.write(1);
  const second = new Follower(log);
  await caughtUp(log);
  await second.end();
  expect(second.warnings).toEqual([expect.stringContaining('line 2')]);
});

it('The follower of logs misses no line, whatever happens to the file and to itself', async () => {
  const action = fc.constantFrom('write', 'write', 'write', 'rename', 'copy', 'restart', 'old', 'wait');
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 14 }), async (actions) => {
      const log = new Log();
      let follower = new Follower(log);
      let [rotations, old] = [0, ''];
      for (const one of actions) {
        if (one === 'write') log.write(2);
        if (one === 'rename' || one === 'copy') {
          // A file that was cut back before anybody saw a line of it cannot be told from one that was always empty.
          log.write(1);
          await caughtUp(log);
          rotations += 1;
          if (one === 'rename') old = log.rotate(`${log.file}.${rotations}`);
          else {
            log.write(1);
            copyFileSync(log.file, `${log.file}.${rotations}`);
            truncateSync(log.file);
          }
        }
        if (one === 'old' && old) log.write(1, old);
        if (one === 'wait') await caughtUp(log);
        if (one === 'restart') {
          await follower.end();
          follower = new Follower(log);
        }
      }
      await caughtUp(log);
      await follower.end();
      expect(follower.rejects).toEqual([]);
    }),
    { numRuns: 5, seed: 11, endOnFailure: true },
  );
}, 120_000);
