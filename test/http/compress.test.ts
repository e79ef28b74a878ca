/** Which answers are sent as gzip, and to whom. */
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { compressResponses } from '../../api/http/compress';
import { ORIGIN, openTestApi, paths } from './api';
import { COURSE } from './smallCourse';

const rows = Array.from({ length: 400 }, (_, i) => ({ id: `block-${i}`, learners: i }));
const csv = `id,learners\n${rows.map(({ id, learners }) => `${id},${learners}`).join('\n')}`;
let app: FastifyInstance;

beforeAll(async () => {
  app = Fastify();
  await app.register(cors, { origin: [ORIGIN] });
  await compressResponses(app);
  app.get('/json', async () => rows);
  app.get('/small', async () => ({ few: 1 }));
  app.get('/csv', async (_, reply) => reply.type('text/csv').send(csv));
  app.get('/rows', async (_, reply) => reply.type('text/csv').send(Readable.from(csv.match(/.{1,100}/gs) ?? [])));
  app.get('/broken', async (_, reply) =>
    reply.type('text/csv').send(
      Readable.from(
        (function* () {
          yield 'a'.repeat(5000);
          throw new Error('the database is gone');
        })(),
      ),
    ),
  );
  app.get('/picture', async (_, reply) => reply.type('image/png').send(Buffer.alloc(9000)));
  app.get('/done', async (_, reply) => reply.header('content-encoding', 'br').type('text/plain').send(csv));
  app.get('/nothing', async (_, reply) => reply.code(204).send());
});
afterAll(() => app.close());

const ask = (url: string, accept?: string, method: 'GET' | 'HEAD' = 'GET') =>
  app.inject({
    method,
    url,
    headers: { origin: ORIGIN, ...(accept === undefined ? {} : { 'accept-encoding': accept }) },
  });

it.each(['/json', '/csv', '/rows'])(
  'The body of %s is sent as gzip to a browser, the same and much smaller',
  async (url) => {
    const plain = await ask(url);
    const zipped = await ask(url, 'gzip, deflate, br, zstd');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.payload);
    expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3);
    expect(zipped.headers['content-length'] ?? `${zipped.rawPayload.length}`).toBe(`${zipped.rawPayload.length}`);
  },
);

it.each([
  ['a client that says nothing', '/json', undefined],
  ['a client that wants none', '/json', 'identity'],
  ['a client that refuses it', '/json', 'gzip;q=0, identity'],
  ['what is small', '/small', 'gzip'],
  ['what is no text', '/picture', 'gzip'],
  ['what has no body', '/nothing', 'gzip'],
])('Nothing is packed for %s', async (_, url, accept) => {
  expect((await ask(url, accept)).headers['content-encoding']).toBeUndefined();
});

it('Compression leaves alone what is compressed already', async () => {
  const { headers, payload } = await ask('/done', 'gzip');
  expect([headers['content-encoding'], payload]).toEqual(['br', csv]);
});

it('Compression tells caches that what is compressed varies, beside what they know', async () => {
  const vary = String((await ask('/json', 'gzip')).headers.vary).toLowerCase();
  expect(vary.split(/, */).sort()).toEqual(['accept-encoding', 'origin']);
});

it('Compression gives HEAD no body', async () => {
  expect((await ask('/json', 'gzip', 'HEAD')).rawPayload).toHaveLength(0);
});

it('Compression cuts off what breaks in the middle, so that nobody takes it for whole', async () => {
  await expect(ask('/broken', 'gzip').then(({ rawPayload }) => gunzipSync(rawPayload))).rejects.toThrow();
});

it('Compression is what the service does, and it lets a browser remember for hours what it may ask', async () => {
  const api = await openTestApi();
  const described = await api.get('/openapi.json', null, { 'accept-encoding': 'gzip' });
  expect(described.headers['content-encoding']).toBe('gzip');
  const preflight = await api.app.inject({
    method: 'OPTIONS',
    url: paths.outline(COURSE),
    headers: { origin: ORIGIN, 'access-control-request-method': 'GET' },
  });
  expect(Number(preflight.headers['access-control-max-age'])).toBeGreaterThanOrEqual(7200);
  await api.close();
});
