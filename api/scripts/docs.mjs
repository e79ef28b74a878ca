// Writes docs/metrics.md from the metric registry, so that the page cannot say something else than the product.
// `node api/scripts/docs.mjs --check` only compares (exit status 1 where they differ).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './prepare.mjs';

const page = join(root, 'docs', 'metrics.md');

async function registry() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'api', 'contract', 'metrics.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  });
  const { METRICS } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
  );
  return Object.values(METRICS);
}

const section = ({ id, title, sentence, numerator, denominator, unit, gate, source }) => `## ${id}

**${title}.** ${sentence}

| | |
|---|---|
| counts | ${numerator} |
| of | ${denominator ?? 'nothing: it is not a share'} |
| unit | ${unit} |
| shown from | ${gate} |
| made from | ${source} |
`;

const text = `# Metrics

What each number means, in the words that the panels, the CSV files and \`/api/v1/metrics\` use. This page is made from
\`api/contract/metrics.ts\` by \`npm run docs\`; change it there.

${(await registry()).map(section).join('\n')}`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  process.stderr.write('docs/metrics.md is not what api/contract/metrics.ts says: run `npm run docs`.\n');
  process.exitCode = 1;
}
