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

What each number means, in the words that the panels, the CSV files and \`/api/v1/metrics\` use. This page is made by
\`npm run docs\` from the files named \`*.metric.ts\` under \`api/metrics\` and from \`api/contract/metrics.ts\`; change it there.

${contents.join('\n')}

## After a course's end

Who was at work when ends with the course: who is active, started or came last, page views, and who may need help. What
is done later counts there in nothing but the months of the site. A course without a known end is over 28 days after its
last event, so nothing comes later.

What learners did with a block counts whenever they did it: attempts, answers, watching, reach, completion and grades, in
the panels, the tables of content and a learner's own page. A question or a video is the same after the end, an author's
panels and an instructor's tables say the same of it, and Aspects counts it, too. Whoever wants only the course's own time asks
for a window.

${groups.map(({ heading, own }) => `## ${heading}\n\n${own.map(section).join('\n')}`).join('\n')}`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  process.stderr.write('docs/metrics.md is not what api/contract/metrics.ts says: run `npm run docs`.\n');
  process.exitCode = 1;
}
