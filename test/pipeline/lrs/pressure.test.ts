import { randomUUID } from 'node:crypto';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withWriteLock } from '../../../api/pipeline/ingest/writeLock';
import { until } from '../../cli/run';
import { type Endpoint, type Json, openEndpoint, openPost, plain } from './endpoint';

/** More arrives than can be stored: over real connections, with a database that is held up. */

const MEGABYTE = 1_000_000;

let at: Endpoint;
let port: number;
/** Lets go what is held, whatever became of the test. */
let release = (): void => {};
afterEach(() => release());
beforeAll(async () => {
  at = await openEndpoint();
  await at.app.listen({ port: 0, host: '127.0.0.1' });
  port = (at.app.server.address() as AddressInfo).port;
}, 60_000);
afterAll(() => at.close());

interface Answer {
  readonly status: number;
  readonly retryAfter: number;
  readonly text: string;
}

const open = (length: number, user: string | null = 'all', path?: string): ClientRequest =>
  openPost(port, length, user, path);

const answerTo = (sent: ClientRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    sent.on('response', (response: IncomingMessage) => {
      let text = '';
      response.on('data', (piece) => (text += String(piece)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, retryAfter: Number(response.headers['retry-after']), text }),
      );
    });
    // Whoever is refused may still be sending.
    sent.on('error', reject);
  });

const connections = (): Promise<number> =>
  new Promise((resolve, reject) =>
    at.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

const post = (body: string): Promise<Answer> => {
  const sent = open(Buffer.byteLength(body));
  const answer = answerTo(sent);
  sent.end(body);
  return answer;
};

/** One statement as a list, with so many bytes of nothing around it. */
const padded = (id: string, bytes: number): string => `[${JSON.stringify(plain(id))}${' '.repeat(bytes)}]`;

/** Holds whatever is to be stored until it is let go. */
const holdStoring = (): void => {
  void withWriteLock(at.site.engine, () => new Promise<void>((resolve) => (release = resolve)));
};

const isStored = async (id: string): Promise<boolean> => (await at.get({ statementId: id })).statusCode === 200;

it('The endpoint takes what fits, refuses the rest with a time to come again, and loses nothing of either', async () => {
  holdStoring();
  const ids = Array.from({ length: 12 }, () => randomUUID());
  const answered = new Map<string, Answer>();
  const all = ids.map(async (id) => void answered.set(id, await post(padded(id, 10 * MEGABYTE))));
  // 64 MB hold six of these.
  await until(() => answered.size === 6);
  for (const { status, retryAfter, text } of answered.values()) {
    expect([status, (JSON.parse(text) as Json).code]).toEqual([503, 'overloaded']);
    expect(retryAfter).toBeGreaterThan(0);
  }
  release();
  await Promise.all(all);
  const statuses = [...answered.values()].map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array<number>(6).fill(200), ...Array<number>(6).fill(503)]);
  for (const [id, { status }] of answered) expect(await isStored(id)).toBe(status === 200);
  // Whoever comes again is taken.
  for (const [id, { status }] of answered) if (status === 503) expect((await post(padded(id, 10))).status).toBe(200);
  expect(await Promise.all(ids.map(isStored))).toEqual(ids.map(() => true));
});

it('Many small requests are bounded as well', async () => {
  holdStoring();
  const answers: Promise<Answer>[] = [];
  let refused = 0;
  for (let n = 0; n < 6000 && refused === 0; n += 500) {
    for (let i = 0; i < 500; i += 1) {
      const answer = at
        .ask('POST', 'statements', plain(randomUUID()))
        .then(({ statusCode: status, body: text, headers }) => ({
          status,
          text,
          retryAfter: Number(headers['retry-after']),
        }));
      void answer.then(({ status }) => (refused += Number(status === 503)));
      answers.push(answer);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => refused > 0);
  release();
  const statuses = new Set((await Promise.all(answers)).map(({ status }) => status));
  expect([...statuses].sort()).toEqual([200, 503]);
});

it.each([
  ['before its body is there', 20 * MEGABYTE, 5 * MEGABYTE],
  ['after its body, before the answer', 20 * MEGABYTE, 20 * MEGABYTE],
])('Whoever hangs up %s holds no memory', async (_when, announced, sent) => {
  holdStoring();
  for (let n = 0; n < 8; n += 1) {
    const broken = open(announced);
    broken.on('error', () => undefined);
    const text = padded(randomUUID(), announced).slice(0, announced - 1);
    await new Promise<void>((resolve) => broken.write(`${text.slice(0, sent - 1)}]`.slice(0, sent), () => resolve()));
    broken.destroy();
    await new Promise((resolve) => broken.once('close', resolve));
  }
  release();
  // More than half of what may be under way at once: it fits only where nothing else is held.
  await until(async () => (await post(padded(randomUUID(), 31 * MEGABYTE))).status === 200);
  const both = await Promise.all([
    post(padded(randomUUID(), 31 * MEGABYTE)),
    post(padded(randomUUID(), 31 * MEGABYTE)),
  ]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
});

it('Who shows no credential cannot take the place of those who do', async () => {
  // A form may have its credential inside, so it is read first.
  const idle = Array.from({ length: 70 }, () => {
    const one = open(MEGABYTE, null, 'statements?method=POST');
    one.on('error', () => undefined);
    one.write('content=');
    return one;
  });
  await until(async () => (await connections()) >= idle.length);
  const both = await Promise.all([
    post(padded(randomUUID(), 30 * MEGABYTE)),
    post(padded(randomUUID(), 30 * MEGABYTE)),
  ]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  for (const one of idle) one.destroy();
});
