import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { IntakeOptions, LineReject, TrackingCounts } from '../../../api/pipeline/tracking/intake';
import { loadTracking } from '../../../api/pipeline/tracking/loadTracking';
import { type EngineKind, ENGINES, type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { everythingStored } from './everything';
import { COURSE, SECRETS, TRANSFORM, checkLine, implicitLine, pauseLine } from './logs';

const folder = mkdtempSync(join(tmpdir(), 'mg-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LINES = [
  pauseLine(1),
  '',
  '# a comment',
  checkLine(2),
  implicitLine(3),
  pauseLine(1),
  pauseLine(4, 8).slice(0, -20),
  JSON.stringify({ name: 'play_video', time: '2026-03-02T09:00:00+00:00', event: '{}', context: {} }),
  `\u0000\u0000${pauseLine(5, 8)}`,
];
const EXPECTED = { read: 9, accepted: 3, duplicate: 1, conflict: 0, rejected: 2, ignored: 3, statements: 5 };

describe.each(ENGINES)('loading logs on the %s engine', (kind: EngineKind) => {
  let at: TestWorkspace;
  beforeEach(async () => {
    at = await openTestWorkspace(kind);
  });
  afterEach(() => at.close());

  const rejects: LineReject[] = [];
  const options = (): IntakeOptions => ({
    source: 'tracking',
    transform: TRANSFORM,
    onReject: (reject) => void rejects.push(reject),
    onProgress: () => undefined,
  });
  const load = (
    file: string,
    input: Readable,
    more: { settings?: string; signal?: AbortSignal; onResume?: (line: number) => void } & Partial<IntakeOptions> = {},
  ): Promise<TrackingCounts> =>
    loadTracking(at.engine, file, input, {
      ...options(),
      settings: '',
      onResume: () => undefined,
      signal: new AbortController().signal,
      ...more,
    });

  it('Loading logs counts every line, and again when they come again, whatever the form', async () => {
    const text = LINES.join('\n');
    rejects.length = 0;
    const counts = await load('-', Readable.from([Buffer.from(text)]));
    expect(counts).toEqual(EXPECTED);
    expect(rejects).toEqual([
      { file: '-', line: 7, reason: expect.stringContaining('cut off') },
      { file: '-', line: 8, reason: expect.any(String) },
    ]);
    const again = { ...EXPECTED, accepted: 0, duplicate: 4, statements: 0 };
    const before = await everythingStored(at);
    expect(await load('-', Readable.from([gzipSync(text)]))).toEqual(again);
    expect(await load('-', Readable.from([...Buffer.from(text)].map((byte) => Buffer.from([byte]))))).toEqual(again);
    expect(await everythingStored(at)).toBe(before);
  });

  it('Loading logs stores nothing that says who a learner is', async () => {
    rejects.length = 0;
    await load('-', Readable.from([Buffer.from(LINES.join('\n'))]));
    await at.workspace.refresh();
    const stored = await everythingStored(at);
    expect(stored).toContain(COURSE);
    expect(stored).toContain('blue');
    for (const secret of SECRETS) expect(stored).not.toContain(secret);
    expect(rejects).toHaveLength(2);
    for (const reject of rejects) for (const secret of SECRETS) expect(JSON.stringify(reject)).not.toContain(secret);
  });

  it('Loading logs goes on where it was stopped, counts included, and starts anew where it came to its end', async () => {
    const file = join(folder, 'stopped.log');
    const lines = Array.from({ length: 200_300 }, (_, index) => (index % 1000 === 0 ? pauseLine(index) : ''));
    writeFileSync(file, gzipSync(`${lines.join('\n')}\n`));
    const stop = new AbortController();
    const some = await load(file, createReadStream(file), { signal: stop.signal, onProgress: () => stop.abort() });
    expect(some.read).toBeGreaterThan(0);

    let line = 0;
    const rest = await load(file, createReadStream(file), { onResume: (number) => (line = number) });
    expect(line).toBe(some.read + 1);
    expect(rest).toMatchObject({ read: lines.length, accepted: 201, duplicate: 0, ignored: lines.length - 201 });

    const again = await load(file, createReadStream(file), { onResume: () => expect('resumed').toBe('anew') });
    expect(again).toMatchObject({ read: lines.length, accepted: 0, duplicate: 201 });
  });

  it('Loading logs does not go on with other settings, or in another file of the name', async () => {
    const file = join(folder, 'other.log');
    const half = async (settings: string): Promise<void> => {
      const stop = new AbortController();
      await load(file, createReadStream(file), { settings, signal: stop.signal, onProgress: () => stop.abort() });
    };
    const resumed = async (settings: string): Promise<boolean> => {
      let any = false;
      await load(file, createReadStream(file), { settings, onResume: () => (any = true) });
      return any;
    };
    const text = (first: string): string => [first, ...Array.from({ length: 200_100 }, () => '')].join('\n');
    writeFileSync(file, text(pauseLine(1)));
    await half('a');
    expect(await resumed('b')).toBe(false);
    await half('a');
    writeFileSync(file, text(pauseLine(2)));
    expect(await resumed('a')).toBe(false);
    await half('a');
    expect(await resumed('a')).toBe(true);
  });
});
