// Writes i18n/en.json, the catalogue translators work from: every message of the plugin with its note, and the metric
// definitions of the contract under the ids by which the panels ask for them. `--check` only says whether it is current.
// Then lists, per language, what its draft lacks, and which drafts are behind their English (see basis.mjs).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { keepBasis, readDrafts } from './basis.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'i18n');
const OUT = join(FOLDER, 'en.json');

/** Every messages.ts or .tsx file below a folder, in a stable order. */
const sources = (folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => readFileSync(file, 'utf8').includes('defineMessages('))
    .sort();

const extract = (scratch) => {
  const out = join(scratch, 'messages.json');
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/@formatjs/cli/bin/formatjs'), 'extract', ...sources('src'), '--out-file', out],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`formatjs extract failed: ${stderr}`);
  return JSON.parse(readFileSync(out, 'utf8'));
};

const metrics = async (scratch) => {
  const outfile = join(scratch, 'metrics.mjs');
  await build({
    entryPoints: [join(ROOT, 'api/contract/metrics.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const { METRICS } = await import(pathToFileURL(outfile).href);
  return Object.fromEntries(
    Object.values(METRICS).flatMap(({ id, title, sentence }) => [
      [`marginalia.metric.${id}.title`, { defaultMessage: title, description: 'Name of a number, below it' }],
      [`marginalia.metric.${id}.sentence`, { defaultMessage: sentence, description: `Definition of “${title}”` }],
    ]),
  );
};

const catalogue = async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'marginalia-i18n-'));
  try {
    const all = { ...extract(scratch), ...(await metrics(scratch)) };
    const sorted = Object.keys(all)
      .sort()
      .map((id) => [id, { defaultMessage: all[id].defaultMessage, description: all[id].description }]);
    return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/** Per language, ids that its draft lacks, and ids that it has too many. English shows where one is missing. */
const drafts = (messages) =>
  Object.entries(readDrafts(FOLDER)).map(([tag, draft]) => ({
    tag,
    missing: Object.keys(messages).filter((id) => !(id in draft)),
    unknown: Object.keys(draft).filter((id) => !(id in messages)),
  }));

const tellDrafts = (messages) => {
  for (const { tag, missing, unknown } of drafts(messages)) {
    if (missing.length > 0) console.log(`${tag}: not translated: ${missing.join(', ')}`);
    if (unknown.length > 0) console.log(`${tag}: of no message: ${unknown.join(', ')}`);
  }
};

const wanted = await catalogue();
if (process.argv.includes('--check')) {
  let current = '';
  try {
    current = readFileSync(OUT, 'utf8');
  } catch {
    // No catalogue at all is as old as it gets.
  }
  if (current !== wanted) {
    console.error('i18n/en.json is out of date: run npm run i18n');
    process.exit(1);
  }
  const wrong = keepBasis(FOLDER, { check: true });
  wrong.forEach((line) => console.error(line));
  process.exit(wrong.length > 0 ? 1 : 0);
} else {
  writeFileSync(OUT, wanted);
  console.log(`i18n/en.json: ${Object.keys(JSON.parse(wanted)).length} messages`);
  tellDrafts(JSON.parse(wanted));
  const at = process.argv.indexOf('--still');
  keepBasis(FOLDER, { still: at === -1 ? [] : process.argv.slice(at + 1) }).forEach((line) => console.log(line));
}
