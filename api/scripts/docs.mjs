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

const GROUPS = [
  ['problem', 'Problems'],
  ['video', 'Videos'],
  ['container', 'Sections, subsections and units'],
  ['class', 'The class'],
  ['learner', 'Who may need help'],
];

/** A title that ends in a question mark ends the sentence, too. */
const ended = (title) => (/[?!.]$/.test(title) ? title : `${title}.`);

const section = ({ id, title, sentence, numerator, denominator, unit, gate, source }) => `### ${id}

**${ended(title)}** ${sentence}

| | |
|---|---|
| counts | ${numerator} |
${denominator === null ? '' : `| of | ${denominator} |\n`}| unit | ${unit} |
| shown from | ${gate} |
| made from | ${source} |
`;

const anchor = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, '')
    .replaceAll(' ', '-');
const metrics = await registry();
const groups = GROUPS.map(([about, heading]) => ({ heading, own: metrics.filter((one) => one.about === about) }));
const contents = groups.map(
  ({ heading, own }) =>
    `- [${heading}](#${anchor(heading)}): ${own.map(({ id }) => `[${id}](#${id.toLowerCase()})`).join(', ')}`,
);

const text = `# Metrics

The definition of every number, in the words of the panels, the CSV files and \`/api/v1/metrics\`. \`npm run docs\` writes this page
from the \`*.metric.ts\` files under \`api/metrics\` and from \`api/contract/metrics.ts\`; make changes there.

${contents.join('\n')}

## After a course's end

What learners do after a course has ended does not change who is active, started or came last, page views, or who may need help.
It counts there only in the months of the site. A course without a known end counts as ended 28 days after its last event.

What learners do with a block counts whenever they do it: attempts, answers, watching, reach, completion and grades, in panels,
tables of content and a learner's own page. So an author's panels and an instructor's tables show the same numbers, and Aspects
counts it too. To see only the course's own time, choose dates.

${groups.map(({ heading, own }) => `## ${heading}\n\n${own.map(section).join('\n')}`).join('\n')}`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  process.stderr.write('docs/metrics.md is not what api/contract/metrics.ts says: run `npm run docs`.\n');
  process.exitCode = 1;
}
