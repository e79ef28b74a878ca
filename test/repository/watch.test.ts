/** What is shipped to watch the service asks only for what the service tells. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Metrics } from '../../api/observability/metrics';
import type { PipelineState } from '../../api/observability/pipeline';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const RULES = 'api/deploy/prometheus/marginalia.rules.yaml';
const DASHBOARD = 'api/deploy/grafana/marginalia.json';
const MONITOR = 'api/deploy/kubernetes/monitoring/service-monitor.yaml';
const promtool = process.env.MARGINALIA_PROMTOOL ?? 'promtool';
const hasPromtool = spawnSync(promtool, ['--version']).status === 0;
const skipped = hasPromtool ? '' : ' (skipped: no promtool here; MARGINALIA_PROMTOOL names one)';

/** Everything that can be told has a value. */
const STATE: PipelineState = {
  engine: { kind: 'embedded', version: '26.7.2.1' },
  waiting: { learners: 3, seconds: 12 },
  backfillRemaining: 0.25,
  work: [{ name: 'recomputation', failures: 2, failingFor: 30 }],
  coursesWithoutStructure: ['course-v1:A+B+C'],
  lastPublish: 1000,
  lastStored: 2000,
  tables: [{ name: 'marginalia.events', bytes: 10, parts: 1 }],
  disks: [{ name: 'default', free: 1, total: 4 }],
  merges: 1,
  replicaDelay: 5,
  lastBackup: 3000,
};

let text: string;
let names: Set<string>;
beforeAll(async () => {
  const metrics = new Metrics('1.2.3');
  metrics.watch(async () => STATE);
  text = await metrics.text();
  names = new Set(
    (await metrics.registry.getMetricsAsJSON()).flatMap(({ name, type }) =>
      String(type) === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  );
});

const asked = (expression: string): string[] => [...new Set(expression.match(/\b(?:marginalia|process|nodejs)_\w+/g))];

describe('the metrics', () => {
  it('The metrics tell what is the case, and by no course or person', () => {
    expect(text).toContain('marginalia_oldest_waiting_seconds 12');
    expect(text).toContain('marginalia_background_failing_seconds{work="recomputation"} 30');
    expect(text).toContain('marginalia_courses_without_structure 1');
    expect(text).toContain('marginalia_build_info{version="1.2.3",engine="embedded",engine_version="26.7.2.1"} 1');
    expect(text).not.toContain('course-v1');
  });

  it('The metrics leave out what is not known, for that is not 0', async () => {
    const metrics = new Metrics('1.2.3');
    metrics.watch(async () => ({ ...STATE, lastBackup: null, replicaDelay: null }));
    expect(await metrics.text()).not.toMatch(/^marginalia_(backup_timestamp|replica_delay)_seconds \d/m);
    const away = new Metrics('1.2.3');
    away.watch(() => Promise.reject(new Error('away')));
    expect(await away.text()).toMatch(/^marginalia_build_info\{.*\} 1$/m);
    expect(await away.text()).not.toMatch(/^marginalia_histories_waiting \d/m);
  });

  it('The metrics are named as Prometheus wants: counters end with _total, nothing else does, units are whole words', async () => {
    const families = (await new Metrics().registry.getMetricsAsJSON()).filter(({ name }) => /^marginalia_/.test(name));
    expect(families.length).toBeGreaterThan(30);
    for (const { name, type, help } of families) {
      expect([name, name.endsWith('_total')]).toEqual([name, String(type) === 'counter']);
      expect(name).not.toMatch(/_(ms|milliseconds|s|sec|kb|mb|percent|count|sum|bucket)$/);
      expect([name, help.length > 10]).toEqual([name, true]);
    }
  });

  (hasPromtool ? it : it.skip)(`pass promtool's own check${skipped}`, () => {
    const ours = text
      .split('\n')
      .filter((line) => /^(# (HELP|TYPE) )?marginalia_/.test(line))
      .join('\n');
    const { stdout, stderr, status } = spawnSync(promtool, ['check', 'metrics'], {
      input: `${ours}\n`,
      encoding: 'utf8',
    });
    expect([stdout, stderr, status]).toEqual(['', '', 0]);
  });
});

describe('the alert rules', () => {
  it('The alert rules ask for metrics that there are, and each says what to do', () => {
    const rules = read(RULES).split('- alert: ').slice(1);
    expect(rules.length).toBeGreaterThanOrEqual(13);
    for (const rule of rules) {
      const expression = rule.slice(rule.indexOf('expr:'), rule.indexOf('labels:'));
      const unknown = asked(expression).filter((name) => !names.has(name));
      expect([rule.split('\n')[0], unknown]).toEqual([rule.split('\n')[0], []]);
      expect(rule).toMatch(/summary: \S/);
      expect(rule).toMatch(/remedy: \S/);
    }
  });

  (hasPromtool ? it : it.skip)(`pass promtool's own check${skipped}`, () => {
    const { stdout, stderr } = spawnSync(promtool, ['check', 'rules', join(root, RULES)], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual([expect.stringContaining('SUCCESS'), '']);
  });

  it('The alert rules stand in docs/watch.md, each with what to do', () => {
    const alerts = [...read(RULES).matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    const told = [...read('docs/watch.md').matchAll(/^\| `(Marginalia\w+)` \|/gm)].map(([, name]) => name);
    expect(told).toEqual(alerts);
  });
});

describe('the dashboard', () => {
  interface Panel {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }
  it('The dashboard asks for metrics that there are, and for every family of ours', () => {
    const { panels } = JSON.parse(read(DASHBOARD)) as { panels: Panel[] };
    const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(30);
    const used = new Set(expressions.flatMap(asked));
    expect([...used].filter((name) => !names.has(name))).toEqual([]);
    const family = (name: string): string => name.replace(/_(bucket|count|sum)$/, '');
    const shown = new Set([...used].map(family));
    const left = [...names].filter((name) => /^marginalia_/.test(name) && !shown.has(family(name)));
    expect(left).toEqual([]);
  });
});

describe('the monitor for the Prometheus operator', () => {
  it('The monitor for the Prometheus operator reads the port and the path at which a pod tells them', () => {
    const monitor = read(MONITOR);
    expect(monitor).toMatch(/- port: metrics\n\s+path: \/metrics/);
    const base = 'api/deploy/kubernetes';
    expect(read(`${base}/common/service.yaml`)).toMatch(/- name: metrics\n\s+port: 9464\n\s+targetPort: metrics/);
    for (const folder of ['embedded', 'server']) {
      const files = readdirSync(join(root, base, folder)).map((file) => read(`${base}/${folder}/${file}`));
      expect(files.join('\n')).toMatch(/- name: metrics\n\s+containerPort: 9464/);
      expect(files.join('\n')).toContain('- MARGINALIA_METRICS_PORT=9464');
    }
  });
});
