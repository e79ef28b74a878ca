/** Fetching from the public internet only: what is not, and whatever else goes wrong. */
import { gzipSync } from 'node:zlib';
import { type Network, WORLD, fetchPublic, isPublicAddress } from '../../api/lib/publicFetch';
import { Survey, loopback } from '../support/survey';

const never = new AbortController().signal;
const SECRET = { authorization: 'Bearer s3cr3t-of-acme' };

describe('an address', () => {
  it.each(['8.8.8.8', '193.0.6.139', '2606:4700:4700::1111', '2001:67c:2e8:22::c100:68b', '::ffff:8.8.8.8'])(
    'An address is public: %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '100.100.100.200', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '2001:db8::1'],
    // addresses of IPv4 in those of IPv6: mapped, compatible, translated, tunnelled
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '::7f00:1', '::127.0.0.1', '64:ff9b::7f00:1'],
    ...['64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:7f00:1::'],
    ...['', 'localhost', 'api.survey.example'],
  ])('An address is not public: %p', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a fetch', () => {
  let survey: Survey;
  beforeEach(async () => {
    survey = await Survey.open();
  });
  afterEach(() => survey.close());
  const why = (url: string, network: Network): Promise<string> =>
    fetchPublic(url, SECRET, never, network).then(
      (body) => `fetched ${body.length}`,
      (error: Error) => {
        expect(`${error.name} ${error.message} ${String(error.stack)}`).not.toContain('s3cr3t');
        return error.message;
      },
    );

  it('A fetch sends the header to the host, connects to the address that was looked at, and looks once', async () => {
    let looked = 0;
    survey.answer = (response) => void response.end('a,b\n1,2\n');
    const network = loopback({
      lookup: () => {
        looked += 1;
        return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
      },
    });
    expect((await fetchPublic(survey.url(), SECRET, never, network)).toString()).toBe('a,b\n1,2\n');
    // the name is nowhere: another look would have failed
    expect(looked).toBe(1);
    expect(survey.asked[0]?.headers).toMatchObject({ ...SECRET, 'accept-encoding': 'identity' });
    expect(survey.asked[0]?.headers.host).toMatch(/^api\.survey\.example:/);
  });

  it.each([
    ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0x7f.1', '0.0.0.0', 'localhost'],
    ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::7f00:1]', '[::]', '169.254.169.254', '2852039166'],
  ])('A fetch connects to nothing of its own network, however that is written: %s', async (host) => {
    const system = { ...WORLD, patience: 10_000 };
    expect(await why(survey.url(host), system)).toMatch(/leads to .*, which is not on the public internet$/);
    expect(survey.connections).toBe(0);
  });

  it('A fetch is refused where a name leads to this machine, be it beside a public address', async () => {
    for (const addresses of [
      [{ address: '127.0.0.1', family: 4 }],
      [
        { address: '93.184.215.14', family: 4 },
        { address: '::1', family: 6 },
      ],
    ]) {
      const network = loopback({ lookup: () => Promise.resolve(addresses), isPublic: isPublicAddress });
      expect(await why(survey.url(), network)).toMatch(/leads to (127\.0\.0\.1|::1), which is not/);
    }
    expect(survey.connections).toBe(0);
  });

  it('A fetch follows nothing', async () => {
    survey.answer = (response) => {
      response.writeHead(302, { location: survey.url('127.0.0.1', '/private') });
      response.end();
    };
    expect(await why(survey.url(), loopback())).toBe(
      'api.survey.example answers that it is elsewhere (302), and nothing is followed',
    );
    expect(survey.asked.map(({ url }) => url)).toEqual(['/answers']);
  });

  it('A fetch stops at its limits of size and time, and when it is told to', async () => {
    survey.answer = (response) => void response.end(Buffer.alloc(3 * 1024 * 1024, 'x'));
    expect(await why(survey.url(), loopback())).toBe('api.survey.example sends more than 1 MB');
    survey.answer = (response) => void response.write('a,b\n');
    expect(await why(survey.url(), loopback({ patience: 300 }))).toBe(
      'api.survey.example did not send everything within 0.3 s',
    );
    const hangs = loopback({ patience: 300, lookup: () => new Promise(() => undefined) });
    expect(await why(survey.url(), hangs)).toMatch(/did not send everything/);
    const stop = new AbortController();
    survey.answer = () => stop.abort();
    await expect(fetchPublic(survey.url(), SECRET, stop.signal, loopback())).rejects.toThrow('it was stopped');
  });

  it.each<[string, number, Record<string, string>, string | Buffer, RegExp]>([
    ['wants another secret', 401, {}, '', /does not let us in \(401\)/],
    ['is out of order', 503, {}, '', /answers 503/],
    ['sends a page', 200, {}, '\n<!doctype html><p>Sign in</p>', /with a page, not with rows/],
    ['packs', 200, { 'content-encoding': 'gzip' }, gzipSync('a'), /as gzip, though it was asked not to/],
    ['sends a packed file', 200, {}, gzipSync('a'), /sends a packed file, not rows/],
  ])('A fetch says that the host %s', async (_, status, headers, body, words) => {
    survey.answer = (response) => {
      response.writeHead(status, headers);
      response.end(body);
    };
    expect(await why(survey.url(), loopback())).toMatch(words);
  });

  it('A fetch says why there was no connection', async () => {
    const { ca: _, ...strangers } = loopback();
    expect(await why(survey.url(), strangers)).toMatch(/^the certificate of api\.survey\.example is not accepted/);
    expect(await why(survey.url('other.example'), loopback())).toMatch(/^the certificate of other\.example/);
    expect(survey.asked).toEqual([]);
    const nowhere = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    expect(await why(survey.url(), loopback({ lookup: () => Promise.reject(nowhere) }))).toBe(
      'api.survey.example has no address (ENOTFOUND)',
    );
    expect(await why(survey.url().replace('https:', 'http:'), loopback())).toMatch(/is not asked by https/);
    survey.answer = (response) => void response.destroy();
    expect(await why(survey.url(), loopback())).toMatch(/^the connection to api\.survey\.example broke off/);
    const url = survey.url();
    await survey.close();
    expect(await why(url, loopback())).toBe('nobody answers at api.survey.example');
    survey = await Survey.open();
  });
});
