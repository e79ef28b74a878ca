import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

it('The configuration needs no setting at all', () => {
  expect(readConfig({})).toEqual({
    engine: { kind: 'embedded', path: resolve('.marginalia', 'clickhouse') },
    dataFolder: resolve('.marginalia'),
    databases: { own: 'marginalia', xapi: 'xapi', eventSink: 'event_sink' },
    lms: null,
    allowedOrigins: [],
    trackingLogs: [],
    lrs: [],
    sink: [],
    bus: null,
    lmsClient: null,
    minLearners: 10,
    demo: { isLive: true, startsOn: null },
    identities: false,
    learnerRules: null,
    requestsPerMinute: 600,
    without: new Set(),
    port: 8080,
    logLevel: 'info',
    actorKey: null,
    extensions: true,
    extensionRules: null,
    metrics: { port: null, token: null },
  });
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

it('An empty setting is none, as in a file of settings with nothing filled in', () => {
  expect(readConfig(Object.fromEntries(SETTINGS.map((name) => [name, ''])))).toEqual(readConfig({}));
});

it('The configuration takes a server by its address, with a cluster where there is one', () => {
  const CLICKHOUSE_URL = 'http://user:secret@clickhouse:8123';
  expect(readConfig({ CLICKHOUSE_URL }).engine).toEqual({ kind: 'server', url: CLICKHOUSE_URL, cluster: null });
});

it.each(['main', 'my-cluster', 'eu.analytics_1', '{cluster}', '{installation}-{cluster}'])(
  'A cluster may be called %s',
  (CLICKHOUSE_CLUSTER) => {
    const CLICKHOUSE_URL = 'http://clickhouse:8123';
    expect(readConfig({ CLICKHOUSE_URL, CLICKHOUSE_CLUSTER }).engine).toMatchObject({ cluster: CLICKHOUSE_CLUSTER });
  },
);

it('The LMS has issuer and audience as Open edX has them, unless told otherwise', () => {
  expect(readConfig({ ...LMS, LMS_BASE_URL: 'https://lms.example.org/' }).lms).toEqual({
    baseUrl: 'https://lms.example.org',
    internalUrl: 'https://lms.example.org',
    studioUrl: 'https://studio.lms.example.org',
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

it('The LMS is asked inside the network where that is said', () => {
  expect(readConfig({ ...LMS, LMS_INTERNAL_URL: 'http://lms:8000/' }).lms).toMatchObject({
    baseUrl: 'https://lms.example.org',
    internalUrl: 'http://lms:8000',
    issuer: 'https://lms.example.org/oauth2',
  });
});

it('Whatever setting cannot be used, its line says what to do, in words of ours', () => {
  const told = SETTINGS.flatMap((name) => {
    try {
      readConfig({ [name]: '-1.5?' });
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  expect(told.length).toBeGreaterThan(20);
  expect(told.filter((text) => /Invalid|expected|NaN|Too (small|big)/.test(text))).toEqual([]);
  const settings = { PORT: '70000', MARGINALIA_KEEP_MONTHS: '1', MARGINALIA_IDENTITIES: 'yes', LOG_LEVEL: 'loud' };
  const all = (): unknown =>
    readConfig({ ...settings, MARGINALIA_METRICS_PORT: 'x', MARGINALIA_DEMO_STARTS_ON: 'now' });
  for (const words of [
    'PORT: use 65535 or less',
    'MARGINALIA_KEEP_MONTHS: use 3 or more',
    'MARGINALIA_IDENTITIES: use one of off, on',
    'LOG_LEVEL: use one of fatal, error, warn, info, debug, trace, silent',
    'MARGINALIA_METRICS_PORT: use a whole number',
    'MARGINALIA_DEMO_STARTS_ON: use a date, such as 2026-03-02',
  ])
    expect(all).toThrow(words);
});

it('Ways of saving work are left out by name', () => {
  expect(readConfig({ MARGINALIA_WITHOUT: 'groups,ahead' }).without).toEqual(new Set(['groups', 'ahead']));
  expect(readConfig({}).without).toEqual(new Set());
});

it('Studio is asked where it is, or where browsers reach it', () => {
  const studioOf = (env: Record<string, string>) => readConfig({ ...LMS, ...env }).lms?.studioUrl;
  expect(studioOf({ STUDIO_INTERNAL_URL: 'http://cms:8000/', STUDIO_BASE_URL: 'https://s.example.org' })).toBe(
    'http://cms:8000',
  );
  expect(studioOf({ STUDIO_BASE_URL: 'https://s.example.org/' })).toBe('https://s.example.org');
  expect(studioOf({})).toBe('https://studio.lms.example.org');
  expect(studioOf({ LMS_BASE_URL: 'http://localhost:8000' })).toBeNull();
});

it('Tracking logs are named by their paths', () => {
  const { trackingLogs } = readConfig({ MARGINALIA_TRACKING_LOGS: '/logs/lms/tracking.log, logs/cms.log,' });
  expect(trackingLogs).toEqual(['/logs/lms/tracking.log', resolve('logs/cms.log')]);
});

describe('allowed origins', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'the LMS’s, and where Open edX has the others unless told otherwise',
      LMS,
      ['https://lms.example.org', 'https://studio.lms.example.org', 'https://apps.lms.example.org'],
    ],
    [
      'or where Studio and the micro-frontends are said to be',
      { ...LMS, STUDIO_BASE_URL: 'https://studio.example.org/home', MFE_BASE_URL: 'https://apps.example.org' },
      ['https://lms.example.org', 'https://studio.example.org', 'https://apps.example.org'],
    ],
    [
      'nothing below an LMS that has a port, as while developing',
      { ...LMS, LMS_BASE_URL: 'http://local.openedx.io:8000' },
      ['http://local.openedx.io:8000'],
    ],
    ['nothing below an address of numbers', { ...LMS, LMS_BASE_URL: 'http://10.0.0.5' }, ['http://10.0.0.5']],
    ['nothing below an address of IPv6', { ...LMS, LMS_BASE_URL: 'http://[::1]' }, ['http://[::1]']],
    ['nothing below a bare name', { ...LMS, LMS_BASE_URL: 'http://localhost' }, ['http://localhost']],
    [
      'one place for everything is one origin',
      { ...LMS, STUDIO_BASE_URL: 'https://lms.example.org/studio', MFE_BASE_URL: 'https://lms.example.org/apps' },
      ['https://lms.example.org'],
    ],
    [
      'or those that are named',
      { ...LMS, MARGINALIA_ALLOWED_ORIGINS: 'https://apps.example.org/authoring, http://localhost:2001' },
      ['https://apps.example.org', 'http://localhost:2001'],
    ],
  ])('The allowed origins are %s', (_, env, origins) => expect(readConfig(env).allowedOrigins).toEqual(origins));

  it.each(['*', 'apps.example.org', 'https://a.example.org,', 'null', 'data:text/html,x', 'file:///x'])(
    'The origin "%s" is refused',
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
  ])(
    'The threshold of learners may be %s (demonstration: "%s")',
    (MARGINALIA_MIN_LEARNERS, MARGINALIA_DEMO, expected) => {
      expect(readConfig({ MARGINALIA_MIN_LEARNERS, MARGINALIA_DEMO }).minLearners).toBe(expected);
    },
  );
  it.each([
    ['4', ''],
    ['1', '0'],
    ['0', '1'],
    ['-5', '1'],
    ['5.5', ''],
    ['ten', ''],
    ['1001', ''],
  ])('The threshold of learners is refused at %s (demonstration: "%s")', (MARGINALIA_MIN_LEARNERS, MARGINALIA_DEMO) => {
    expect(wrong({ MARGINALIA_MIN_LEARNERS, MARGINALIA_DEMO })).toContain('MARGINALIA_MIN_LEARNERS');
  });
});

it.each([
  ['CLICKHOUSE_URL', 'clickhouse:8123'],
  ['CLICKHOUSE_URL', 'tcp://clickhouse:9000'],
  ['CLICKHOUSE_CLUSTER', "main'; DROP"],
  ['CLICKHOUSE_CLUSTER', '{cluster'],
  ['CLICKHOUSE_CLUSTER', '-main'],
  ['CLICKHOUSE_INSERT_QUORUM', 'most'],
  ['CLICKHOUSE_INSERT_QUORUM', '0'],
  ['LMS_INTERNAL_URL', 'lms:8000'],
  ['STUDIO_INTERNAL_URL', 'cms:8000'],
  ['MARGINALIA_WITHOUT', 'everything'],
  ['MFE_BASE_URL', 'apps.example.org'],
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
])('The setting %s=%s is refused by name', (name, value) => expect(wrong({ [name]: value })).toContain(`${name}: `));

it('The configuration names everything that is wrong at once', () => {
  const words = wrong({ PORT: 'x', LOG_LEVEL: 'y', CLICKHOUSE_URL: 'z' });
  for (const name of ['PORT', 'LOG_LEVEL', 'CLICKHOUSE_URL']) expect(words).toContain(name);
});

it('An LMS without keys is refused, with where they are found', () => {
  expect(wrong({ LMS_BASE_URL: LMS.LMS_BASE_URL })).toMatch(
    /MARGINALIA_JWK_SET or MARGINALIA_JWKS_URL.*JWT_PUBLIC_SIGNING_JWK_SET/,
  );
});

describe('a setting whose value is in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (text: string): string => {
    const path = join(folder, 'secret');
    writeFileSync(path, text);
    return path;
  };
  const KEY = 'k'.repeat(40);

  it.each(SETTINGS)('A setting whose value is in a file is %s, as all are', (name) => {
    expect(wrong({ [`${name}_FILE`]: join(folder, 'nothing') })).toContain(`${name}_FILE: ${folder}/nothing`);
  });

  it('A setting whose value is in a file is read as if it were said, without the line end that editors add', () => {
    expect(readConfig({ MARGINALIA_ACTOR_KEY_FILE: file(`${KEY}\n`) }).actorKey).toBe(KEY);
    const url = 'http://user:se cret@clickhouse:8123'.replace(' ', '%20');
    expect(readConfig({ CLICKHOUSE_URL_FILE: file(`${url}\r\n`) }).engine).toMatchObject({ url });
  });

  it('A setting whose value is in a file is refused where it is empty: nobody means to have no secret', () => {
    expect(wrong({ MARGINALIA_LRS_CREDENTIALS_FILE: file(' \n') })).toMatch(
      /MARGINALIA_LRS_CREDENTIALS_FILE: .* empty/,
    );
  });

  it('A setting whose value is in a file is refused beside the setting itself, and what stands in the file is not told', () => {
    const words = wrong({ MARGINALIA_ACTOR_KEY: KEY, MARGINALIA_ACTOR_KEY_FILE: file('hidden') });
    expect(words).toMatch(/MARGINALIA_ACTOR_KEY_FILE: MARGINALIA_ACTOR_KEY is set as well/);
    expect(words).not.toMatch(/hidden|kkkk/);
  });

  it('A setting whose value is in a file is none where the name of the file is empty', () => {
    expect(readConfig({ MARGINALIA_ACTOR_KEY_FILE: '' }).actorKey).toBeNull();
  });
});

describe('proxies', () => {
  it.each([
    ['10.0.0.5', ['10.0.0.5']],
    ['172.16.0.0/12, fd00::/8', ['172.16.0.0/12', 'fd00::/8']],
    ['loopback', ['loopback']],
  ])('The proxies %s are trusted', (text, expected) => {
    expect(readConfig({ MARGINALIA_TRUSTED_PROXIES: text }).trustedProxies).toEqual(expected);
  });

  it.each(['true', '*', '10.0.0', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.example.org', '3'])(
    'The proxies %s are refused',
    (text) => {
      expect(wrong({ MARGINALIA_TRUSTED_PROXIES: text })).toContain('MARGINALIA_TRUSTED_PROXIES');
    },
  );
});
