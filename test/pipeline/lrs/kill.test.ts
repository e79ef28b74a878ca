import { Site, buildCommand, pause, until } from '../../cli/run';
import { COURSE, register } from '../../support/statements';
import { Chance } from '../transform/random';
import { basic } from './endpoint';
import { freePort } from '../../support/freePort';

/**
 * A process under traffic is killed again and again; whatever it acknowledged is there afterwards, once.
 * MARGINALIA_KILLS says how often in each test.
 */

const KILLS = Number(process.env.MARGINALIA_KILLS ?? 2);
/** Milliseconds of traffic before a killing, at most: long enough for inserts, merges and the facts made of them. */
const LONGEST = 2000;
const BATCH = 20;
const SENDERS = 4;
const ENV = {
  LMS_BASE_URL: 'http://127.0.0.1:1',
  MARGINALIA_JWK_SET: '{"keys":[]}',
  MARGINALIA_DEMO: '',
  MARGINALIA_MIN_LEARNERS: '5',
  MARGINALIA_LRS_CREDENTIALS: 'all:pass:word',
};
const HEADERS = {
  authorization: basic('all'),
  'x-experience-api-version': '1.0.3',
  'content-type': 'application/json',
};

beforeAll(buildCommand, 60_000);

it.each([1, 2])(
  'Nothing acknowledged is lost by kill -9 at random moments under traffic, seed %i',
  async (seed) => {
    const chance = new Chance(seed);
    const moments = Array.from({ length: KILLS }, () => chance.below(LONGEST));
    const site = new Site(ENV).migrated();
    const port = await freePort();
    const call = (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers: HEADERS });
    const serve = async (): Promise<ReturnType<Site['start']>> => {
      const running = site.start(['serve'], { PORT: String(port) });
      await until(async () => (await call('/readyz').catch(() => null))?.status === 200, 60);
      return running;
    };
    let next = seed * 1_000_000;
    const sent = new Set<string>();
    const acknowledged = new Set<string>();
    const unanswered: object[][] = [];
    /** One alone goes as the LMS sends single ones. */
    const send = async (batch: readonly { id: string }[]): Promise<boolean> => {
      const [one] = batch;
      if (batch.length === 1 && one) {
        const init = { method: 'PUT', body: JSON.stringify(one) };
        const response = await call(`/xAPI/statements?statementId=${one.id}`, init).catch(() => null);
        if (response?.status === 204) acknowledged.add(one.id);
        return response?.status === 204;
      }
      const body = JSON.stringify(batch);
      const response = await call('/xAPI/statements', { method: 'POST', body }).catch(() => null);
      const ids = response?.status === 200 ? ((await response.json().catch(() => [])) as string[]) : [];
      for (const id of ids) acknowledged.add(id);
      return ids.length === batch.length;
    };
    const sender = async (length: number, alive: () => boolean): Promise<void> => {
      while (alive()) {
        const batch = Array.from({ length }, () => {
          next += 1;
          return register({ id: next, who: `learner-${next}`, seconds: next % 1000 });
        });
        for (const { id } of batch) sent.add(id);
        if (!(await send(batch))) unanswered.push(batch);
      }
    };
    try {
      for (const moment of moments) {
        const running = await serve();
        let isAlive = true;
        const senders = [1, ...Array<number>(SENDERS).fill(BATCH)].map((length) => sender(length, () => isAlive));
        // Some statements have to be in before the clock of the killing runs: machines differ in speed.
        const before = acknowledged.size;
        await until(() => acknowledged.size > before, 60);
        await pause(moment);
        running.child.kill('SIGKILL');
        isAlive = false;
        await Promise.all(senders);
        await running.ended;
      }
      const last = await serve();
      const all = async (): Promise<string[]> => {
        const ids: string[] = [];
        for (let path = '/xAPI/statements?ascending=true&format=ids'; path !== '';) {
          const response = await call(path);
          expect(response.status).toBe(200);
          const { statements, more } = (await response.json()) as { statements: { id: string }[]; more: string };
          ids.push(...statements.map(({ id }) => id));
          path = more;
        }
        return ids;
      };
      await until(async () => (await call('/xAPI/statements?limit=1')).status === 200, 60);
      const found = await all();
      expect(acknowledged.size).toBeGreaterThanOrEqual(moments.length);
      expect(new Set(found).size).toBe(found.length);
      const isFound = new Set(found);
      expect([...acknowledged].filter((id) => !isFound.has(id))).toEqual([]);
      expect(found.filter((id) => !sent.has(id))).toEqual([]);
      // Whoever got no answer sends again: then everything is there once, and counted once.
      for (const batch of unanswered) expect(await send(batch as { id: string }[])).toBe(true);
      expect((await all()).sort()).toEqual([...sent].sort());
      const report = await site.run(['report', 'outline', '--course', COURSE]);
      expect(JSON.parse(report.out)).toMatchObject({ learners: sent.size });
      last.child.kill('SIGTERM');
      expect((await last.ended).status).toBe(0);
    } finally {
      site.remove();
    }
  },
  120_000 * (1 + KILLS),
);
