/** The Tutor plugin, rendered by the real Tutor: what each part of a site gets from it. */
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConfig } from '../../api/config/config';
import { PLACED, slotsText } from '../../api/cli/slots';

const PLUGIN = slotsText('tutor', null);
const folder = mkdtempSync(join(tmpdir(), 'marginalia-tutor-'));
const pluginFile = join(folder, 'plugin.py');
writeFileSync(pluginFile, PLUGIN);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('Nothing in the plugin is left to be filled in', () => {
  expect(PLUGIN).not.toMatch(/%%[A-Z_]+%%/);
});

/** Pythons that have the packages tutor and tutor-mfe, separated by commas. */
const PYTHONS = (process.env.MARGINALIA_TUTOR_PYTHON ?? '')
  .split(',')
  .filter((python) => python !== '' && spawnSync(python, ['-c', 'import tutor, tutormfe']).status === 0);

interface Service {
  readonly image: string;
  readonly user: string;
  readonly read_only: boolean;
  readonly environment: Record<string, string>;
  readonly volumes: readonly string[];
  readonly ports?: readonly string[];
  readonly [other: string]: unknown;
}
type Services = Readonly<Record<string, Service>>;
interface Rendered {
  readonly version: string;
  readonly patches: readonly string[];
  readonly asked: readonly string[];
  readonly compose: Services;
  readonly jobs: Services;
  readonly dev: Services;
  readonly caddyfile: string;
  readonly lms: string;
  readonly cms: string;
  readonly lms_dev: string;
  readonly setowners: string;
  readonly openedx_dockerfile: string;
  readonly mfe_dockerfile: string;
  readonly env_config: string;
  readonly site_config: string | null;
  readonly tasks: readonly [service: string, script: string][];
  readonly aspects_sql: string;
  readonly commands: Readonly<Record<string, readonly [service: string, script: string][]>>;
  readonly hosts: readonly string[];
  readonly images: readonly string[];
  readonly modulus: string;
  readonly env: string;
}

