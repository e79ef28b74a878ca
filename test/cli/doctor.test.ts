import { writeNotes } from '../../api/pipeline/tracking/position';
import { doctor } from '../../api/cli/doctor';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { tokenFault } from '../../api/auth/tokenFault';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

interface Line {
  readonly check: string;
  readonly status: string;
  readonly detail: string;
  readonly remedy: string | null;
}

describe('doctor', () => {
  let at: TestWorkspace;
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
  });
  afterAll(() => at.close());

  const run = async (asJson: boolean, workspace = at.workspace): Promise<{ status: number; out: string }> => {
    let out = '';
    const io = {
      stdin: new PassThrough(),
      err: () => undefined,
      isTerminal: false,
      signal: new AbortController().signal,
    };
    const status = await doctor(workspace, { ...io, out: (text) => (out += text) }, asJson);
    return { status, out };
  };

  it('Doctor names what was published and could not be fetched for an hour', async () => {
    const { own } = at.engine.databases;
    const note = (value: string) =>
      at.engine.insert(`${own}.state`, [{ name: 'publish course-v1:Org+Num+Run', value }]);
    const line = async (): Promise<Line | undefined> =>
      (JSON.parse((await run(true)).out) as Line[]).find(({ check }) => check === 'publishes');
    expect(await line()).toMatchObject({ status: 'skip' });
    await note(String(Date.now()));
    expect(await line()).toMatchObject({ status: 'ok', detail: expect.stringMatching(/^publishes: 1 still to be/) });
    await note(String(Date.now() - 3_600_000));
    expect(await line()).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('course-v1:Org+Num+Run'),
      remedy: expect.stringContaining('STUDIO_INTERNAL_URL'),
    });
    await note('');
  });

  it('Doctor says the same as JSON, every check once at least, each failure with its remedy', async () => {
    const plain = await run(false);
    const { status, out } = await run(true);
    const lines = JSON.parse(out) as Line[];
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['check', 'status', 'detail', 'remedy']);
      expect(['ok', 'fail', 'skip']).toContain(line.status);
      expect(line.detail).toMatch(/\S/);
      expect(line.status === 'fail' ? line.remedy : null).toEqual(line.remedy);
    }
    const told = lines.filter((line) => line.status !== 'skip');
    expect(plain.out.split('\n').slice(0, -1)).toEqual(
      told.map(
        (line) =>
          `${line.status === 'ok' ? 'ok    ' : 'MEND  '}${line.detail}${line.remedy ? ` -> ${line.remedy}` : ''}`,
      ),
    );
    expect(status).toBe(1);
    expect(lines.find(({ check }) => check === 'sign-on')).toMatchObject({
      status: 'fail',
      remedy: expect.stringContaining('LMS_BASE_URL'),
    });
    expect(lines.find(({ check }) => check === 'event-bus')).toEqual({
      check: 'event-bus',
      status: 'skip',
      detail: 'MARGINALIA_EVENT_BUS_URL is not set',
      remedy: null,
    });
  });

  it('Doctor says that tokens come which cannot be verified, and what to compare', async () => {
    const stranger = createServer((_, response) => response.writeHead(401).end());
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    const lms = { internalUrl: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}` };
    const workspace = Object.create(at.workspace, { config: { value: { ...at.config, lms } } }) as typeof at.workspace;
    const signOn = async (): Promise<Line[]> =>
      (JSON.parse((await run(true, workspace)).out) as Line[]).filter(({ check }) => check === 'sign-on');
    expect((await signOn()).map(({ status }) => status)).toEqual(['ok']);
    tokenFault.set('names another issuer');
    expect((await signOn())[1]).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('names another issuer'),
      remedy: expect.stringContaining('MARGINALIA_JWT_ISSUER'),
    });
    tokenFault.set(null);
    stranger.close();
    stranger.closeAllConnections();
  });

  it('Doctor says that the event bus is away', async () => {
    const bus = { url: 'redis://127.0.0.1:1' };
    const workspace = Object.create(at.workspace, { config: { value: { ...at.config, bus } } }) as typeof at.workspace;
    const lines = JSON.parse((await run(true, workspace)).out) as Line[];
    expect(lines.find(({ check }) => check === 'event-bus')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('ECONNREFUSED'),
      remedy: expect.stringContaining('MARGINALIA_EVENT_BUS_URL'),
    });
  });

  it('Doctor tells what was missed on the event bus until somebody says that it was filled', async () => {
    const from = Date.UTC(2026, 10, 20, 10);
    await writeNotes(at.engine, [['bus missed', [{ topic: 'analytics', from, to: from + 60_000 }]]]);
    const bus = async () => (JSON.parse((await run(true)).out) as Line[]).find(({ check }) => check === 'event-bus');
    expect(await bus()).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('after 2026-11-20T10:00:00.000Z up to 2026-11-20T10:01:00.000Z'),
      remedy: expect.stringContaining('--filled'),
    });
    await writeNotes(at.engine, [['bus missed', null]]);
    expect(await bus()).toMatchObject({ status: 'skip' });
  });
});
