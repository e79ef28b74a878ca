import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, SETTINGS, readConfig } from '../../api/config/config';

const JWKS = '{"keys":[]}';
const LMS = { LMS_BASE_URL: 'https://lms.example.org', MARGINALIA_JWK_SET: JWKS };
const wrong = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'nothing wrong';
};

it('needs no setting at all', () => {
  expect(readConfig({})).toEqual({
    engine: { kind: 'embedded', path: resolve('.marginalia', 'clickhouse') },
    dataFolder: resolve('.marginalia'),
    databases: { own: 'marginalia', xapi: 'xapi', eventSink: 'event_sink' },
    lms: null,
    allowedOrigins: [],
    lrs: [],
    minLearners: 10,
    identities: false,
    learnerRules: null,
    requestsPerMinute: 600,
    port: 8080,
    logLevel: 'info',
    actorKey: null,
  });
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

it('an empty setting is none, as in a file of settings with nothing filled in', () => {
  expect(readConfig(Object.fromEntries(SETTINGS.map((name) => [name, ''])))).toEqual(readConfig({}));
});

it('a server by its address, with a cluster where there is one', () => {
  const CLICKHOUSE_URL = 'http://user:secret@clickhouse:8123';
  expect(readConfig({ CLICKHOUSE_URL }).engine).toEqual({ kind: 'server', url: CLICKHOUSE_URL, cluster: null });
  expect(readConfig({ CLICKHOUSE_URL, CLICKHOUSE_CLUSTER: 'main' }).engine).toMatchObject({ cluster: 'main' });
});

it('the LMS: issuer and audience as Open edX has them, unless told otherwise', () => {
  expect(readConfig({ ...LMS, LMS_BASE_URL: 'https://lms.example.org/' }).lms).toEqual({
    baseUrl: 'https://lms.example.org',
    keys: { jwks: JWKS },
    issuer: 'https://lms.example.org/oauth2',
    audience: 'openedx',
  });
  const other = { MARGINALIA_JWT_ISSUER: 'https://id.example.org', MARGINALIA_JWT_AUDIENCE: 'mine' };
  const url = { LMS_BASE_URL: LMS.LMS_BASE_URL, MARGINALIA_JWKS_URL: 'https://lms.example.org/jwks' };
  expect(readConfig({ ...url, ...other }).lms).toMatchObject({
    keys: { url: 'https://lms.example.org/jwks' },
    issuer: 'https://id.example.org',
    audience: 'mine',
  });
});

describe('allowed origins', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['the LMS’s', LMS, ['https://lms.example.org']],
    [
      'and Studio’s',
      { ...LMS, STUDIO_BASE_URL: 'https://studio.example.org/home' },
      ['https://lms.example.org', 'https://studio.example.org'],
    ],
    [
      'or those that are named',
      { ...LMS, MARGINALIA_ALLOWED_ORIGINS: 'https://apps.example.org/authoring, http://localhost:2001' },
      ['https://apps.example.org', 'http://localhost:2001'],
    ],
  ])('%s', (_, env, origins) => expect(readConfig(env).allowedOrigins).toEqual(origins));

  it.each(['*', 'apps.example.org', 'https://a.example.org,', 'null', 'data:text/html,x', 'file:///x'])(
    '"%s" is refused',
    (origins) => {
      expect(wrong({ MARGINALIA_ALLOWED_ORIGINS: origins })).toMatch(
        /^MARGINALIA_ALLOWED_ORIGINS: .* is not an address such as/,
      );
    },
  );
});

describe('the threshold of learners', () => {
  it.each([
    ['5', '', 5],
    ['1000', '', 1000],
    ['1', '1', 1],
    ['1', 'true', 1],
  ])('%s (demonstration: "%s")', (MARGINALIA_MIN_LEARNERS, MARGINALIA_DEMO, expected) => {
    expect(readConfig({ MARGINALIA_MIN_LEARNERS, MARGINALIA_DEMO }).minLearners).toBe(expected);
  });
  it.each([
    ['4', ''],
    ['1', '0'],
    ['0', '1'],
    ['-5', '1'],
    ['5.5', ''],
    ['ten', ''],
    ['1001', ''],
  ])('%s (demonstration: "%s") is refused', (MARGINALIA_MIN_LEARNERS, MARGINALIA_DEMO) => {
    expect(wrong({ MARGINALIA_MIN_LEARNERS, MARGINALIA_DEMO })).toContain('MARGINALIA_MIN_LEARNERS');
  });
});

it.each([
  ['CLICKHOUSE_URL', 'clickhouse:8123'],
  ['CLICKHOUSE_URL', 'tcp://clickhouse:9000'],
  ['CLICKHOUSE_CLUSTER', "main'; DROP"],
  ['MARGINALIA_DATABASE', 'my-database'],
  ['ASPECTS_XAPI_DATABASE', '1st'],
  ['ASPECTS_EVENT_SINK_DATABASE', 'a.b'],
  ['LMS_BASE_URL', 'lms.example.org'],
  ['MARGINALIA_JWK_SET', 'not json'],
  ['MARGINALIA_JWK_SET', 'null'],
  ['MARGINALIA_JWKS_URL', 'file:///etc/passwd'],
  ['MARGINALIA_DEMO', 'perhaps'],
  ['MARGINALIA_IDENTITIES', 'some'],
  ['PORT', '70000'],
  ['PORT', 'http'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name', (name, value) => expect(wrong({ [name]: value })).toContain(`${name}: `));

it('names everything that is wrong at once', () => {
  const words = wrong({ PORT: 'x', LOG_LEVEL: 'y', CLICKHOUSE_URL: 'z' });
  for (const name of ['PORT', 'LOG_LEVEL', 'CLICKHOUSE_URL']) expect(words).toContain(name);
});

it('an LMS without keys is refused, with where they are found', () => {
  expect(wrong({ LMS_BASE_URL: LMS.LMS_BASE_URL })).toMatch(
    /MARGINALIA_JWK_SET or MARGINALIA_JWKS_URL.*JWT_PUBLIC_SIGNING_JWK_SET/,
  );
});

it('the README names every setting', () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  expect(SETTINGS.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

describe('proxies', () => {
  it.each([
    ['10.0.0.5', ['10.0.0.5']],
    ['172.16.0.0/12, fd00::/8', ['172.16.0.0/12', 'fd00::/8']],
    ['loopback', ['loopback']],
  ])('%s are trusted', (text, expected) => {
    expect(readConfig({ MARGINALIA_TRUSTED_PROXIES: text }).trustedProxies).toEqual(expected);
  });

  it.each(['true', '*', '10.0.0', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.example.org', '3'])('%s is refused', (text) => {
    expect(wrong({ MARGINALIA_TRUSTED_PROXIES: text })).toContain('MARGINALIA_TRUSTED_PROXIES');
  });
});
