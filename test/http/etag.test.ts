/** A panel that looks again is sent only what is new. */
import Fastify, { type FastifyInstance } from 'fastify';
import { compressResponses } from '../../api/http/compress';
import { tellUnchanged } from '../../api/http/etag';

const URL = '/api/v1/courses/c/outline';
let learners = 1;
let app: FastifyInstance;

beforeAll(async () => {
  app = Fastify();
  tellUnchanged(app);
  await compressResponses(app);
  app.get(URL, async () => ({ learners, padding: 'x'.repeat(5000) }));
  app.get('/api/v1/courses/c/broken', async (_, reply) => reply.code(500).send({ code: 'internal' }));
  app.get('/api/v1/metrics', async () => ({ metrics: [] }));
});
afterAll(() => app.close());

const ask = (url: string, tag?: string) =>
  app.inject({
    url,
    headers: { 'accept-encoding': 'gzip', ...(tag === undefined ? {} : { 'if-none-match': tag }) },
  });

it('Whoever has seen an answer is sent nothing where nothing is new, and all of it where something is', async () => {
  const first = await ask(URL);
  const tag = String(first.headers.etag);
  expect([first.statusCode, tag]).toEqual([200, expect.stringMatching(/^W\/"[\w-]{27}"$/)]);
  const again = await ask(URL, tag);
  expect([again.statusCode, again.payload, again.headers['content-encoding']]).toEqual([304, '', undefined]);
  learners = 2;
  const changed = await ask(URL, tag);
  expect(changed.statusCode).toBe(200);
  expect(changed.headers.etag).not.toBe(tag);
});

it.each(['/api/v1/courses/c/broken', '/api/v1/metrics'])(
  'A response has no tag where it is no answer about a course: %s',
  async (url) => {
    expect((await ask(url)).headers.etag).toBeUndefined();
  },
);
