// `npm run generate`: finds the files named *.metric.ts under api/metrics and writes what follows from them by itself:
// the registry that the API loads, the words that the contract gives to the plugin, and the samples of the stories. `npm run docs`, `npm run i18n`
// and `npm run openapi` make the rest. With --check it only compares (exit status 1 where something differs).
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';
import { root } from './prepare.mjs';

const METRICS = join(root, 'api', 'metrics');
const REGISTRY = join(METRICS, 'registry.ts');
const WORDS = join(root, 'api', 'contract', 'metricFiles.ts');
const SAMPLES = join(root, 'src', 'harness', 'fixtures', 'metrics.ts');
const MADE = '// Made by `npm run generate` from all files named *.metric.ts. Do not change it by hand.';

const files = readdirSync(METRICS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.metric.ts'))
  .map((name) => name.replaceAll('\\', '/'))
  .sort();
/** `problem/firstTry.metric.ts` is known as `firstTry`. */
const nameOf = (file) => file.replace(/^.*\//, '').replace(/\.metric\.ts$/, '');

const registry = `${MADE}
import type { AnyMetric } from './kit/metric';
${files.map((file) => `import ${nameOf(file)} from './${file.replace(/\.ts$/, '')}';`).join('\n')}

export const METRIC_FILES: readonly AnyMetric[] = [${files.map(nameOf).join(', ')}];
`;

/** The metrics as the code has them: bundled into a file for a moment, for they are TypeScript. */
async function load() {
  const folder = mkdtempSync(join(root, 'api', 'generate-'));
  try {
    const outfile = join(folder, 'registry.cjs');
    await build({
      stdin: { contents: registry, resolveDir: METRICS, sourcefile: REGISTRY, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      alias: { '@marginalia/contract': join(root, 'api', 'contract', 'values.ts') },
      outfile,
      logLevel: 'warning',
    });
    return createRequire(import.meta.url)(outfile).METRIC_FILES;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PLACES = ['problem', 'video', 'container'];
const gateOf = ({ gate }) => (gate === undefined ? "the site's threshold of learners" : `${gate} learners`);
const words = (metrics) => `${MADE}
import type { Metric } from './metric';

export const METRIC_FILES = {
${metrics
  .map(
    (metric) =>
      `  ${metric.id}: ${JSON.stringify({
        title: metric.words.title,
        sentence: metric.words.sentence,
        numerator: metric.words.counts,
        denominator: metric.words.among,
        unit: metric.unit,
        gate: gateOf(metric),
        source: metric.words.source,
        about: metric.of,
      })},`,
  )
  .join('\n')}
} as const satisfies Record<string, Omit<Metric, 'id'>>;

/** Where the reports state them; the others stand in a report's list of metrics. */
export const METRIC_MEMBERS = ${JSON.stringify(
  Object.fromEntries([...PLACES, 'attention'].map((report) => [report, membersOf(metrics, report)])),
)} as const;
`;

const reportOf = ({ of, report = of }) => report;
const membersOf = (metrics, report) =>
  Object.fromEntries(
    metrics.filter((metric) => reportOf(metric) === report && metric.member).map(({ member, id }) => [member, id]),
  );

const samples = (metrics) => `${MADE}
import type { MetricValue } from '@marginalia/contract';

export const METRIC_SAMPLES: Readonly<Record<'problem' | 'video' | 'container', MetricValue[]>> = ${JSON.stringify(
  Object.fromEntries(
    PLACES.map((place) => [
      place,
      metrics
        .filter((metric) => metric.of === place && !metric.member)
        .map(({ id, words: { title, sentence }, unit, shape }) => ({ id, title, sentence, unit, ...shape.sample })),
    ]),
  ),
)};
`;

const options = { ...(await resolveConfig(REGISTRY)), parser: 'typescript' };
const metrics = await load();
const made = [
  [REGISTRY, await format(registry, options)],
  [WORDS, await format(words(metrics), options)],
  [SAMPLES, await format(samples(metrics), options)],
];
for (const [file, text] of made) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${relative(root, file)} is not what the metric files say: run \`npm run generate\`.\n`);
    process.exitCode = 1;
  } else writeFileSync(file, text);
}
