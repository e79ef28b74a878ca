import { networkOf } from '../../api/http/refusals';
import { ApiError } from '../../api/lib/apiError';
import { parseCredentials } from '../../api/config/credentials';
import { type TestApi, openTestApi, paths } from './api';
import { COURSE } from './smallCourse';

/** Refused requests in a row, by the address they come from. */

const MOST = 6;
const OUTLINE = paths.outline(COURSE);
const HOME = 'https://lms.example.org';
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

let api: TestApi;
const open = async (trustedProxies?: readonly string[]): Promise<TestApi> => {
  api = await openTestApi({
    requestsPerMinute: MOST,
    trustedProxies,
    lrs: {
      credentials: parseCredentials('lms:secret,reader:r:statements/read'),
      home: HOME,
      store: () => {
        throw new ApiError('engine_unavailable');
      },
    },
  });
  return api;
};
afterEach(() => api.close());

interface From {
  readonly address?: string;
  readonly forwarded?: string;
}

const ask = async (url: string, authorization: string | null, from: From = {}): Promise<number> => {
  const { address = '203.0.113.7', forwarded } = from;
  const response = await api.app.inject({
    url,
    remoteAddress: address,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
      'x-experience-api-version': '1.0.3',
    },
  });
  if (response.statusCode === 429) {
    expect(response.json()).toMatchObject({ code: 'too_many_requests' });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  }
  return response.statusCode;
};
const times = async (n: number, once: () => Promise<number>): Promise<number[]> => {
  const statuses: number[] = [];
  for (let i = 0; i < n; i += 1) statuses.push(await once());
  return statuses;
};
const refusedThenLimited = (status: number): number[] => [...Array<number>(MOST).fill(status), 429, 429];

const kinds: [string, string, () => Promise<string | null>, number][] = [
  ['without a token', OUTLINE, async () => null, 401],
  ['with a bad token', OUTLINE, async () => `JWT ${await api.lms.signToken('staff')}x`, 401],
  ['of an expired token', OUTLINE, async () => `JWT ${await api.lms.signToken('staff', { exp: 1 })}`, 401],
  [
    'of a restricted application',
    OUTLINE,
    async () => `JWT ${await api.lms.signToken('staff', { is_restricted: true })}`,
    401,
  ],
  ['of somebody of no team', OUTLINE, async () => `JWT ${await api.lms.signToken('learner')}`, 403],
  ['with a wrong password of the endpoint', '/xAPI/statements', async () => basic('lms:guess'), 401],
  ['with no password of the endpoint', '/xAPI/about', async () => null, 401],
  ['to a place in the endpoint that is not there', '/xAPI/agents', async () => basic('lms:guess'), 401],
];
it.each(kinds)('Requests %s are limited by address', async (_, url, authorization, status) => {
  await open();
  expect(await times(MOST + 2, async () => ask(url, await authorization()))).toEqual(refusedThenLimited(status));
  expect(await ask(url, await authorization(), { address: '203.0.113.8' })).toBe(status);
  expect(await ask('/healthz', null)).toBe(200);
});

it('Refusals of one kind count for the others of the address', async () => {
  await open();
  await times(MOST / 2, () => ask('/xAPI/statements', basic('lms:guess')));
  await times(MOST / 2, () => ask(OUTLINE, 'JWT a.b.c'));
  expect(await ask(OUTLINE, null)).toBe(429);
});

it('A right guess after too many wrong ones is not let in', async () => {
  await open();
  await times(MOST, () => ask('/xAPI/about', basic('lms:guess')));
  expect(await ask('/xAPI/about', basic('lms:secret'))).toBe(429);
});

it('Whoever was let in before goes on behind the same address', async () => {
  await open();
  expect(await ask('/xAPI/about', basic('lms:secret'))).toBe(200);
  await times(MOST + 1, () => ask('/xAPI/about', basic('lms:guess')));
  expect(await ask('/xAPI/about', basic('lms:guess'))).toBe(429);
  expect(await ask('/xAPI/about', basic('lms:secret'))).toBe(200);
  // from elsewhere it was not shown, but nothing is refused there
  expect(await ask('/xAPI/about', basic('lms:secret'), { address: '198.51.100.1' })).toBe(200);
});

it('What is found wrong in a request that was let in does not count', async () => {
  await open();
  const wrong = (): Promise<number> => ask('/xAPI/statements?limit=x', basic('lms:secret'));
  expect(await times(MOST + 2, wrong)).toEqual(Array<number>(MOST + 2).fill(400));
});

describe('behind a proxy', () => {
  const PROXY = '10.0.0.5';
  it('Addresses are those that a proxy tells which is trusted', async () => {
    await open(['10.0.0.0/8']);
    await times(MOST, () => ask(OUTLINE, null, { address: PROXY, forwarded: '203.0.113.7' }));
    expect(await ask(OUTLINE, null, { address: PROXY, forwarded: '203.0.113.7' })).toBe(429);
    expect(await ask(OUTLINE, null, { address: PROXY, forwarded: '198.51.100.1' })).toBe(401);
  });

  it('What a proxy tells that is not trusted does not count', async () => {
    await open(['192.168.0.0/16']);
    const statuses = await times(MOST, () => ask(OUTLINE, null, { address: PROXY, forwarded: '203.0.113.7' }));
    expect(statuses).toEqual(Array<number>(MOST).fill(401));
    expect(await ask(OUTLINE, null, { address: PROXY, forwarded: '198.51.100.1' })).toBe(429);
  });

  it('A sender cannot put addresses before that of the proxy', async () => {
    await open([PROXY]);
    for (let i = 0; i < MOST; i += 1)
      await ask(OUTLINE, null, { address: PROXY, forwarded: `198.51.100.${i}, 203.0.113.7` });
    expect(await ask(OUTLINE, null, { address: PROXY, forwarded: '198.51.100.99, 203.0.113.7' })).toBe(429);
  });
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('The address %s counts as %s', (address, network) => expect(networkOf(address)).toBe(network));
