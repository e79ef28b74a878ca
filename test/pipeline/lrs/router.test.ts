import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slotsText } from '../../../api/cli/slots';
import { register } from '../../support/statements';
import { type Endpoint, type Result, openEndpoint } from './endpoint';

/** A Python that has the package edx-event-routing-backends. */
const PYTHON = process.env.MARGINALIA_ROUTER_PYTHON ?? '';
const hasRouter = PYTHON !== '' && spawnSync(PYTHON, ['-c', 'import event_routing_backends']).status === 0;
const DOCUMENT = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'xapi-endpoint.md'), 'utf8');

interface RouterFile {
  readonly model: string;
  readonly data: readonly Record<string, unknown>[];
}

/** The router's settings as they are documented. */
const documented = JSON.parse(/```json\n([\s\S]*?)```/.exec(DOCUMENT)?.[1] ?? '') as RouterFile;

it('The documented settings of the router are those of one enabled router for xAPI', () => {
  expect(documented).toEqual({
    model: 'event_routing_backends.RouterConfiguration',
    data: [
      {
        enabled: true,
        backend_name: 'xAPI',
        route_url: expect.stringMatching(/^https?:.*\/xAPI\/$/),
        auth_scheme: 'Basic',
        username: 'lms',
        password: expect.stringMatching(/./),
      },
    ],
  });
});

it('The command line prints the documented settings', () => {
  expect(JSON.parse(slotsText('router', null))).toEqual(documented);
});

const what = `event-routing-backends${hasRouter ? '' : ' (skipped: MARGINALIA_ROUTER_PYTHON names no Python that has it)'}`;
(hasRouter ? describe : describe.skip)(what, () => {
  let endpoint: Endpoint;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'router-'));
    endpoint = await openEndpoint();
    await endpoint.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Sends through the router with the documented settings, at our address and with a credential of ours. */
  const send = async (statements: readonly object[], change: (file: RouterFile) => unknown = (file) => file) => {
    const { port } = endpoint.app.server.address() as AddressInfo;
    const here = { route_url: `http://127.0.0.1:${port}/xAPI/`, username: 'writer', password: 'w' };
    const [settings, sent] = [join(folder, 'router.json'), join(folder, 'statements.json')];
    const file = { ...documented, data: documented.data.map((router) => ({ ...router, ...here })) };
    writeFileSync(settings, JSON.stringify(change(file)));
    writeFileSync(sent, JSON.stringify(statements));
    const child = spawn(PYTHON, [join(__dirname, 'router.py'), settings, sent]);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
    const status = await new Promise((resolve) => child.on('close', resolve));
    return { status, said };
  };
  const statements = Array.from({ length: 5 }, (_, n) =>
    register({ id: n + 1, who: `learner-${n}`, seconds: n, course: 'course-v1:Edu+Router+1' }),
  );

  it('The router of the LMS is set up by the documented settings, and what it sends is stored, single and in a batch', async () => {
    expect(await send(statements)).toEqual({ status: 0, said: expect.stringMatching(/^1$/m) });
    const { statements: stored } = (await endpoint.get({ limit: '50' })).json<Result>();
    expect(stored.map(({ id }) => id).sort()).toEqual(statements.map(({ id }) => id).sort());
  });

  it.each<[string, (file: RouterFile) => unknown]>([
    ['a list of configurations', (file) => ({ ...file, data: [{ ...file.data[0], configurations: [{}] }] })],
    ['the scheme in small letters', (file) => ({ ...file, data: [{ ...file.data[0], auth_scheme: 'basic' }] })],
    ['the backend in small letters', (file) => ({ ...file, data: [{ ...file.data[0], backend_name: 'xapi' }] })],
  ])('The router of the LMS does not work with %s, which the documentation warns of', async (_, change) => {
    const { status, said } = await send(statements, change);
    expect(said).toMatch(/Error/);
    expect(status).not.toBe(0);
  });
});
