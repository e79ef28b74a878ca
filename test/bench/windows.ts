import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { openServices } from '../../api/metrics';
import type { Workspace } from '../../api/worker/workspace';
import { fillPath, getOutline, getProblem } from '@marginalia/contract';
import { openTestApi } from '../http/api';

const WINDOWS = 60;
/** How often somebody looks meanwhile, milliseconds. */
const LOOK = 50;
const IDLE_LOOKS = 30;

export interface Windows {
  readonly answered: number;
  readonly refused: number;
  /** Until the last of them has its answer, milliseconds. */
  readonly took: number;
  /** Milliseconds of /healthz and of another person's panel: the median alone, the median and the longest beside the windows. */
  readonly health: { readonly idle: number; readonly beside: number; readonly longest: number };
  readonly panel: { readonly idle: number; readonly beside: number; readonly longest: number };
  /** By how much resident memory rises at most, bytes. */
  readonly memory: number;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** One person asks for sixty windows of one outline at once, over HTTP, and others look at the service beside it. */
export const measureWindows = async (
  workspace: Workspace,
  { course, problem }: { readonly course: string; readonly problem: string },
): Promise<Windows> => {
  const services = openServices(workspace.engine, 10, NO_RULES);
  const api = await openTestApi({ services: () => services });
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = api.app.server.address() as AddressInfo;
  const [many, other] = await Promise.all(
    ['global', 'super'].map((name) =>
      api.lms.signToken(api.lms.person(name), { user_id: name === 'super' ? 1 : 2, preferred_username: 'global' }),
    ),
  );
  const ask = (path: string, token?: string): Promise<{ status: number; ms: number }> =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const headers = token === undefined ? {} : { authorization: `JWT ${token}` };
      get({ port, host: '127.0.0.1', path, headers, agent: false }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - start }));
      }).on('error', reject);
    });
  const health = async (): Promise<number> => (await ask('/healthz')).ms;
  const panel = async (): Promise<number> => {
    const { status, ms } = await ask(fillPath(getProblem.path, { course, block: problem }), other);
    if (status !== 200) throw new Error(`The panel answers ${status}.`);
    return ms;
  };
  const looks = async (look: () => Promise<number>, goesOn: (n: number) => boolean): Promise<number[]> => {
    const taken: number[] = [];
    while (goesOn(taken.length)) {
      taken.push(await look());
      await sleep(LOOK);
    }
    return taken;
  };
  await panel();
  const idle = {
    health: middle(await looks(health, (n) => n < IDLE_LOOKS)),
    panel: middle(await looks(panel, (n) => n < IDLE_LOOKS)),
  };
  const memory = process.memoryUsage().rss;
  let most = memory;
  let under = true;
  const watch = (async () => {
    for (; under; await sleep(LOOK)) most = Math.max(most, process.memoryUsage().rss);
  })();
  const beside = Promise.all([looks(health, () => under), looks(panel, () => under)]);
  const start = performance.now();
  const outline = fillPath(getOutline.path, { course });
  const answers = await Promise.all(
    Array.from({ length: WINDOWS }, (_, n) => {
      const from = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
      return ask(`${outline}?from=${from}`, many);
    }),
  );
  const took = performance.now() - start;
  under = false;
  const [healths, panels] = await beside;
  await watch;
  await api.close();
  return {
    answered: answers.filter(({ status }) => status === 200).length,
    refused: answers.filter(({ status }) => status === 429).length,
    took,
    health: { idle: idle.health, beside: middle(healths), longest: Math.max(...healths) },
    panel: { idle: idle.panel, beside: middle(panels), longest: Math.max(...panels) },
    memory: most - memory,
  };
};