const render = (python: string, plugins: string, ...settings: string[]): Rendered => {
  const into = mkdtempSync(join(folder, 'site-'));
  const args = [join(__dirname, 'renderTutor.py'), pluginFile, into, plugins, ...settings];
  const { stdout, stderr, status } = spawnSync(python, args, { encoding: 'utf8', maxBuffer: 1e8 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Rendered;
};

const LOGS = '/logs/lms/tracking.log,/logs/cms/tracking.log';

const suite = PYTHONS.length > 0 ? describe.each(PYTHONS) : describe.skip.each(['none']);
suite(
  `Tutor of %s${PYTHONS.length > 0 ? '' : ' (skipped: MARGINALIA_TUTOR_PYTHON names no Python that has it)'}`,
  (python) => {
    let plain: Rendered;
    beforeAll(() => {
      plain = render(python, '');
    });

    it('The Tutor plugin asks for every place that we put something into', () => {
      // The first is asked for by Aspects; the others by sites on frontend-base, from Tutor 22 on.
      const elsewhere = ['clickhouse-extra-sql'];
      if (plain.site_config === null)
        elsewhere.push('mfe-dockerfile-post-npm-install-site', 'mfe-site-config', 'mfe-site-config-imports');
      expect(plain.patches.length).toBeGreaterThan(20);
      expect(plain.patches.filter((name) => !plain.asked.includes(name))).toEqual(elsewhere);
    });

    it('The Tutor plugin runs the service as nobody in particular, with settings that it takes', () => {
      const service = plain.compose.marginalia!;
      expect(service).toMatchObject({ user: '1000:1000', read_only: true, restart: 'unless-stopped' });
      expect(service.ports).toBeUndefined();
      const config = readConfig(service.environment);
      expect(config.engine.kind).toBe('embedded');
      expect(config.trackingLogs.join()).toBe(LOGS);
      expect(config.lms).toMatchObject({
        baseUrl: 'http://local.openedx.io',
        internalUrl: 'http://lms:8000',
        issuer: 'http://local.openedx.io/oauth2',
        audience: 'openedx',
      });
      expect(config.allowedOrigins).toEqual([
        'http://local.openedx.io',
        'http://studio.local.openedx.io',
        'http://apps.local.openedx.io',
      ]);
      expect(config.actorKey).toHaveLength(48);
      expect(config.lrs).toEqual([]);
      // Each log is in a volume of the service.
      for (const log of config.trackingLogs)
        expect(service.volumes.some((volume) => log.startsWith(`${volume.split(':')[1]}/`))).toBe(true);
      expect(plain.setowners).toContain('setowner 1000 /mounts/marginalia');
    });

    it("The Tutor plugin verifies tokens with the LMS's own key", () => {
      const { keys } = JSON.parse(plain.compose.marginalia!.environment.MARGINALIA_JWK_SET!) as {
        keys: { n: string }[];
      };
      expect(Buffer.from(keys[0]!.n, 'base64url').toString('hex').replace(/^0+/, '')).toBe(plain.modulus);
    });

    it('The Tutor plugin has a host below the LMS, where its cookies come, and hides what only the LMS may reach', () => {
      expect(plain.hosts).toContain('analytics.local.openedx.io');
      const site = plain.caddyfile.split('analytics.local.openedx.io{$default_site_port} {')[1]?.split('\n}')[0] ?? '';
      expect(site).toContain('import proxy "marginalia:8080"');
      for (const path of ['/metrics', '/xAPI/*', '/sink/*', '/retirement/*']) expect(site).toContain(path);
      expect(plain.images).toContain('ghcr.io/marginalia/marginalia:0.1.0');
    });

    it('The LMS lets our pages call it and come back', () => {
      expect(plain.lms).toContain('CORS_ORIGIN_WHITELIST.append("http://analytics.local.openedx.io")');
      expect(plain.lms).toContain('LOGIN_REDIRECT_WHITELIST.append("analytics.local.openedx.io")');
      expect(plain.lms).toContain('MFE_CONFIG["MARGINALIA_API_URL"] = "http://analytics.local.openedx.io"');
      expect(plain.cms).not.toContain('LOGIN_REDIRECT_WHITELIST.append("analytics');
    });

    it('Everything is at its own port while developing', () => {
      const { environment, ports } = plain.dev.marginalia!;
      expect(ports).toEqual(['8380:8080']);
      const config = readConfig({ ...plain.compose.marginalia!.environment, ...environment });
      expect(config.lms?.baseUrl).toBe('http://local.openedx.io:8000');
      expect(config.allowedOrigins).toContain('http://apps.local.openedx.io:2001');
      expect(plain.lms_dev.trimEnd()).toMatch(
        /MFE_CONFIG\["MARGINALIA_API_URL"\] = "http:\/\/analytics\.local\.openedx\.io:8380"$/m,
      );
    });

    it('The Tutor plugin puts our components into every slot, after what makes them is there', () => {
      for (const { slot, component } of PLACED) {
        const at = plain.env_config.indexOf(`addPlugins(config, '${slot}', [{ op`);
        expect([slot, at]).toEqual([slot, expect.any(Number)]);
        expect(at).toBeGreaterThan(plain.env_config.indexOf('const marginalia = await'));
        expect(plain.env_config).toContain(`marginalia.${component} `);
      }
      if (plain.site_config !== null) {
        expect(plain.site_config).toContain("import marginalia from '@marginalia/plugin/frontend-base';");
        expect(plain.site_config).toContain('addApp(siteConfig, marginalia);');
      }
    });

    it('The Tutor plugin has commands to fill in, to check and to back up, in containers that are there', () => {
      expect(Object.keys(plain.commands)).toEqual(['marginalia-backfill', 'marginalia-doctor', 'marginalia-backup']);
      for (const [service, script] of [...Object.values(plain.commands).flat(), ...plain.tasks]) {
        expect(plain.jobs).toHaveProperty([`${service}-job`]);
        expect(spawnSync('sh', ['-n', '-c', script]).status).toBe(0);
      }
      expect(plain.jobs['marginalia-job']!.volumes).toEqual(plain.compose.marginalia!.volumes);
    });

    it("The event bus in Tutor's own Redis brings the events, and a client of our own the courses, where it is asked for", () => {
      const site = render(python, '', 'MARGINALIA_EVENT_BUS=true');
      const { environment } = site.compose.marginalia!;
      const { bus, lmsClient, trackingLogs } = readConfig(environment);
      expect(bus).toMatchObject({ url: 'redis://redis:6379', prefix: 'dev', consumer: 'marginalia' });
      expect(trackingLogs).toEqual([]);
      const [, script = ''] = site.tasks.find(([service]) => service === 'lms') ?? [];
      expect(script).toContain(`--client-secret ${lmsClient?.secret}`);
      for (const settings of [site.lms, site.cms]) {
        expect(settings).toContain('SEND_TRACKING_EVENT_EMITTED_SIGNAL = True');
        expect(settings).toContain('"problem_check",');
      }
      expect(plain.lms).not.toContain('SEND_TRACKING_EVENT_EMITTED_SIGNAL');
      expect(plain.tasks.map(([, text]) => text).join('')).not.toContain('create_dot_application');
    });

    it('The Tutor plugin changes nothing in the image of the LMS unless the LMS is to send', () => {
      expect(plain.openedx_dockerfile).not.toMatch(/event-routing-backends|platform-plugin-aspects/);
      const sends = render(python, '', 'MARGINALIA_LMS_SENDS=true');
      expect(sends.openedx_dockerfile).toMatch(/pip install 'edx-event-routing-backends.*'platform-plugin-aspects/);
      const { environment } = sends.compose.marginalia!;
      const config = readConfig(environment);
      expect(config.trackingLogs).toEqual([]);
      expect(config.lrs.map(({ user, scopes }) => [user, ...scopes])).toEqual([['lms', 'statements/write']]);
      const [, script = ''] = sends.tasks.find(([service]) => service === 'lms') ?? [];
      const file = /<<'ROUTER'\n([\s\S]*?)\nROUTER\n/.exec(script)?.[1] ?? '';
      expect(JSON.parse(file)).toEqual({
        model: 'event_routing_backends.RouterConfiguration',
        data: [
          {
            enabled: true,
            backend_name: 'xAPI',
            route_url: 'http://marginalia:8080/xAPI/',
            auth_scheme: 'Basic',
            username: 'lms',
            password: environment.MARGINALIA_LRS_CREDENTIALS!.split(':')[1],
          },
        ],
      });
      expect(sends.cms).toContain('"url": "http://marginalia:8080/sink"');
    });

    it('The Tutor plugin takes more settings, as they are', () => {
      const { compose } = render(
        python,
        '',
        'MARGINALIA_EXTRA_ENV={LOG_LEVEL: debug, MARGINALIA_REQUESTS_PER_MINUTE: 100}',
      );
      expect(readConfig(compose.marginalia!.environment)).toMatchObject({ logLevel: 'debug', requestsPerMinute: 100 });
    });

    it('The Tutor plugin is gone where it is switched off, but for what old addresses need', () => {
      const off = render(python, '', 'RUN_MARGINALIA=false');
      expect(off.compose).not.toHaveProperty('marginalia');
      expect(off.jobs).not.toHaveProperty('marginalia-job');
      for (const text of [off.caddyfile, off.lms, off.cms, off.setowners])
        expect(text).not.toMatch(/marginalia|analytics\./i);
      expect(off.env_config).toContain("searchParams.delete('sidebar')");
      expect(off.mfe_dockerfile).toContain("MARGINALIA_PLUGIN='' ");
      for (const [service] of off.tasks) expect(off.jobs).toHaveProperty([`${service}-job`]);
    });

    const kubectl = spawnSync('kubectl', ['kustomize', '--help']).status === 0;
    (kubectl ? it : it.skip)(
      `The Tutor plugin makes one pod, its settings a Secret, on Kubernetes${kubectl ? '' : ' (skipped: no kubectl)'}`,
      () => {
        const { stdout, stderr, status } = spawnSync('kubectl', ['kustomize', plain.env], {
          encoding: 'utf8',
          maxBuffer: 1e8,
        });
        expect([status, stderr.replace(/^# Warning.*\n/gm, '')]).toEqual([0, '']);
        const ours = stdout.split('---\n').filter((text) => /^ {2}name: marginalia(-job)?$/m.test(text));
        expect(ours.map((text) => /^kind: (.*)$/m.exec(text)?.[1]).sort()).toEqual([
          'Deployment',
          'Job',
          'PersistentVolumeClaim',
          'Secret',
          'Service',
        ]);
        const deployment = ours.find((text) => text.includes('kind: Deployment')) ?? '';
        for (const line of [
          'type: Recreate',
          'runAsNonRoot: true',
          'readOnlyRootFilesystem: true',
          'claimName: marginalia',
        ])
          expect(deployment).toContain(line);
      },
    );

    const hasAspects = PYTHONS.length > 0 && spawnSync(python, ['-c', 'import tutoraspects']).status === 0;
    (hasAspects ? describe : describe.skip)(`beside Aspects${hasAspects ? '' : ' (skipped: not installed)'}`, () => {
      it('The Tutor plugin beside Aspects uses its ClickHouse, as a user of its own', () => {
        const site = render(python, 'aspects', 'ASPECTS_XAPI_DATABASE=xapi');
        const { environment } = site.compose.marginalia!;
        const config = readConfig(environment);
        expect(config.trackingLogs).toEqual([]);
        expect(config.engine).toMatchObject({ kind: 'server', cluster: null });
        expect(config.databases).toEqual({ own: 'marginalia', xapi: 'xapi', eventSink: 'event_sink' });
        const { username, password, host } = new URL(environment.CLICKHOUSE_URL!);
        expect(host).toBe('clickhouse:8123');
        expect(site.aspects_sql).toContain(`ALTER USER ${username}  IDENTIFIED WITH sha256_password BY '${password}';`);
        expect(site.aspects_sql).toContain(`GRANT  SELECT ON xapi.* TO ${username};`);
        expect(site.aspects_sql).not.toContain('CLUSTER ON *.*');
        expect(site.patches.filter((name) => !site.asked.includes(name) && !name.includes('site'))).toEqual([]);
        expect(site.tasks.map(([service, script]) => `${service}: ${script}`)).toContain(
          'marginalia: marginalia migrate',
        );
        // Its router is Aspects' affair, and so are its packages.
        expect(render(python, 'aspects', 'MARGINALIA_LMS_SENDS=true').openedx_dockerfile).not.toContain('<11');
      });

      it('The plugin makes the user on every node of a cluster, and works on one', () => {
        const settings = ['CLICKHOUSE_CLUSTER_NAME=my-cluster', 'CLICKHOUSE_CLUSTER_DDL_NODE_HOST=ch-0'];
        const site = render(python, 'aspects', ...settings);
        expect(readConfig(site.compose.marginalia!.environment).engine).toMatchObject({ cluster: 'my-cluster' });
        expect(site.compose.marginalia!.environment.CLICKHOUSE_URL).toContain('@ch-0:');
        for (const line of site.aspects_sql.split('\n').filter((text) => text.includes('marginalia')))
          expect(line).toContain("ON CLUSTER 'my-cluster'");
        expect(site.aspects_sql).toContain("GRANT ON CLUSTER 'my-cluster' CLUSTER ON *.* TO marginalia;");
      });
    });

    /** A Python that has openedx-filters: the one for event-routing-backends brings it. */
    const FILTERS = process.env.MARGINALIA_ROUTER_PYTHON ?? '';
    const hasFilters = FILTERS !== '' && spawnSync(FILTERS, ['-c', 'import openedx_filters']).status === 0;
    (hasFilters ? it : it.skip)(
      `The Tutor plugin gives the instructor dashboard its tab by a filter${hasFilters ? '' : ' (skipped: MARGINALIA_ROUTER_PYTHON has no openedx-filters)'}`,
      () => {
        const from = plain.lms.indexOf('LOGIN_REDIRECT_WHITELIST.append("analytics');
        const end = '.append(f"{__name__}.MarginaliaTab")';
        const ours = plain.lms.slice(from, plain.lms.indexOf(end) + end.length);
        const place = mkdtempSync(join(folder, 'settings-'));
        writeFileSync(
          join(place, 'site_settings.py'),
          `SECRET_KEY = "x"\nINSTRUCTOR_MICROFRONTEND_URL = "https://apps.example.org/instructor-dashboard/"\nLOGIN_REDIRECT_WHITELIST = []\n${ours}\n`,
        );
        const program = `
import django, json
django.setup()
from openedx_filters.tooling import OpenEdxPublicFilter
class Requested(OpenEdxPublicFilter):
    filter_type = "org.openedx.learning.instructor.dashboard.tabs.requested.v1"
there = [{"tab_id": "course_info"}]
print(json.dumps(Requested.run_pipeline(tabs=there, user=None, course_key="course-v1:A+B+1")["tabs"]))
`;
        const { stdout, stderr } = spawnSync(FILTERS, ['-c', program], {
          cwd: place,
          env: { ...process.env, DJANGO_SETTINGS_MODULE: 'site_settings', PYTHONPATH: place },
          encoding: 'utf8',
        });
        if (stdout === '') throw new Error(stderr);
        expect(JSON.parse(stdout)).toEqual([
          { tab_id: 'course_info' },
          {
            tab_id: 'marginalia',
            title: 'Analytics',
            sort_order: 125,
            url: '/instructor-dashboard/course-v1:A+B+1/marginalia',
          },
        ]);
      },
    );
  },
);

describe('in the build of a micro-frontend', () => {
  const SCRIPT = join(__dirname, '..', '..', 'api', 'deploy', 'tutor', 'install.mjs');
  let server: Server;
  let address: string;
  let archive: Buffer;
  beforeAll(async () => {
    const source = mkdtempSync(join(folder, 'package-'));
    writeFileSync(join(source, 'package.json'), '{"name":"@marginalia/plugin","version":"9.9.9","main":"index.js"}');
    writeFileSync(join(source, 'index.js'), 'exports.is = "the plugin";');
    spawnSync('npm', ['pack', '--pack-destination', folder], { cwd: source });
    archive = readFileSync(join(folder, 'marginalia-plugin-9.9.9.tgz'));
    // A registry that has nothing, and a place for archives.
    server = createServer((request, response) => {
      if (request.url === '/plugin.tgz') response.end(archive);
      else response.writeHead(404).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const sum = (): string => createHash('sha256').update(archive).digest('hex');
  const build = async (plugin: string, checksum: string) => {
    const app = mkdtempSync(join(folder, 'app-'));
    mkdirSync(join(app, 'node_modules'));
    writeFileSync(join(app, 'package.json'), '{"name":"app","private":true}');
    const env = {
      ...process.env,
      MARGINALIA_PLUGIN: plugin,
      MARGINALIA_PLUGIN_SHA256: checksum,
      NPM_REGISTRY: address,
    };
    const { stderr } = await promisify(execFile)(process.execPath, [SCRIPT], { cwd: app, env });
    const manifest = readFileSync(join(app, 'node_modules/@marginalia/plugin/package.json'), 'utf8');
    return { version: (JSON.parse(manifest) as { version: string }).version, stderr, app };
  };

  it('The package in the build of a micro-frontend is installed from an archive whose checksum is the one that was meant', async () => {
    expect((await build(`${address}/plugin.tgz`, sum())).version).toBe('9.9.9');
    expect((await build(`${address}/plugin.tgz`, sum().toUpperCase())).version).toBe('9.9.9');
  });

  it.each<[string, () => [string, string], RegExp]>([
    ['a package that npm has not', () => ['@marginalia/plugin@0.1.0', ''], /npm ended with status 1/],
    ['an archive without a checksum', () => [`${address}/plugin.tgz`, ''], /MARGINALIA_PLUGIN_SHA256 is not set/],
    ['another archive', () => [`${address}/plugin.tgz`, 'a'.repeat(64)], /its SHA-256 is [0-9a-f]{64}, not aaaa/],
    ['an archive that is gone', () => [`${address}/gone.tgz`, 'a'.repeat(64)], /it answers 404/],
    ['a file that is not there', () => ['file:gone.tgz', 'a'.repeat(64)], /ENOENT/],
  ])('The build of a micro-frontend is left whole by %s, with an empty plugin, and says so', async (_, what, words) => {
    const { version, stderr, app } = await build(...what());
    expect(version).toBe('0.0.0');
    expect(stderr).toMatch(/Marginalia is NOT in this build/);
    expect(stderr).toMatch(words);
    const program = `
      import * as studio from '@marginalia/plugin';
      import dashboard from '@marginalia/plugin/frontend-base';
      console.log(Object.keys(studio).length, dashboard.appId);`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: app,
      encoding: 'utf8',
    });
    expect(stdout).toBe('0 marginalia.absent\n');
  });

  it('The package in the build of a micro-frontend is the empty one, without a word, where it is switched off', async () => {
    expect(await build('', '')).toMatchObject({ version: '0.0.0', stderr: '' });
  });
});
