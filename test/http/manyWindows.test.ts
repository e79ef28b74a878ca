import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import type { Engine } from '../../api/store/engine';
import { openServices } from '../../api/metrics';
import { Outline } from '@marginalia/contract';
import { until } from '../cli/run';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type TestApi, openTestApi, paths } from './api';
import { COURSE, PROBLEM, lines, loadSmallCourse, loadText, statementsOf } from './smallCourse';

/** Sixty windows of one outline at once, as one person can ask for by script. */

let at: TestWorkspace;
let api: TestApi;
const asked = { histories: 0, versions: 0 };
/** While it is there, histories are not handed over. */
let holding: Promise<void> | null = null;

/** The engine, with what is asked of it counted and held. */
const watched = (engine: Engine): Engine =>
  Object.assign(Object.create(engine) as Engine, {
    lines: async (sql: string, params?: never, tag?: string) => {
      if (tag === 'packed-histories') asked.histories += 1;
      if (holding) await holding;
      return engine.lines(sql, params, tag);
    },
    rows: async (sql: string, params?: never, tag?: string) => {
      if (tag === 'course-version') asked.versions += 1;
      return engine.rows(sql, params, tag);
    },
  });

beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadSmallCourse(at.workspace);
  const services = openServices(watched(at.engine), 10, NO_RULES);
  api = await openTestApi({ services: () => services });
}, 60_000);
afterAll(async () => {
  await api.close();
  await at.close();
});
beforeEach(() => {
  asked.histories = 0;
});

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const outlineFrom = (n: number): string => `${paths.outline(COURSE)}?from=${day(n)}`;
const tick = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
const connections = (): Promise<number> =>
  new Promise((resolve, reject) =>
    api.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

const hold = (): (() => void) => {
  let release = (): void => undefined;
  holding = new Promise((resolve) => {
    release = () => {
      holding = null;
      resolve();
    };
  });
  return release;
};

it('A short queue of windows is answered, the rest is told to come again, and others are answered meanwhile', async () => {
  const release = hold();
  const finished: string[] = [];
  const windows = Array.from({ length: 60 }, (_, n) =>
    api.get(outlineFrom(n), 'staff').then((response) => {
      finished.push(`window ${response.statusCode}`);
      return response;
    }),
  );
  // Fifty refusals come while nothing is computed at all.
  const refused = await Promise.all([
    api.get('/healthz', null),
    api.get(paths.problem(COURSE, PROBLEM), 'author'),
    api.get(paths.outline(COURSE), 'author'),
  ]);
  expect(refused.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect(finished.filter((one) => one === 'window 200')).toEqual([]);
  release();
  const statuses = (await Promise.all(windows)).map(({ statusCode }) => statusCode);
  expect(statuses.filter((status) => status === 200)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(50);
  for (const response of await Promise.all(windows)) {
    if (response.statusCode !== 429) continue;
    expect(response.json()).toMatchObject({ code: 'too_many_requests' });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  }
  // The learners are read once for all of them.
  expect(asked.histories).toBe(1);
  expect((await api.get(outlineFrom(5), 'staff')).statusCode).toBe(200);
});

it('What was remembered of a window is read again when something about the course has changed, and tells the change', async () => {
  const learnersFrom = async (): Promise<unknown> => {
    const outline = Outline.parse((await api.get(outlineFrom(10), 'staff')).json());
    return outline.blocks.find(({ id }) => id === PROBLEM)?.attempted;
  };
  const before = await learnersFrom();
  await learnersFrom();
  expect(asked.histories).toBeLessThanOrEqual(1);
  asked.histories = 0;
  await loadText(at.workspace, lines(statementsOf(COURSE, PROBLEM, undefined, 24)));
  await at.workspace.refresh();
  expect(await learnersFrom()).not.toEqual(before);
  expect(asked.histories).toBeGreaterThan(0);
});

it('What nobody waits for any more is not computed', async () => {
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = api.app.server.address() as AddressInfo;
  const headers = { authorization: `JWT ${await api.lms.signToken('researcher')}` };
  // Something new, so that the first one has to read, and is held there.
  await loadText(at.workspace, lines(statementsOf(COURSE, PROBLEM, undefined, 30)));
  await at.workspace.refresh();
  const release = hold();
  asked.versions = 0;
  const ask = (from: number) => {
    const one = request({ port, host: '127.0.0.1', path: outlineFrom(from), headers, agent: false });
    const status = new Promise<number>((resolve) => {
      one.on('error', () => resolve(0));
      one.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    });
    one.end();
    return { status, leave: () => one.destroy() };
  };
  const leaving = Array.from({ length: 10 }, (_, n) => ask(20 + n));
  /** One more is refused; where it is not, it leaves. */
  const isQueueFull = async (): Promise<boolean> => {
    const { status, leave } = ask(50);
    const answer = await Promise.race([status, tick(500)]);
    leave();
    return answer === 429;
  };
  await until(isQueueFull);
  expect(asked.versions).toBe(1);
  for (const { leave } of leaving) leave();
  await until(async () => (await connections()) === 0);
  release();
  expect((await api.get(outlineFrom(60), 'researcher')).statusCode).toBe(200);
  expect(asked.versions).toBe(2);
});
