import { randomUUID } from 'node:crypto';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { BodyBudget, type BodyLimits } from '../../../api/http/bodyBudget';
import { type Endpoint, type Json, openEndpoint, openPost, plain } from './endpoint';

/** Bodies that do not come, or never end. */

const MEGABYTE = 1_000_000;

describe('over real connections', () => {
  let at: Endpoint;
  let port: number;
  beforeAll(async () => {
    at = await openEndpoint();
    await at.app.listen({ port: 0, host: '127.0.0.1' });
    port = (at.app.server.address() as AddressInfo).port;
  }, 60_000);
  // What ends here is the service with bodies under way: it would never be over if it waited for them.
  afterAll(async () => {
    const unfinished = [open(32 * MEGABYTE, 'all'), open(MEGABYTE, null, 'statements?method=POST')];
    const cut = unfinished.map((one) => new Promise((resolve) => one.once('close', resolve)));
    await Promise.all(unfinished.map((one) => new Promise<void>((resolve) => one.write('[', () => resolve()))));
    await at.close();
    await Promise.all(cut);
  }, 60_000);

  const open = (length: number, user: string | null, path?: string): ClientRequest => {
    const sent = openPost(port, length, user, path);
    sent.on('error', () => undefined);
    return sent;
  };
  const answerTo = (sent: ClientRequest): Promise<{ status: number; code: unknown }> =>
    new Promise((resolve, reject) => {
      sent.on('error', reject);
      sent.on('response', (response: IncomingMessage) => {
        let text = '';
        response.on('data', (piece) => (text += String(piece)));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, code: (JSON.parse(text) as Json).code }));
      });
    });
  const post = async (user = 'all', bytes = 0): Promise<number> => {
    const body = `[${JSON.stringify(plain(randomUUID()))}${' '.repeat(bytes)}]`;
    const sent = open(Buffer.byteLength(body), user);
    const answer = answerTo(sent);
    sent.end(body);
    return (await answer).status;
  };

  it('Bodies that were announced and do not come hold next to nothing', async () => {
    const idle = Array.from({ length: 40 }, () => open(32 * MEGABYTE, 'all'));
    await Promise.all(idle.map((one) => new Promise<void>((resolve) => one.write('[', () => resolve()))));
    expect(await Promise.all([post('all', 30 * MEGABYTE), post('all', 30 * MEGABYTE)])).toEqual([200, 200]);
    for (const one of idle) one.destroy();
  });

  it('One credential cannot take the place of another', async () => {
    const greedy = Array.from({ length: 2 }, () => open(32 * MEGABYTE, 'all'));
    await Promise.all(
      greedy.map(
        (one) => new Promise<void>((resolve) => one.write(`[${' '.repeat(31.9 * MEGABYTE)}`, () => resolve())),
      ),
    );
    expect(await post('all', MEGABYTE)).toBe(503);
    expect(await post('writer', 20 * MEGABYTE)).toBe(200);
    for (const one of greedy) one.destroy();
  });

  it.each([
    ['statements', 'POST'],
    ['statements/', 'POST'],
    ['statements?method=PUT', 'POST'],
  ])('Who may not write is told so before the body is there: %s', async (path) => {
    const sent = open(32 * MEGABYTE, 'reader', path);
    const answer = answerTo(sent);
    sent.write('[');
    expect(await answer).toEqual({ status: 403, code: 'not_in_scope' });
    sent.destroy();
  });

  it('A place that takes no statements takes no large body', async () => {
    const sent = open(2 * MEGABYTE, 'all', 'about');
    const answer = answerTo(sent);
    sent.write('[');
    expect(await answer).toEqual({ status: 413, code: 'too_large' });
    sent.destroy();
  });
});

describe('the budget', () => {
  const limits: BodyLimits = { total: 1000, each: 600, least: 10, pace: { every: 30, bytes: 5 } };
  const asked = (): FastifyRequest => ({ headers: {} }) as FastifyRequest;
  const body = (text: string): PassThrough => {
    const stream = new PassThrough();
    stream.end(text);
    return stream;
  };

  it('A body that does not come on is given up, and holds nothing any more', async () => {
    const budget = new BodyBudget(limits);
    const stream = new PassThrough();
    const read = budget.read(asked(), stream, 'ada', 600);
    stream.write('x'.repeat(500));
    await expect(read).rejects.toMatchObject({ code: 'too_slow' });
    expect((await budget.read(asked(), body('y'.repeat(600)), 'ada', 600)).length).toBe(600);
  });

  it('A body that comes slowly, but comes, is read to its end', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const stream = new PassThrough();
      const read = new BodyBudget(limits).read(asked(), stream, 'ada', 600);
      const parts = 8;
      for (let i = 0; i < parts; i += 1) {
        stream.write('abcde');
        await new Promise((resolve) => setImmediate(resolve));
        jest.advanceTimersByTime(limits.pace.every);
      }
      stream.end();
      expect(String(await read)).toBe('abcde'.repeat(parts));
    } finally {
      jest.useRealTimers();
    }
  });

  it('What does not fit is refused while it comes, and what still comes of it is thrown away', async () => {
    const budget = new BodyBudget(limits);
    const first = asked();
    await budget.read(first, body('x'.repeat(500)), 'ada', 600);
    const stream = new PassThrough();
    const read = budget.read(asked(), stream, 'ada', 600);
    stream.write('x'.repeat(90));
    stream.write('x'.repeat(90));
    await expect(read).rejects.toMatchObject({ code: 'overloaded' });
    stream.end('x'.repeat(90));
    await new Promise((resolve) => stream.once('end', resolve));
    expect((await budget.read(asked(), body('y'.repeat(490)), 'ben', 600)).length).toBe(490);
    budget.release(first);
    expect((await budget.read(asked(), body('y'.repeat(500)), 'ada', 600)).length).toBe(500);
  });
});
